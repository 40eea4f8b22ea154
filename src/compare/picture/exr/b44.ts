import { corruptPicture } from '../picture.ts';
import type { Chunk } from './chunks.ts';
import { floatToHalf, halfToFloat } from './half.ts';
import { sampleSizeBytes } from './header.ts';

/** The order in which a block's values are stored, each with the neighbour it is a difference to. */
const steps = [4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15].map((index) => ({
  index,
  from: index % 4 === 0 ? index - 4 : index - 1,
}));

/**
 * Undoes B44 and B44A: half floats in blocks of 4×4, of 14 bytes each (B44A: 3 where all are equal); other channels are
 * stored as they are. Channels come one after the other, whole.
 */
export function unpackB44({ data, part, width, height, rawSizeBytes }: Chunk): Uint8Array {
  let offset = 0;
  const planes = part.channels.map(({ type, perceptuallyLinear }) => {
    if (type === 'half') {
      const plane = new Uint16Array(width * height);
      offset = readBlocks(data, offset, plane, width);
      if (perceptuallyLinear) plane.forEach((bits, index) => (plane[index] = toLinear(bits)));
      return new Uint8Array(plane.buffer);
    }
    const sizeBytes = width * height * sampleSizeBytes(type);
    if (offset + sizeBytes > data.length) throw corruptPicture('The EXR picture has a chunk that is too short');
    offset += sizeBytes;
    return data.subarray(offset - sizeBytes, offset);
  });
  return interleaveLines(planes, height, rawSizeBytes);
}

/** Whole channels one after the other → line after line with the channels side by side. */
export function interleaveLines(planes: Uint8Array[], height: number, sizeBytes: number): Uint8Array {
  const out = new Uint8Array(sizeBytes);
  let to = 0;
  for (let line = 0; line < height; line++) {
    for (const plane of planes) {
      const lineBytes = plane.length / height;
      out.set(plane.subarray(line * lineBytes, (line + 1) * lineBytes), to);
      to += lineBytes;
    }
  }
  return out;
}

function readBlocks(data: Uint8Array, start: number, plane: Uint16Array, width: number): number {
  const height = plane.length / width;
  const block = new Uint16Array(16);
  let offset = start;
  for (let top = 0; top < height; top += 4) {
    for (let left = 0; left < width; left += 4) {
      offset += readBlock(data, offset, block);
      for (let index = 0; index < 16; index++) {
        const x = left + (index & 3);
        const y = top + (index >> 2);
        if (x < width && y < height) plane[y * width + x] = block[index] ?? 0;
      }
    }
  }
  return offset;
}

/** Reads one block and gives the number of bytes it took. */
function readBlock(data: Uint8Array, offset: number, block: Uint16Array): number {
  const [high = 0, low = 0, third = 0] = data.subarray(offset, offset + 3);
  const first = (high << 8) | low;
  const flat = third >= 13 << 2;
  const sizeBytes = flat ? 3 : 14;
  if (offset + sizeBytes > data.length) throw corruptPicture('The EXR picture has a chunk that is too short');
  block.fill(first);
  if (!flat) {
    const shift = third >> 2;
    let bit = (offset + 2) * 8 + 6;
    for (const { index, from } of steps) {
      const pair = ((data[bit >> 3] ?? 0) << 8) | (data[(bit >> 3) + 1] ?? 0);
      const difference = (pair >> (10 - (bit & 7))) & 0x3f;
      block[index] = (block[from] ?? 0) + ((difference - 0x20) << shift);
      bit += 6;
    }
  }
  // Stored so that larger numbers have larger bits, also below zero.
  for (let index = 0; index < 16; index++) {
    const bits = block[index] ?? 0;
    block[index] = bits & 0x8000 ? bits & 0x7fff : ~bits;
  }
  return sizeBytes;
}

/** Perceptually linear channels are stored as exp(value / 8). */
function toLinear(bits: number): number {
  if ((bits & 0x7c00) === 0x7c00 || bits > 0x8000) return 0;
  return floatToHalf(8 * Math.log(halfToFloat()[bits] ?? 1));
}
