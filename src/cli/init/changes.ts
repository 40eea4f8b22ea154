import { lstat, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isNotThere } from '../../base/files/errors.ts';
import { makeFolder } from '../../base/files/folders.ts';
import { writeWhole } from '../../base/files/replace.ts';
import { attributesLine } from '../git-setup-command.ts';
import { followNamed } from '../../project/named-place.ts';
import type { Repository } from './look.ts';
import { fillExample, filesFor, type Choices } from './workflows.ts';

/* What `init` does to a repository. Nothing that is there is replaced; lines are added to lists of lines. */

export interface Change {
  path: string;
  /** `new` file, lines `added` to one, or `left` as it is. */
  change: 'new' | 'added' | 'left';
  /** The file's text, or the lines. */
  text: string;
}

/**
 * @param results the folder that runs write to
 * @throws RenderError `settings` for a place that a link leads out of the repository
 */
export async function planChanges(
  { directory, lfs }: Repository,
  choices: Choices,
  results: string,
): Promise<Change[]> {
  const changes: Change[] = [];
  for (const [path, example] of filesFor(choices)) {
    changes.push({
      path,
      change: (await isThere(join(directory, path))) ? 'left' : 'new',
      text: fillExample(example, choices),
    });
  }
  const attributes = [...(lfs === 'possible' ? ['*.blend filter=lfs merge=lfs -text'] : []), attributesLine];
  changes.push(await addLines(directory, '.gitattributes', attributes));
  changes.push(await addLines(directory, '.gitignore', [`${results}/`]));
  for (const { path } of changes) await followNamed(path, join(directory, path), [directory]);
  return changes;
}

export async function makeChanges(directory: string, changes: readonly Change[]): Promise<void> {
  for (const { path, change, text } of changes) {
    const file = join(directory, path);
    if (change === 'left') continue;
    await makeFolder(dirname(file));
    const before = change === 'added' ? (await readFile(file, 'utf8')).replace(/(?<!\n)$/, '\n') : '';
    await writeWhole(file, `${before}${text}`);
  }
}

/** The lines that a file lacks. A link is left alone. */
async function addLines(directory: string, path: string, lines: string[]): Promise<Change> {
  const file = join(directory, path);
  const stats = await lstat(file).catch(() => undefined);
  const text = stats?.isFile() === true ? await readFile(file, 'utf8') : '';
  const known = text.split('\n').map((line) => line.trim());
  const missing = lines.filter((line) => !known.includes(line));
  const change = stats === undefined ? 'new' : missing.length === 0 || !stats.isFile() ? 'left' : 'added';
  return { path, change, text: missing.map((line) => `${line}\n`).join('') };
}

async function isThere(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    (error: unknown) => {
      if (isNotThere(error)) return false;
      throw error;
    },
  );
}
