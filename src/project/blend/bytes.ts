import { readSync } from 'node:fs';
import { brokenBlend } from './broken.ts';

/*
 * Random access to the decoded bytes of a .blend, a chunk at a time. Reads are synchronous: the tracer follows pointers,
 * which means many thousand small reads, nearly all answered from a chunk that is already here. A promise for each would
 * cost far more than the reads.
 */

/** How the bytes of a file are cut into pieces that can be had on their own. */
export interface Chunking {
  /** Decoded bytes in the whole file. */
  readonly sizeBytes: number;
  /** The chunk that holds the byte at `offset`, which is below `sizeBytes`. */
  find(offset: number): { index: number; startByte: number };
  /** Reads and decodes one chunk. */
  load(index: number): Buffer;
}

/** Decoded bytes kept at a time; the last chunk stays even when it alone is larger. */
const cacheBytes = 16 * 1024 * 1024;

export class ByteReader {
  readonly file: string;
  readonly sizeBytes: number;
  readonly #chunking: Chunking;
  readonly #cache = new Map<number, Buffer>();
  #cachedBytes = 0;
  #decodedBytes = 0;
  #lastStart = 0;
  #lastChunk: Buffer = Buffer.alloc(0);

  /** `file` is the name to use in errors. */
  constructor(file: string, chunking: Chunking) {
    this.file = file;
    this.sizeBytes = chunking.sizeBytes;
    this.#chunking = chunking;
  }

  /** Bytes that had to be read or decoded so far. */
  get decodedBytes(): number {
    return this.#decodedBytes;
  }

  /** `length` bytes at `offset`; the buffer is shared, do not write to it. Throws when they are not all there. */
  read(offset: number, length: number): Buffer {
    if (offset < 0 || length < 0 || offset + length > this.sizeBytes) throw brokenBlend(this.file, 'is cut off');
    if (length === 0) return Buffer.alloc(0);
    this.#select(offset);
    const skip = offset - this.#lastStart;
    if (skip + length <= this.#lastChunk.length) return this.#lastChunk.subarray(skip, skip + length);
    const whole = Buffer.allocUnsafe(length);
    for (let done = 0; done < length;) {
      this.#select(offset + done);
      done += this.#lastChunk.copy(whole, done, offset + done - this.#lastStart);
    }
    return whole;
  }

  /** Makes the chunk around `offset` the last used one. */
  #select(offset: number): void {
    if (offset >= this.#lastStart && offset < this.#lastStart + this.#lastChunk.length) return;
    const { index, startByte } = this.#chunking.find(offset);
    let chunk = this.#cache.get(index);
    if (chunk === undefined) {
      chunk = this.#chunking.load(index);
      if (offset >= startByte + chunk.length) throw brokenBlend(this.file, 'is cut off');
      this.#decodedBytes += chunk.length;
      this.#cachedBytes += chunk.length;
    } else {
      this.#cache.delete(index);
    }
    // A Map keeps insertion order: the first key is the chunk that was not used for the longest time.
    this.#cache.set(index, chunk);
    for (const [oldest, bytes] of this.#cache) {
      if (this.#cachedBytes <= cacheBytes || oldest === index) break;
      this.#cache.delete(oldest);
      this.#cachedBytes -= bytes.length;
    }
    this.#lastStart = startByte;
    this.#lastChunk = chunk;
  }
}

/** Small enough that hopping from block to block over large ones reads little, large enough for a walk over small ones. */
const plainChunkBytes = 32 * 1024;

/** The pieces of a file that is not compressed. */
export function plainChunks(descriptor: number, sizeBytes: number): Chunking {
  return {
    sizeBytes,
    find: (offset) => {
      const index = Math.floor(offset / plainChunkBytes);
      return { index, startByte: index * plainChunkBytes };
    },
    load: (index) => {
      const startByte = index * plainChunkBytes;
      return readFully(descriptor, startByte, Math.min(plainChunkBytes, sizeBytes - startByte));
    },
  };
}

/** Up to `length` bytes at `offset`: fewer when the file ends before. */
export function readFully(descriptor: number, offset: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  let done = 0;
  while (done < length) {
    const count = readSync(descriptor, bytes, done, length - done, offset + done);
    if (count === 0) break;
    done += count;
  }
  return bytes.subarray(0, done);
}
