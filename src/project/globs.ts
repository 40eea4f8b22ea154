import picomatch from 'picomatch';
import { RenderError } from '../errors.ts';
import { printable } from '../printable.ts';
import type { ProjectRoot } from './files.ts';

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

function checkPattern(pattern: string): string {
  const wrong = (why: string, hint: string): RenderError =>
    new RenderError('settings', `dependencies "${printable(pattern)}" ${why}.`, { hint });
  if (pattern === '') throw wrong('is empty', 'Write a pattern such as textures/**.');
  if (pattern.includes('\\')) throw wrong('has a backslash', 'Separate folders with / on every system.');
  if (/^(\/|[a-z]:)/i.test(pattern)) throw wrong('is absolute', 'Write it relative to working-directory.');
  if (pattern.split('/').includes('..')) throw wrong('leaves working-directory', 'Widen working-directory instead.');
  return pattern.replace(/^\.\//, '');
}

/**
 * Finds the files that `pattern` names. `####` stands for a frame number padded with zeros to that width; each file it
 * matches belongs to that frame alone.
 */
export async function expandGlob(root: ProjectRoot, pattern: string, ignore: string[]): Promise<GlobbedFile[]> {
  const { default: glob } = await import('fast-glob');
  const framed = pattern.includes('#');
  const paths = await glob(framed ? pattern.replace(/#+/g, '+([0-9])') : [pattern, glob.escapePath(pattern)], {
    cwd: root.directory,
    ignore,
    followSymbolicLinks: true,
    unique: true,
    suppressErrors: false,
  });
  paths.sort();
  if (!framed) return paths.map((path) => ({ path }));
  return paths.flatMap((path) =>
    framesIn(path)
      .filter((frame) => matchesFrame(path, pattern, frame))
      .map((frame) => ({ path, frame })),
  );
}

/** The numbers in a path that could be its frame. */
function framesIn(path: string): number[] {
  return [...new Set((path.match(/\d+/g) ?? []).map(Number))].filter(Number.isSafeInteger);
}

function matchesFrame(path: string, pattern: string, frame: number): boolean {
  const concrete = pattern.replace(/#+/g, (hashes) => String(frame).padStart(hashes.length, '0'));
  return picomatch.isMatch(path, concrete);
}

/** Says whether the `!` patterns remove a path. */
export function excluder(excludes: string[]): (path: string) => boolean {
  if (excludes.length === 0) return () => false;
  return picomatch(
    excludes.flatMap((pattern) => [pattern, `${pattern}/**`]),
    { dot: true },
  );
}
