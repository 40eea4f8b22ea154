import { lstat, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { RenderError } from '../base/errors.ts';
import { printable } from '../base/printable.ts';
import { followNamed, isWithin } from './named-place.ts';
import { hasOddName, oddNameWords, showOddName } from './odd-names.ts';
import { privacyOf, privacyWords, type Privacy } from './private-files.ts';

/** A file of the project as it was when it was found. */
export interface ProjectFile {
  /** Below the working directory, with `/` on every system. */
  path: string;
  absolutePath: string;
  sizeBytes: number;
  /** What shows that the file has changed since: modification time in nanoseconds, and inode. */
  stamp: string;
}

export interface RootOptions {
  /** The folder that settings are written from; left out, the root itself. */
  seenFrom?: string;
  /** A folder around the root that others may have filled, too: the checkout. */
  around?: string;
}

/** The working directory: nothing outside it is ever read or sent. */
export class ProjectRoot {
  /** Absolute, with all links resolved. */
  readonly directory: string;
  /** The same of the folder that settings are written from. */
  readonly seenFrom: string;
  readonly #bounds: readonly string[];

  private constructor(directory: string, seenFrom: string, bounds: readonly string[]) {
    this.directory = directory;
    this.seenFrom = seenFrom;
    this.#bounds = bounds;
  }

  /** @throws RenderError `settings` when the folder is not there. */
  static async open(directory: string, { seenFrom, around }: RootOptions = {}): Promise<ProjectRoot> {
    const hint = 'Check out the repository before this step, or correct working-directory.';
    let real: string;
    try {
      real = await realpath(directory);
    } catch (cause) {
      throw new RenderError('settings', `working-directory "${printable(directory)}" is not there.`, { cause, hint });
    }
    if (!(await lstat(real)).isDirectory()) {
      throw new RenderError('settings', `working-directory "${printable(directory)}" is not a folder.`, { hint });
    }
    const bounds = [real, directory, ...(around === undefined ? [] : [around])];
    return new ProjectRoot(real, seenFrom === undefined ? real : await realpath(seenFrom), bounds);
  }

  /** The folder that patterns begin in: the one that settings are written from, where it is inside; empty for the root. */
  get patternFolder(): string {
    return this.relative(this.seenFrom) ?? '';
  }

  absolute(path: string): string {
    return join(this.directory, path);
  }

  /** The path below the root that `absolutePath` is reached by, or undefined when it lies outside. Reads nothing. */
  relative(absolutePath: string): string | undefined {
    const path = relative(this.directory, absolutePath);
    if (path === '' || !isWithin(this.directory, absolutePath)) return undefined;
    return sep === '/' ? path : path.replaceAll(sep, '/');
  }

  /** As {@link relative}, for a file whose folder may be named through links from outside. */
  async locate(absolutePath: string): Promise<string | undefined> {
    const below = this.relative(absolutePath);
    if (below !== undefined) return below;
    const folder = await realpath(dirname(absolutePath)).catch(() => undefined);
    return folder === undefined ? undefined : this.relative(join(folder, basename(absolutePath)));
  }

  /** The folder that a path leads to, links followed, when it is there and below the root. */
  async locateFolder(path: string): Promise<string | undefined> {
    const real = await realpath(path).catch(() => undefined);
    return real !== undefined && this.contains(real) ? real : undefined;
  }

  /** Whether a path without links is the root or lies below it. */
  contains(realPath: string): boolean {
    return isWithin(this.directory, realPath);
  }

  /**
   * Where a file or folder lies that a setting names, links followed; it need not be there.
   * @throws RenderError `settings` when it is written as lying inside, and a link leads out
   */
  async named(setting: string, value: string): Promise<string> {
    return await followNamed(`${setting} "${printable(value)}"`, resolve(this.seenFrom, value), this.#bounds);
  }

  /**
   * Looks at a file. Links are followed as long as they stay inside.
   * @param isNamed whether credentials may be looked at, since a setting names them
   * @throws RenderError `missing-file` when it is not there, no plain file, private or oddly named, or leads outside.
   */
  async look(path: string, isNamed: (path: string) => boolean = () => false): Promise<ProjectFile> {
    const absolutePath = this.absolute(path);
    if (this.relative(absolutePath) === undefined) throw outside(path);
    if (hasOddName(path)) throw oddlyNamed(path);
    let real: string;
    try {
      real = await realpath(absolutePath);
    } catch (cause) {
      throw new RenderError('missing-file', `${printable(path)} is not there.`, {
        file: path,
        cause,
        hint: 'Commit the file, or correct the name (upper and lower case count).',
      });
    }
    if (!this.contains(real)) throw outside(path);
    for (const one of [path, this.relative(real) ?? '']) {
      const privacy = privacyOf(one);
      if (privacy === 'git' || (privacy === 'credentials' && !isNamed(one))) throw isPrivate(path, privacy);
    }
    // `real` has no links left, so this is the file itself.
    const stats = await lstat(real, { bigint: true });
    if (!stats.isFile()) {
      throw new RenderError('missing-file', `${printable(path)} is not a file.`, { file: path });
    }
    return { path, absolutePath, sizeBytes: Number(stats.size), stamp: stampOf(stats) };
  }
}

function outside(path: string): RenderError {
  return new RenderError('missing-file', `${printable(path)} leads outside the working directory.`, {
    file: path,
    hint: 'Move the file inside, or widen working-directory: nothing outside it is read or sent.',
  });
}

function oddlyNamed(path: string): RenderError {
  const { what, hint } = oddNameWords;
  return new RenderError('missing-file', `${printable(showOddName(path))} ${what}.`, { file: path, hint });
}

function isPrivate(path: string, privacy: Privacy): RenderError {
  const { what, hint } = privacyWords[privacy];
  return new RenderError('missing-file', `${printable(path)} ${what}.`, { file: path, hint: hint(printable(path)) });
}

/** What changes when a file's bytes do, without reading them. */
export function stampOf(stat: { mtimeNs: bigint; ino: bigint; size: bigint }): string {
  return `${stat.size}-${stat.mtimeNs}-${stat.ino}`;
}

/** The first of the files that is no longer what it was when it was found. */
export async function findChangedFile(files: ProjectFile[]): Promise<string | undefined> {
  for (const { path, absolutePath, stamp } of files) {
    const now = await stat(absolutePath, { bigint: true }).catch(() => undefined);
    if (now === undefined || stampOf(now) !== stamp) return path;
  }
  return undefined;
}

/** A file that is no longer what it was: what was found out about it does not go with its bytes. */
export function changedFile(path: string): RenderError {
  return new RenderError('missing-file', `${printable(path)} changed while the run was reading it.`, {
    file: path,
    hint: 'Let nothing write into the project during the run, then start it again.',
  });
}
