import type { ComparedKind } from '../frames/kinds.ts';
import type { ComparedPicture } from '../compare/comparison.ts';
import { comparePairs } from '../compare/pairs.ts';
import type { ComparisonPool } from '../compare/pool.ts';
import type { PicturePair } from '../compare/pair-files.ts';
import type { ToleranceRule } from '../compare/judge/tolerance.ts';
import { isRenderError, RenderError } from '../base/errors.ts';
import { printable } from '../base/printable.ts';
import { sentences } from '../base/sentences.ts';
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
  const compared = await comparePairs(pairs, rules, pool, 'never');
  const frames = new Set(
    compared.filter(({ comparison: { verdict } }) => all || verdict === 'new' || needsReview(verdict)).map(frameOf),
  );
  const choices: Choice[] = [];
  for (const picture of compared) {
    const choice = frames.has(frameOf(picture)) ? await choose(picture, pool) : undefined;
    if (choice !== undefined) choices.push(choice);
  }
  return choices;
}

function frameOf({ comparison }: ComparedPicture): number {
  return comparison.frame;
}

async function choose(
  { comparison, baselineFile, candidateFile }: ComparedPicture,
  pool: ComparisonPool,
): Promise<Choice | undefined> {
  const { frame, kind, verdict, reason } = comparison;
  // A picture that the results do not have stays as it is.
  if (candidateFile === undefined) return undefined;
  if (baselineFile !== undefined && (await areEqual(candidateFile, baselineFile))) return undefined;
  if (verdict === 'new' || verdict === 'unreadable') {
    await pool.check({ file: candidateFile }).catch((cause: unknown) => {
      if (!isRenderError(cause, 'corrupt-result', 'missing-file')) throw cause;
      const why = sentences(cause.message, cause.hint);
      throw new RenderError(
        'corrupt-result',
        `${printable(candidateFile)} is no picture that can be compared. ${why}`,
        {
          ...{ frame, file: candidateFile, cause },
          hint: 'Nothing was changed. To approve the others, leave the frame out with --frames.',
        },
      );
    });
  }
  const baseline = baselineFile === undefined ? {} : { baseline: baselineFile };
  return { frame, kind, verdict, reason, candidate: candidateFile, ...baseline };
}
