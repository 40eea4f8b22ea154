import { ahead } from '../base/each.ts';
import { RenderError } from '../base/errors.ts';
import { explainFileError } from '../base/files/errors.ts';
import { failedEnd, type FrameEnd } from '../frames/end.ts';
import { frameKey } from '../frames/key.ts';
import type { ResultKind } from '../frames/kinds.ts';
import type { FramePlan, KeyedPlan } from '../frames/plan.ts';
import type { Digests } from '../project/digests.ts';
import { decisiveDigests, type Deciding } from './decisive.ts';
import type { KeptResults } from './kept/kept.ts';

/** Frames that are digested and looked up ahead of the engine. */
const preparedAtOnce = 8;

/** What a frame's key is made with. */
export interface Keying extends Deciding {
  blenderVersion: string;
  digests: Digests;
}

export interface Preparation extends Keying {
  outputDirectory: string;
  kinds: ResultKind[];
  /** Missing when nothing is to be reused. */
  results?: KeptResults | undefined;
  /** Told of frames that no engine has to render. */
  onEnd: (end: FrameEnd) => Promise<void>;
}

/** Digests the files of frames and takes over what earlier runs made; gives the others, for an engine to render. */
export async function* prepareFrames(plans: FramePlan[], preparation: Preparation): AsyncGenerator<KeyedPlan> {
  for await (const plan of ahead(plans, preparedAtOnce, (one) => prepareFrame(one, preparation))) {
    if (preparation.signal.aborted) return;
    if (plan !== undefined) yield plan;
  }
}

/** Undefined when the frame has ended: it is there, or one of its files cannot be read. */
async function prepareFrame(plan: FramePlan, preparation: Preparation): Promise<KeyedPlan | undefined> {
  const { frame } = plan;
  try {
    const { outputDirectory, kinds, results, signal, onEnd } = preparation;
    const { key, inputs } = await keyFrame(plan, preparation);
    const kept = await results?.take({ frame, key, outputDirectory }, kinds, signal);
    if (kept === undefined) return { ...plan, key, inputs };
    await onEnd({ frame, done: { outcome: 'reused', key, inputs, ...kept } });
  } catch (thrown) {
    const error = explainFileError(thrown);
    if (!(error instanceof RenderError)) throw error;
    await preparation.onEnd(failedEnd(frame, error));
  }
  return undefined;
}

/** The key that a frame's results are kept by, with its files' sha1 by path. */
export async function keyFrame(plan: FramePlan, keying: Keying): Promise<{ key: string; inputs: Map<string, string> }> {
  const inputs = await digestAll(plan, keying);
  const decisive = await decisiveDigests(plan, inputs, keying);
  return { key: frameKey(keying.project, plan, decisive, keying.blenderVersion), inputs };
}

async function digestAll({ files }: FramePlan, { digests, signal }: Keying): Promise<Map<string, string>> {
  return new Map(await Promise.all(files.map(async (file) => [file.path, await digests.of(file, signal)] as const)));
}
