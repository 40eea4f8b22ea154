import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { RenderError } from '../base/errors.ts';
import { printable } from '../base/printable.ts';
import { changedFile, type ProjectFile, type ProjectRoot } from './files.ts';
import { excluder, expandGlob, parseDependencies } from './globs.ts';

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
  problems: FileProblem[];
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
  const needed = new Map<string, NeededFile[]>([[project, [{ path: project }]]]);
  const add = (file: NeededFile): void => {
    const list = needed.get(file.path);
    if (list === undefined) needed.set(file.path, [file]);
    else list.push(file);
  };
  const isExcluded = excluder(excludes);
  const isIgnored = (path: string): boolean =>
    ignored.some((folder) => path === folder || path.startsWith(`${folder}/`));
  for (const file of traced) if (!isExcluded(file.path)) add(file);
  for (const pattern of globs) {
    const found = await expandGlob(root, pattern, (path) => isIgnored(path) || isExcluded(path));
    if (found.length === 0) {
      const hint = `Correct the pattern, or remove it from dependencies; it is relative to working-directory.`;
      problems.push({ message: `dependencies: "${printable(pattern)}" names no file.`, hint, file: project });
    }
    for (const { path, frame } of found) add(frame === undefined ? { path } : { path, neededBy: (f) => f === frame });
  }
  const files = new Map<string, ProjectFile>();
  for (const [path, reasons] of needed) {
    const file = await root.look(path);
    if (reasons.some(({ stamp }) => stamp !== undefined && stamp !== file.stamp)) throw changedFile(path);
    files.set(path, file);
  }
  problems.push(...(await findPointers([...files.values()])));
  return {
    project,
    files: [...files.values()],
    problems,
    filesFor: (frame) => [...files.values()].filter(({ path }) => isNeeded(needed.get(path) ?? [], frame)),
  };
}

/** Git LFS checks out files of this size and start where it was not asked for the files themselves. */
const maxPointerBytes = 1024;
const pointerStart = 'version https://git-lfs.github.com/spec/';

async function findPointers(files: ProjectFile[]): Promise<FileProblem[]> {
  const problems: FileProblem[] = [];
  for (const { path, absolutePath, sizeBytes } of files) {
    if (sizeBytes > maxPointerBytes || !(await readFile(absolutePath, 'latin1')).startsWith(pointerStart)) continue;
    const hint = 'Check the files out with Git LFS: `lfs: true` for actions/checkout, or git lfs pull.';
    problems.push({ message: `${printable(path)} is a Git LFS pointer, not the file.`, hint, file: path });
  }
  return problems;
}

function isNeeded(reasons: NeededFile[], frame: number): boolean {
  return reasons.some(({ neededBy }) => neededBy === undefined || neededBy(frame));
}

/** The .blend's path below the root. @throws RenderError `settings` or `missing-file`. */
export async function findProject(root: ProjectRoot, setting: string): Promise<string> {
  const path = await root.locate(resolve(root.directory, setting));
  if (path === undefined) {
    throw new RenderError('settings', `project "${printable(setting)}" lies outside working-directory.`, {
      hint: 'Set working-directory to a folder that holds the .blend and everything it needs.',
    });
  }
  await root.look(path);
  return path;
}
