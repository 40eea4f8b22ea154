import { isRenderError, RenderError } from '../base/errors.ts';
import { fewRanges, formatFrames } from '../base/ranges.ts';
import { sentences } from '../base/sentences.ts';
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
    title: `Frame${numbers.length === 1 ? '' : 's'} ${formatFrames(numbers, fewRanges)} ${error.kind === 'cancelled' ? 'cancelled' : 'failed'}`,
    message: sentences(error.message, error.hint),
  }));
}

/**
 * What the run as a whole fails with: why it was stopped, or the failure of most frames; undefined when all is well. A run
 * that was stopped because a frame failed fails with that frame's failure.
 */
export function summarizeFailures(frames: FrameReport[], stopped: RenderError | undefined): RenderError | undefined {
  const byFrame = isRenderError(stopped?.cause) && stopped.kind === 'cancelled';
  if (stopped !== undefined && !byFrame) return stopped;
  const folded = foldFailures(frames).filter(({ error }) => !byFrame || error.kind !== 'cancelled');
  const worst = folded[0];
  if (worst === undefined) return stopped;
  const failed = folded.reduce((sum, failure) => sum + failure.frames.length, 0);
  return new RenderError(
    worst.error.kind,
    `${failed} of ${frames.length} frames failed; frame${worst.frames.length === 1 ? '' : 's'} ${formatFrames(worst.frames, fewRanges)}: ${worst.error.message}`,
    worst.error.hint === undefined ? {} : { hint: worst.error.hint },
  );
}

function foldFailures(frames: FrameReport[]): { error: NonNullable<FrameReport['error']>; frames: number[] }[] {
  const folded = new Map<string, { error: NonNullable<FrameReport['error']>; frames: number[] }>();
  for (const { frame, error } of frames) {
    if (error === undefined) continue;
    // Frames, tasks and checksums differ where the failure is the same.
    const id = `${error.kind} ${error.message.replace(/[0-9a-f]{16,}|\d+/g, '0')}`;
    const failure = folded.get(id);
    if (failure === undefined) folded.set(id, { error, frames: [frame] });
    else failure.frames.push(frame);
  }
  return [...folded.values()].sort((a, b) => b.frames.length - a.frames.length);
}
