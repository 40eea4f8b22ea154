import { corruptPicture } from '../picture.ts';
import { interleaveLines } from './b44.ts';
import type { Chunk } from './chunks.ts';
import { sampleSizeBytes } from './header.ts';
import { decodeHuffman } from './huffman.ts';
import { undoWavelet } from './wavelet.ts';

const bitmapSizeBytes = 8192;

/**
 * Undoes PIZ: a bitmap of the 16 bit values that occur, then the wavelet coefficients of their numbers, Huffman coded.
 * 32 bit channels are two 16 bit values a pixel. Channels come one after the other, whole.
 */
export function unpackPiz({ data, part, width, height, rawSizeBytes }: Chunk): Uint8Array {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const first = view.getUint16(0, true);
  const last = view.getUint16(2, true);
  if (last >= bitmapSizeBytes) throw corruptPicture('The EXR picture has a broken table of values');
  const bitmapEnd = first <= last ? 4 + last - first + 1 : 4;
  const valueOf = valuesInUse(data.subarray(4, bitmapEnd), first * 8);

  const sizeBytes = view.getUint32(bitmapEnd, true);
  const start = bitmapEnd + 4;
  if (start + sizeBytes > data.length) throw corruptPicture('The EXR picture has a chunk that is too short');
  const values = decodeHuffman(data.subarray(start, start + sizeBytes), rawSizeBytes / 2);

  let offset = 0;
  const planes = part.channels.map(({ type }) => {
    const step = sampleSizeBytes(type) / 2;
    const plane = values.subarray(offset, offset + width * height * step);
    offset += plane.length;
    for (let word = 0; word < step; word++) undoWavelet(plane, word, width, height, step, valueOf.length - 1);
    for (let index = 0; index < plane.length; index++) plane[index] = valueOf[plane[index] ?? 0] ?? 0;
    return new Uint8Array(plane.buffer, plane.byteOffset, plane.byteLength);
  });
  return interleaveLines(planes, height, rawSizeBytes);
}

/** The values whose bit is set, in order, and zero, which always counts. */
function valuesInUse(bitmap: Uint8Array, firstValue: number): Uint16Array {
  const values = [0];
  for (const [index, bits] of bitmap.entries()) {
    for (let bit = 0; bit < 8; bit++) {
      const value = firstValue + index * 8 + bit;
      if ((bits >> bit) & 1 && value !== 0) values.push(value);
    }
  }
  return Uint16Array.from(values);
}
