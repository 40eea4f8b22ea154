import { RenderError } from '../../base/errors.ts';
import type { ReferenceKind } from './references/reference.ts';

/** A file that rendering needs. */
export interface TracedFile {
  /** Below the working directory, with slashes. */
  path: string;
  /** The .blend that names it, below the working directory; the project names itself. */
  owner: string;
  /** `image "Wood"`; for the project, `project`. */
  dataBlock: string;
  /** The path as written in the owner: `//tex/wood.png`. */
  reference: string;
  kind: ReferenceKind;
  /** The only requested frames that need it, ascending; left out when all of them do. */
  frames?: number[];
}

/** More than any project has; each costs a few hundred bytes. */
const maxFiles = 1_000_000;

/** The files found so far, each once: who names a file first stays its owner. */
export class TracedFiles {
  readonly #files = new Map<string, { file: Omit<TracedFile, 'frames'>; frames: Set<number> | 'all' }>();

  /** `frame`: the one that needs it, or undefined for all. */
  add(file: Omit<TracedFile, 'frames'>, frame?: number): void {
    let entry = this.#files.get(file.path);
    if (entry === undefined) {
      if (this.#files.size === maxFiles) {
        throw new RenderError('settings', `The project needs more than ${maxFiles} files.`, { file: file.owner });
      }
      entry = { file, frames: new Set() };
      this.#files.set(file.path, entry);
    }
    if (frame === undefined) entry.frames = 'all';
    else if (entry.frames !== 'all') entry.frames.add(frame);
  }

  get(path: string): Omit<TracedFile, 'frames'> | undefined {
    return this.#files.get(path)?.file;
  }

  /** In the order they were found. `requested`: all frames there are. */
  toArray(requested: readonly number[] | undefined): TracedFile[] {
    return [...this.#files.values()].map(({ file, frames }) =>
      frames === 'all' || frames.size === requested?.length
        ? file
        : { ...file, frames: [...frames].sort((a, b) => a - b) },
    );
  }
}
