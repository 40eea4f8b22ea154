import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { errorCode } from './errors.ts';

/**
 * Reads a text file that others wrote.
 * @throws Error when it is not there, no plain file (a link could lead anywhere, a pipe would never end), or larger than
 *   `maxBytes`.
 */
export async function readBounded(path: string, maxBytes: number): Promise<string> {
  await using handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
    (error: unknown) => {
      throw errorCode(error) === 'ELOOP' ? new Error('it is a link', { cause: error }) : error;
    },
  );
  const stats = await handle.stat();
  if (!stats.isFile()) throw new Error('it is not a file');
  if (stats.size > maxBytes) throw new Error(`it is larger than ${maxBytes / 1_000_000} MB`);
  return await handle.readFile('utf8');
}
