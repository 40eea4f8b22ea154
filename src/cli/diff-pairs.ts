import { stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, posix, relative, sep } from 'node:path';
import { isRenderError, RenderError } from '../base/errors.ts';
import { printable } from '../base/printable.ts';
import { openBlend } from '../project/blend/open-blend.ts';
import { findLibraries } from '../project/blend/references/libraries.ts';
import { isDataBlock } from '../project/blend/references/reach.ts';
import { locateWritten } from '../project/blend/written-path.ts';
import { changedBlends, findCommit, writeBlob } from '../project/git/run-git.ts';

/** Two files to compare, and what to call them. Undefined: it is not there. */
export interface Pair {
  file: string;
  before: string | undefined;
  after: string | undefined;
  /** Another file links from it, and nobody has named it. */
  isLibrary: boolean;
}

/** A large production has some hundreds. */
const maxLibraries = 1000;

/**
 * What `diff` is to compare.
 * @param positionals two files, or one or two revisions
 * @param files of the revisions, whose libraries come along; without any, all that differ
 * @param temporary a folder for files of revisions
 */
export async function findPairs(
  positionals: string[],
  files: string[],
  temporary: string,
  cancelled: AbortSignal,
): Promise<Pair[]> {
  const [first, second, ...more] = positionals;
  if (first === undefined || more.length > 0) {
    throw new RenderError('settings', 'Name two .blend files, or a git revision.', {
      hint: 'blendnet-render diff --help explains.',
    });
  }
  if (files.length === 0 && second !== undefined && first.endsWith('.blend') && second.endsWith('.blend')) {
    return await pairFiles(first, second, cancelled);
  }
  const folder = process.cwd();
  const commits: string[] = [];
  for (const revision of second === undefined ? [first] : [first, second]) {
    commits.push(await findCommit(folder, revision, cancelled));
  }
  const named = files.map((file) => belowFolder(folder, file));
  const queue = new Set(named.length > 0 ? named : await changedBlends(folder, commits, cancelled));
  const pairs: Pair[] = [];
  // A set gives what is added while it is gone through.
  for (const file of queue) {
    const side = async (commit: string | undefined, name: string): Promise<string | undefined> => {
      if (commit === undefined) return (await isFile(file)) ? file : undefined;
      const target = join(temporary, `${pairs.length}-${name}.blend`);
      return (await writeBlob(folder, commit, file, target, cancelled)) ? target : undefined;
    };
    const isLibrary = named.length > 0 && !named.includes(file);
    const pair = { file, before: await side(commits[0], 'old'), after: await side(commits[1], 'new'), isLibrary };
    if (pair.before === undefined && pair.after === undefined) {
      if (isLibrary) continue;
      throw new RenderError('missing-file', `${printable(file)} is in neither of the two.`, { file });
    }
    pairs.push(pair);
    if (named.length === 0) continue;
    for (const written of await librariesOf(pair.after ?? pair.before, cancelled)) {
      const located = locateWritten(written, posix.dirname(file), folder);
      if (located.place === 'below' && queue.size < maxLibraries) queue.add(located.path);
    }
  }
  return pairs;
}

/** Two files, and the libraries that both link from by the same path. */
async function pairFiles(first: string, second: string, cancelled: AbortSignal): Promise<Pair[]> {
  const pairs: Pair[] = [{ file: second, before: first, after: second, isLibrary: false }];
  const seen = new Set([second]);
  for (const { before, after } of pairs) {
    for (const written of await librariesOf(after, cancelled)) {
      if (!written.startsWith('//') || before === undefined || after === undefined) continue;
      const below = written.slice(2).replaceAll('\\', '/');
      const [old, young] = [join(dirname(before), below), join(dirname(after), below)];
      // Beside each other they have one library.
      if (old === young || seen.has(young) || seen.size === maxLibraries) continue;
      seen.add(young);
      if ((await isFile(old)) && (await isFile(young))) {
        pairs.push({ file: young, before: old, after: young, isLibrary: true });
      }
    }
  }
  return pairs;
}

/** Paths as written; none of a file that cannot be read, which is told when it is compared. */
async function librariesOf(path: string | undefined, cancelled: AbortSignal): Promise<string[]> {
  if (path === undefined) return [];
  try {
    return await openBlend(
      path,
      path,
      (blend) => findLibraries(blend, blend.groups.filter(isDataBlock)).map(({ written }) => written),
      cancelled,
    );
  } catch (error) {
    if (!isRenderError(error, 'settings', 'missing-file')) throw error;
    return [];
  }
}

/** As git wants it: with slashes, from the folder on. */
function belowFolder(folder: string, file: string): string {
  return (isAbsolute(file) ? relative(folder, file) : file).replaceAll(sep, '/').replace(/^(?:\.\/)+/, '');
}

async function isFile(path: string): Promise<boolean> {
  return await stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
