import { createHash } from 'node:crypto';
import { constants, createReadStream, type ReadStream, rmSync, statSync } from 'node:fs';
import { copyFile, type FileHandle, readdir, rename, rm, stat, statfs, utimes } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { makeFolder } from '../../base/files/folders.ts';
import { errorCode, isNotThere } from '../../base/files/errors.ts';
import { isSha1 } from '../../base/sha1.ts';
import { dropPart, type Part, streamInto, writePart } from '../../base/files/replace.ts';

/** What the API tells about a blob; times are Unix seconds. `dnd` ("do not delete") is always false here. */
export interface Blob {
  id: string;
  size: number;
  create_time: number;
  access_time: number;
  dnd: false;
}

/** The disk cannot hold what is sent. */
export class NoSpaceError extends Error {
  constructor(sizeBytes: number) {
    super(`No space left for ${sizeBytes} bytes on the disk of the local farm`);
  }
}

export interface BlobLimits {
  /** How long a blob that no task needs is kept. */
  idleMs: number;
  /** What all blobs may take before such blobs go earlier. */
  maxBytes: number;
}

/** A blob that was sent so shortly ago is about to become part of a task. */
const stillWantedMs = 60_000;

/**
 * Blobs by their sha1, on disk. A blob appears under its key only whole and verified (written aside, then renamed), so
 * it does not matter how many senders bring the same one at once, nor when the process is killed.
 */
export class BlobStore {
  readonly #blobs: string;
  readonly #incoming: string;

  private constructor(directory: string) {
    this.#blobs = join(directory, 'blobs');
    this.#incoming = join(directory, 'incoming');
  }

  static async open(directory: string): Promise<BlobStore> {
    const store = new BlobStore(directory);
    await rm(store.#incoming, { recursive: true, force: true });
    await makeFolder(store.#incoming, 0o700);
    await makeFolder(store.#blobs, 0o700);
    return store;
  }

  /**
   * Removes blobs that no task needs: those that nobody has wanted for `idleMs`, and the ones not wanted for longest
   * while all together take more than `maxBytes`.
   */
  async evict(needed: () => ReadonlySet<string>, { idleMs, maxBytes }: BlobLimits): Promise<void> {
    const names = (await readdir(this.#blobs, { recursive: true })).map((path) => basename(path)).filter(isSha1);
    // From here on nothing else happens in between: an upload must not take up a blob that is just being removed.
    const kept = needed();
    const blobs = names.flatMap((id) => {
      const info = statSync(this.#path(id), { throwIfNoEntry: false });
      return info === undefined ? [] : [{ id, sizeBytes: info.size, idleMs: Date.now() - lastUseMs(info) }];
    });
    let sizeBytes = blobs.reduce((sum, blob) => sum + blob.sizeBytes, 0);
    for (const blob of blobs.sort((a, b) => b.idleMs - a.idleMs)) {
      const isTooMuch = sizeBytes > maxBytes && blob.idleMs > stillWantedMs;
      if (kept.has(blob.id) || (blob.idleMs <= idleMs && !isTooMuch)) continue;
      rmSync(this.#path(blob.id), { force: true });
      sizeBytes -= blob.sizeBytes;
    }
  }

  #path(sha1: string): string {
    return join(this.#blobs, sha1.slice(0, 2), sha1);
  }

  /** The blob, or undefined when there is none. */
  async get(sha1: string): Promise<Blob | undefined> {
    const info = isSha1(sha1) ? await stat(this.#path(sha1)).catch(() => undefined) : undefined;
    if (!info) return undefined;
    const seconds = (ms: number) => Math.floor(ms / 1000);
    const create_time = seconds(info.mtimeMs);
    const access_time = seconds(lastUseMs(info));
    return { create_time, access_time, id: sha1, dnd: false, size: info.size };
  }

  /** As {@link get}, and notes that somebody wanted it now. */
  async use(sha1: string): Promise<Blob | undefined> {
    const blob = await this.get(sha1);
    if (!blob) return undefined;
    try {
      await utimes(this.#path(sha1), new Date(), blob.create_time);
    } catch (error) {
      if (!isNotThere(error)) throw error;
    }
    return this.get(sha1);
  }

  /**
   * Takes in `sizeBytes` bytes; undefined when they are not `sha1`, too few or too many.
   * @throws NoSpaceError when the disk cannot hold them
   */
  async receive(source: Readable, sha1: string, sizeBytes: number): Promise<Blob | undefined> {
    const { bavail, bsize } = await statfs(this.#incoming);
    if (!isSha1(sha1)) return undefined;
    if (sizeBytes > bavail * bsize) throw new NoSpaceError(sizeBytes);
    let part: Part<Received> | undefined;
    try {
      part = await writePart(this.#incoming, sha1, (handle) => receive(source, handle));
      if (part.value.sha1 === sha1 && part.value.sizeBytes === sizeBytes) return await this.#keep(part);
    } catch (error) {
      if (isFull(error)) throw new NoSpaceError(sizeBytes);
      // Whoever sends has gone away: they are too few.
    } finally {
      if (part !== undefined) await dropPart(part);
    }
    return undefined;
  }

  /** Takes in a file of this machine. It is copied, since whoever made it may still have it open. */
  async add(path: string): Promise<Blob> {
    return this.#keep(await writePart(this.#incoming, 'result', (handle) => receive(createReadStream(path), handle)));
  }

  async #keep({ path, value: { sha1 } }: Part<Received>): Promise<Blob> {
    await makeFolder(join(this.#blobs, sha1.slice(0, 2)));
    await rename(path, this.#path(sha1));
    const blob = await this.get(sha1);
    if (!blob) throw new Error(`the blob ${sha1} vanished`);
    return blob;
  }

  read(sha1: string): ReadStream {
    return createReadStream(this.#path(sha1));
  }

  /**
   * Puts a blob into a workspace as a file of its own. Through a hard link or a symbolic link a script in a project
   * could change the blob for every later task; a copy is its own (and costs nothing where the file system can clone).
   */
  async copyTo(sha1: string, path: string): Promise<void> {
    await copyFile(this.#path(sha1), path, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  }
}

function lastUseMs({ atimeMs, mtimeMs }: { atimeMs: number; mtimeMs: number }): number {
  return Math.max(atimeMs, mtimeMs);
}

/** Whether a file operation was refused since the disk, or this user's share of it, is full. */
function isFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes(errorCode(error));
}

interface Received {
  sha1: string;
  sizeBytes: number;
}

async function receive(source: Readable, handle: FileHandle): Promise<Received> {
  const hash = createHash('sha1');
  let sizeBytes = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      sizeBytes += chunk.length;
      done(null, chunk);
    },
  });
  await pipeline(source, count, streamInto(handle));
  return { sha1: hash.digest('hex'), sizeBytes };
}
