import { posix } from 'node:path';
import picomatch from 'picomatch';
import { RenderError } from '../base/errors.ts';
import { printable } from '../base/printable.ts';
import type { ProjectRoot } from './files.ts';
import { createGlobFolders } from './glob-folders.ts';
import { hasOddName, showOddName } from './odd-names.ts';
import { privacyOf, privacyWords } from './private-files.ts';

/** What a glob stands for. */
export interface Globbed {
  files: GlobbedFile[];
  /** What it would stand for, too, as it can be shown: behind a dot that it does not name, private, or oddly named. */
  leftOut: Record<'hidden' | 'private' | 'odd', string[]>;
}

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
    else dependencies.globs.push(checkGlob(line));
  }
  return dependencies;
}

function checkGlob(text: string): string {
  const pattern = checkPattern(text);
  if (privacyOf(pattern) !== 'git') return pattern;
  throw new RenderError('settings', `dependencies "${printable(text)}" ${privacyWords.git.what}.`);
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

/** Says whether globs name a private file as such: `certs/*.pem` names `certs/farm.pem`, which `certs/**` does not. */
export function namer(globs: string[], folder = ''): (path: string) => boolean {
  const matchers = globs
    .filter((pattern) => privacyOf(pattern) === 'credentials')
    .map((pattern) => matcher(pattern.replace(/#+/g, '+([0-9])'), { dot: true }));
  return seenFrom(folder, (path) => matchers.some((matches) => matches(path)));
}

/** Patterns are written from a folder below the root; what lies elsewhere is seen from the root. */
function seenFrom(folder: string, matches: (path: string) => boolean): (path: string) => boolean {
  const start = folder === '' ? '' : `${folder}/`;
  return (path) => matches(path.startsWith(start) ? path.slice(start.length) : path);
}

/**
 * Finds the files that `pattern` names, or that are called just so. `####` stands for a frame number padded with zeros to
 * that width; each file it matches belongs to that frame alone.
 * @param isSkipped leaves out files and whole folders.
 * @param isNamed lets private files in, see {@link namer}.
 */
export async function expandGlob(
  root: ProjectRoot,
  pattern: string,
  isSkipped: (path: string) => boolean,
  isNamed: (path: string) => boolean = () => false,
): Promise<Globbed> {
  const { default: glob } = await import('fast-glob');
  // A pattern may also be a file's plain name, brackets and all.
  const patterns = pattern.includes('#') ? pattern.replace(/#+/g, '+([0-9])') : [pattern, glob.escapePath(pattern)];
  const isLeftOut = (path: string): boolean => privacyOf(path) === 'git' || isSkipped(path);
  const folders = createGlobFolders(root, isLeftOut);
  const find = async (dot: boolean): Promise<string[]> => {
    const found = await glob(patterns, { cwd: root.absolute(root.patternFolder), fs: folders.adapter, dot });
    // A plain name is looked up without a look into its folder.
    return found
      .map((path) => posix.join(root.patternFolder, path))
      .filter((path) => !isLeftOut(path))
      .sort();
  };
  const isPrivate = (path: string): boolean => privacyOf(path) !== undefined && !isNamed(path);
  const found = await find(false);
  const sent = new Set(found.filter((path) => !isPrivate(path) && !hasOddName(path)));
  const hidden = (await find(true)).filter((path) => !sent.has(path) && !isPrivate(path) && !hasOddName(path));
  const odd = [...found.filter(hasOddName), ...folders.odd].map(showOddName);
  return {
    files: assignFrames(pattern, root.patternFolder, [...sent]),
    leftOut: { hidden, private: found.filter(isPrivate), odd },
  };
}

/** Each file for the frame whose number it has in it, or for all. */
function assignFrames(pattern: string, folder: string, paths: string[]): GlobbedFile[] {
  if (!pattern.includes('#')) return paths.map((path) => ({ path }));
  const byFrame = new Map<number, (path: string) => boolean>();
  const belongsTo = (path: string, frame: number): boolean => {
    let matches = byFrame.get(frame);
    if (matches === undefined) {
      const named = pattern.replace(/#+/g, (hashes) => String(frame).padStart(hashes.length, '0'));
      matches = seenFrom(folder, matcher(named));
      byFrame.set(frame, matches);
    }
    return matches(path);
  };
  return paths.flatMap((path) =>
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
export function excluder(excludes: string[], folder = ''): (path: string) => boolean {
  const matchers = excludes
    .flatMap((pattern) => [pattern, `${pattern}/**`])
    .map((pattern) => matcher(pattern, { dot: true }));
  return seenFrom(folder, (path) => matchers.some((matches) => matches(path)));
}
