import type { ComparedPicture, DisplayPicture } from '../compare/comparison.ts';
import { byImportance, type ResultKind, type SideKind } from '../frames/kinds.ts';
import { needsReview } from '../frames/verdicts.ts';
import type { PictureReport } from './model.ts';

const thumbnailWidth = 480;
/** Three beside each other are as wide as a comment. */
const panelWidth = 256;

/** Reads pictures for the page, in threads. */
export interface PictureReader {
  display: (picture: { file: string; maxWidth?: number }) => Promise<DisplayPicture>;
  /** Undefined for pictures that cannot be laid over each other. */
  drawDifference: (
    pair: { baselineFile: string; candidateFile: string } & Pick<
      ComparedPicture['comparison'],
      'regions' | 'decisiveLayer'
    >,
  ) => Promise<DisplayPicture | undefined>;
  drawStrip: (
    pair: { baselineFile?: string | undefined; candidateFile?: string | undefined; maxWidth: number } & Pick<
      ComparedPicture['comparison'],
      'regions' | 'decisiveLayer'
    >,
  ) => Promise<DisplayPicture | undefined>;
}

/** For reports that show none. */
export const unread: PictureReader = {
  display: () => Promise.reject(new Error('Pictures are not read here.')),
  drawDifference: () => Promise.resolve(undefined),
  drawStrip: () => Promise.resolve(undefined),
};

/** A picture that the report shows, with its comparison where there is one. */
export interface ShownPicture {
  kind: ResultKind | SideKind;
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
export function describePictures(pictures: ShownPicture[], reader: PictureReader): PictureReport[] {
  const main = pictures.toSorted(byImportance)[0]?.kind;
  return pictures.map(({ kind, name, path, compared }) => ({
    kind,
    file: name,
    ...(compared === undefined ? {} : { comparison: compared.comparison }),
    ...(kind === main && path !== undefined
      ? { readThumbnail: () => reader.display({ file: path, maxWidth: thumbnailWidth }) }
      : {}),
    ...(kind === main || isChanged(compared) ? readersOf(path, compared, reader) : {}),
  }));
}

function readersOf(
  path: string | undefined,
  { baselineFile, candidateFile, comparison }: Partial<ComparedPicture> = {},
  reader: PictureReader,
): Partial<PictureReport> {
  const layer = comparison?.decisiveLayer === undefined ? {} : { decisiveLayer: comparison.decisiveLayer };
  const regions = comparison?.regions ?? [];
  const strip = { baselineFile, candidateFile: path, regions, ...layer, maxWidth: panelWidth };
  const readCandidate = {
    ...(comparison === undefined ? {} : { readStrip: () => reader.drawStrip(strip) }),
    ...(path === undefined ? {} : { readCandidate: () => reader.display({ file: path }) }),
  };
  if (baselineFile === undefined || comparison === undefined) return readCandidate;
  const readBaseline = { readBaseline: () => reader.display({ file: baselineFile }) };
  if (candidateFile === undefined) return { ...readCandidate, ...readBaseline };
  const difference = { baselineFile, candidateFile, regions, ...layer };
  return { ...readCandidate, ...readBaseline, readDifference: () => reader.drawDifference(difference) };
}

function isChanged(compared: ComparedPicture | undefined): boolean {
  return compared !== undefined && needsReview(compared.comparison.verdict);
}
