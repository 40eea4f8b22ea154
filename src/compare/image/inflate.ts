import { inflateSync } from 'node:zlib';

/** The output is made in pieces of at most this size, each allocated before it is filled. */
const maxPieceBytes = 2 ** 26;

/**
 * Inflates a zlib stream; throws for broken data and for more than `limitBytes` of output. Whoever calls it expects
 * about that much, so it is made in one piece, where zlib's own default are many small ones.
 */
export function inflate(data: Uint8Array, limitBytes: number): Buffer {
  const maxOutputLength = Math.max(1, limitBytes);
  return inflateSync(data, { maxOutputLength, chunkSize: Math.max(64, Math.min(maxPieceBytes, limitBytes)) });
}
