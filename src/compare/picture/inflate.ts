import { promisify } from 'node:util';
import * as zlib from 'node:zlib';

const inflateOnThread = promisify<zlib.InputType, zlib.ZlibOptions, Buffer>(zlib.inflate);

/** The output is made in pieces of at most this size, each allocated before it is filled. */
const maxPieceBytes = 2 ** 26;
/** With less output than this, handing the work to another thread costs more than it gains. */
const worthAThreadBytes = 2 ** 16;

/**
 * Inflates a zlib stream; throws for broken data and for more than `limitBytes` of output. Whoever calls it expects
 * about that much, so it is made in one piece, where zlib's own default are many small ones.
 */
export function inflate(data: Uint8Array, limitBytes: number): Buffer {
  return zlib.inflateSync(data, optionsFor(limitBytes));
}

/** The same on one of Node's own threads, so that a picture's streams, and two pictures', are inflated side by side. */
export async function inflateAside(data: Uint8Array, limitBytes: number): Promise<Buffer> {
  return limitBytes < worthAThreadBytes
    ? inflate(data, limitBytes)
    : await inflateOnThread(data, optionsFor(limitBytes));
}

function optionsFor(limitBytes: number): zlib.ZlibOptions {
  const maxOutputLength = Math.max(1, limitBytes);
  return { maxOutputLength, chunkSize: Math.max(64, Math.min(maxPieceBytes, limitBytes)) };
}
