import { isRenderError, messageOf } from '../base/errors.ts';
import { printable } from '../base/printable.ts';
import type { FrameEnd } from '../frames/end.ts';
import type { FramePlan, RenderProject } from '../frames/plan.ts';
import type { RecordedContent } from '../frames/record/contents.ts';
import type { Host } from '../host/host.ts';
import { keepContent, newRoom } from '../project/blend/diff/recorded.ts';
import { openBlend } from '../project/blend/open-blend.ts';
import { findChangedFile, type ProjectFile } from '../project/files.ts';
import { isBlend, requestFor } from './decisive.ts';

/** Telling what has changed is worth no more of a run. */
const maxMs = 30_000;

/** What the .blend files say that frames were made from, for the record. What cannot be read is left out. */
export async function keepContents(
  plans: readonly FramePlan[],
  ends: readonly FrameEnd[],
  { project, host, signal: end }: { project: RenderProject; host: Pick<Host, 'log'>; signal: AbortSignal },
): Promise<RecordedContent[]> {
  const inputs = new Map(ends.flatMap((end) => ('done' in end ? [...end.done.inputs] : [])));
  const files = new Map(plans.flatMap((plan) => plan.files.filter(isBlend).map((file) => [file.path, file])));
  const room = newRoom();
  const contents: RecordedContent[] = [];
  const signal = AbortSignal.any([end, AbortSignal.timeout(maxMs)]);
  for (const file of files.values()) {
    const sha1 = inputs.get(file.path);
    if (sha1 === undefined || signal.aborted) continue;
    try {
      const { dataBlocksLeftOut, ...kept } = await openBlend(
        file.absolutePath,
        file.path,
        (blend) => keepContent(blend, room, { signal, ...requestFor(file, project) }),
        signal,
      );
      if (await isWhatItWas(file))
        contents.push({ sha1, ...kept, ...(dataBlocksLeftOut > 0 && { dataBlocksLeftOut }) });
    } catch (error) {
      // The signal's reason is what ended it; what is thrown otherwise is a file that cannot be read, or a bug of ours.
      const isOver = error === signal.reason;
      if (!isOver && !isRenderError(error, 'settings', 'missing-file')) throw error;
      const why = isOver ? 'there was no time for it' : messageOf(error);
      host.log.detail(`The record does not say what ${printable(file.path)} says: ${printable(why, 300)}`);
    }
  }
  return contents;
}

async function isWhatItWas(file: ProjectFile): Promise<boolean> {
  return (await findChangedFile([file])) === undefined;
}
