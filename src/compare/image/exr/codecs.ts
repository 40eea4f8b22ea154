import type { Chunk } from './chunks.ts';
import type { Compression } from './header.ts';
import { unpackRle, unpackZip } from './zip.ts';

/** Gives a chunk's pixels: line after line, in each line the channels one after the other, little-endian. */
export type Unpack = (chunk: Chunk) => Uint8Array;

/** The decompressor of a part. The large ones are only loaded for pictures that need them. */
export async function loadCodec(compression: Compression): Promise<Unpack> {
  const unpack = await loadUnpack(compression);
  // A chunk that compression would have made larger is stored as it is, whatever the file's compression.
  return (chunk) => (chunk.data.length === chunk.rawSizeBytes ? chunk.data : unpack(chunk));
}

async function loadUnpack(compression: Compression): Promise<Unpack> {
  switch (compression) {
    case 'none':
      return ({ data }) => data;
    case 'rle':
      return ({ data, rawSizeBytes }) => unpackRle(data, rawSizeBytes);
    case 'zips':
    case 'zip':
      return ({ data, rawSizeBytes }) => unpackZip(data, rawSizeBytes);
    case 'piz':
      return (await import('./piz.ts')).unpackPiz;
    case 'pxr24':
      return (await import('./pxr24.ts')).unpackPxr24;
    case 'b44':
    case 'b44a':
      return (await import('./b44.ts')).unpackB44;
    case 'dwaa':
    case 'dwab':
      return (await import('./dwa.ts')).unpackDwa;
  }
}
