import { readdir, realpath } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { ProjectFile } from '../project/files.ts';
import type { Access } from './blender/sandbox/view.ts';

/**
 * What a Blender that runs apart sees of the working directory, read-only: the folders and files at its top that hold files
 * of the project, and of these no `.git`. What else lies in a workspace is no business of a .blend: other checkouts, a
 * token in `.git/config`, credentials that a step before put there.
 */
export class ProjectView {
  readonly #root: string;
  /** `.git` folders by the folder at the top that they are in. */
  readonly #hidden = new Map<string, Promise<string[]>>();

  /** @param root the working directory, links resolved */
  constructor(root: string) {
    this.#root = root;
  }

  async of(files: readonly ProjectFile[]): Promise<[string, Access][]> {
    const tops = new Set<string>();
    for (const { absolutePath } of files) {
      // A link may lead from one folder at the top into another.
      for (const path of [absolutePath, await realpath(absolutePath).catch(() => absolutePath)])
        tops.add(this.#topOf(path));
    }
    const seen: [string, Access][] = [];
    for (const top of tops) {
      const hidden = this.#hidden.get(top) ?? findGitFolders(top);
      this.#hidden.set(top, hidden);
      seen.push([top, 'read'], ...(await hidden).map((folder): [string, Access] => [folder, 'empty']));
    }
    return seen;
  }

  #topOf(path: string): string {
    return join(this.#root, relative(this.#root, path).split(sep)[0] ?? '');
  }
}

async function findGitFolders(folder: string): Promise<string[]> {
  // Nothing is below a file; a folder that cannot be read shows Blender nothing either.
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const found = entries.filter((entry) => entry.isDirectory());
  const inner = found.map(({ name }) =>
    name === '.git' ? Promise.resolve([join(folder, name)]) : findGitFolders(join(folder, name)),
  );
  return (await Promise.all(inner)).flat();
}
