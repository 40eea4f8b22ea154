import { around, cellSize, type Cells } from './cells.ts';
import { findChanged, type ChannelErrors } from './coherence.ts';
import type { Region } from '../comparison.ts';

/*
 * A change is where cells of 8×8 pixels have failing pixels that are not noise (see coherence.ts); cells that touch are
 * one region. A denoiser or a blur makes noise hang together: it passes only as far as it stays below the threshold.
 */

export const maxRegions = 50;

export interface ChangedRegion extends Region {
  /** The sum of its failing pixels' errors: 4 is as much as four pixels turned from black to white. */
  strength: number;
}

/** What is compared: for each pixel the size of its largest error, and the errors of the channels with their signs. */
export interface PictureErrors {
  width: number;
  height: number;
  largest: Float32Array;
  byChannel: ChannelErrors;
}

interface Grid extends Cells, PictureErrors {}

/** Finds the connected places whose errors are above `threshold` and not noise; strongest first, at most 50. */
export function findRegions(errors: PictureErrors, threshold: number): ChangedRegion[] {
  const columns = Math.ceil(errors.width / cellSize);
  const grid = { ...errors, columns, rows: Math.ceil(errors.height / cellSize) };
  const failing = markFailing(grid, threshold);
  const changed = findChanged(errors.byChannel, errors, grid, failing, threshold / 2);
  const regions: ChangedRegion[] = [];
  for (let cell = 0; cell < changed.length; cell++) {
    if (changed[cell] === 1) regions.push(measureRegion(grid, takeConnected(grid, changed, cell), threshold));
  }
  return regions.sort((a, b) => b.strength - a.strength).slice(0, maxRegions);
}

/** Marks the cells that have failing pixels. */
function markFailing({ largest, width, height, columns, rows }: Grid, threshold: number): Uint8Array {
  const failing = new Uint8Array(columns * rows);
  for (let y = 0, pixel = 0; y < height; y++) {
    const row = Math.floor(y / cellSize) * columns;
    for (let x = 0; x < width; x++, pixel++) {
      if ((largest[pixel] ?? 0) > threshold) failing[row + Math.floor(x / cellSize)] = 1;
    }
  }
  return failing;
}

/** Collects the changed cells that touch, corners included, and marks them as taken. */
function takeConnected(grid: Grid, changed: Uint8Array, start: number): number[] {
  const cells = [start];
  changed[start] = 0;
  for (const cell of cells) {
    const { first, last, width } = around(grid, cell);
    for (let row = first; row <= last; row += grid.columns) {
      for (let near = row; near < row + width; near++) {
        if (changed[near] !== 1) continue;
        changed[near] = 0;
        cells.push(near);
      }
    }
  }
  return cells;
}

/** The box around the failing pixels of some cells. */
function measureRegion(grid: Grid, cells: number[], threshold: number): ChangedRegion {
  const { largest, width, height, columns } = grid;
  let [left, top, right, bottom, pixels, strength] = [width, height, 0, 0, 0, 0];
  for (const cell of cells) {
    const cellLeft = (cell % columns) * cellSize;
    const cellTop = Math.floor(cell / columns) * cellSize;
    for (let y = cellTop; y < Math.min(cellTop + cellSize, height); y++) {
      for (let x = cellLeft; x < Math.min(cellLeft + cellSize, width); x++) {
        const error = largest[y * width + x] ?? 0;
        if (error <= threshold) continue;
        left = Math.min(left, x);
        top = Math.min(top, y);
        right = Math.max(right, x + 1);
        bottom = Math.max(bottom, y + 1);
        pixels++;
        strength += error;
      }
    }
  }
  return { x: left, y: top, width: right - left, height: bottom - top, pixels, strength };
}
