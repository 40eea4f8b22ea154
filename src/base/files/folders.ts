import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isNotThere } from './errors.ts';

/**
 * Makes a folder with all that are above it; one that is there is left as it is. Node's own way of making several calls a
 * disk that is read-only one that is not there, and never ends where the system takes no folders, as in /proc.
 */
export async function makeFolder(path: string, mode?: number): Promise<void> {
  try {
    await makeOne(path, mode);
  } catch (error) {
    if (!isNotThere(error) || dirname(path) === path) throw error;
    await makeFolder(dirname(path), mode);
    await makeOne(path, mode);
  }
}

async function makeOne(path: string, mode: number | undefined): Promise<void> {
  try {
    await mkdir(path, mode);
  } catch (error) {
    const isThere = await stat(path).then(
      (stats) => stats.isDirectory(),
      () => false,
    );
    if (!isThere) throw error;
  }
}
