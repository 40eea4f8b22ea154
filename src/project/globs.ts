import picomatch from 'picomatch';
import { RenderError } from '../base/errors.ts';
import { printable } from '../base/printable.ts';
import type { ProjectRoot } from './files.ts';
import { createGlobFolders } from './glob-folders.ts';

/** A file that a glob added, and the only frame that needs it (undefined: all do). */
export interface GlobbedFile {
  path: string;
  frame?: number;
}

export interface Dependencies {
  /** Whether the .blend is to be traced. */
  auto: boolean;
  globs: string[];
  excludes: string[];
}

/** Sorts the `dependencies` setting. @throws RenderError `settings` for a pattern that cannot stay inside the root. */
export function parseDependencies(lines: string[]): Dependencies {
  const dependencies: Dependencies = { auto: false, globs: [], excludes: [] };
  for (const line of lines) {
    if (line === 'auto') dependencies.auto = true;
    else if (line.startsWith('!')) dependencies.excludes.push(checkPattern(line.slice(1).trim()));
    else dependencies.globs.push(checkPattern(line));
  }
  return dependencies;
}

function checkPattern(text: string): string {
  const pattern = text.replace(/^(\.\/)+/, '');
  const wrong = (why: string, hint: string): RenderError =>
    new RenderError('settings', `dependencies "${printable(text)}" ${why}.`, { hint });
  if (pattern === '') throw wrong('is empty', 'Write a pattern such as textures/**.');
  if (pattern.includes('\\')) throw wrong('has a backslash', 'Separate folders with / on every system.');
  if (/^(\/|[a-z]:)/i.test(pattern)) throw wrong('is absolute', 'Write it relative to working-directory.');
  if (pattern.split('/').includes('..')) throw wrong('leaves working-directory', 'Widen working-directory instead.');
  return pattern;
}

/**
 * Finds the files that `pattern` names, or that are called just so. `####` stands for a frame number padded with zeros to
 * that width; each file it matches belongs to that frame alone.
 * @param isSkipped leaves out files and whole folders.
 */
export async function expandGlob(
  root: ProjectRoot,
  pattern: string,
  isSkipped: (path: string) => boolean,
): Promise<GlobbedFile[]> {
  const { default: glob } = await import('fast-glob');
  // A pattern may also be a file's plain name, brackets and all.
  const patterns = pattern.includes('#') ? pattern.replace(/#+/g, '+([0-9])') : [pattern, glob.escapePath(pattern)];
  const found = await glob(patterns, { cwd: root.directory, fs: createGlobFolders(root, isSkipped) });
  // A plain name is looked up without a look into its folder.
  const paths = found.filter((path) => !isSkipped(path));
  if (!pattern.includes('#')) return paths.sort().map((path) => ({ path }));
  const byFrame = new Map<number, (path: string) => boolean>();
  const belongsTo = (path: string, frame: number): boolean => {
    let matches = byFrame.get(frame);
    if (matches === undefined) {
      matches = matcher(pattern.replace(/#+/g, (hashes) => String(frame).padStart(hashes.length, '0')));
      byFrame.set(frame, matches);
    }
    return matches(path);
  };
  return paths.sort().flatMap((path) =>
    framesIn(path)
      .filter((frame) => belongsTo(path, frame))
      .map((frame) => ({ path, frame })),
  );
}

/** The numbers in a path that could be its frame. */
function framesIn(path: string): number[] {
  return [...new Set((path.match(/\d+/g) ?? []).map(Number))].filter(Number.isSafeInteger);
}

/** Matches a pattern, and what is called exactly that (`wood [1].png`). */
function matcher(pattern: string, options?: picomatch.PicomatchOptions): (path: string) => boolean {
  const matches = picomatch(pattern, options);
  return (path) => path === pattern || matches(path);
}

/** Says whether the `!` patterns remove a path: by name, by pattern, or with a folder above it. */
export function excluder(excludes: string[]): (path: string) => boolean {
  const matchers = excludes
    .flatMap((pattern) => [pattern, `${pattern}/**`])
    .map((pattern) => matcher(pattern, { dot: true }));
  return (path) => matchers.some((matches) => matches(path));
}
