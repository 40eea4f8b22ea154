import { stat } from 'node:fs/promises';
import { isRenderError, RenderError } from '../../base/errors.ts';
import { printable } from '../../base/printable.ts';
import { stampOf } from '../files.ts';
import { oddNameWords } from '../odd-names.ts';
import { privacyWords } from '../private-files.ts';
import type { BlendFile, Compression } from './blend-file.ts';
import { dataBlockName } from './data-block.ts';
import { openBlend, openInnerBlend } from './open-blend.ts';
import type { TraceProblem, UnknownReference } from './problems.ts';
import { findReferences } from './references/find.ts';
import { findLibraries, findPackedLibraries, type PackedLibrary } from './references/libraries.ts';
import { findReachable, isDataBlock } from './references/reach.ts';
import { folderOf, ReferenceResolver } from './resolve.ts';
import { chooseScene, readSceneFacts, readTiming, type SceneFacts, type SceneTiming } from './scene.ts';
import { findScripts, maxScripts } from './scripts.ts';
import { formatVersion, readVersion, type BlendVersion } from './scene-version.ts';
import { TracedFiles, type TracedFile } from './traced-files.ts';
import { Workspace } from './workspace.ts';
import { locateWritten } from './written-path.ts';

/** All that rendering a project needs, and what stands in the way. */
export interface Trace {
  /** The project's .blend, below the working directory, with slashes. */
  project: string;
  /** The Blender that saved it: `3.4`. */
  version: string;
  compression: Compression;
  scene: SceneFacts;
  /** The project itself first, then libraries and everything else, each file once. */
  files: TracedFile[];
  problems: TraceProblem[];
  /** What may be missing without anybody's fault: files that cannot be told from the .blend. */
  unknown: UnknownReference[];
  /** How many problems there are besides those that are listed. */
  problemsLeftOut: number;
  /** What needs scripts, as in {@link findScripts}, here and in the libraries; the first {@link maxScripts}. */
  scripts: string[];
  /** Of the project and of every library that could be read, by path. */
  versions: ReadonlyMap<string, BlendVersion>;
  /** What each .blend looked like before it was read, by path, as in {@link stampOf}. */
  stamps: ReadonlyMap<string, string>;
}

export interface TraceOptions {
  /** Timeline frames to render: files of a series come with those that need them. Left out: whole series. */
  frames?: readonly number[];
  signal?: AbortSignal;
  /** As in `ProjectRoot.look`. */
  isNamed?: (path: string) => boolean;
  /** Name of the scene that is rendered (default: the active one). */
  scene?: string | undefined;
}

/** A library that is named again and again with new data-blocks is read whole after this many times. */
const maxVisits = 8;

const unpackHint =
  'In Blender: File > External Data > Unpack Linked Libraries, save, and add the library to the repository.';

/**
 * Finds every file that rendering the .blend `project`, a path below the folder `root`, needs, through all libraries.
 * Reads .blend files and lists folders below `root`, nothing else.
 *
 * Throws missing-file when the project is not there and settings when it cannot be read; what is wrong with the files
 * it names is in `problems`.
 */
export async function traceProject(root: string, project: string, options: TraceOptions = {}): Promise<Trace> {
  const workspace = await Workspace.open(root, options.isNamed);
  const path = await locateProject(workspace, project);
  return new Tracer(workspace, path, options).trace();
}

async function locateProject(workspace: Workspace, project: string): Promise<string> {
  const path = project
    .replaceAll('\\', '/')
    .replace(/^(\.\/+)+/, '')
    .replaceAll(/\/{2,}/g, '/');
  const isBelow = path !== '' && !path.startsWith('/') && !path.split('/').includes('..');
  const lookup = isBelow ? await workspace.lookup(path) : { found: 'outside' as const };
  const name = printable(project);
  switch (lookup.found) {
    case 'file':
      return path;
    case 'folder':
      throw new RenderError('settings', `${name} is a folder, not a .blend file.`, { file: project });
    case 'outside':
      throw new RenderError('settings', `${name} is outside of the working directory.`, { file: project });
    case 'odd-name':
      throw new RenderError('settings', `${name} ${oddNameWords.what}.`, { file: project, hint: oddNameWords.hint });
    case 'private':
      throw new RenderError('settings', `${name} ${privacyWords[lookup.privacy].what}.`, { file: project });
    case 'other-case':
      throw new RenderError('missing-file', `${name} does not exist; ${printable(lookup.actual)} does.`, {
        file: project,
        hint: 'Use the same capitals.',
      });
    case 'nothing':
      throw new RenderError('missing-file', `${name} does not exist.`, { file: project });
  }
}

class Tracer {
  readonly #workspace: Workspace;
  readonly #project: string;
  readonly #options: TraceOptions;
  readonly #frames: readonly number[] | undefined;
  readonly #files = new TracedFiles();
  readonly #resolver: ReferenceResolver;
  /** Names linked from each library; new ones are in `queue` until its file has been read with them. */
  readonly #linked = new Map<string, { names: Set<string>; visits: number }>();
  readonly #queue = new Set<string>();
  readonly #stamps = new Map<string, string>();
  readonly #scripts = new Set<string>();
  readonly #versions = new Map<string, BlendVersion>();
  /** Libraries within the project, by where they would lie. */
  readonly #packed = new Map<string, PackedLibrary & { project: BlendFile }>();

  constructor(workspace: Workspace, project: string, options: TraceOptions) {
    this.#workspace = workspace;
    this.#project = project;
    this.#options = options;
    this.#frames = options.frames && [...new Set(options.frames)];
    this.#resolver = new ReferenceResolver(workspace, project, this.#frames, this.#files);
  }

  async trace(): Promise<Trace> {
    const project = this.#project;
    this.#files.add({ path: project, owner: project, dataBlock: 'project', reference: project, kind: 'project' });
    const facts = await this.#open(project, async (blend) => {
      const scene = chooseScene(blend, this.#options.scene);
      const timing = readTiming(blend, scene);
      this.#takePacked(blend);
      await this.#traceFile(blend, project, timing);
      for (const library of this.#queue) {
        this.#queue.delete(library);
        await this.#traceLibrary(library, timing);
      }
      return {
        scene: readSceneFacts(scene, blend.header.version),
        version: formatVersion(blend.header.version),
        compression: blend.compression,
      };
    });
    const { problems, problemsLeftOut, unknown } = this.#resolver;
    const files = this.#files.toArray(this.#frames);
    const found = { files, problems, problemsLeftOut, unknown, versions: this.#versions, scripts: [...this.#scripts] };
    return { project, ...facts, ...found, stamps: this.#stamps };
  }

  #takePacked(project: BlendFile): void {
    for (const library of findPackedLibraries(project)) {
      this.#packed.set(this.#pathOfPacked(library.written, this.#project), { ...library, project });
    }
  }

  /** Where a library would lie if it was not packed, which is what `//` means in it; outside begins with `..`. */
  #pathOfPacked(written: string, owner: string): string {
    const located = locateWritten(written, folderOf(owner), this.#workspace.root);
    const path = 'path' in located ? located.path : undefined;
    return path ?? `../${written.replace(/^[./\\]+/, '')}`;
  }

  async #traceLibrary(path: string, timing: SceneTiming): Promise<void> {
    const linked = this.#linked.get(path);
    if (linked === undefined) return;
    linked.visits++;
    const packed = this.#packed.get(path);
    const traceIt = (blend: BlendFile): Promise<void> => this.#traceFile(blend, path, timing, linked);
    try {
      if (packed) await openInnerBlend(packed.project.bytes, packed, path, traceIt, this.#options.signal);
      else await this.#open(path, traceIt);
    } catch (error) {
      if (!isRenderError(error, 'settings', 'missing-file')) throw error;
      if (packed) {
        const { dataBlock, written: reference } = packed;
        const at = { owner: this.#project, dataBlock, reference, referenceKind: 'library' } as const;
        const what = `is packed, and what it needs itself cannot be told: ${error.message}`;
        this.#resolver.report('unreadable', at, what, unpackHint);
        return;
      }
      const named = this.#files.get(path);
      if (named === undefined) throw error;
      const { owner, dataBlock, reference } = named;
      const at = { owner, dataBlock, reference, referenceKind: 'library', path } as const;
      this.#resolver.report('unreadable', at, `cannot be used: ${error.message}`, error.hint);
    }
  }

  async #traceFile(
    blend: BlendFile,
    path: string,
    timing: SceneTiming,
    linked?: { names: ReadonlySet<string>; visits: number },
  ): Promise<void> {
    this.#versions.set(path, readVersion(blend));
    const isWhole = linked === undefined || linked.visits > maxVisits;
    const groups = isWhole ? blend.groups.filter(isDataBlock) : findReachable(blend, linked.names);
    const isLinkedByName = (group: (typeof groups)[number]): boolean =>
      linked?.names.has(dataBlockName(blend, group)) ?? false;
    const stem = path.slice(path.lastIndexOf('/') + 1).replace(/\.blend$/i, '');
    for (const reference of findReferences(blend, groups, { stem, timing, isLinkedByName })) {
      this.#options.signal?.throwIfAborted();
      await this.#resolver.resolve(reference, path);
    }
    for (const script of findScripts(blend, groups)) {
      if (this.#scripts.size >= maxScripts) break;
      this.#scripts.add(path === this.#project ? script : `${script} in ${path}`);
    }
    for (const { names, ...library } of findLibraries(blend, groups)) {
      const pathOfPacked = this.#pathOfPacked(library.written, path);
      if (this.#packed.has(pathOfPacked)) {
        this.#link(pathOfPacked, names);
        continue;
      }
      const target = { type: 'names', names: [library.written] } as const;
      const reference = { kind: 'library', ...library, target } as const;
      const found = await this.#resolver.locate(library.written, reference, path, 'file');
      if (found === undefined) continue;
      await this.#resolver.resolve(reference, path);
      this.#link(found, names);
    }
  }

  #link(path: string, names: ReadonlySet<string>): void {
    // The project itself is read whole, also when a library links back to it.
    if (path === this.#project) return;
    const linked = this.#linked.get(path) ?? { names: new Set<string>(), visits: 0 };
    this.#linked.set(path, linked);
    const isNew = linked.visits === 0 || [...names].some((name) => !linked.names.has(name));
    for (const name of names) linked.names.add(name);
    if (isNew && linked.visits <= maxVisits) this.#queue.add(path);
  }

  async #open<T>(path: string, use: (blend: BlendFile) => Promise<T>): Promise<T> {
    this.#options.signal?.throwIfAborted();
    const absolutePath = this.#workspace.absolute(path);
    if (!this.#stamps.has(path)) {
      // One that is not there is told when it is opened.
      const found = await stat(absolutePath, { bigint: true }).catch(() => undefined);
      if (found !== undefined) this.#stamps.set(path, stampOf(found));
    }
    return await openBlend(absolutePath, path, use, this.#options.signal);
  }
}
