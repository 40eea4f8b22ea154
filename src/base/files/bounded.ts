import { readFile, stat } from 'node:fs/promises';

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
