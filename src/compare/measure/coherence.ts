import type { Band } from '../kernels/kernels.ts';
import { loadKernels } from '../kernels/load.ts';
import { around, cellSize, spread, type Cells } from './cells.ts';
import { addWindows, margin, toIndexes, windowPixels, type Energies, type Shape } from './windows.ts';

/*
 * Tells a change from noise. Renders of the same scene with another seed differ in most pixels, and by much more than
 * an object that moved changes on average; but noise is independent from pixel to pixel and a change is not. Averaged
 * over nine pixels, the energy of independent errors falls to 1/9, that of a change stays nearly what it was. Blocks of
 * 3×3 pixels show areas; a line that is one pixel wide keeps a third of its energy in them and all of it in a row, a
 * column or a diagonal of nine. Channels are averaged apart: from red to blue, two of them change in opposite directions.
 */

/*
 * In Cycles renders of 4 to 64 samples with different seeds, no cell kept more than 0.33 in blocks (typically 0.11), of
 * any pass; the cells of a moved object keep 0.4 to 1, even where it is 5 pixels wide and as strong as the noise around
 * it. Noise is itself in a line along the edges of things, where few values are averaged: it kept up to 0.59 there.
 */

/** Its windows are added by a kernel. */
const block: Shape = { offsets: [], step: { x: 1, y: 1 }, least: 0.35 };
const along = [-4, -3, -2, -1, 0, 1, 2, 3, 4];
const lines: Shape[] = [
  { offsets: along.map((i) => [i, 0]), step: { x: 4, y: 1 }, least: 0.65 },
  { offsets: along.map((i) => [0, i]), step: { x: 1, y: 4 }, least: 0.65 },
  { offsets: along.map((i) => [i, i]), step: { x: 1, y: 4 }, least: 0.65 },
  { offsets: along.map((i) => [i, -i]), step: { x: 1, y: 4 }, least: 0.65 },
];
/** Lines keep more than this in blocks, a quarter where there is no noise: the rest need not be looked through for them. */
const leastOfLine = 0.175;

/** The signed errors of a layer's channels. */
export interface ChannelErrors {
  channels: number;
  /** Writes the errors of `length` pixels from `pixel` on to `target`, from `at` on; tells whether there are any. */
  read: (channel: number, pixel: number, length: number, target: Float32Array, at: number) => boolean;
}

/** What was measured in windows of a shape. */
interface Coherence extends Energies {
  shape: Shape;
}

/**
 * Finds the cells that are part of a change among those marked in `failing`: averaging leaves much of the energy in them
 * and their neighbours, and an average error of at least `leastError` in themselves. Beside a changed cell, a noisy one
 * would count as changed too.
 */
export function findChanged(
  errors: ChannelErrors,
  size: { width: number; height: number },
  cells: Cells,
  failing: Uint8Array,
  leastError: number,
): Uint8Array {
  const measure = (shapes: Shape[], marked: Uint8Array): Coherence[] =>
    measureCoherence(shapes, errors, size, cells, spread(marked, cells));
  const blocks = measure([block], failing);
  const isLike = (coherence: Coherence, cell: number): boolean => shareIn(coherence, cells, cell) > leastOfLine;
  const suspects = failing.map((fails, cell) => Number(fails === 1 && blocks.some((each) => isLike(each, cell))));
  const all = [...blocks, ...(suspects.includes(1) ? measure(lines, suspects) : [])];
  return suspects.map((suspect, cell) =>
    Number(suspect === 1 && all.some((coherence) => isChanged(coherence, cells, cell, leastError))),
  );
}

function isChanged(coherence: Coherence, cells: Cells, cell: number, leastError: number): boolean {
  const { step, least } = coherence.shape;
  const windows = cellSize ** 2 / (step.x * step.y);
  const own = Math.sqrt((coherence.left[cell] ?? 0) / windowPixels / windows);
  return own > leastError && shareIn(coherence, cells, cell) > least;
}

/** The share of the energy that averaging leaves in a cell and its neighbours. */
function shareIn({ left, whole }: Coherence, cells: Cells, cell: number): number {
  let leftEnergy = 0;
  let energy = 0;
  const { first, last, width } = around(cells, cell);
  for (let row = first; row <= last; row += cells.columns) {
    for (let near = row; near < row + width; near++) {
      leftEnergy += left[near] ?? 0;
      energy += whole[near] ?? 0;
    }
  }
  return leftEnergy / Math.max(Number.MIN_VALUE, energy);
}

/** Measures cells marked in `wanted`, row by row of them. Outside of the picture errors are zero, which changes no share. */
function measureCoherence(
  shapes: Shape[],
  errors: ChannelErrors,
  size: { width: number; height: number },
  cells: Cells,
  wanted: Uint8Array,
): Coherence[] {
  const stride = cells.columns * cellSize + 2 * margin;
  const band = loadKernels().openBand(stride * (cellSize + 2 * margin));
  const measured = shapes.map((shape) => {
    const [left, whole] = [new Float64Array(wanted.length), new Float64Array(wanted.length)];
    return { shape, left, whole, ...toIndexes(shape, stride) };
  });
  const reach = shapes.includes(block) ? 1 : margin;
  for (let row = 0; row < cells.rows; row++) {
    const first = wanted.indexOf(1, row * cells.columns) - row * cells.columns;
    if (first < 0 || first >= cells.columns) continue;
    const last = wanted.lastIndexOf(1, (row + 1) * cells.columns - 1) - row * cells.columns;
    for (let channel = 0; channel < errors.channels; channel++) {
      // Alpha mostly does not differ.
      if (!readBand(errors, channel, size, { row, first, last, reach, stride }, band.values)) continue;
      for (const each of measured) {
        if (each.shape === block) addBlockRow(band, stride, cells, wanted, row, first, last, each);
        else addWindowRow(band.values, stride, cells, wanted, row, first, last, each);
      }
    }
  }
  return measured;
}

interface Lines {
  /** The cells in it. */
  row: number;
  first: number;
  last: number;
  /** Pixels around them that are read, too. */
  reach: number;
  stride: number;
}

/** Reads the errors of cells side by side and of what is around them; tells whether there are any. */
function readBand(
  errors: ChannelErrors,
  channel: number,
  { width, height }: { width: number; height: number },
  { row, first, last, reach, stride }: Lines,
  values: Float32Array,
): boolean {
  values.fill(0);
  const left = Math.max(0, first * cellSize - reach);
  const right = Math.min(width, (last + 1) * cellSize + reach);
  let differs = false;
  for (let line = -reach; line < cellSize + reach; line++) {
    const y = row * cellSize + line;
    if (y < 0 || y >= height) continue;
    const some = errors.read(channel, y * width + left, right - left, values, (margin + line) * stride + margin + left);
    differs ||= some;
  }
  return differs;
}

function addBlockRow(
  band: Band,
  stride: number,
  { columns }: Cells,
  wanted: Uint8Array,
  row: number,
  first: number,
  last: number,
  { left, whole }: Energies,
): void {
  const energies = band.addBlocks(margin * stride + margin + first * cellSize, stride, last - first + 1);
  for (let column = first; column <= last; column++) {
    const cell = row * columns + column;
    if (wanted[cell] !== 1) continue;
    left[cell] = (left[cell] ?? 0) + (energies[2 * (column - first)] ?? 0) / windowPixels;
    whole[cell] = (whole[cell] ?? 0) + (energies[2 * (column - first) + 1] ?? 0);
  }
}

function addWindowRow(
  values: Float32Array,
  stride: number,
  { columns }: Cells,
  wanted: Uint8Array,
  row: number,
  first: number,
  last: number,
  measured: Energies & ReturnType<typeof toIndexes>,
): void {
  for (let column = first; column <= last; column++) {
    const cell = row * columns + column;
    if (wanted[cell] !== 1) continue;
    const origin = margin * stride + margin + column * cellSize;
    addWindows(values, origin, measured.offsets, measured.centres, measured, cell);
  }
}
