import { createHash } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { makeFolder } from '../base/files/folders.ts';
import { readBounded } from '../base/files/bounded.ts';
import { removeOldParts, writeWhole } from '../base/files/replace.ts';
import { parseJson } from '../base/json.ts';
import { sha1Schema } from '../base/sha1.ts';
import { stampOf } from './files.ts';

const version = 1;
/** Far more than any project has; what was used longest ago is dropped first. */
const maxEntries = 50_000;
const maxBytes = 64 * 1024 * 1024;
/**
 * The coarsest clock of a file system in use (FAT: 2 s) and a little more: a file that changed so shortly before it was
 * read may change again without showing it. Supposes that files get their times from this machine's clock or from one
 * that agrees with it.
 */
const grainMs = 3_000;

const entries = v.array(v.tuple([v.string(), v.string(), sha1Schema]));

/**
 * SHA-1 digests of files, kept in one file between runs: by path, size, modification and change time in nanoseconds, and
 * inode. The change time cannot be set, so it shows edits whose modification time was put back.
 */
export class DigestCache {
  readonly #file: string;
  readonly #nowMs: () => number;
  /** By absolute path, the last used last. */
  readonly #kept: Map<string, { stamp: string; sha1: string }>;
  #changed = false;

  private constructor(file: string, kept: v.InferOutput<typeof entries>, nowMs: () => number) {
    this.#file = file;
    this.#kept = new Map(kept.map(([path, stamp, sha1]) => [path, { stamp, sha1 }]));
    this.#nowMs = nowMs;
  }

  /** Reads what earlier runs kept; a file that is missing, damaged or of another version counts as empty. */
  static async read(file: string, nowMs: () => number = Date.now): Promise<DigestCache> {
    // Nothing depends on it: the folder may not be there yet.
    await removeOldParts(file).catch(() => undefined);
    const kept = await readBounded(file, maxBytes)
      .then(parse)
      .catch(() => []);
    return new DigestCache(file, kept, nowMs);
  }

  /** The digest of a file that has not changed since it was noted. */
  find(path: string, stat: BigIntStats): string | undefined {
    const entry = this.#kept.get(path);
    if (entry?.stamp !== fullStampOf(stat)) return undefined;
    this.#put(path, entry);
    return entry.sha1;
  }

  /** When reading a file begins; to be given to {@link note}. */
  startReading(): number {
    return this.#nowMs();
  }

  /**
   * Keeps a digest, unless the file had only just changed when it was read.
   * @param stat of the file before it was read, which began at `readAtMs`.
   */
  note(path: string, stat: BigIntStats, readAtMs: number, sha1: string): void {
    const changedAtMs = Math.max(Number(stat.mtimeMs), Number(stat.ctimeMs));
    if (changedAtMs > readAtMs - grainMs) return;
    this.#put(path, { stamp: fullStampOf(stat), sha1 });
    this.#changed = true;
  }

  /** Writes what is new for later runs. @returns whether there was anything. */
  async write(): Promise<boolean> {
    if (!this.#changed) return false;
    const kept = [...this.#kept].slice(-maxEntries).map(([path, { stamp, sha1 }]) => [path, stamp, sha1]);
    await makeFolder(dirname(this.#file));
    await writeWhole(this.#file, format(JSON.stringify(kept)));
    this.#changed = false;
    return true;
  }

  #put(path: string, entry: { stamp: string; sha1: string }): void {
    this.#kept.delete(path);
    this.#kept.set(path, entry);
  }
}

function fullStampOf(stat: BigIntStats): string {
  return `${stampOf(stat)}-${stat.ctimeNs}`;
}

/** One line that says what follows, with its checksum: a damaged disk must not give a wrong digest. */
function format(json: string): string {
  return `blendnet-render digests ${version} ${sha1Of(json)}\n${json}\n`;
}

/** @throws what shows that the text is not what {@link format} gives. */
function parse(text: string): v.InferOutput<typeof entries> {
  const json = text.slice(text.indexOf('\n') + 1, -1);
  if (text !== format(json)) throw new Error('it is damaged, or of another version');
  return v.parse(entries, parseJson(json)).slice(-maxEntries);
}

function sha1Of(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}
