import { stat } from 'node:fs/promises';
import pLimit from 'p-limit';
import { isRenderError, messageOf, RenderError } from '../base/errors.ts';
import { fingerprintBlend, fingerprintVersion } from './blend/fingerprint/fingerprint.ts';
import { findUncertain } from './blend/fingerprint/uncertain.ts';
import { openBlend } from './blend/open-blend.ts';
import type { DigestCache } from './digest-cache.ts';
import { stampOf, type ProjectFile } from './files.ts';

/** A file that takes longer is known by its bytes. */
const maxMs = 120_000;

/** What of a .blend a picture depends on. */
export interface ContentRequest {
  /** Only what this scene leads to; `active` for the active one. Left out: all of the file. */
  scene?: { name: string } | 'active' | undefined;
  /** Whether scripts in it may run. */
  scripts: boolean;
}

/** The digest of what a picture depends on, or why only the bytes can tell. */
export type Content = { digest: string } | { uncertain: string };

/** What is kept of a file that is known by its bytes. */
const byItsBytes = '0'.repeat(40);

/** Fingerprints every .blend once, however many frames and, with a cache, runs use it. */
export class Contents {
  readonly #cache: DigestCache | undefined;
  readonly #known = new Map<string, Promise<Content>>();
  readonly #slots = pLimit(1);

  constructor(cache?: DigestCache) {
    this.#cache = cache;
  }

  /** @throws what `signal` was aborted with */
  async of(file: ProjectFile, request: ContentRequest, signal: AbortSignal): Promise<Content> {
    const id = JSON.stringify([fingerprintVersion, request, file.stamp, file.path]);
    let content = this.#known.get(id);
    if (content === undefined) {
      content = this.#slots(() => this.#find(file, request, signal));
      this.#known.set(id, content);
    }
    return await content;
  }

  async #find(file: ProjectFile, request: ContentRequest, signal: AbortSignal): Promise<Content> {
    const { absolutePath, stamp } = file;
    const before = await stat(absolutePath, { bigint: true }).catch(() => undefined);
    if (before === undefined || stampOf(before) !== stamp) return { uncertain: 'it has changed' };
    // No path has a line break in a name that is taken for one.
    const name = `${absolutePath}\n${JSON.stringify([fingerprintVersion, request])}`;
    const kept = this.#cache?.find(name, before);
    if (kept !== undefined)
      return kept === byItsBytes ? { uncertain: 'an earlier run has said why' } : { digest: kept };
    const readAtMs = this.#cache?.startReading() ?? 0;
    const content = await readContent(file, request, signal);
    const after = await stat(absolutePath, { bigint: true }).catch(() => undefined);
    if (after === undefined || stampOf(after) !== stamp) return { uncertain: 'it has changed' };
    this.#cache?.note(name, before, readAtMs, 'digest' in content ? content.digest : byItsBytes);
    return content;
  }
}

async function readContent(file: ProjectFile, request: ContentRequest, signal: AbortSignal): Promise<Content> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(maxMs)]);
  const { scene, scripts } = request;
  try {
    return await openBlend(
      file.absolutePath,
      file.path,
      (blend): Content => {
        const uncertain = findUncertain(blend, scripts);
        if (uncertain !== undefined) return { uncertain };
        // As long as a sha1, which is what the cache has room for.
        return { digest: fingerprintBlend(blend, { signal: limit, scene }).digest.slice(0, byItsBytes.length) };
      },
      limit,
    );
  } catch (error) {
    signal.throwIfAborted();
    if (limit.aborted) return { uncertain: `its fingerprint takes more than ${maxMs / 1000} s` };
    if (isRenderError(error, 'settings', 'missing-file')) return { uncertain: error.message };
    throw error instanceof RenderError ? error : new Error(messageOf(error), { cause: error });
  }
}
