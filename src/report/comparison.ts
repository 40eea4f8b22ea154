import type { ComparedPicture } from '../compare/comparison.ts';
import { nameBelow } from '../frames/names.ts';
import { describePictures, type PictureReader, type ShownPicture } from './pictures.ts';
import type { PageReport } from './model.ts';

/** The page of pictures that were compared without having been rendered. */
export function describeComparison(title: string, pictures: ComparedPicture[], reader: PictureReader): PageReport {
  const byFrame = Map.groupBy(pictures, ({ comparison }) => comparison.frame);
  return {
    project: title,
    startedAt: new Date().toISOString(),
    frames: [...byFrame].map(([frame, compared]) => ({
      frame,
      outcome: 'rendered',
      messages: [],
      pictures: describePictures(compared.map(showPicture), reader),
    })),
  };
}

function showPicture(compared: ComparedPicture): ShownPicture {
  const { comparison, baselineFile, candidateFile } = compared;
  return {
    kind: comparison.kind,
    name: nameBelow(candidateFile ?? baselineFile ?? '', comparison.kind),
    ...(candidateFile === undefined ? {} : { path: candidateFile }),
    compared,
  };
}
