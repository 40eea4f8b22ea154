import { verdicts, type Verdict } from '../frames/verdicts.ts';

/** The one thing to say about a frame: how it ended, or else the worst verdict of its pictures. */
export type FrameState = 'failed' | 'cancelled' | Verdict | 'rendered' | 'reused';

/** Worst first: the order in which people should look. */
const states: FrameState[] = ['failed', 'cancelled', ...verdicts, 'rendered', 'reused'];

export const stateTitles: Record<FrameState, string> = {
  failed: 'Failed',
  cancelled: 'Cancelled',
  different: 'Different',
  mismatched: 'Mismatched',
  missing: 'Missing',
  unreadable: 'Unreadable',
  new: 'New',
  'within-tolerance': 'Within tolerance',
  same: 'Same',
  rendered: 'Rendered',
  reused: 'Reused',
};

export function severityOf(state: FrameState): number {
  return states.indexOf(state);
}

/** Whether a frame in this state is not as it should be: its pictures are shown in full, and it is listed first. */
export function isWrong(state: FrameState): boolean {
  return severityOf(state) < severityOf('new');
}

/** Whether somebody has to look at it: a frame that is new becomes the baseline only when somebody has. */
export function isForReview(state: FrameState): boolean {
  return severityOf(state) <= severityOf('new');
}

/** The states of which that is so. */
export const reviewStates: FrameState[] = states.filter(isForReview);
