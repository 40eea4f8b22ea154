import { join } from 'node:path';
import pLimit from 'p-limit';
import { makeFolder } from '../../base/files/folders.ts';
import type { Log } from '../../base/log.ts';
import { untilAborted } from '../../base/waiting.ts';
import type { FrameResults } from '../../frames/end.ts';
import type { ResultKind } from '../../frames/kinds.ts';
import type { CacheStore } from '../../host/host.ts';
import { printable } from '../../base/printable.ts';
import { formatCount } from '../../base/quantities.ts';
import type { KeptRequest, KeptResults } from './kept.ts';
import { KeptStore } from './store.ts';

/**
 * Frames in one entry of the cache. An entry for each frame would be 250 uploads for a night's frames, and GitHub takes
 * 200 a minute; one entry for all of them would be sent whole because one frame changed.
 */
const framesPerEntry = 16;

/** The number of the entry that holds a frame. */
export function entryOf(frame: number): number {
  return Math.floor(frame / framesPerEntry);
}

/** Of GitHub's 10 GB for all caches of a repository. */
const maxBytesPerRun = 2 * 1024 ** 3;
const restoresAtOnce = 4;

export interface BatchOptions {
  cache: CacheStore;
  /** Holds a folder for each entry. */
  directory: string;
  /** What the keys of all entries begin with: results of one project with one configuration. */
  prefix: string;
  /** What the keys of this run's entries end with. */
  run: string;
  /** The frames of this run. */
  frames: number[];
  log: Log;
  maxBytes?: number;
}

interface Batch {
  name: string;
  folder: string;
  store: KeptStore;
  restored: Promise<unknown>;
  /** Frames of this run that have not ended. */
  waiting: number;
  /** Keys by frame that this run has added. */
  added: Map<number, string>;
}

/**
 * Results in a cache service: an entry holds the newest results of 16 consecutive frames, whichever run they are of. It
 * is restored when the first of them is asked for, and saved as soon as the last has ended, when any is new: so what is
 * done survives a run that is killed.
 */
export class KeptBatches implements KeptResults {
  readonly #options: BatchOptions;
  readonly #batches = new Map<number, Batch>();
  readonly #restoring = pLimit(restoresAtOnce);
  readonly #saving = pLimit(1);
  readonly #saves: Promise<void>[] = [];
  #bytes = 0;
  #framesSaved = 0;

  constructor(options: BatchOptions) {
    this.#options = options;
  }

  async take(request: KeptRequest, kinds: ResultKind[], signal: AbortSignal): Promise<FrameResults | undefined> {
    const { store, restored } = this.#batchOf(request.frame);
    await untilAborted(restored, signal);
    return await store.take(request, kinds, signal);
  }

  async has(request: Pick<KeptRequest, 'frame' | 'key'>, kinds: ResultKind[], signal: AbortSignal): Promise<boolean> {
    const { store, restored } = this.#batchOf(request.frame);
    await untilAborted(restored, signal);
    return await store.has(request, kinds);
  }

  async keep(request: KeptRequest, frame: FrameResults): Promise<boolean> {
    const batch = this.#batchOf(request.frame);
    const { maxBytes = maxBytesPerRun, log } = this.#options;
    const sizeBytes = frame.results.reduce((sum, result) => sum + result.sizeBytes, 0);
    const before = this.#bytes;
    this.#bytes += sizeBytes;
    if (this.#bytes > maxBytes) {
      if (before <= maxBytes) log.info(`Results beyond ${maxBytes / 1024 ** 3} GiB are not kept for later runs.`);
      return false;
    }
    const isNew = await batch.store.keep(request, frame);
    if (isNew) batch.added.set(request.frame, request.key);
    return isNew;
  }

  /** To be called once for each frame of the run, whatever became of it. */
  frameEnded(frame: number): void {
    const batch = this.#batchOf(frame);
    batch.waiting -= 1;
    if (batch.waiting === 0) this.#save(batch);
  }

  /** Saves what is new. */
  async close(): Promise<void> {
    for (const batch of this.#batches.values()) if (batch.waiting > 0) this.#save(batch);
    await Promise.all(this.#saves);
    if (this.#framesSaved > 0)
      this.#options.log.info(`Kept for later runs: results of ${formatCount(this.#framesSaved, 'frame')}`);
  }

  #batchOf(frame: number): Batch {
    const number = entryOf(frame);
    let batch = this.#batches.get(number);
    if (batch === undefined) {
      const { cache, directory, prefix, frames, log } = this.#options;
      const name = `${prefix}${number}-`;
      const folder = join(directory, name.slice(0, -1));
      batch = {
        name,
        folder,
        store: new KeptStore(folder, (text) => {
          log.info(printable(text));
        }),
        restored: this.#restoring(() => cache.restore(folder, name)),
        waiting: frames.filter((other) => entryOf(other) === number).length,
        added: new Map(),
      };
      this.#batches.set(number, batch);
    }
    return batch;
  }

  #save(batch: Batch): void {
    if (batch.added.size === 0) return;
    this.#saves.push(this.#saving(() => this.#saveNow(batch)));
  }

  async #saveNow(batch: Batch): Promise<void> {
    const { cache, run } = this.#options;
    await keepNewest(batch);
    await makeFolder(batch.folder);
    if (await cache.save(batch.folder, batch.name + run)) this.#framesSaved += batch.added.size;
  }
}

/** Leaves one result of each frame: this run's own, or the one that was used last. */
async function keepNewest({ store, added }: Batch): Promise<void> {
  const entries = (await store.entries()).sort((a, b) => b.usedAtMs - a.usedAtMs);
  const newest = new Map<number, string>();
  for (const { frame, key } of entries) if (!newest.has(frame)) newest.set(frame, added.get(frame) ?? key);
  for (const { frame, key } of entries) if (newest.get(frame) !== key) await store.remove(key);
}
