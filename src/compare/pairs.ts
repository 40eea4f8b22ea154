import { isRenderError } from '../base/errors.ts';
import { sentences } from '../base/sentences.ts';
import type { ComparedPicture, Perceived, PictureComparison } from './comparison.ts';
import type { PicturePair } from './pair-files.ts';
import type { ComparisonPool } from './pool.ts';
import { toleranceFor, type ToleranceRule } from './judge/tolerance.ts';

/**
 * Compares the pictures of all pairs and gives the results in their order. A picture that is missing or cannot be read
 * gets a verdict, too: it never keeps the others from being compared.
 * @throws RenderError `cancelled` when the pool is closed
 */
export async function comparePairs(
  pairs: PicturePair[],
  rules: ToleranceRule[],
  pool: Pick<ComparisonPool, 'compare'>,
  perceived: Perceived,
): Promise<ComparedPicture[]> {
  return await Promise.all(
    pairs.map(async (pair) => ({
      comparison: await comparePair(pair, rules, pool, perceived),
      ...(pair.baseline === undefined ? {} : { baselineFile: pair.baseline }),
      ...(pair.candidate === undefined ? {} : { candidateFile: pair.candidate }),
    })),
  );
}

async function comparePair(
  { frame, kind, baseline, candidate }: PicturePair,
  rules: ToleranceRule[],
  pool: Pick<ComparisonPool, 'compare'>,
  perceived: Perceived,
): Promise<PictureComparison> {
  const about = { frame, kind, regions: [], layers: [] };
  if (candidate === undefined) return { ...about, verdict: 'missing', reason: `There is no new ${kind} picture.` };
  if (baseline === undefined) return { ...about, verdict: 'new', reason: 'There is no baseline.' };
  const tolerance = toleranceFor(rules, frame, kind);
  try {
    return await pool.compare({ baselineFile: baseline, candidateFile: candidate, frame, kind, tolerance, perceived });
  } catch (error) {
    if (!isRenderError(error, 'corrupt-result', 'missing-file')) throw error;
    return { ...about, verdict: 'unreadable', reason: sentences(error.message, error.hint) };
  }
}
