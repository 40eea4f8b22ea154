import { createHash } from 'node:crypto';
import { RenderError } from '../../src/base/errors.ts';
import { ManagerClient } from '../../src/farm/api/client.ts';
import type { ManagerAddress } from '../../src/farm/api/http.ts';
import type { UploadSource } from '../../src/farm/api/upload.ts';

/** A client of a Manager, closed when its `await using` scope ends. */
export function clientFor(
  manager: { url: string },
  address: Partial<Omit<ManagerAddress, 'url'>> = {},
): ManagerClient & AsyncDisposable {
  const client = new ManagerClient({
    url: new URL(manager.url),
    username: '',
    password: '',
    trust: { insecure: true },
    ...address,
  });
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.close() });
}

/** The error that `attempt` ends with; it has to be one that this program throws on purpose. */
export async function failureOf(attempt: Promise<unknown>): Promise<RenderError> {
  try {
    await attempt;
  } catch (error) {
    if (error instanceof RenderError) return error;
    throw error;
  }
  throw new Error('it went well');
}

/** Bytes to upload as one chunk or several. */
export function sourceOf(bytes: Buffer, earlyAnswerMs = 50, chunkBytes = 256 * 1024): UploadSource {
  return {
    sha1: createHash('sha1').update(bytes).digest('hex'),
    sizeBytes: bytes.length,
    earlyAnswerMs,
    // eslint-disable-next-line @typescript-eslint/require-await
    open: async function* () {
      for (let start = 0; start < bytes.length; start += chunkBytes) yield bytes.subarray(start, start + chunkBytes);
    },
  };
}
