import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { RenderError } from '../errors.ts';
import { printable } from '../printable.ts';
import type { ProjectRoot } from './files.ts';

/** More than any project has; stops what links make endless. */
const maxEntries = 1_000_000;

export interface WalkOptions {
  /** Folder to begin in, below the root; '' is the root. */
  from: string;
  /** How many folders deep; 1 are the entries of `from`. */
  maxDepth: number;
  /** Also what is called `.something`. */
  hidden: boolean;
  /** Leaves out a file, or a folder with all that is in it. */
  isSkipped: (path: string) => boolean;
}

/**
 * Gives every path below a folder that is no folder itself, sorted within each. Links to folders are followed, but never
 * in a circle; a link that is broken or leads outside is given as it is, for whoever looks at it to say so.
 * @throws RenderError `missing-file` for a folder that cannot be read, `settings` when there is no end to it.
 */
export async function* walk(root: ProjectRoot, options: WalkOptions): AsyncGenerator<string> {
  let entries = 0;
  /** @param above the real paths of the folders on the way. */
  async function* enter(folder: string, depth: number, above: string[]): AsyncGenerator<string> {
    for (const entry of await list(root, folder)) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if ((entry.name.startsWith('.') && !options.hidden) || options.isSkipped(path)) continue;
      if (++entries > maxEntries) {
        throw new RenderError('settings', `dependencies: there are more than ${maxEntries} files to look at.`, {
          hint: 'Use narrower patterns, or look for links that lead in circles.',
        });
      }
      const inner = await folderBehind(root, path, entry);
      if (inner === undefined) yield path;
      else if (depth < options.maxDepth && !above.includes(inner)) yield* enter(path, depth + 1, [...above, inner]);
    }
  }
  const start = await realpath(root.absolute(options.from)).catch(() => undefined);
  if (start !== undefined && root.contains(start)) yield* enter(options.from, 1, [start]);
}

async function list(root: ProjectRoot, folder: string): Promise<Dirent[]> {
  try {
    const entries = await readdir(root.absolute(folder), { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw new RenderError('missing-file', `The folder ${printable(folder)} cannot be read.`, { file: folder, cause });
  }
}

/** The real path of the folder that an entry is, or leads to inside the root. */
async function folderBehind(root: ProjectRoot, path: string, entry: Dirent): Promise<string | undefined> {
  if (!entry.isDirectory() && !entry.isSymbolicLink()) return undefined;
  try {
    const real = await realpath(join(root.directory, path));
    return root.contains(real) && (await stat(real)).isDirectory() ? real : undefined;
  } catch {
    return undefined;
  }
}
