import type { Chunk } from './chunks.ts';

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
