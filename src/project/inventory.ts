import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { RenderError } from '../base/errors.ts';
import { printable } from '../base/printable.ts';
import { changedFile, type ProjectFile, type ProjectRoot } from './files.ts';
import { excluder, expandGlob, namer, parseDependencies, type Globbed } from './globs.ts';
import { oddNameWords } from './odd-names.ts';

/** Something about the project's files that would make a picture wrong. */
export interface FileProblem {
  message: string;
  hint: string;
  /** Below the working directory: the .blend that names the file, or the file. */
  file: string;
}

/** A file with the frames that need it; undefined: all frames do. */
export interface NeededFile {
  path: string;
  neededBy?: (frame: number) => boolean;
  /** Its {@link ProjectFile.stamp} before it was read to find others: the list holds for that file only. */
  stamp?: string | undefined;
}

/** Everything the project needs, looked at and found inside the working directory. */
export interface Inventory {
  /** The .blend, below the working directory. */
  project: string;
  files: ProjectFile[];
  /** Paths of files that Git LFS stands in for. */
  pointers: string[];
  problems: FileProblem[];
  /** What patterns left out, to be said whatever becomes of the problems. */
  leftOut: FileProblem[];
  /** The same of what is left out by custom: hidden files. */
  notes: string[];
  /** The files of one frame, the .blend first. */
  filesFor(frame: number): ProjectFile[];
}

/**
 * Finds the project's files: those that were traced and those that globs add, less what `!` removes.
 * @param ignored folders that no glob looks into.
 * @param traced files that the .blend names, found by the tracer.
 * @throws RenderError `missing-file` when a file is not there, or another than was traced.
 */
export async function takeInventory(
  root: ProjectRoot,
  project: string,
  dependencies: string[],
  ignored: string[],
  traced: NeededFile[],
): Promise<Inventory> {
  const { globs, excludes } = parseDependencies(dependencies);
  const problems: FileProblem[] = [];
  const leftOut: FileProblem[] = [];
  const notes: string[] = [];
  const isNamed = namer(globs, root.patternFolder);
  const needed = new Map<string, NeededFile[]>([[project, [{ path: project }]]]);
  const add = (file: NeededFile): void => {
    const list = needed.get(file.path);
    if (list === undefined) needed.set(file.path, [file]);
    else list.push(file);
  };
  const isExcluded = excluder(excludes, root.patternFolder);
  const isIgnored = (path: string): boolean =>
    ignored.some((folder) => path === folder || path.startsWith(`${folder}/`));
  for (const file of traced) if (!isExcluded(file.path)) add(file);
  for (const pattern of globs) {
    const globbed = await expandGlob(root, pattern, (path) => isIgnored(path) || isExcluded(path), isNamed);
    problems.push(...describeOdd(pattern, globbed));
    leftOut.push(...describePrivate(pattern, globbed));
    notes.push(...describeHidden(pattern, globbed));
    if (globbed.files.length === 0 && globbed.leftOut.odd.length === 0) {
      const hint = `Correct the pattern, or remove it from dependencies; it is relative to working-directory.`;
      problems.push({ message: `dependencies: "${printable(pattern)}" names no file.`, hint, file: project });
    }
    for (const { path, frame } of globbed.files)
      add(frame === undefined ? { path } : { path, neededBy: (f) => f === frame });
  }
  const files = new Map<string, ProjectFile>();
  for (const [path, reasons] of needed) {
    const file = await root.look(path, isNamed);
    if (reasons.some(({ stamp }) => stamp !== undefined && stamp !== file.stamp)) throw changedFile(path);
    files.set(path, file);
  }
  return {
    project,
    files: [...files.values()],
    pointers: await findPointers([...files.values()]),
    problems,
    leftOut,
    notes,
    filesFor: (frame) => [...files.values()].filter(({ path }) => isNeeded(needed.get(path) ?? [], frame)),
  };
}

/** How many of many paths are shown. */
const maxShown = 3;

function describePaths(paths: string[]): string {
  const shown = paths.slice(0, maxShown).map((path) => printable(path));
  return paths.length > maxShown ? `${shown.join(', ')} and ${paths.length - maxShown} more` : shown.join(', ');
}

function describeOdd(pattern: string, { leftOut: { odd } }: Globbed): FileProblem[] {
  const { what, hint } = oddNameWords;
  const of = `dependencies "${printable(pattern)}":`;
  return odd.map((path) => ({ message: `${of} ${printable(path)} ${what}.`, hint, file: path }));
}

function describePrivate(pattern: string, { leftOut }: Globbed): FileProblem[] {
  const [first] = leftOut.private;
  if (first === undefined) return [];
  const what = `dependencies "${printable(pattern)}" leaves out what looks like keys or passwords`;
  const hint = `Exclude it (!${printable(first)}), or name it to send it: ${printable(first)}`;
  return [{ message: `${what}: ${describePaths(leftOut.private)}.`, hint, file: first }];
}

function describeHidden(pattern: string, { leftOut: { hidden } }: Globbed): string[] {
  if (hidden.length === 0) return [];
  return [
    `dependencies "${printable(pattern)}" leaves out hidden files: ${describePaths(hidden)} (a pattern with the dot takes them)`,
  ];
}

/** Git LFS checks out files of this size and start where it was not asked for the files themselves. */
const maxPointerBytes = 1024;
const pointerStart = 'version https://git-lfs.github.com/spec/';

async function findPointers(files: ProjectFile[]): Promise<string[]> {
  const pointers: string[] = [];
  for (const { path, absolutePath, sizeBytes } of files) {
    if (sizeBytes > maxPointerBytes) continue;
    if ((await readFile(absolutePath, 'latin1')).startsWith(pointerStart)) pointers.push(path);
  }
  return pointers;
}

function isNeeded(reasons: NeededFile[], frame: number): boolean {
  return reasons.some(({ neededBy }) => neededBy === undefined || neededBy(frame));
}

/** The .blend's path below the root. @throws RenderError `settings` or `missing-file`. */
export async function findProject(root: ProjectRoot, setting: string): Promise<string> {
  const path = await root.locate(resolve(root.seenFrom, setting));
  if (path === undefined) {
    throw new RenderError('settings', `project "${printable(setting)}" lies outside working-directory.`, {
      hint: 'Set working-directory to a folder that holds the .blend and everything it needs.',
    });
  }
  await root.look(path);
  return path;
}
