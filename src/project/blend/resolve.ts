import { posix } from 'node:path';
import { RenderError } from '../../base/errors.ts';
import { printable } from '../../base/printable.ts';
import { oddNameWords, showOddName } from '../odd-names.ts';
import { privacyWords } from '../private-files.ts';
import {
  describeProblem,
  describeUnknown,
  formatNumbers,
  type ProblemKind,
  type ProblemPlace,
  type TraceProblem,
  type UnknownReference,
} from './problems.ts';
import type { NumberedFiles, Reference } from './references/reference.ts';
import type { TracedFiles } from './traced-files.ts';
import type { Workspace } from './workspace.ts';
import { locateWritten } from './written-path.ts';

/** Paths in all .blend files of a project, the same ones counted again. */
const maxNames = 1_000_000;

/** Names in folders that cost as much as one path. */
const namesPerStep = 100;

/** Frames times files, of all series, past which frames are no longer told apart: each then gets all of a series. */
const maxPairs = 50_000_000;

/** More than anybody reads; each costs a kilobyte, and a line of the log. */
const maxProblems = 1000;

/** Turns references into files on disk and into problems. */
export class ReferenceResolver {
  readonly problems: TraceProblem[] = [];
  /** How many more there were. */
  problemsLeftOut = 0;
  readonly unknown: UnknownReference[] = [];
  readonly #workspace: Workspace;
  readonly #project: string;
  readonly #frames: readonly number[] | undefined;
  readonly #files: TracedFiles;
  readonly #reported = new Set<string>();
  #names = 0;
  #pairs = 0;

  constructor(workspace: Workspace, project: string, frames: readonly number[] | undefined, files: TracedFiles) {
    this.#workspace = workspace;
    this.#project = project;
    this.#frames = frames;
    this.#files = files;
  }

  /** Adds what `reference`, made by the .blend `owner`, stands for. */
  async resolve(reference: Reference, owner: string): Promise<void> {
    const { target } = reference;
    if (target.type === 'computed') {
      this.#noteUnknown(reference, owner);
      return;
    }
    if (target.type === 'numbered') {
      await this.#resolveNumbered(reference, target, owner);
      return;
    }
    for (const name of target.names) {
      const path = await this.locate(name, reference, owner, 'file');
      if (path !== undefined) this.#add(path, reference, owner);
    }
  }

  /** The path below the working directory that `written` leads to; otherwise reports why there is none. */
  async locate(
    written: string,
    reference: Reference,
    owner: string,
    wanted: 'file' | 'folder',
  ): Promise<string | undefined> {
    this.#spendNames(1, owner);
    const { usable, problem } = await this.#judge(written, this.#baseFolder(reference, owner), wanted);
    if (problem && !reference.isOptional) {
      const { kind, what, path, hint } = problem;
      this.report(kind, { ...placeOf(reference, owner, written), ...(path === undefined ? {} : { path }) }, what, hint);
    }
    return usable;
  }

  #spendNames(names: number, owner: string): void {
    this.#names += names;
    if (this.#names <= maxNames) return;
    throw new RenderError('settings', `${printable(owner)} names more than ${maxNames} files.`, { file: owner });
  }

  async #judge(written: string, folder: string | undefined, wanted: 'file' | 'folder'): Promise<Judgement> {
    const located =
      folder === undefined ? ({ place: 'outside' } as const) : locateWritten(written, folder, this.#workspace.root);
    if (located.place === 'outside') return refuse('outside', 'is outside of the working directory');
    if (located.place === 'unanchored') return refuse('absolute', 'is not relative to the .blend');
    if (located.place === 'absolute') {
      const { path } = located;
      const refusal = refuse('absolute', 'is an absolute path, which leads nowhere on the farm', path);
      const isThere = path !== undefined && (await this.#workspace.lookup(path)).found === wanted;
      return isThere ? { ...refusal, usable: path } : refusal;
    }
    const { path } = located;
    const lookup = await this.#workspace.lookup(path);
    if (lookup.found === wanted) return { usable: path };
    if (lookup.found === 'private') {
      const { what, hint } = privacyWords[lookup.privacy];
      return { problem: { kind: 'private', what, path, hint: hint(printable(path)) } };
    }
    if (lookup.found === 'odd-name') {
      return { problem: { kind: 'odd-name', ...oddNameWords, path: showOddName(path) } };
    }
    if (lookup.found === 'outside') return refuse('outside', 'is a link out of the working directory', path);
    if (lookup.found === 'other-case') return refuse('letter-case', `is spelled ${lookup.actual} on disk`, path);
    return refuse('missing', 'is not there', path);
  }

  /** Adds a problem, unless the same was reported before. */
  report(kind: ProblemKind, at: ProblemPlace, what: string, hint?: string): void {
    if (this.problems.length === maxProblems) {
      this.problemsLeftOut += 1;
      return;
    }
    const problem = describeProblem(kind, at, what, hint);
    const key = `${kind}\n${problem.message}`;
    if (this.#reported.has(key)) return;
    this.#reported.add(key);
    this.problems.push(problem);
  }

  #noteUnknown({ dataBlock, written }: Reference, owner: string): void {
    if (this.unknown.length === maxProblems) return;
    this.unknown.push(describeUnknown(dataBlock, written, owner));
  }

  #add(path: string, { dataBlock, written, kind }: Reference, owner: string, frame?: number): void {
    this.#files.add({ path, owner, dataBlock, reference: written, kind }, frame);
  }

  #baseFolder({ base }: Reference, owner: string): string | undefined {
    if (base === 'project') return folderOf(this.#project);
    if (base === undefined) return folderOf(owner);
    const library = locateWritten(base.library, folderOf(owner), this.#workspace.root);
    return 'path' in library ? folderOf(library.path) : undefined;
  }

  async #resolveNumbered(reference: Reference, target: NumberedFiles, owner: string): Promise<void> {
    const folder = await this.locate(target.folder || reference.written, reference, owner, 'folder');
    if (folder === undefined) return;
    const byNumber = new Map<number, string[]>();
    const names = await this.#workspace.list(folder, target.isDeep);
    this.#spendNames(Math.ceil(names.length / namesPerStep), owner);
    for (const name of names) {
      const number = target.numberOf(name);
      if (number === undefined) continue;
      const path = posix.join(folder, name);
      if ((await this.#workspace.lookup(path)).found !== 'file') continue;
      const paths = byNumber.get(number);
      if (paths) paths.push(path);
      else byNumber.set(number, [path]);
    }
    const at = placeOf(reference, owner, reference.written);
    if (byNumber.size === 0) {
      if (!reference.isOptional) this.report('missing', { ...at, path: folder }, 'has no files');
      return;
    }
    const lacking = this.#select(byNumber, target, (path, frame) => {
      this.#add(path, reference, owner, frame);
    });
    if (lacking.size > 0 && !reference.isOptional) {
      this.report('missing', { ...at, path: folder }, `lacks the files with the numbers ${formatNumbers(lacking)}`);
    }
  }

  /** Adds the files that the requested frames need and gives the numbers of those that are not there. */
  #select(
    byNumber: ReadonlyMap<number, readonly string[]>,
    target: NumberedFiles,
    add: (path: string, frame?: number) => void,
  ): Set<number> {
    const lacking = new Set<number>();
    const present = [...byNumber.keys()].sort((a, b) => a - b);
    const frames = this.#frames;
    this.#pairs += (frames?.length ?? 0) * present.length;
    if (frames === undefined || target.select === undefined || this.#pairs > maxPairs) {
      for (const number of present) for (const path of byNumber.get(number) ?? []) add(path);
      return lacking;
    }
    const isLacking = (number: number): boolean =>
      target.required === 'each' ||
      (target.required === 'gaps' && number > (present[0] ?? 0) && number < (present.at(-1) ?? 0));
    for (const frame of frames) {
      for (const number of target.select(frame, present)) {
        const paths = byNumber.get(number);
        if (paths) for (const path of paths) add(path, frame);
        else if (isLacking(number)) lacking.add(number);
      }
    }
    return lacking;
  }
}

/** What became of a written path: a place that can be used, a problem, or both. */
interface Judgement {
  usable?: string;
  problem?: { kind: ProblemKind; what: string; path?: string | undefined; hint?: string };
}

function refuse(kind: ProblemKind, what: string, path?: string): Judgement {
  return { problem: { kind, what, path } };
}

function placeOf({ dataBlock, kind }: Reference, owner: string, written: string): ProblemPlace {
  return { dataBlock, owner, reference: written, referenceKind: kind };
}

/** The folder of a path below the working directory; empty for that directory itself. */
export function folderOf(path: string): string {
  const folder = posix.dirname(path);
  return folder === '.' ? '' : folder;
}
