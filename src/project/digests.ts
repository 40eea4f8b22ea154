import { stat } from 'node:fs/promises';
import pLimit from 'p-limit';
import type { DigestCache } from './digest-cache.ts';
import { digestFile } from './digest.ts';
import { stampOf, type ProjectFile } from './files.ts';

/** Files that are read at a time: enough that hashing seldom waits for a disk, and few open files and buffers. */
const filesAtOnce = 4;

export interface DigestsOptions {
  cache?: DigestCache;
  /** Digests one file; elsewhere than in this thread, say. */
  digest?: Digest;
}

type Digest = (file: ProjectFile, signal?: AbortSignal) => Promise<string>;

/** Digests every file once, however many frames and, with a cache, runs use it. */
export class Digests {
  readonly #cache: DigestCache | undefined;
  readonly #digest: Digest;
  readonly #known = new Map<string, Promise<string>>();
  readonly #slots = pLimit(filesAtOnce);

  constructor({ cache, digest = digestFile }: DigestsOptions = {}) {
    this.#cache = cache;
    this.#digest = digest;
  }

  /** SHA-1, lower-case hex. Whoever asks first says what ends it. @throws what `signal` was aborted with. */
  async of(file: ProjectFile, signal?: AbortSignal): Promise<string> {
    const id = `${file.stamp} ${file.path}`;
    let digest = this.#known.get(id);
    if (digest === undefined) {
      digest = this.#slots(() => this.#find(file, signal));
      this.#known.set(id, digest);
    }
    return await digest;
  }

  async #find(file: ProjectFile, signal?: AbortSignal): Promise<string> {
    signal?.throwIfAborted();
    if (this.#cache === undefined) return await this.#digest(file, signal);
    const { absolutePath } = file;
    const before = await stat(absolutePath, { bigint: true }).catch(() => undefined);
    // Another file than was looked at: reading it says so.
    if (before === undefined || stampOf(before) !== file.stamp) return await this.#digest(file, signal);
    const known = this.#cache.find(absolutePath, before);
    if (known !== undefined) return known;
    const readAtMs = this.#cache.startReading();
    const sha1 = await this.#digest(file, signal);
    this.#cache.note(absolutePath, before, readAtMs, sha1);
    return sha1;
  }
}
