import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { RenderError } from '../base/errors.ts';
import { printable } from '../base/printable.ts';

/** The files of one frame and kind; one of the two may be missing. */
export interface PicturePair {
  frame: number;
  kind: 'compose' | 'render';
  baseline?: string;
  candidate?: string;
}

/** Of any format: one that cannot be read has to be said to be so, not passed over. */
const pictureName = /^frame-(-?\d{1,7})\.(compose|render)\.[a-z0-9]{1,8}$/i;

/** Frame and kind of a picture that is named as render names it; undefined for any other file. */
export function parsePictureName(path: string): Pick<PicturePair, 'frame' | 'kind'> | undefined {
  const [, frame, kind] = pictureName.exec(basename(path)) ?? [];
  if (frame === undefined || kind === undefined) return undefined;
  return { frame: Number(frame), kind: kind.toLowerCase() as PicturePair['kind'] };
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
      const key = `${frame} ${kind}`;
      const pair = pairs.get(key) ?? { frame, kind };
      if (pair[side] !== undefined) throw twoPictures(side, directory, pair);
      pairs.set(key, { ...pair, [side]: join(directory, name) });
    }
  }
  return [...pairs.values()].sort((a, b) => a.frame - b.frame || (a.kind < b.kind ? -1 : 1));
}

async function listPictures(directory: string): Promise<({ name: string } & Pick<PicturePair, 'frame' | 'kind'>)[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new RenderError('missing-file', `The directory ${printable(directory)} cannot be read`, { cause: error });
  });
  return entries.flatMap((entry) => {
    const about = parsePictureName(entry.name);
    return about !== undefined && entry.isFile() ? [{ name: entry.name, ...about }] : [];
  });
}

function twoPictures(side: string, directory: string, { frame, kind }: PicturePair): RenderError {
  return new RenderError('settings', `There are two ${side} pictures of frame ${frame} (${kind})`, {
    frame,
    file: directory,
    hint: `Keep one of them in ${printable(directory)}.`,
  });
}
