import type { Chunk } from './chunks.ts';
import type { Compression } from './header.ts';
import { undoPredictor } from './predictor.ts';
import { expandRuns, inflateExactlyAside } from './streams.ts';

/** How a part is compressed. */
export interface Codec {
  /**
   * Inflates a chunk's data on another thread, where it is one zlib stream. What it gives is then unpacked in place of
   * the data.
   */
  inflate?: (chunk: Chunk) => Promise<Uint8Array>;
  /**
   * Gives a chunk's pixels: line after line, in each line the channels one after the other, little-endian.
   *
   * @param room for the pixels, of their size, to be used for what is given or not.
   */
  unpack: (chunk: Chunk, room: Uint8Array) => Uint8Array;
}

/** The large ones are only loaded for pictures that need them. */
export async function loadCodec(compression: Compression): Promise<Codec> {
  switch (compression) {
    case 'none':
      return { unpack: ({ data }) => data };
    case 'rle':
      return { unpack: ({ data, rawSizeBytes }, room) => undoPredictor(expandRuns(data, rawSizeBytes), room) };
    case 'zips':
    case 'zip':
      return {
        inflate: ({ data, rawSizeBytes }) => inflateExactlyAside(data, rawSizeBytes),
        unpack: ({ data }, room) => undoPredictor(data, room),
      };
    case 'piz':
      return { unpack: (await import('./piz.ts')).unpackPiz };
    case 'pxr24':
      return (await import('./pxr24.ts')).pxr24;
    case 'b44':
    case 'b44a':
      return { unpack: (await import('./b44.ts')).unpackB44 };
    case 'dwaa':
    case 'dwab':
      return { unpack: (await import('./dwa.ts')).unpackDwa };
  }
}
