import { createHash, randomUUID } from 'node:crypto';
import { constants, createReadStream, createWriteStream, type ReadStream } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm, stat, statfs, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** What the API tells about a blob; times are Unix seconds. `dnd` ("do not delete") is always false here. */
export interface Blob {
  id: string;
  size: number;
  create_time: number;
  access_time: number;
  dnd: false;
}

/** Whether `text` can be the key of a blob; nothing else ever becomes part of a path here. */
export function isSha1(text: string): boolean {
  return /^[0-9a-f]{40}$/.test(text);
}

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
    await mkdir(store.#incoming, { recursive: true });
    return store;
  }

  /** Removes blobs that no task refers to and nobody has wanted for `idleMs`. */
  async evict(referenced: ReadonlySet<string>, idleMs: number): Promise<void> {
    const oldest = Date.now() - idleMs;
    for (const entry of await readdir(this.#blobs, { recursive: true, withFileTypes: true }).catch(() => [])) {
      if (!entry.isFile() || referenced.has(entry.name)) continue;
      const blob = await this.get(entry.name);
      if (blob !== undefined && blob.access_time * 1000 < oldest) await rm(this.#path(entry.name), { force: true });
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
    const access_time = Math.max(create_time, seconds(info.atimeMs));
    return { create_time, access_time, id: sha1, dnd: false, size: info.size };
  }

  /** As {@link get}, and notes that somebody wanted it now. */
  async use(sha1: string): Promise<Blob | undefined> {
    const blob = await this.get(sha1);
    if (blob) await utimes(this.#path(sha1), new Date(), blob.create_time);
    return blob && (await this.get(sha1));
  }

  /** Takes in `sizeBytes` bytes; undefined when they are not `sha1`, too few, too many, or more than the disk holds. */
  async receive(source: Readable, sha1: string, sizeBytes: number): Promise<Blob | undefined> {
    const { bavail, bsize } = await statfs(this.#incoming);
    if (!isSha1(sha1) || sizeBytes > bavail * bsize) return undefined;
    const partial = join(this.#incoming, randomUUID());
    const received = await receiveFile(source, partial).catch(() => undefined);
    if (received?.sha1 === sha1 && received.sizeBytes === sizeBytes) return this.#keep(partial, sha1);
    await rm(partial, { force: true });
    return undefined;
  }

  /** Takes in a file of this machine. It is copied, since whoever made it may still have it open. */
  async add(path: string): Promise<Blob> {
    const partial = join(this.#incoming, randomUUID());
    const { sha1 } = await receiveFile(createReadStream(path), partial);
    return this.#keep(partial, sha1);
  }

  async #keep(partial: string, sha1: string): Promise<Blob> {
    await mkdir(join(this.#blobs, sha1.slice(0, 2)), { recursive: true });
    await rename(partial, this.#path(sha1));
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

async function receiveFile(source: Readable, path: string): Promise<{ sha1: string; sizeBytes: number }> {
  const hash = createHash('sha1');
  let sizeBytes = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      sizeBytes += chunk.length;
      done(null, chunk);
    },
  });
  await pipeline(source, count, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  return { sha1: hash.digest('hex'), sizeBytes };
}
