import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, isNotThere } from '../../base/files/errors.ts';
import { compareVersions, seriesOf } from './listing.ts';
import type { Platform } from './platform.ts';

/*
 * Where fetched Blenders are kept, in the layout of the runner's tool cache: the folder `blender/5.2.2/x64`, and the mark
 * `blender/5.2.2/x64.complete` beside it. That is all that the package @actions/tool-cache would do here, and it does it
 * for GitHub's runner alone, and by copying: its folder is there before it is whole.
 */

/** What is older was left by a process that was killed. */
const leftAfterMs = 3_600_000;

/** The Blenders of one platform in a tool folder. */
export class InstalledBlenders {
  readonly #folder: string;
  readonly #platform: Platform;

  constructor(toolDirectory: string, platform: Platform) {
    this.#folder = join(toolDirectory, 'blender');
    this.#platform = platform;
  }

  /** The program of a version such as `5.2.2`; undefined when it is not there as a whole. */
  find(version: string): string | undefined {
    const place = this.#placeOf(version);
    const program = join(place, this.#platform.program);
    return existsSync(markOf(place)) && existsSync(program) ? program : undefined;
  }

  /** The newest version that is there of the series that are wanted. */
  async newest(isWanted: (series: string) => boolean): Promise<string | undefined> {
    const names = await readdir(this.#folder).catch(() => []);
    return names
      .filter((name) => /^\d+\.\d+\.\d+$/.test(name) && isWanted(seriesOf(name)) && this.find(name) !== undefined)
      .sort(compareVersions)
      .at(-1);
  }

  /**
   * Installs a version: `fill` fills an empty folder, which then comes to its name as a whole. When another job was
   * faster, its Blender stays. @returns the program
   */
  async install(version: string, fill: (folder: string) => Promise<void>): Promise<string> {
    await mkdir(join(this.#folder, version), { recursive: true });
    await this.#removeLeft();
    const temporary = this.#temporaryOf(version);
    await mkdir(temporary);
    try {
      await fill(temporary);
      await this.#place(version, temporary);
    } finally {
      await rm(temporary, { recursive: true, force: true, maxRetries: 3 });
    }
    return join(this.#placeOf(version), this.#platform.program);
  }

  async #place(version: string, temporary: string): Promise<void> {
    const place = this.#placeOf(version);
    // The mark of ours is there before the folder is, so a folder without one is half of what somebody else copies.
    if (existsSync(place) && this.find(version) === undefined) await moveAside(place, this.#temporaryOf(version));
    await writeFile(markOf(place), '');
    try {
      await rename(temporary, place);
    } catch (error) {
      const isThere = ['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(errorCode(error)) && this.find(version) !== undefined;
      if (!isThere) throw error;
    }
  }

  async #removeLeft(): Promise<void> {
    for (const name of await readdir(this.#folder)) {
      if (!/^\.[\d.]+-[0-9a-f]{8}(?:\.mounted)?$/.test(name)) continue;
      const path = join(this.#folder, name);
      const stats = await stat(path).catch(() => undefined);
      if (stats === undefined || Date.now() - stats.mtimeMs < leftAfterMs) continue;
      // An image that is still mounted cannot be removed, and is in nobody's way.
      await rm(path, { recursive: true, force: true }).catch(() => undefined);
    }
  }

  #placeOf(version: string): string {
    return join(this.#folder, version, this.#platform.arch);
  }

  #temporaryOf(version: string): string {
    return join(this.#folder, `.${version}-${randomBytes(4).toString('hex')}`);
  }
}

function markOf(place: string): string {
  return `${place}.complete`;
}

async function moveAside(place: string, aside: string): Promise<void> {
  await rename(place, aside).catch((error: unknown) => {
    if (!isNotThere(error)) throw error;
  });
}
