import { randomBytes } from 'node:crypto';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isNotThere } from '../../base/files/errors.ts';

/*
 * Archives on their way, in a folder that several jobs may use at once: `.0a1b2c3d.part.FILE`, whose name is random. One
 * that is given up is left as a `rest`, and whoever comes next renames it, which only one can, and goes on with it. The
 * file's own ending stays, which the programs that unpack it look at.
 */

/** A part that has been quiet for longer has nobody who writes it any more: it was killed. */
const quietMs = 5 * 60_000;

/** Gives the name of a part that is ours alone: of one that was left, or of a file that is not there yet. */
export async function claimPart(folder: string, file: string): Promise<string> {
  const own = join(folder, `.${randomBytes(4).toString('hex')}.part.${file}`);
  for (const name of await readdir(folder)) {
    if (parsePart(name)?.file !== file || !(await isLeft(folder, name))) continue;
    if (await renamed(join(folder, name), own)) break;
  }
  return own;
}

/** Leaves a part for whoever comes next. */
export async function leavePart(part: string): Promise<void> {
  const { random, file } = parsePart(basename(part)) ?? {};
  await renamed(part, join(dirname(part), `.${random}.rest.${file}`));
}

/** Removes what was left, also of other files, that nobody came for within a week. */
export async function removeOldParts(folder: string, maxAgeMs = 7 * 24 * 3_600_000): Promise<void> {
  for (const name of await readdir(folder)) {
    if (parsePart(name) === undefined) continue;
    const path = join(folder, name);
    if (Date.now() - (await mtimeMs(path)) > maxAgeMs) await rm(path, { force: true });
  }
}

function parsePart(name: string): { random: string; state: string; file: string } | undefined {
  const [, random, state, file] = /^\.([0-9a-f]{8})\.(part|rest)\.(.+)$/.exec(name) ?? [];
  return random === undefined || state === undefined || file === undefined ? undefined : { random, state, file };
}

async function isLeft(folder: string, name: string): Promise<boolean> {
  return parsePart(name)?.state === 'rest' || Date.now() - (await mtimeMs(join(folder, name))) > quietMs;
}

/** Now when it is gone. */
async function mtimeMs(path: string): Promise<number> {
  const stats = await stat(path).catch(() => undefined);
  return stats?.mtimeMs ?? Date.now();
}

async function renamed(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (isNotThere(error)) return false;
    throw error;
  }
}
