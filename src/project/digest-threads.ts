import { availableParallelism } from 'node:os';
import { RenderError } from '../base/errors.ts';
import { ThreadPool } from '../base/threads/pool.ts';
import { serveJobs, type JobPort } from '../base/threads/serve.ts';
import { digestFile, digestFileSync } from './digest.ts';
import type { ProjectFile } from './files.ts';

/** A smaller file is digested before a thread has heard of it. */
const worthAThreadBytes = 256 * 1024;
/** What is digested here before threads are started: starting them takes as long as digesting 50 to 100 MB. */
const worthThreadsBytes = 128 * 1024 * 1024;
/** A file that takes longer to digest than threads take to start. */
const worthWaitingBytes = 64 * 1024 * 1024;
const maxHeapMiB = 64;

export interface DigestThreadsOptions {
  size?: number;
  /** What is digested here before threads are started. */
  startAfterBytes?: number;
}

/**
 * Digests many or large files in threads: on every core, and without taking time from what is being sent. The first
 * ones are digested here, which is enough for most projects.
 */
export class DigestThreads {
  /** Files that were digested in threads. */
  digestedThere = 0;
  /** When threads run, or are known not to; undefined before they are started. */
  started: Promise<void> | undefined;

  readonly #pool: ThreadPool<ProjectFile, string>;
  readonly #startAfterBytes: number;
  #digestedHereBytes = 0;
  #ready = false;

  /** @param entry a module that calls `serveThread()` when it finds itself in a thread */
  constructor(
    entry: URL,
    { size = Math.min(4, availableParallelism()), startAfterBytes = worthThreadsBytes }: DigestThreadsOptions = {},
  ) {
    const failed = (file: ProjectFile, what: string, cause?: unknown): Error =>
      new Error(`Digesting ${file.path} ${what}`, { cause });
    this.#pool = new ThreadPool({ entry, room: 'digest', size, maxHeapMiB, failed });
    this.#startAfterBytes = startAfterBytes;
  }

  /** SHA-1 of a file, lower-case hex; throws what {@link digestFile} throws. An abort of `signal` ends all threads. */
  readonly digest = async (file: ProjectFile, signal?: AbortSignal): Promise<string> => {
    if (file.sizeBytes < worthAThreadBytes || this.#digestedHereBytes < this.#startAfterBytes) {
      this.#digestedHereBytes += file.sizeBytes;
      return await digestFile(file, signal);
    }
    this.started ??= this.#start();
    if (file.sizeBytes >= worthWaitingBytes) await this.started;
    if (!this.#ready) return await digestFile(file, signal);
    signal?.throwIfAborted();
    const stop = (): void => void this.close();
    signal?.addEventListener('abort', stop, { once: true });
    try {
      const sha1 = await this.#pool.run(file);
      this.digestedThere += 1;
      return sha1;
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof RenderError) throw error;
      // A thread that could not go on is no reason to fail, but one to do the rest here.
      this.#ready = false;
      return await digestFile(file, signal);
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  };

  async close(): Promise<void> {
    await this.#pool.close();
  }

  /** Where no thread can be started, this one does all. */
  async #start(): Promise<void> {
    this.#ready = await this.#pool.warmUp().then(
      () => true,
      () => false,
    );
  }
}

/** Digests the files that arrive at `port`, in a thread whose `workerData.room` is `digest`. */
export function serveDigests(port: JobPort): void {
  serveJobs(port, (file: ProjectFile) => digestFileSync(file));
}
