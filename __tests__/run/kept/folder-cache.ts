import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { CacheStore } from '../../../src/host/host.ts';

/** A cache service as a folder, which holds what was saved under its key. */
export class FolderCache implements CacheStore {
  closed = 0;
  /** What was saved, oldest first. */
  readonly keys: string[] = [];
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async restore(path: string, prefix: string): Promise<boolean> {
    const newest = this.keys.findLast((one) => one.startsWith(prefix));
    if (newest !== undefined) await cp(join(this.#folder, newest), path, { recursive: true });
    return newest !== undefined;
  }

  async save(path: string, key: string): Promise<boolean> {
    await cp(path, join(this.#folder, key), { recursive: true });
    this.keys.push(key);
    return true;
  }

  close(): Promise<void> {
    this.closed += 1;
    return Promise.resolve();
  }
}
