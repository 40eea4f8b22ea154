import { randomBytes } from 'node:crypto';
import { constants, copyFile, lstat, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import * as v from 'valibot';
import { makeFolder } from '../../base/files/folders.ts';
import { parseJson } from '../../base/json.ts';
import { sha1Schema } from '../../base/sha1.ts';
import type { FrameResults, ResultFile } from '../../frames/end.ts';
import { isSideKind, resultKinds, type ResultKind, type SideKind } from '../../frames/kinds.ts';
import { sideKindShape, taskShape } from '../../frames/names.ts';
import { readBounded } from '../../base/files/bounded.ts';
import { describeFileError, errorCode } from '../../base/files/errors.ts';
import { keptName, takeCopies } from './copy.ts';
import type { KeptRequest, KeptResults } from './kept.ts';

const manifestFile = 'manifest.json';
const maxManifestBytes = 256 * 1024;
const hourMs = 3_600_000;
/** Frames that are copied at a time: disks gain nothing from more. */
const copiesAtOnce = 4;

const sideKind = v.custom<SideKind>((kind) => typeof kind === 'string' && sideKindShape.test(kind));
/** What lies beside the results of a frame. */
const manifest = v.object({
  version: v.literal(2),
  key: v.string(),
  frame: v.pipe(v.number(), v.safeInteger()),
  task: v.exactOptional(v.pipe(v.string(), v.regex(taskShape))),
  renderMs: v.pipe(v.number(), v.minValue(0)),
  samples: v.exactOptional(v.pipe(v.number(), v.minValue(0))),
  results: v.array(
    v.object({
      kind: v.union([v.picklist(resultKinds), sideKind]),
      sizeBytes: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
      sha1: sha1Schema,
    }),
  ),
});
export type KeptManifest = v.InferOutput<typeof manifest>;

/** A frame in the store. */
export interface KeptEntry {
  key: string;
  frame: number;
  sizeBytes: number;
  usedAtMs: number;
}

/** Frames' results as folders `KEY/` with one file for each kind and a manifest: whole, or not there. */
export class KeptStore implements KeptResults {
  readonly #directory: string;
  readonly #onProblem: (text: string) => void;
  readonly #copying = pLimit(copiesAtOnce);

  constructor(directory: string, onProblem: (text: string) => void) {
    this.#directory = directory;
    this.#onProblem = onProblem;
  }

  async take(request: KeptRequest, kinds: ResultKind[], signal: AbortSignal): Promise<FrameResults | undefined> {
    const folder = join(this.#directory, request.key);
    const kept = await this.#read(request.key);
    const wanted = wantedOf(kept, kinds);
    if (kept === undefined || wanted === undefined) return undefined;
    const results = await this.#copying(() => takeCopies(folder, wanted, request, signal));
    if (results === undefined) {
      this.#onProblem(`frame ${request.frame}: the results that were kept are damaged. Rendering it anew.`);
      await rm(folder, { recursive: true, force: true });
      return undefined;
    }
    // Says when it was last of use. A cache that cannot be written can be read all the same.
    const now = new Date();
    await utimes(join(folder, manifestFile), now, now).catch(() => undefined);
    return { ...factsOf(kept), results };
  }

  async has({ key }: Pick<KeptRequest, 'key'>, kinds: ResultKind[]): Promise<boolean> {
    const wanted = wantedOf(await this.#read(key), kinds);
    if (wanted === undefined) return false;
    for (const { kind, sizeBytes } of wanted) {
      const file = await lstat(join(this.#directory, key, keptName(kind))).catch(() => undefined);
      if (file?.isFile() !== true || file.size !== sizeBytes) return false;
    }
    return true;
  }

  async keep(request: KeptRequest, frame: FrameResults): Promise<boolean> {
    try {
      return await this.#copying(() => this.#write(request, frame));
    } catch (error) {
      this.#onProblem(
        `frame ${request.frame}: the results could not be kept for later runs: ${describeFileError(error)}`,
      );
      return false;
    }
  }

  async #write({ key, frame, outputDirectory }: KeptRequest, kept: FrameResults): Promise<boolean> {
    const { results } = kept;
    if (await this.#has(key, results)) return false;
    const folder = this.#temporary();
    await makeFolder(folder);
    try {
      for (const { kind, file } of results) {
        await copyFile(join(outputDirectory, file), join(folder, keptName(kind)), constants.COPYFILE_FICLONE);
      }
      const entries = results.map(({ kind, sizeBytes, sha1 }) => ({ kind, sizeBytes, sha1 }));
      const about: KeptManifest = { version: 2, key, frame, ...factsOf(kept), results: entries };
      await writeFile(join(folder, manifestFile), JSON.stringify(about));
      return await this.#put(folder, key, results);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Gives a folder its final name. One that holds the same results already is left alone: somebody may be reading it. */
  async #put(folder: string, key: string, results: ResultFile[]): Promise<boolean> {
    const target = join(this.#directory, key);
    try {
      await rename(folder, target);
      return true;
    } catch (error) {
      if (!['ENOTEMPTY', 'EEXIST'].includes(errorCode(error))) throw error;
    }
    if (await this.#has(key, results)) return false;
    const old = this.#temporary();
    await rename(target, old);
    try {
      await rename(folder, target);
    } finally {
      await rm(old, { recursive: true, force: true });
    }
    return true;
  }

  async #has(key: string, results: ResultFile[]): Promise<boolean> {
    const kinds = new Set<string>((await this.#read(key))?.results.map(({ kind }) => kind));
    return results.every(({ kind }) => kinds.has(kind));
  }

  #temporary(): string {
    return join(this.#directory, `.new-${randomBytes(6).toString('hex')}`);
  }

  /** Everything in the store; what is not whole, or left from a run that was killed, is removed. */
  async entries(): Promise<KeptEntry[]> {
    const entries: KeptEntry[] = [];
    for (const name of await readdir(this.#directory).catch(() => [])) {
      const path = join(this.#directory, name);
      const kept = /^[0-9a-f]{16}$/.test(name) ? await this.#read(name) : undefined;
      const changedAtMs = await stat(kept === undefined ? path : join(path, manifestFile)).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      );
      if (kept !== undefined) {
        const sizeBytes = kept.results.reduce((sum, result) => sum + result.sizeBytes, 0);
        entries.push({ key: name, frame: kept.frame, sizeBytes, usedAtMs: changedAtMs });
        // What is young may be another run's that is being written.
      } else if (changedAtMs < Date.now() - hourMs) await rm(path, { recursive: true, force: true });
    }
    return entries;
  }

  async remove(key: string): Promise<void> {
    await rm(join(this.#directory, key), { recursive: true, force: true });
  }

  /** Removes what was not used for `maxAgeMs`, then what was used longest ago until `maxBytes` are left. */
  async prune(maxAgeMs: number, maxBytes: number): Promise<void> {
    const entries = (await this.entries()).sort((a, b) => b.usedAtMs - a.usedAtMs);
    let keptBytes = 0;
    for (const { key, sizeBytes, usedAtMs } of entries) {
      keptBytes += sizeBytes;
      if (keptBytes > maxBytes || usedAtMs < Date.now() - maxAgeMs) await this.remove(key);
    }
  }

  async #read(key: string): Promise<KeptManifest | undefined> {
    try {
      const text = await readBounded(join(this.#directory, key, manifestFile), maxManifestBytes);
      const kept = v.parse(manifest, parseJson(text));
      return kept.key === key ? kept : undefined;
    } catch {
      return undefined;
    }
  }
}

/** Results of these kinds with all side files; undefined when a kind is not among them. */
function wantedOf(kept: KeptManifest | undefined, kinds: ResultKind[]): KeptManifest['results'] | undefined {
  const wanted = kinds.flatMap((kind) => kept?.results.find((result) => result.kind === kind) ?? []);
  if (kept === undefined || wanted.length < kinds.length) return undefined;
  return [...wanted, ...kept.results.filter(({ kind }) => isSideKind(kind))];
}

function factsOf({ task, renderMs, samples }: Omit<FrameResults, 'results'>): Omit<FrameResults, 'results'> {
  return { renderMs, ...(samples === undefined ? {} : { samples }), ...(task === undefined ? {} : { task }) };
}
