import { undoPredictor } from '../picture/exr/predictor.ts';
import type { Samples } from '../picture/picture.ts';
import { reciprocalOf, tableOf } from '../picture/samples.ts';
import { filterColumns, filterRows } from '../measure/filters.ts';
import type { Kernels, Size } from './kernels.ts';

/* The kernels in TypeScript, for where there is no WebAssembly with SIMD; see kernels.as for their doubles. */

export const plainKernels: Kernels = {
  ...{ undoFilters, measure, largestErrors, openBand, undoPredictor, filterRows, filterColumns, viewLuma },
};

function undoFilters(raw: Uint8Array, rowBytes: number, rows: number, step: number): Uint8Array | number {
  const out = new Uint8Array(rowBytes * rows);
  for (let y = 0; y < rows; y++) {
    const from = y * (rowBytes + 1);
    const row = out.subarray(y * rowBytes, (y + 1) * rowBytes);
    row.set(raw.subarray(from + 1, from + 1 + rowBytes));
    const above = y === 0 ? new Uint8Array(rowBytes) : out.subarray((y - 1) * rowBytes);
    if (!undoFilter(raw[from] ?? 0, row, above, step)) return y;
  }
  return out;
}

function undoFilter(filter: number, row: Uint8Array, above: Uint8Array, step: number): boolean {
  switch (filter) {
    case 0:
      return true;
    case 1:
      for (let i = step; i < row.length; i++) row[i] = (row[i] ?? 0) + (row[i - step] ?? 0);
      return true;
    case 2:
      for (let i = 0; i < row.length; i++) row[i] = (row[i] ?? 0) + (above[i] ?? 0);
      return true;
    case 3:
      for (let i = 0; i < step; i++) row[i] = (row[i] ?? 0) + ((above[i] ?? 0) >> 1);
      for (let i = step; i < row.length; i++) row[i] = (row[i] ?? 0) + (((row[i - step] ?? 0) + (above[i] ?? 0)) >> 1);
      return true;
    case 4:
      undoPaeth(row, above, step);
      return true;
    default:
      return false;
  }
}

/** Byte by byte of a pixel, so that the neighbours stay in registers. */
function undoPaeth(row: Uint8Array, above: Uint8Array, step: number): void {
  for (let lane = 0; lane < step; lane++) {
    let left = 0;
    let corner = 0;
    for (let i = lane; i < row.length; i += step) {
      const up = above[i] ?? 0;
      const toLeft = Math.abs(up - corner);
      const toUp = Math.abs(left - corner);
      const toCorner = Math.abs(left + up - 2 * corner);
      const nearest = toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
      left = ((row[i] ?? 0) + nearest) & 0xff;
      row[i] = left;
      corner = up;
    }
  }
}

function measure({ values: a, channels }: Samples, b: Samples, pixel: number, pixels: number, out: Float64Array): void {
  const scale = reciprocalOf(a);
  for (let channel = 0; channel < channels; channel++) {
    let [sum, squares, most] = [0, 0, 0];
    for (let index = pixel * channels + channel, end = (pixel + pixels) * channels; index < end; index += channels) {
      const difference = Math.fround((a[index] ?? 0) * scale) - Math.fround((b.values[index] ?? 0) * scale);
      const size = Math.abs(Math.fround(difference));
      sum += size;
      squares += size * size;
      most = Math.max(most, size);
    }
    out[channel] = sum;
    out[4 + channel] = squares;
    out[8 + channel] = most;
  }
}

function largestErrors({ values: a, channels }: Samples, b: Samples): Float32Array {
  const scale = reciprocalOf(a);
  const errors = new Float32Array(a.length / channels);
  for (let pixel = 0, index = 0; pixel < errors.length; pixel++) {
    let largest = 0;
    for (const end = index + channels; index < end; index++) {
      const difference = Math.fround((a[index] ?? 0) * scale) - Math.fround((b.values[index] ?? 0) * scale);
      largest = Math.max(largest, Math.abs(difference));
    }
    errors[pixel] = largest;
  }
  return errors;
}

function openBand(length: number): ReturnType<Kernels['openBand']> {
  const values = new Float32Array(length);
  return {
    values,
    addBlocks: (origin, stride, cells) => {
      const energies = new Float64Array(2 * cells);
      for (let cell = 0; cell < cells; cell++) addBlocks(values, origin + 8 * cell, stride, energies, 2 * cell);
      return energies;
    },
  };
}

/** Blocks share their columns. Pixels of even columns are added up apart from those of odd ones, as two lanes do it. */
function addBlocks(plane: Float32Array, origin: number, stride: number, energies: Float64Array, to: number): void {
  let [left0, left1, whole0, whole1] = [0, 0, 0, 0];
  for (let y = 0; y < 8; y++) {
    let [sum1, sum2, squares1, squares2] = [0, 0, 0, 0];
    let at = origin + y * stride - 1;
    for (let column = 0; column < 10; column++, at++) {
      const above = plane[at - stride] ?? 0;
      const here = plane[at] ?? 0;
      const below = plane[at + stride] ?? 0;
      const sum = above + here + below;
      const squares = above * above + here * here + below * below;
      if (column > 1) {
        const left = (sum1 + sum2 + sum) ** 2;
        const whole = squares1 + squares2 + squares;
        if (column % 2 === 0) {
          left0 += left;
          whole0 += whole;
        } else {
          left1 += left;
          whole1 += whole;
        }
      }
      sum1 = sum2;
      sum2 = sum;
      squares1 = squares2;
      squares2 = squares;
    }
  }
  energies[to] = left0 + left1;
  energies[to + 1] = whole0 + whole1;
}

function viewLuma(samples: Samples, width: number, factor: number, size: Size, weights: number[]): Float32Array {
  const out = new Float32Array(size.width * size.height);
  const table = tableOf(samples.values);
  for (const [colour, weight] of weights.entries()) {
    for (let y = 0; y < size.height * factor; y++) {
      const start = Math.floor(y / factor) * size.width;
      addRow(out.subarray(start, start + size.width), samples, table, y * width, colour, factor, weight);
    }
  }
  return out;
}

/** Adds to each pixel of a row the sum of `factor` pixels from `pixel` on, weighted. */
function addRow(
  row: Float32Array,
  { values, channels }: Samples,
  table: Float32Array,
  pixel: number,
  channel: number,
  factor: number,
  weight: number,
): void {
  let at = pixel * channels + channel;
  for (let to = 0; to < row.length; to++) {
    let sum = 0;
    for (const end = at + factor * channels; at < end; at += channels) sum += table[values[at] ?? 0] ?? 0;
    row[to] = (row[to] ?? 0) + sum * weight;
  }
}
