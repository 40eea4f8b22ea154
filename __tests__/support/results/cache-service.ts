import type { BlobStorage } from './blob-storage.ts';
import { type Handlers, TwirpError } from './twirp.ts';

interface CacheEntry {
  id: number;
  key: string;
  version: string;
  sizeBytes: number;
  finalized: boolean;
}

/** A saved cache; `bytes` is the archive. */
export interface StoredCache {
  key: string;
  version: string;
  sizeBytes: number;
  bytes: Buffer;
}

/** GitHub's caches: written once by key and version, found by key or its beginnings. */
export class CacheService {
  readonly #entries: CacheEntry[] = [];
  readonly #storage: BlobStorage;
  readonly #readOnly: boolean;

  constructor(storage: BlobStorage, readOnly: boolean) {
    this.#storage = storage;
    this.#readOnly = readOnly;
  }

  readonly handlers: Handlers = {
    CreateCacheEntry: (request) => {
      if (this.#readOnly) return { ok: false, message: 'cache write denied: the token can only read caches' };
      const { key, version } = keyOf(request);
      if (this.#find(key, version)) throw new TwirpError(409, 'already_exists', 'cache entry with the same key exists');
      const id = this.#entries.length + 1;
      this.#entries.push({ id, key, version, sizeBytes: 0, finalized: false });
      return { ok: true, signed_upload_url: this.#storage.signedUrl(blobOf(id)) };
    },
    FinalizeCacheEntryUpload: (request) => {
      const { key, version } = keyOf(request);
      const entry = this.#find(key, version);
      if (!entry) throw new TwirpError(404, 'not_found', 'no such cache entry');
      entry.sizeBytes = Number(request['size_bytes']);
      entry.finalized = true;
      return { ok: true, entry_id: String(entry.id) };
    },
    GetCacheEntryDownloadURL: (request) => {
      const { key, version } = keyOf(request);
      const beginnings = [key, ...((request['restore_keys'] as string[] | undefined) ?? [])];
      const usable = this.#entries.filter((entry) => entry.finalized && entry.version === version).reverse();
      // The exact key wins; then each beginning in its turn, the newest entry first.
      const found =
        usable.find((entry) => entry.key === key) ??
        beginnings.flatMap((beginning) => usable.filter((entry) => entry.key.startsWith(beginning)))[0];
      if (!found) return { ok: false };
      return { ok: true, signed_download_url: this.#storage.signedUrl(blobOf(found.id)), matched_key: found.key };
    },
  };

  /** All finished entries, in the order they were made. */
  async stored(): Promise<StoredCache[]> {
    const finished = this.#entries.filter((entry) => entry.finalized);
    return Promise.all(
      finished.map(async ({ id, key, version, sizeBytes }) => {
        const blob = await this.#storage.read(blobOf(id));
        if (!blob) throw new Error(`cache "${key}" was finalized without an upload`);
        return { key, version, sizeBytes, bytes: blob.bytes };
      }),
    );
  }

  #find(key: string, version: string): CacheEntry | undefined {
    return this.#entries.find((entry) => entry.key === key && entry.version === version);
  }
}

function keyOf(request: Record<string, unknown>): { key: string; version: string } {
  return { key: String(request['key']), version: String(request['version']) };
}

function blobOf(id: number): string {
  return `cache-${id}`;
}
