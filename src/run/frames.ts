import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RenderError } from '../base/errors.ts';
import { printable } from '../base/printable.ts';
import type { FrameEnd } from '../frames/end.ts';
import type { Engine, EngineTotals } from '../frames/engine.ts';
import { frameOfFile, sessionFolder, sideFolder } from '../frames/names.ts';
import type { Settings } from '../settings/settings.ts';
import type { RecordedContent } from '../frames/record/contents.ts';
import { keepContents } from './contents.ts';
import { FrameEnds } from './ends.ts';
import { openKept, type Kept, type KeptSet } from './kept/open.ts';
import type { RunPlan } from './plan.ts';
import { folderInTheWay } from './output-folder.ts';
import { prepareFrames } from './prepare.ts';
import { ProgressLog } from './progress.ts';

export interface FramesResult extends EngineTotals {
  /** One for each frame of the plan, in its order. */
  ends: FrameEnd[];
  /** What the .blend files say that they were made from. */
  contents?: RecordedContent[];
  /** Why the run as a whole ended early, if it did. */
  stopped?: RenderError;
}

/** What rendering the frames of a run needs. */
export interface FramesRequest {
  engine: Engine;
  plan: RunPlan;
  /** Absolute. */
  outputDirectory: string;
  settings: Pick<Settings, 'attempts' | 'reuse' | 'failFast' | 'shard' | 'stallTimeout'>;
  host: Parameters<typeof openKept>[0];
  /** Ends the run: cancelled, or out of time. */
  signal: AbortSignal;
}

/** Takes over the frames that earlier runs made, and has the engine render the others. */
export async function runFrames(request: FramesRequest): Promise<FramesResult> {
  const { engine, plan, outputDirectory, settings, host } = request;
  const numbers = plan.frames.map(({ frame }) => frame);
  await clearFrames(outputDirectory, new Set(numbers));
  const stop = new AbortController();
  const signal = AbortSignal.any([request.signal, stop.signal]);
  const log = new ProgressLog(host.log, numbers.length, signal);
  const kept = await openKept(host, settings.reuse, {
    ...keptSet(plan, engine.facts.blenderVersion),
    ...(settings.shard === undefined ? {} : { keptElsewhere: true }),
  });
  const ends = new FrameEnds({ kept, log, stop, failFast: settings.failFast });
  try {
    const { digests, contents, results } = kept;
    const common = { project: plan.project, outputDirectory, kinds: plan.kinds, signal };
    const { blenderVersion } = engine.facts;
    const onEnd = (end: FrameEnd): Promise<void> => ends.take(end);
    const totals = await engine.render(
      prepareFrames(plan.frames, {
        ...{ ...common, blenderVersion, digests, contents, results, onEnd },
        onUncertain: sayOnce(host.log),
      }),
      {
        ...common,
        attempts: settings.attempts,
        stallMs: settings.stallTimeout * 60_000,
        onProgress: (progress) => {
          log.progress(progress);
        },
        onEnd: async (end) => {
          await keep(kept, end, outputDirectory);
          await ends.take(end);
        },
        onNotice: (text, level = 'info') => {
          host.log[level](printable(text));
        },
      },
    );
    const stopped = signal.aborted ? (signal.reason as RenderError) : undefined;
    if (stopped !== undefined) await ends.stopOthers(numbers, stopped);
    if (totals.left.length > 0) host.log.warning(`Left on the Manager: ${totals.left.join(', ')}`);
    const all = ends.of(numbers);
    const said = await keepContents(plan.frames, all, { project: plan.project, host, signal: request.signal });
    return { ...totals, ends: all, contents: said, ...(stopped === undefined ? {} : { stopped }) };
  } finally {
    log.close();
    await kept.close();
  }
}

/** The same of every frame is worth one line. */
function sayOnce(log: FramesRequest['host']['log']): (text: string) => void {
  const said = new Set<string>();
  return (text) => {
    if (!said.has(text)) log.detail(text);
    said.add(text);
  };
}

/** What the results of a run are kept by. */
export function keptSet({ project, frames, kinds }: RunPlan, blenderVersion: string): KeptSet {
  const { path, configuration } = project;
  return { project: path, blenderVersion, configuration, kinds, frames: frames.map(({ frame }) => frame) };
}

async function keep({ results }: Kept, end: FrameEnd, outputDirectory: string): Promise<void> {
  if (!('done' in end) || end.done.inputsChanged === true) return;
  await results?.keep({ frame: end.frame, key: end.done.key, outputDirectory }, end.done);
}

/**
 * Removes what an earlier run left of these frames: a picture in another format, or of a frame that now fails.
 * @throws RenderError `settings` for a folder of such a name, which is none of ours to remove
 */
export async function clearFrames(outputDirectory: string, frames: ReadonlySet<number>): Promise<void> {
  for (const entry of await readdir(outputDirectory, { withFileTypes: true })) {
    const frame = frameOfFile(entry.name);
    const isOurs = entry.name.startsWith(sessionFolder) || (frame !== undefined && frames.has(frame));
    if (!isOurs) continue;
    const path = join(outputDirectory, entry.name);
    if (entry.isDirectory() && !entry.name.startsWith('.') && !sideFolder.test(entry.name)) throw folderInTheWay(path);
    await rm(path, { recursive: true, force: true });
  }
}
