import { randomBytes } from 'node:crypto';
import { open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a file so that nobody ever sees half of it, also when the machine stops or another process writes it at the
 * same time.
 */
export async function writeWhole(path: string, text: string): Promise<void> {
  const partial = `${path}.${randomBytes(4).toString('hex')}.part`;
  try {
    const handle = await open(partial, 'wx');
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

/** What is older is no longer being written. */
const partAgeMs = 3_600_000;

/** Removes what {@link writeWhole} left beside `path` where its process was killed. */
export async function removeOldParts(path: string): Promise<void> {
  for (const name of await readdir(dirname(path))) {
    if (!name.startsWith(`${basename(path)}.`) || !/\.[0-9a-f]{8}\.part$/.test(name)) continue;
    const part = join(dirname(path), name);
    if (Date.now() - (await stat(part)).mtimeMs > partAgeMs) await rm(part, { force: true });
  }
}

/**
 * Reads a text file that others wrote.
 * @throws Error when it is not there, no plain file (a pipe would never end), or larger than `maxBytes`.
 */
export async function readBounded(path: string, maxBytes: number): Promise<string> {
  const stats = await stat(path);
  if (!stats.isFile()) throw new Error('it is not a file');
  if (stats.size > maxBytes) throw new Error(`it is larger than ${maxBytes / 1_000_000} MB`);
  return await readFile(path, 'utf8');
}

/** Whether what a file operation threw says that there is no such file. */
export function isNotThere(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}
