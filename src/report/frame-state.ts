import { formatCount } from '../base/quantities.ts';
import { byImportance } from '../frames/kinds.ts';
import type { FrameReport, PictureReport } from './model.ts';
import { isForReview, severityOf, stateTitles, type FrameState } from './states.ts';

export function stateOf({ outcome, pictures }: FrameReport): FrameState {
  if (outcome === 'failed' || outcome === 'cancelled') return outcome;
  const found = pictures.flatMap(({ comparison }) => (comparison ? [comparison.verdict] : []));
  return found.sort((a, b) => severityOf(a) - severityOf(b))[0] ?? outcome;
}

/** The picture of a frame that stands for it: the one that people see in the end. */
export function mainPictureOf({ pictures }: FrameReport): PictureReport | undefined {
  return pictures.toSorted(byImportance)[0];
}

/** The picture that decides the frame's state, for a failed frame the worst that could still be compared. */
export function decidingPictureOf({ pictures }: FrameReport): PictureReport | undefined {
  return pictures.toSorted((a, b) => severity(a) - severity(b) || byImportance(a, b))[0];
}

function severity({ comparison }: PictureReport): number {
  return comparison === undefined ? Infinity : severityOf(comparison.verdict);
}

/** The frames that somebody has to look at, worst first. */
export function framesToReview(frames: FrameReport[]): FrameReport[] {
  return frames
    .filter((frame) => isForReview(stateOf(frame)))
    .sort((a, b) => severityOf(stateOf(a)) - severityOf(stateOf(b)) || a.frame - b.frame);
}

/** How many frames are in each state, worst first, empty ones left out. */
export function countStates(frames: FrameReport[]): [FrameState, number][] {
  const counts = new Map<FrameState, number>();
  for (const state of frames.map(stateOf)) counts.set(state, (counts.get(state) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => severityOf(a) - severityOf(b));
}

/** `24 frames: 1 failed, 2 different, 21 same`. */
export function formatOutcome(frames: FrameReport[]): string {
  const counts = countStates(frames).map(([state, count]) => `${count} ${stateTitles[state].toLowerCase()}`);
  return [formatCount(frames.length, 'frame'), counts.join(', ')].filter(Boolean).join(': ');
}
