import { join } from 'node:path';
import { RenderError } from '../base/errors.ts';
import { printable } from '../base/printable.ts';
import type { ComparedKind } from '../frames/kinds.ts';
import { nameBelow, pictureKey } from '../frames/names.ts';
import { maxRecordBytes, recordFile } from '../frames/record/schema.ts';
import { readBounded } from '../base/files/bounded.ts';
import { describeFileError, isNotThere } from '../base/files/errors.ts';
import type { Choice } from './choose.ts';
import { describeFile, type StagedCopy } from './copies.ts';
import {
  parsePictureRecords,
  type PictureRecords,
  type Facts,
  type RecordedPicture,
} from '../frames/record/pictures.ts';

/** The record of a directory, or undefined when it has none. @throws RenderError when it cannot be used */
export async function readPictureRecords(directory: string): Promise<PictureRecords | undefined> {
  try {
    return parsePictureRecords(await readBounded(join(directory, recordFile), maxRecordBytes));
  } catch (error) {
    if (isNotThere(error)) return undefined;
    if (error instanceof RenderError) throw error;
    throw new RenderError('corrupt-result', `${printable(join(directory, recordFile))}: ${describeFileError(error)}`, {
      cause: error,
      hint: 'Bring the results again; or remove the file, and the baseline will not know how they were made.',
    });
  }
}

/** What a record says of pictures, by `FRAME KIND`. */
export type Records = Map<string, RecordedPicture>;

export function indexPictures(records: PictureRecords | undefined): Records {
  return new Map(records?.pictures.map((picture) => [pictureKey(picture), picture]));
}

/** What a record says of how each of its pictures was made, and nothing of others. */
export function factsByPicture(
  records: PictureRecords | undefined,
): (picture: { frame: number; kind: string }) => Facts {
  const known = indexPictures(records);
  return (picture) => known.get(pictureKey(picture))?.facts ?? {};
}

/**
 * What the record of the results says of a copy.
 * @throws RenderError `corrupt-result` when the copy is not what the run made
 */
export function recordCopy(choice: Choice, copy: StagedCopy, results: Records): RecordedPicture {
  const { frame, kind, candidate } = choice;
  const { name, sizeBytes, sha1 } = copy;
  const said = results.get(pictureKey(choice));
  if (said !== undefined && said.sha1 !== sha1) {
    throw new RenderError('corrupt-result', `${printable(candidate)} is not the picture that ${recordFile} tells of.`, {
      ...{ frame, file: candidate },
      hint: 'Nothing was changed. Bring the results again, pictures and record of one run.',
    });
  }
  return { ...{ frame, kind, file: name, sizeBytes, sha1 }, facts: said?.facts ?? {} };
}

/** A picture that the baseline keeps. One that its record does not know is recorded without saying how it was made. */
export async function recordKept(
  picture: { frame: number; kind: ComparedKind; file: string },
  before: Records,
): Promise<RecordedPicture> {
  const { frame, kind, file } = picture;
  const said = before.get(pictureKey(picture));
  return said ?? { frame, kind, file: nameBelow(file, kind), ...(await describeFile(file)), facts: {} };
}
