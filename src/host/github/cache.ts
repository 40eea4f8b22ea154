import { Worker } from 'node:worker_threads';
import { messageOf } from '../../base/errors.ts';
import { printable } from '../../base/printable.ts';
import type { Log } from '../../base/log.ts';
import type { CacheStore } from '../host.ts';
import type { CacheJob, CacheMessage } from './cache-thread.ts';
import { isGitHubCloud } from './services.ts';

/** A service that is well finds a key in less than a second; a machine with much to do takes many to load the package. */
const findTimeoutMs = 60_000;
/** For an entry of a gigabyte. */
const transferTimeoutMs = 180_000;

export interface CacheOptions {
  env: NodeJS.ProcessEnv;
  /** A module that calls `serveCache(parentPort)` when `workerData.room` is `cache`. */
  entry: URL;
  log: Log;
  /** Keeps a secret out of every log. */
  mask: (secret: string) => void;
  cancelled: AbortSignal;
  findTimeoutMs?: number;
}

/** GitHub's cache service, or undefined where there is none. The first thing that goes wrong ends its use. */
export function openCacheStore(options: CacheOptions): CacheStore | undefined {
  const { env } = options;
  // The package speaks the newer protocol with GitHub's own servers only, whatever the runner says.
  const isNewer = isGitHubCloud(env) && env['ACTIONS_CACHE_SERVICE_V2'];
  const url = isNewer ? env['ACTIONS_RESULTS_URL'] : env['ACTIONS_CACHE_URL'];
  return url && env['ACTIONS_RUNTIME_TOKEN'] ? new GitHubCache(options) : undefined;
}

class GitHubCache implements CacheStore {
  readonly #options: CacheOptions;
  readonly #pending = new Map<number, (key: string | undefined) => void>();
  #worker: Worker | undefined;
  #ended = false;
  #jobs = 0;

  constructor(options: CacheOptions) {
    this.#options = options;
    options.cancelled.addEventListener('abort', () => void this.close(), { once: true });
  }

  async restore(path: string, prefix: string): Promise<boolean> {
    const key = await this.#run('find', path, prefix, this.#options.findTimeoutMs ?? findTimeoutMs);
    return key !== undefined && (await this.#run('restore', path, key, transferTimeoutMs)) !== undefined;
  }

  async save(path: string, key: string): Promise<boolean> {
    const saved = await this.#run('save', path, key, transferTimeoutMs);
    // The package blames another job with the same key, whatever went wrong; only a release of Blender can have been kept by one.
    if (saved === undefined) this.#giveUp('it does not take an entry');
    return saved !== undefined;
  }

  async close(): Promise<void> {
    this.#ended = true;
    for (const resolve of this.#pending.values()) resolve(undefined);
    this.#pending.clear();
    await this.#worker?.terminate();
  }

  async #run(what: CacheJob['do'], path: string, key: string, timeoutMs: number): Promise<string | undefined> {
    if (this.#ended) return undefined;
    const id = ++this.#jobs;
    const timer = setTimeout(() => {
      this.#giveUp(`no answer within ${timeoutMs / 1000} s`);
    }, timeoutMs);
    try {
      return await new Promise((resolve) => {
        this.#pending.set(id, resolve);
        this.#worker ??= this.#startWorker();
        const job: CacheJob = { id, do: what, path, key };
        this.#worker.postMessage(job);
      });
    } catch (error) {
      this.#giveUp(messageOf(error));
      return undefined;
    } finally {
      clearTimeout(timer);
      this.#pending.delete(id);
    }
  }

  #startWorker(): Worker {
    const { entry, env } = this.#options;
    const worker = new Worker(entry, { env, workerData: { room: 'cache' } });
    worker.on('message', (message: CacheMessage) => {
      if ('line' in message) this.#hear(message.line);
      else if ('failure' in message) this.#giveUp(message.failure);
      else this.#pending.get(message.id)?.(message.key);
    });
    worker.on('error', (error) => {
      this.#giveUp(messageOf(error));
    });
    return worker;
  }

  /** The package says what fails, and what is secret, in workflow commands only. */
  #hear(line: string): void {
    const { log, mask } = this.#options;
    const [, command = '', escaped = line] = /^::([a-z-]+)[^:]*::(.*)/.exec(line) ?? [];
    const text = escaped.replace(/%(0D|0A|25)/g, (code) => decodeURIComponent(code));
    if (command === 'add-mask') mask(text);
    else if (command === 'warning' || command === 'error') this.#giveUp(text);
    else log.detail(`cache: ${printable(text)}`);
  }

  #giveUp(why: string): void {
    if (this.#ended) return;
    this.#options.log.info(`Going on without GitHub’s cache: ${printable(why, 300)}`);
    void this.close();
  }
}
