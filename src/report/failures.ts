import { RenderError } from '../errors.ts';
import { formatFrames } from '../frame-ranges.ts';
import type { FrameReport } from './model.ts';

/** Something worth an annotation. */
export interface Remark {
  /** `Frames 3, 7-12 failed`. */
  title: string;
  message: string;
}

/** Folds same failures: ten frames that fail for one reason are one remark. Most frames first. */
export function describeFailures(frames: FrameReport[]): Remark[] {
  return foldFailures(frames).map(({ error, frames: numbers }) => ({
    title: `Frame${numbers.length === 1 ? '' : 's'} ${formatFrames(numbers)} failed`,
    message: error.hint === undefined ? error.message : `${error.message} ${error.hint}`,
  }));
}

/** What the run as a whole fails with: why it was stopped, or the failure of most frames; undefined when all is well. */
export function summarizeFailures(frames: FrameReport[], stopped: RenderError | undefined): RenderError | undefined {
  if (stopped !== undefined && stopped.cause === undefined) return stopped;
  const folded = foldFailures(frames);
  const worst = folded[0];
  if (worst === undefined) return stopped;
  const failed = folded.reduce((sum, failure) => sum + failure.frames.length, 0);
  return new RenderError(
    worst.error.kind,
    `${failed} of ${frames.length} frames failed; frame${worst.frames.length === 1 ? '' : 's'} ${formatFrames(worst.frames)}: ${worst.error.message}`,
    worst.error.hint === undefined ? {} : { hint: worst.error.hint },
  );
}

function foldFailures(frames: FrameReport[]): { error: NonNullable<FrameReport['error']>; frames: number[] }[] {
  const folded = new Map<string, { error: NonNullable<FrameReport['error']>; frames: number[] }>();
  for (const { frame, error } of frames) {
    if (error === undefined) continue;
    const id = `${error.kind} ${error.message}`;
    const failure = folded.get(id);
    if (failure === undefined) folded.set(id, { error, frames: [frame] });
    else failure.frames.push(frame);
  }
  return [...folded.values()].sort((a, b) => b.frames.length - a.frames.length);
}
