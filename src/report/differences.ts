import { RenderError } from '../base/errors.ts';
import { sayHowToApprove, type Way } from '../frames/approving.ts';
import type { Remark } from './failures.ts';
import { fewRanges, formatFrames } from '../base/ranges.ts';
import { sentences } from '../base/sentences.ts';
import { needsReview, type Verdict } from '../frames/verdicts.ts';
import type { FrameReport } from './model.ts';

/** One remark for each frame that differs from its baseline, with the reasons; the first says how to approve. */
export function describeDifferences(frames: FrameReport[], approve?: Way): Remark[] {
  const how = approve && sayHowToApprove(approve);
  const remarks = frames.flatMap(({ frame, pictures }) => {
    const reasons = pictures.flatMap(({ kind, comparison }) =>
      comparison !== undefined && needsReview(comparison.verdict) ? [`${kind}: ${comparison.reason}`] : [],
    );
    return reasons.length === 0
      ? []
      : [{ title: `Frame ${frame} differs from its baseline`, message: sentences(...reasons) }];
  });
  return remarks.map((one, index) => (index === 0 ? { ...one, message: sentences(one.message, how) } : one));
}

/** One remark for all frames that nothing could be compared with. */
export function describeUnknown(frames: FrameReport[], approve?: Way): Remark[] {
  const unknown = framesHaving(frames, isNew);
  if (unknown.length === 0) return [];
  const [noun, verb] = unknown.length === 1 ? ['Frame', 'has'] : ['Frames', 'have'];
  return [
    {
      title: `${noun} ${formatFrames(unknown, fewRanges)} ${verb} no baseline`,
      message: sentences('Look at the report', approve && sayHowToApprove(approve)),
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

/** Whether a frame's pictures are new or differ, and nobody has said yet that they are right. */
export function waitsForApproval(frames: FrameReport[]): boolean {
  return framesHaving(frames, (verdict) => isNew(verdict) || needsReview(verdict)).length > 0;
}

function isNew(verdict: Verdict): boolean {
  return verdict === 'new';
}

export interface DifferencePolicy {
  onDifference: 'fail' | 'warn';
  requireBaseline: boolean;
}

/** What the differences do to the run: an error, or nothing. */
export function summarizeDifferences(
  frames: FrameReport[],
  policy: DifferencePolicy,
  approve?: Way,
): RenderError | undefined {
  const how = approve && sayHowToApprove(approve);
  const differing = policy.onDifference === 'fail' ? framesHaving(frames, needsReview) : [];
  if (differing.length > 0) {
    return new RenderError(
      'different',
      `${differing.length} of ${frames.length} frames differ from their baselines: ${formatFrames(differing, fewRanges)}.`,
      {
        hint: sentences('Look at the report, and approve the change when it is wanted', how),
      },
    );
  }
  const unknown = policy.requireBaseline ? framesHaving(frames, isNew) : [];
  if (unknown.length === 0) return undefined;
  return new RenderError(
    'different',
    `${unknown.length} of ${frames.length} frames have no baseline: ${formatFrames(unknown, fewRanges)}.`,
    {
      hint: sentences('Look at them and approve them, or drop require-baseline', how),
    },
  );
}
