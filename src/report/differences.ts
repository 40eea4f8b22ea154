import { RenderError } from '../base/errors.ts';
import type { Remark } from './failures.ts';
import { fewRanges, formatFrames } from '../base/ranges.ts';
import { sentences } from '../base/sentences.ts';
import { needsReview, type Verdict } from '../frames/verdicts.ts';
import type { FrameReport } from './model.ts';

/** One remark for each frame that differs from its baseline, with the reasons. */
export function describeDifferences(frames: FrameReport[]): Remark[] {
  return frames.flatMap(({ frame, pictures }) => {
    const reasons = pictures.flatMap(({ kind, comparison }) =>
      comparison !== undefined && needsReview(comparison.verdict) ? [`${kind}: ${comparison.reason}`] : [],
    );
    return reasons.length === 0
      ? []
      : [{ title: `Frame ${frame} differs from its baseline`, message: sentences(...reasons) }];
  });
}

/** One remark for all frames that nothing could be compared with. */
export function describeUnknown(frames: FrameReport[]): Remark[] {
  const unknown = framesHaving(frames, isNew);
  if (unknown.length === 0) return [];
  const [noun, verb, them] = unknown.length === 1 ? ['Frame', 'has', 'it'] : ['Frames', 'have', 'them'];
  return [
    {
      title: `${noun} ${formatFrames(unknown, fewRanges)} ${verb} no baseline`,
      message: `Look at the report, and approve ${them}: blendnet-render approve --help.`,
    },
  ];
}

function framesHaving(frames: FrameReport[], matches: (verdict: Verdict) => boolean): number[] {
  return frames
    .filter(({ pictures }) =>
      pictures.some(({ comparison }) => comparison !== undefined && matches(comparison.verdict)),
    )
    .map(({ frame }) => frame);
}

function isNew(verdict: Verdict): boolean {
  return verdict === 'new';
}

export interface DifferencePolicy {
  onDifference: 'fail' | 'warn';
  requireBaseline: boolean;
}

/** What the differences do to the run: an error, or nothing. */
export function summarizeDifferences(frames: FrameReport[], policy: DifferencePolicy): RenderError | undefined {
  const differing = policy.onDifference === 'fail' ? framesHaving(frames, needsReview) : [];
  if (differing.length > 0) {
    return new RenderError(
      'different',
      `${differing.length} of ${frames.length} frames differ from their baselines: ${formatFrames(differing, fewRanges)}.`,
      {
        hint: 'Look at the report. When the change is wanted, approve it: blendnet-render approve --help.',
      },
    );
  }
  const unknown = policy.requireBaseline ? framesHaving(frames, isNew) : [];
  if (unknown.length === 0) return undefined;
  return new RenderError(
    'different',
    `${unknown.length} of ${frames.length} frames have no baseline: ${formatFrames(unknown, fewRanges)}.`,
    {
      hint: 'Approve them (blendnet-render approve --help), or drop require-baseline.',
    },
  );
}
