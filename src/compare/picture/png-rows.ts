import { loadKernels } from '../kernels/load.ts';
import { corruptPicture, type Samples } from './picture.ts';
import type { PngHeader } from './png-header.ts';

/** The seven passes of Adam7: first column and row, step to the right, step down. */
const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

interface Pass {
  left: number;
  top: number;
  stepX: number;
  stepY: number;
  width: number;
  height: number;
}

function passesOf({ width, height }: PngHeader): Pass[] {
  return passes
    .map(([left, top, stepX, stepY]) => ({
      ...{ left, top, stepX, stepY },
      width: Math.ceil((width - left) / stepX),
      height: Math.ceil((height - top) / stepY),
    }))
    .filter((pass) => pass.width > 0 && pass.height > 0);
}

function rowSizeBytes(width: number, { samples, bitDepth }: PngHeader): number {
  return Math.ceil((width * samples * bitDepth) / 8);
}

/** Size of the inflated data: every row with its filter byte. */
export function rawSizeBytes(header: PngHeader): number {
  const areas = header.interlaced ? passesOf(header) : [header];
  return areas.reduce((sum, { width, height }) => sum + height * (1 + rowSizeBytes(width, header)), 0);
}

/** Undoes the filters of a picture that is not interlaced and gives its samples. */
export function readRows(raw: Uint8Array, header: PngHeader): Samples['values'] {
  return unpack(undoFilters(raw, header.width, header.height, header), header.width, header.height, header);
}

/** The same for an Adam7 picture: each pass is a small picture of its own, spread over the whole. */
export function readInterlaced(raw: Uint8Array, header: PngHeader): Samples['values'] {
  const { samples } = header;
  const length = header.width * header.height * samples;
  const values = header.bitDepth === 16 ? new Uint16Array(length) : new Uint8Array(length);
  let offset = 0;
  for (const pass of passesOf(header)) {
    const rows = undoFilters(raw.subarray(offset), pass.width, pass.height, header);
    offset += pass.height * (1 + rowSizeBytes(pass.width, header));
    const part = unpack(rows, pass.width, pass.height, header);
    for (let y = 0, from = 0; y < pass.height; y++) {
      const row = (pass.top + y * pass.stepY) * header.width;
      for (let x = 0; x < pass.width; x++) {
        const to = (row + pass.left + x * pass.stepX) * samples;
        for (let sample = 0; sample < samples; sample++) values[to + sample] = part[from++] ?? 0;
      }
    }
  }
  return values;
}

/** Adds back what each row's filter took away. The result has no filter bytes. */
function undoFilters(raw: Uint8Array, width: number, height: number, header: PngHeader): Uint8Array {
  const rowBytes = rowSizeBytes(width, header);
  const step = Math.max(1, (header.samples * header.bitDepth) / 8);
  const rows = loadKernels().undoFilters(raw, rowBytes, height, step);
  if (typeof rows !== 'number') return rows;
  throw corruptPicture(`The PNG picture has a row with the unknown filter ${raw[rows * (rowBytes + 1)] ?? 0}`);
}

/** Rows of bytes into one value a sample: 16 bit numbers are big-endian, smaller ones start at the high bits. */
function unpack(rows: Uint8Array, width: number, height: number, header: PngHeader): Samples['values'] {
  const { bitDepth } = header;
  if (bitDepth === 8) return rows;
  if (bitDepth === 16) {
    const swapped = Buffer.from(rows.buffer, rows.byteOffset, rows.byteLength).swap16();
    return new Uint16Array(swapped.buffer, swapped.byteOffset, swapped.length / 2);
  }
  const rowBytes = rowSizeBytes(width, header);
  const values = new Uint8Array(width * height);
  const mask = 2 ** bitDepth - 1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const bit = x * bitDepth;
      values[y * width + x] = ((rows[y * rowBytes + (bit >> 3)] ?? 0) >> (8 - bitDepth - (bit & 7))) & mask;
    }
  }
  return values;
}
