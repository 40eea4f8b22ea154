import { RenderError } from '../errors.ts';
import type { PictureComparison } from '../compare/comparison.ts';
import type { Remark } from './failures.ts';
import { fewRanges, formatFrames } from '../frame-ranges.ts';
import type { FrameReport } from './model.ts';

/** Verdicts that somebody has to look at. */
const different: PictureComparison['verdict'][] = ['different', 'missing', 'mismatched', 'unreadable'];

/** One remark for each frame that differs from its baseline, with the reasons. */
export function describeDifferences(frames: FrameReport[]): Remark[] {
  return frames.flatMap(({ frame, pictures }) => {
    const reasons = pictures.flatMap(({ kind, comparison }) =>
      comparison !== undefined && different.includes(comparison.verdict) ? [`${kind}: ${comparison.reason}`] : [],
    );
    return reasons.length === 0
      ? []
      : [{ title: `Frame ${frame} differs from its baseline`, message: reasons.join(' ') }];
  });
}

export interface DifferencePolicy {
  onDifference: 'fail' | 'warn';
  requireBaseline: boolean;
}

/** What the differences do to the run: an error, or nothing. */
export function summarizeDifferences(frames: FrameReport[], policy: DifferencePolicy): RenderError | undefined {
  const having = (...verdicts: PictureComparison['verdict'][]): number[] =>
    frames
      .filter(({ pictures }) =>
        pictures.some(({ comparison }) => comparison !== undefined && verdicts.includes(comparison.verdict)),
      )
      .map(({ frame }) => frame);
  const differing = policy.onDifference === 'fail' ? having(...different) : [];
  if (differing.length > 0) {
    return new RenderError(
      'different',
      `${differing.length} of ${frames.length} frames differ from their baselines: ${formatFrames(differing, fewRanges)}.`,
      {
        hint: 'Look at the report. When the change is wanted, approve it: blendnet-render approve --help.',
      },
    );
  }
  const unknown = policy.requireBaseline ? having('new') : [];
  if (unknown.length === 0) return undefined;
  return new RenderError(
    'different',
    `${unknown.length} of ${frames.length} frames have no baseline: ${formatFrames(unknown, fewRanges)}.`,
    {
      hint: 'Approve them (blendnet-render approve --help), or drop require-baseline.',
    },
  );
}
