import { lstat, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { RenderError } from '../base/errors.ts';
import { errorCode } from '../base/files/errors.ts';
import { privacyOf } from './private-files.ts';

/**
 * Where a file or folder that a setting names really lies, links followed; it need not be there. What is written as lying
 * below one of `bounds`, folders that others may have filled, has to lie there. A place that is written as lying outside of
 * them all is the word of who wrote the setting.
 * @param what the setting and its value, for an error
 * @throws RenderError `settings` for a link that leads out, or nowhere
 */
export async function followNamed(what: string, path: string, bounds: readonly string[]): Promise<string> {
  const real = await realPlace(path);
  if (real === undefined) {
    throw new RenderError('settings', `${what} is, or lies behind, a link that leads nowhere.`, {
      hint: 'Remove the link.',
    });
  }
  for (const bound of bounds) {
    if (!isWithin(bound, path)) continue;
    const realBound = await realpath(bound);
    if (privacyOf(relative(realBound, real).replaceAll(sep, '/')) === 'git') {
      throw new RenderError('settings', `${what} lies in .git, which is not for other files.`);
    }
    if (!isWithin(realBound, real)) {
      throw new RenderError('settings', `${what} leads outside the working directory.`, {
        hint: 'It is a link, or lies behind one: put a real file or folder there, or name the place that is meant.',
      });
    }
  }
  return real;
}

/** Undefined when a link on the way leads nowhere. */
async function realPlace(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch (error) {
    if (errorCode(error) === 'ELOOP') return undefined;
    if (!['ENOENT', 'ENOTDIR'].includes(errorCode(error))) throw error;
  }
  const isLink = await lstat(path).then(
    () => true,
    () => false,
  );
  if (isLink) return undefined;
  const folder = await realPlace(dirname(path));
  return folder === undefined ? undefined : join(folder, basename(path));
}

/** Whether a path is a folder or lies below it, as both are written. */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  // On Windows, the path to another drive is absolute.
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
