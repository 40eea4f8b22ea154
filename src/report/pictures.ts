import type { ComparedPicture } from '../compare/pairs.ts';
import type { ComparisonPool } from '../compare/pool.ts';
import { needsReview } from './frame-state.ts';
import type { PictureReport } from './model.ts';

const thumbnailWidth = 480;

/** A picture that the report shows, with its comparison where there is one. */
export interface ShownPicture {
  kind: PictureReport['kind'];
  /** As the report names it. */
  name: string;
  /** Where it is; missing for one that only the baseline has. */
  path?: string;
  compared?: ComparedPicture;
}

/**
 * The pictures of one frame for the report. Threads read and decode them when the page gets to them, one at a time. The
 * one that people look at is shown in any case, the others only when they say something new: a multilayer EXR is large.
 */
export function describePictures(pictures: ShownPicture[], pool: ComparisonPool): PictureReport[] {
  const main = (['compose', 'render', 'preview'] as const).find((kind) =>
    pictures.some((picture) => picture.kind === kind),
  );
  return pictures.map(({ kind, name, path, compared }) => ({
    kind,
    file: name,
    ...(compared === undefined ? {} : { comparison: compared.comparison }),
    ...(kind === main && path !== undefined
      ? { readThumbnail: () => pool.display({ file: path, maxWidth: thumbnailWidth }) }
      : {}),
    ...(kind === main || isChanged(compared) ? readersOf(path, compared, pool) : {}),
  }));
}

function readersOf(
  path: string | undefined,
  { baselineFile, candidateFile, comparison }: Partial<ComparedPicture> = {},
  pool: ComparisonPool,
): Partial<PictureReport> {
  const readCandidate = path === undefined ? {} : { readCandidate: () => pool.display({ file: path }) };
  if (baselineFile === undefined || comparison === undefined) return readCandidate;
  const readBaseline = { readBaseline: () => pool.display({ file: baselineFile }) };
  if (candidateFile === undefined) return { ...readCandidate, ...readBaseline };
  const { regions, decisiveLayer } = comparison;
  const layer = decisiveLayer === undefined ? {} : { decisiveLayer };
  const difference = { baselineFile, candidateFile, regions, ...layer };
  return { ...readCandidate, ...readBaseline, readDifference: () => pool.drawDifference(difference) };
}

function isChanged(compared: ComparedPicture | undefined): boolean {
  return compared !== undefined && needsReview(compared.comparison.verdict);
}
