import { basename, join } from 'node:path';
import { messageOf, RenderError } from '../base/errors.ts';
import { printable } from '../base/printable.ts';
import { manifestFile, maxManifestBytes } from '../frames/record/manifest.ts';
import { isNotThere, readBounded } from '../base/files/whole.ts';
import type { Choice } from './choose.ts';
import { describeFile, type StagedCopy } from './copies.ts';
import {
  parseBaselineManifest,
  type BaselineManifest,
  type Facts,
  type RecordedPicture,
} from '../frames/record/parse.ts';

/** The manifest of a directory, or undefined when it has none. @throws Error when it cannot be used */
export async function readManifest(directory: string): Promise<BaselineManifest | undefined> {
  try {
    return parseBaselineManifest(await readBounded(join(directory, manifestFile), maxManifestBytes));
  } catch (error) {
    if (isNotThere(error)) return undefined;
    throw new RenderError('corrupt-result', `${printable(join(directory, manifestFile))}: ${messageOf(error)}`, {
      cause: error,
      hint: 'Bring the results again; or remove the file, and the baseline will not know how they were made.',
    });
  }
}

/** What a manifest says of pictures, by `FRAME KIND`. */
export type Records = Map<string, RecordedPicture>;

export function indexPictures(manifest: BaselineManifest | undefined): Records {
  return new Map(manifest?.pictures.map((picture) => [keyOf(picture), picture]));
}

/** What a manifest says of how each of its pictures was made, and nothing of others. */
export function factsByPicture(
  manifest: BaselineManifest | undefined,
): (picture: { frame: number; kind: string }) => Facts {
  const records = indexPictures(manifest);
  return (picture) => records.get(keyOf(picture))?.facts ?? {};
}

export function keyOf({ frame, kind }: { frame: number; kind: string }): string {
  return `${frame} ${kind}`;
}

/**
 * What the manifest of the results says of a copy.
 * @throws RenderError `corrupt-result` when the copy is not what the run made
 */
export function recordCopy(choice: Choice, copy: StagedCopy, results: Records): RecordedPicture {
  const { frame, kind, candidate } = choice;
  const { name, sizeBytes, sha1 } = copy;
  const said = results.get(keyOf(choice));
  if (said !== undefined && said.sha1 !== sha1) {
    throw new RenderError(
      'corrupt-result',
      `${printable(candidate)} is not the picture that ${manifestFile} tells of.`,
      {
        ...{ frame, file: candidate },
        hint: 'Nothing was changed. Bring the results again, pictures and manifest of one run.',
      },
    );
  }
  return { ...{ frame, kind, file: name, sizeBytes, sha1 }, facts: said?.facts ?? {} };
}

/** A picture that the baseline keeps. One that its manifest does not know is recorded without saying how it was made. */
export async function recordKept(
  picture: { frame: number; kind: string; file: string },
  before: Records,
): Promise<RecordedPicture> {
  const { frame, kind, file } = picture;
  const said = before.get(keyOf(picture));
  return said ?? { frame, kind, file: basename(file), ...(await describeFile(file)), facts: {} };
}
