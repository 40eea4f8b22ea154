import type { ComparedKind } from '../frames/kinds.ts';
import {
  isSidePicture,
  maxSideDepth,
  parsePictureName,
  parseSideName,
  pictureKey,
  sideFolder,
} from '../frames/names.ts';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { RenderError } from '../base/errors.ts';
import { isNotThere } from '../base/files/errors.ts';
import { printable } from '../base/printable.ts';

/** The files of one frame and kind; one of the two may be missing. */
export interface PicturePair {
  frame: number;
  kind: ComparedKind;
  baseline?: string;
  candidate?: string;
}

/**
 * Pairs the pictures of two directories by frame and kind: `frame-0003.compose.png` with `frame-3.compose.exr`. Other
 * files are left alone. A baseline directory that does not exist has no pictures.
 *
 * @param frames only these, so that frames that were not asked for do not count as missing
 * @returns by frame, `compose` first
 */
export async function pairPictures(
  baselineDirectory: string,
  candidateDirectory: string,
  frames?: Iterable<number>,
): Promise<PicturePair[]> {
  const wanted = frames === undefined ? undefined : new Set(frames);
  const pairs = new Map<string, PicturePair>();
  for (const [side, directory] of [
    ['baseline', baselineDirectory],
    ['candidate', candidateDirectory],
  ] as const) {
    for (const { name, frame, kind } of await listPictures(directory)) {
      if (wanted && !wanted.has(frame)) continue;
      const key = pictureKey({ frame, kind });
      const pair = pairs.get(key) ?? { frame, kind };
      if (pair[side] !== undefined) throw twoPictures(side, directory, pair);
      pairs.set(key, { ...pair, [side]: join(directory, name) });
    }
  }
  return [...pairs.values()].sort((a, b) => a.frame - b.frame || (a.kind < b.kind ? -1 : 1));
}

async function listPictures(directory: string): Promise<({ name: string } & Pick<PicturePair, 'frame' | 'kind'>)[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch((error: unknown) => {
    if (isNotThere(error)) return [];
    throw new RenderError('missing-file', `The directory ${printable(directory)} cannot be read`, { cause: error });
  });
  const folders = entries.filter((entry) => entry.isDirectory() && sideFolder.test(entry.name));
  const sides = await Promise.all(folders.map(({ name }) => listSidePictures(directory, name)));
  const pictures = entries.flatMap((entry) => {
    const about = parsePictureName(entry.name);
    return about !== undefined && entry.isFile() ? [{ name: entry.name, ...about }] : [];
  });
  return [...pictures, ...sides.flat()];
}

/** Pictures below the folder of a frame's side files; links are not followed. */
async function listSidePictures(
  directory: string,
  folder: string,
): Promise<({ name: string } & Pick<PicturePair, 'frame' | 'kind'>)[]> {
  const entries = await readdir(join(directory, folder), { withFileTypes: true });
  const listed = await Promise.all(
    entries.map(async (entry) => {
      const name = `${folder}/${entry.name}`;
      if (entry.isDirectory() && name.split('/').length <= maxSideDepth) return await listSidePictures(directory, name);
      const about = entry.isFile() ? parseSideName(name) : undefined;
      return about !== undefined && isSidePicture(about.kind) ? [{ name, ...about }] : [];
    }),
  );
  return listed.flat();
}

function twoPictures(side: string, directory: string, { frame, kind }: PicturePair): RenderError {
  return new RenderError('settings', `There are two ${side} pictures of frame ${frame} (${kind})`, {
    frame,
    file: directory,
    hint: `Keep one of them in ${printable(directory)}.`,
  });
}
