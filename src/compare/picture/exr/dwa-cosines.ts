import { corruptPicture } from '../picture.ts';
import type { DwaChannel } from './dwa-channels.ts';
import { floatToHalf, halfToFloat } from './half.ts';

/** Cosine coefficients as half floats: the first of each block apart from the others. */
export interface CosineStreams {
  /** In zigzag order; 0xff00 + n stands for n zeros, 0xff00 for zeros up to the end of the block. */
  ac: Uint16Array;
  dc: Uint16Array;
}

/** Where in a block (row by row) the coefficients of the zigzag belong. */
const zigzag = makeZigzag();
/** `basis[u * 8 + x]`: the orthonormal cosine of frequency u at x. */
const basis = Float64Array.from({ length: 64 }, (_, index) => {
  const u = index >> 3;
  return (u === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * (index & 7) + 1) * u * Math.PI) / 16);
});

function makeZigzag(): Uint8Array {
  const order = Array.from({ length: 64 }, (_, index) => ({ index, x: index & 7, y: index >> 3 }));
  // Diagonal by diagonal, every other one upwards.
  order.sort((a, b) => a.x + a.y - (b.x + b.y) || ((a.x + a.y) % 2 === 0 ? a.x - b.x : b.x - a.x));
  return Uint8Array.from(order, ({ index }) => index);
}

/** Decodes all cosine channels into their planes: first the colours of each layer, then the single ones. */
export function decodeCosines(
  channels: DwaChannel[],
  streams: CosineStreams,
  planes: Uint8Array[],
  width: number,
  height: number,
): void {
  const position = { ac: 0, dc: 0 };
  const decode = (indices: number[], linear: boolean): void => {
    const halves = decodeGroup(indices.length, streams, position, width, height);
    for (const [at, index] of indices.entries()) {
      const half = halves[at] ?? new Uint16Array(0);
      const plane = planes[index] ?? new Uint8Array(0);
      writePlane(half, plane, channels[index]?.type === 'float', linear);
    }
  };
  for (const { triple } of channels) if (triple) decode(triple, true);
  for (const [index, channel] of channels.entries()) {
    if (channel.scheme === 'cosines' && !channel.inTriple) decode([index], !channel.perceptuallyLinear);
  }
}

/** One channel, or three whose colours are apart as luma and two differences. Gives half floats. */
function decodeGroup(
  count: number,
  { ac, dc }: CosineStreams,
  position: { ac: number; dc: number },
  width: number,
  height: number,
): Uint16Array[] {
  const planes = Array.from({ length: count }, () => new Uint16Array(width * height));
  const blocks = Array.from({ length: count }, () => new Float64Array(64));
  const coefficients = new Float64Array(64);
  const floats = halfToFloat();
  const blockCount = Math.ceil(width / 8) * Math.ceil(height / 8);
  let block = 0;
  for (let top = 0; top < height; top += 8) {
    for (let left = 0; left < width; left += 8, block++) {
      for (const [index, values] of blocks.entries()) {
        coefficients.fill(0);
        coefficients[0] = floats[dc[position.dc + index * blockCount + block] ?? 0] ?? 0;
        const before = position.ac;
        position.ac = readBlock(ac, before, coefficients);
        // Flat blocks are common (sky, alpha, noise-free areas) and need no transform.
        if (position.ac === before + 1 && ac[before] === 0xff00) values.fill(coefficients[0] / 8);
        else transform(coefficients, values);
      }
      if (count === 3) joinColours(blocks);
      for (const [index, values] of blocks.entries()) storeBlock(values, planes[index], left, top, width, height);
    }
  }
  position.dc += count * blockCount;
  return planes;
}

function readBlock(ac: Uint16Array, start: number, coefficients: Float64Array): number {
  const floats = halfToFloat();
  let at = start;
  for (let index = 1; index < 64;) {
    const bits = ac[at++];
    if (bits === undefined) throw corruptPicture('The EXR picture has a chunk that is too short');
    if (bits >> 8 === 0xff) {
      index += (bits & 0xff) === 0 ? 64 : bits & 0xff;
    } else {
      coefficients[zigzag[index] ?? 0] = floats[bits] ?? 0;
      index++;
    }
  }
  return at;
}

const columns = new Float64Array(64);

/** The inverse cosine transform: along the rows, then along the columns. */
function transform(coefficients: Float64Array, values: Float64Array): void {
  transformRows(coefficients, columns);
  transformRows(columns, values);
}

/** Transforms each row and writes it as a column, so that doing it twice transforms both ways. */
function transformRows(from: Float64Array, to: Float64Array): void {
  for (let row = 0; row < 8; row++) {
    for (let x = 0; x < 4; x++) {
      let even = 0;
      let odd = 0;
      for (let u = 0; u < 8; u += 2) {
        even += (from[row * 8 + u] ?? 0) * (basis[u * 8 + x] ?? 0);
        odd += (from[row * 8 + u + 1] ?? 0) * (basis[u * 8 + 8 + x] ?? 0);
      }
      // Cosines of even frequency are symmetric, the others antisymmetric.
      to[x * 8 + row] = even + odd;
      to[(7 - x) * 8 + row] = even - odd;
    }
  }
}

/** Luma and two colour differences after Rec. 709 become red, green and blue. */
function joinColours([first, second, third]: Float64Array[]): void {
  if (!first || !second || !third) return;
  for (let index = 0; index < 64; index++) {
    const luma = first[index] ?? 0;
    const blue = second[index] ?? 0;
    const red = third[index] ?? 0;
    first[index] = luma + 1.5747 * red;
    second[index] = luma - 0.1873 * blue - 0.4682 * red;
    third[index] = luma + 1.8556 * blue;
  }
}

function storeBlock(
  values: Float64Array,
  plane: Uint16Array | undefined,
  left: number,
  top: number,
  width: number,
  height: number,
): void {
  if (!plane) return;
  for (let y = 0; y < Math.min(8, height - top); y++) {
    for (let x = 0; x < Math.min(8, width - left); x++) {
      plane[(top + y) * width + left + x] = floatToHalf(values[y * 8 + x] ?? 0);
    }
  }
}

let linearTable: Uint16Array | undefined;

/** Half floats as they are coded (about the 2.2th root, a logarithm above 1) → proportional to light. */
function toLinear(): Uint16Array {
  linearTable ??= Uint16Array.from(halfToFloat(), (value) => {
    if (!Number.isFinite(value)) return 0;
    const size = Math.abs(value);
    return floatToHalf(Math.sign(value) * (size <= 1 ? size ** 2.2 : Math.exp(2.2 * (size - 1))));
  });
  return linearTable;
}

function writePlane(halves: Uint16Array, plane: Uint8Array, float: boolean, linear: boolean): void {
  if (linear) {
    const table = toLinear();
    for (let index = 0; index < halves.length; index++) halves[index] = table[halves[index] ?? 0] ?? 0;
  }
  if (!float) {
    plane.set(new Uint8Array(halves.buffer));
    return;
  }
  const floats = halfToFloat();
  const values = Float32Array.from(halves, (bits) => floats[bits] ?? 0);
  plane.set(new Uint8Array(values.buffer));
}
