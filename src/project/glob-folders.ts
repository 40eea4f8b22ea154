import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { FileSystemAdapter } from 'fast-glob';
import { RenderError } from '../base/errors.ts';
import { errorCode } from '../base/files/errors.ts';
import { printable } from '../base/printable.ts';
import type { ProjectRoot } from './files.ts';
import { hasOddName, showOddName } from './odd-names.ts';

export interface GlobFolders {
  adapter: Pick<FileSystemAdapter, 'readdir'>;
  /** Oddly named folders that a pattern would have looked into. */
  odd: ReadonlySet<string>;
}

/** More than any project has; stops what links make endless. */
const maxEntries = 1_000_000;

/**
 * The folders that fast-glob looks into. Links to folders are followed as long as they stay inside the root and do not
 * lead in a circle, which fast-glob by itself would follow until path names get too long. A link that is broken or leads
 * outside counts as a file, for whoever looks at it to say so. What is oddly named is given as it can be shown, since
 * patterns do not tell a line break from an end.
 * @param isSkipped leaves out files and whole folders.
 */
export function createGlobFolders(root: ProjectRoot, isSkipped: (path: string) => boolean): GlobFolders {
  let seen = 0;
  const odd = new Set<string>();
  const lists = new Map<string, Promise<Dirent[]>>();
  const realFolders = new Map<string, Promise<string | undefined>>();
  const realFolder = (path: string): Promise<string | undefined> => {
    const known = realFolders.get(path) ?? findFolder(root, path);
    realFolders.set(path, known);
    return known;
  };

  const list = async (folder: string): Promise<Dirent[]> => {
    const entries: Dirent[] = [];
    // The folder that a pattern begins with may be a link, too.
    if (folder !== root.directory && (await realFolder(folder)) === undefined) return entries;
    for (const entry of await readFolder(folder)) {
      const path = `${folder}/${entry.name}`;
      if (isSkipped(root.relative(path) ?? entry.name)) continue;
      if (hasOddName(entry.name)) {
        entries.push(settled(entry, entry.isDirectory() ? 'folder' : 'file', showOddName(entry.name)));
        continue;
      }
      if (++seen > maxEntries) {
        throw new RenderError('settings', `dependencies: there are more than ${maxEntries} files to look at.`, {
          hint: 'Use narrower patterns, or look for links that lead in circles.',
        });
      }
      if (!entry.isSymbolicLink()) entries.push(entry);
      else if ((await realFolder(path)) === undefined) entries.push(settled(entry, 'file'));
      else if (!(await leadsInCircle(path))) entries.push(settled(entry, 'folder'));
    }
    return entries;
  };

  /** Whether a folder is, under another name, one of those it lies in. */
  const leadsInCircle = async (path: string): Promise<boolean> => {
    const real = await realFolder(path);
    for (let above = dirname(path); above.length > root.directory.length; above = dirname(above)) {
      if ((await realFolder(above)) === real) return true;
    }
    return real === root.directory;
  };

  const answer = (folder: string, _options: unknown, done: (error: Error | null, entries: Dirent[]) => void): void => {
    const path = root.relative(folder) ?? '';
    if (hasOddName(path)) odd.add(path);
    // Looked into once, also when a second pattern asks.
    const listed = hasOddName(path) ? Promise.resolve([]) : (lists.get(folder) ?? list(folder));
    lists.set(folder, listed);
    listed.then(
      (entries) => {
        done(null, entries);
      },
      (error: unknown) => {
        done(error as Error, []);
      },
    );
  };
  return { adapter: { readdir: answer as FileSystemAdapter['readdir'] }, odd };
}

async function readFolder(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (cause) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(cause))) return [];
    throw new RenderError('missing-file', `The folder ${printable(folder)} cannot be read.`, { cause });
  }
}

/** The real path of a folder inside the root, undefined for anything else. */
async function findFolder(root: ProjectRoot, path: string): Promise<string | undefined> {
  try {
    const real = await realpath(path);
    return root.contains(real) && (await stat(real)).isDirectory() ? real : undefined;
  } catch {
    return undefined;
  }
}

/** A link as what it leads to, so that nobody has to follow it again. */
function settled(link: Dirent, kind: 'file' | 'folder', name = link.name): Dirent {
  return Object.assign(Object.create(link) as Dirent, {
    name,
    isSymbolicLink: () => false,
    isFile: () => kind === 'file',
    isDirectory: () => kind === 'folder',
  });
}
