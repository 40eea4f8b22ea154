import { createHash } from 'node:crypto';

export interface Blob {
  id: string;
  sizeBytes: number;
  createTime: number;
  accessTime: number;
  /** The content, unless the store drops bytes. */
  bytes: Buffer | undefined;
  /** Metadata without a file: what two uploads of one sha1 at the same time leave behind. */
  lost: boolean;
}

export function sha1Of(bytes: Buffer | string): string {
  return createHash('sha1').update(bytes).digest('hex');
}

export const unixNow = (): number => Math.floor(Date.now() / 1000);

/** The Manager's file cache: blobs by sha1, shared by all tasks, kept when tasks go. */
export class BlobStore {
  readonly blobs = new Map<string, Blob>();
  /** The most bodies that were being received at one time. */
  peakUploads = 0;
  #uploads = 0;
  /** How many uploads are under way for a sha1; more than one at a time loses the blob. */
  readonly #receiving = new Map<string, { uploads: number; collided: boolean }>();

  get(sha1: string): Blob | undefined {
    return this.blobs.get(sha1);
  }

  /** Whether another upload of `sha1` is already under way. */
  beginUpload(sha1: string): boolean {
    this.peakUploads = Math.max(this.peakUploads, ++this.#uploads);
    const receiving = this.#receiving.get(sha1) ?? { uploads: 0, collided: false };
    receiving.uploads++;
    receiving.collided ||= receiving.uploads > 1;
    this.#receiving.set(sha1, receiving);
    return receiving.uploads > 1;
  }

  /** Registers the outcome of an upload; `content` is absent when it was cut off or its sha1 was wrong. */
  endUpload(sha1: string, content: { sizeBytes: number; bytes: Buffer | undefined } | undefined): Blob | undefined {
    this.#uploads--;
    const receiving = this.#receiving.get(sha1);
    if (receiving && --receiving.uploads === 0) this.#receiving.delete(sha1);
    if (!content) return undefined;
    // Both uploads write one temporary file: the last to finish removes what the first one stored and finds nothing to move.
    const lost = receiving?.collided === true;
    return this.#store(sha1, content.sizeBytes, lost ? undefined : content.bytes, lost);
  }

  /** Stores a result and returns its sha1. */
  add(bytes: Buffer): string {
    const sha1 = sha1Of(bytes);
    if (!this.blobs.has(sha1)) this.#store(sha1, bytes.length, bytes, false);
    return sha1;
  }

  #store(id: string, sizeBytes: number, bytes: Buffer | undefined, lost: boolean): Blob {
    const blob: Blob = { id, sizeBytes, createTime: unixNow(), accessTime: unixNow(), bytes, lost };
    this.blobs.set(id, blob);
    return blob;
  }
}

/** A blob as the API shows it. */
export function blobJson(blob: Blob): object {
  const { id, sizeBytes, createTime, accessTime } = blob;
  return { create_time: createTime, access_time: accessTime, id, dnd: false, size: sizeBytes };
}
