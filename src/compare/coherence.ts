/*
 * Tells a change from noise. Renders of the same scene with another seed differ in most pixels, and by much more than
 * an object that moved changes on average; but noise is independent from pixel to pixel and a change is not. Averaged
 * over nine pixels, the energy of independent errors falls to 1/9, that of a change stays nearly what it was. Blocks of
 * 3×3 pixels show areas; a line that is one pixel wide keeps a third of its energy in them and all of it in a row, a
 * column or a diagonal of nine. Channels are averaged apart: from red to blue, two of them change in opposite directions.
 */

/** The picture is divided into cells of this many pixels each way. */
export const cellSize = 8;
/** Pixels around a cell that are averaged with its own. */
const margin = 4;
const windowPixels = 9;

interface Shape {
  offsets: (readonly [x: number, y: number])[];
  /** How far windows are from each other. Each pixel is in more than two. */
  step: { x: number; y: number };
  /** The share of the energy that a change keeps. */
  least: number;
}

/*
 * In Cycles renders of 4 to 64 samples with different seeds, no cell kept more than 0.33 in blocks (typically 0.11), of
 * any pass; the cells of a moved object keep 0.4 to 1, even where it is 5 pixels wide and as strong as the noise around
 * it. Noise is itself in a line along the edges of things, where few values are averaged: it kept up to 0.59 there.
 */
const along = [-4, -3, -2, -1, 0, 1, 2, 3, 4];
const shapes: Shape[] = [
  { offsets: [-1, 0, 1].flatMap((y) => [-1, 0, 1].map((x) => [x, y] as const)), step: { x: 1, y: 1 }, least: 0.35 },
  { offsets: along.map((i) => [i, 0]), step: { x: 4, y: 1 }, least: 0.65 },
  { offsets: along.map((i) => [0, i]), step: { x: 1, y: 4 }, least: 0.65 },
  { offsets: along.map((i) => [i, i]), step: { x: 1, y: 4 }, least: 0.65 },
  { offsets: along.map((i) => [i, -i]), step: { x: 1, y: 4 }, least: 0.65 },
];

/** The signed errors of a layer's channels. */
export interface ChannelErrors {
  channels: number;
  /** Writes the errors of `length` pixels from `pixel` on to `target`, from `at` on; tells whether there are any. */
  read: (channel: number, pixel: number, length: number, target: Float32Array, at: number) => boolean;
}

export interface Cells {
  columns: number;
  rows: number;
}

/** Energies by shape and cell. */
export interface Coherence {
  /** What averaging leaves. */
  left: Float64Array[];
  /** All there is in the same windows: 1/9 of it is left of noise, also at the edge of a strong change. */
  whole: Float64Array[];
}

/** Measures cells marked in `wanted`. Outside of the picture errors are zero, which changes no share. */
export function measureCoherence(
  errors: ChannelErrors,
  size: { width: number; height: number },
  cells: Cells,
  wanted: Uint8Array,
): Coherence {
  const make = (): Float64Array[] => shapes.map(() => new Float64Array(wanted.length));
  const coherence = { left: make(), whole: make() };
  const stride = cells.columns * cellSize + 2 * margin;
  const plane = new Float32Array(stride * (cells.rows * cellSize + 2 * margin));
  const indexes = shapes.map((shape) => toIndexes(shape, stride));
  const touched = spread(wanted, cells);
  for (let channel = 0; channel < errors.channels; channel++) {
    let differs = false;
    for (let cell = 0; cell < touched.length; cell++) {
      if (touched[cell] === 1 && readCell(errors, channel, size, cells, cell, plane, stride)) differs = true;
    }
    // Alpha mostly does not.
    if (!differs) continue;
    for (let cell = 0; cell < wanted.length; cell++) {
      if (wanted[cell] !== 1) continue;
      const origin = originOf(cells, cell, stride);
      for (const [shape, { offsets, centres }] of indexes.entries()) {
        const [left, whole] = [coherence.left[shape], coherence.whole[shape]];
        if (left && whole) addWindows(plane, origin, offsets, centres, left, whole, cell);
      }
    }
  }
  return coherence;
}

/** The cells in `marked` and those around them. */
export function spread(marked: Uint8Array, cells: Cells): Uint8Array {
  const all = new Uint8Array(marked.length);
  for (let cell = 0; cell < marked.length; cell++) {
    if (marked[cell] === 1) for (const near of neighbours(cells, cell)) all[near] = 1;
  }
  return all;
}

/** The cells around `cell`, itself included. */
export function neighbours({ columns, rows }: Cells, cell: number): number[] {
  const column = cell % columns;
  const row = Math.floor(cell / columns);
  const cells = [];
  for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
    for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) cells.push(y * columns + x);
  }
  return cells;
}

/**
 * Whether a cell is part of a change: averaging leaves much of the energy in it and its neighbours, and an average error
 * of at least `leastError` in itself. Beside a changed cell, a noisy one would count as changed too.
 */
export function isCoherent({ left, whole }: Coherence, cells: Cells, cell: number, leastError: number): boolean {
  const near = neighbours(cells, cell);
  const sum = (energies: Float64Array | undefined): number =>
    near.reduce((total, index) => total + (energies?.[index] ?? 0), 0);
  return shapes.some(({ step, least }, shape) => {
    const windows = cellSize ** 2 / (step.x * step.y);
    const own = Math.sqrt((left[shape]?.[cell] ?? 0) / windowPixels / windows);
    return own > leastError && sum(left[shape]) > least * sum(whole[shape]);
  });
}

/** Where a shape's pixels and windows lie in a plane, from a cell's first pixel. */
function toIndexes({ offsets, step }: Shape, stride: number): { offsets: Int32Array; centres: Int32Array } {
  const centres: number[] = [];
  for (let y = step.y >> 1; y < cellSize; y += step.y) {
    for (let x = step.x >> 1; x < cellSize; x += step.x) centres.push(y * stride + x);
  }
  return { offsets: Int32Array.from(offsets, ([x, y]) => y * stride + x), centres: Int32Array.from(centres) };
}

function originOf({ columns }: Cells, cell: number, stride: number): number {
  return (Math.floor(cell / columns) * cellSize + margin) * stride + (cell % columns) * cellSize + margin;
}

function readCell(
  errors: ChannelErrors,
  channel: number,
  { width, height }: { width: number; height: number },
  cells: Cells,
  cell: number,
  plane: Float32Array,
  stride: number,
): boolean {
  const x = (cell % cells.columns) * cellSize;
  const top = Math.floor(cell / cells.columns) * cellSize;
  const origin = originOf(cells, cell, stride);
  const length = Math.min(cellSize, width - x);
  let differs = false;
  for (let line = 0; line < Math.min(cellSize, height - top); line++) {
    const some = errors.read(channel, (top + line) * width + x, length, plane, origin + line * stride);
    differs ||= some;
  }
  return differs;
}

function addWindows(
  plane: Float32Array,
  origin: number,
  offsets: Int32Array,
  centres: Int32Array,
  left: Float64Array,
  whole: Float64Array,
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
