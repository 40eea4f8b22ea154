import type { ComparedKind } from '../frames/kinds.ts';
import type { ComparedPicture } from '../compare/comparison.ts';
import { comparePairs } from '../compare/pairs.ts';
import type { ComparisonPool } from '../compare/pool.ts';
import type { PicturePair } from '../compare/pair-files.ts';
import type { ToleranceRule } from '../compare/judge/tolerance.ts';
import { RenderError } from '../base/errors.ts';
import { printable } from '../base/printable.ts';
import { needsReview, type Verdict } from '../frames/verdicts.ts';
import { areEqual } from './copies.ts';

/** A candidate that is to become the baseline. */
export interface Choice {
  frame: number;
  kind: ComparedKind;
  verdict: Verdict;
  reason: string;
  candidate: string;
  baseline?: string;
}

export interface ChoiceOptions {
  rules: ToleranceRule[];
  /** Also frames within tolerance. */
  all: boolean;
}

/**
 * Chooses the pictures to approve: of every frame of which one is new or differs, all, so that a frame's pictures come
 * from one run. What has the baseline's very bytes is left out.
 *
 * @throws RenderError `corrupt-result` when one of them cannot be read: nothing could ever be compared with it.
 */
export async function choosePictures(
  pairs: PicturePair[],
  { rules, all }: ChoiceOptions,
  pool: ComparisonPool,
): Promise<Choice[]> {
  const compared = await comparePairs(pairs, rules, pool);
  const frames = new Set(
    compared.filter(({ comparison: { verdict } }) => all || verdict === 'new' || needsReview(verdict)).map(frameOf),
  );
  const choices: Choice[] = [];
  for (const picture of compared) {
    const choice = frames.has(frameOf(picture)) ? await choose(picture, rules, pool) : undefined;
    if (choice !== undefined) choices.push(choice);
  }
  return choices;
}

function frameOf({ comparison }: ComparedPicture): number {
  return comparison.frame;
}

async function choose(
  { comparison, baselineFile, candidateFile }: ComparedPicture,
  rules: ToleranceRule[],
  pool: ComparisonPool,
): Promise<Choice | undefined> {
  const { frame, kind, verdict, reason } = comparison;
  // A picture that the results do not have stays as it is.
  if (candidateFile === undefined) return undefined;
  if (baselineFile !== undefined && (await areEqual(candidateFile, baselineFile))) return undefined;
  if (verdict === 'new' || verdict === 'unreadable') {
    // Compared with itself, a picture is the same or cannot be read.
    const itself = { frame, kind, baseline: candidateFile, candidate: candidateFile };
    const [self] = await comparePairs([itself], rules, pool);
    if (self?.comparison.verdict === 'unreadable') {
      const why = self.comparison.reason.replace(/^The baseline: /, '');
      const what = `${printable(candidateFile)} is no picture that can be compared. ${why}`;
      throw new RenderError('corrupt-result', what, {
        ...{ frame, file: candidateFile },
        hint: 'Nothing was changed. To approve the others, leave the frame out with --frames.',
      });
    }
  }
  const baseline = baselineFile === undefined ? {} : { baseline: baselineFile };
  return { frame, kind, verdict, reason, candidate: candidateFile, ...baseline };
}
