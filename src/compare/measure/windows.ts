import { cellSize } from './cells.ts';

/*
 * Windows of nine pixels in a plane of errors: their energy, and what averaging leaves of it.
 */

/** Pixels around a cell that are averaged with its own. */
export const margin = 4;
export const windowPixels = 9;

export interface Shape {
  offsets: (readonly [x: number, y: number])[];
  /** How far windows are from each other. Each pixel is in more than two. */
  step: { x: number; y: number };
  /** The share of the energy that a change keeps. */
  least: number;
}

/** What is measured of windows, by cell. */
export interface Energies {
  /** What averaging leaves. */
  left: Float64Array;
  /** All there is in the same windows: 1/9 of it is left of noise, also at the edge of a strong change. */
  whole: Float64Array;
}

/** Where a shape's pixels and windows lie in a plane, from a cell's first pixel. */
export function toIndexes({ offsets, step }: Shape, stride: number): { offsets: Int32Array; centres: Int32Array } {
  const centres: number[] = [];
  for (let y = step.y >> 1; y < cellSize; y += step.y) {
    for (let x = step.x >> 1; x < cellSize; x += step.x) centres.push(y * stride + x);
  }
  return { offsets: Int32Array.from(offsets, ([x, y]) => y * stride + x), centres: Int32Array.from(centres) };
}

/** Adds the windows of one shape that are centred in the cell whose first pixel is at `origin`. */
export function addWindows(
  plane: Float32Array,
  origin: number,
  offsets: Int32Array,
  centres: Int32Array,
  { left, whole }: Energies,
  cell: number,
): void {
  let leftEnergy = 0;
  let energy = 0;
  for (let centre = 0; centre < centres.length; centre++) {
    const at = origin + (centres[centre] ?? 0);
    let sum = 0;
    for (let index = 0; index < offsets.length; index++) {
      const error = plane[at + (offsets[index] ?? 0)] ?? 0;
      sum += error;
      energy += error * error;
    }
    leftEnergy += (sum * sum) / windowPixels;
  }
  left[cell] = (left[cell] ?? 0) + leftEnergy;
  whole[cell] = (whole[cell] ?? 0) + energy;
}
