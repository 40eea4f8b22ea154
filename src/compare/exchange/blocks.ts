/*
 * Sums of a picture's values and of their squares over square blocks: of 2×2 pixels first, then of twice the size each
 * made from those before. Windows are four blocks and overlap by half.
 */

/** Squares of `side` pixels that begin every `step` pixels; those at the right and the lower edge have less. */
export interface Blocks {
  side: number;
  step: number;
  columns: number;
  rows: number;
  sums: Float32Array;
  squares: Float32Array;
}

const smallest = 2;

/** @param weights for each pixel, if they are not all alike */
export function blocksOf(values: Float32Array, width: number, height: number, weights?: Float32Array): Blocks {
  const blocks = empty(smallest, smallest, Math.ceil(width / smallest), Math.ceil(height / smallest));
  if (weights === undefined) addPlain(values, width, height, blocks);
  else addWeighted(values, weights, width, height, blocks);
  return blocks;
}

// Two loops instead of a question for each pixel, which would take half of the time.

function addPlain(values: Float32Array, width: number, height: number, { columns, sums, squares }: Blocks): void {
  for (let y = 0, pixel = 0; y < height; y++) {
    const row = (y >> 1) * columns;
    for (let x = 0; x < width; x++, pixel++) {
      const value = values[pixel] ?? 0;
      const block = row + (x >> 1);
      sums[block] = (sums[block] ?? 0) + value;
      squares[block] = (squares[block] ?? 0) + value * value;
    }
  }
}

function addWeighted(
  values: Float32Array,
  weights: Float32Array,
  width: number,
  height: number,
  { columns, sums, squares }: Blocks,
): void {
  for (let y = 0, pixel = 0; y < height; y++) {
    const row = (y >> 1) * columns;
    for (let x = 0; x < width; x++, pixel++) {
      const value = (values[pixel] ?? 0) * (weights[pixel] ?? 0);
      const block = row + (x >> 1);
      sums[block] = (sums[block] ?? 0) + value;
      squares[block] = (squares[block] ?? 0) + value * value;
    }
  }
}

export function double({ side, columns, rows, sums, squares }: Blocks): Blocks {
  const doubled = empty(side * 2, side * 2, Math.ceil(columns / 2), Math.ceil(rows / 2));
  for (let row = 0, from = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, from++) {
      const to = (row >> 1) * doubled.columns + (column >> 1);
      doubled.sums[to] = (doubled.sums[to] ?? 0) + (sums[from] ?? 0);
      doubled.squares[to] = (doubled.squares[to] ?? 0) + (squares[from] ?? 0);
    }
  }
  return doubled;
}

/** All windows of four blocks. @param whole the only one, of at most four blocks */
export function windowsOf(blocks: Blocks, whole = false): Blocks {
  const columns = whole ? 1 : Math.max(0, blocks.columns - 1);
  const rows = whole ? 1 : Math.max(0, blocks.rows - 1);
  const windows = empty(blocks.side * 2, blocks.side, columns, rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      windows.sums[row * columns + column] = addFour(blocks, blocks.sums, row, column);
      windows.squares[row * columns + column] = addFour(blocks, blocks.squares, row, column);
    }
  }
  return windows;
}

function addFour({ columns, rows }: Blocks, values: Float32Array, row: number, column: number): number {
  const at = row * columns + column;
  const isLast = column + 1 === columns;
  const above = (values[at] ?? 0) + (isLast ? 0 : (values[at + 1] ?? 0));
  if (row + 1 === rows) return above;
  return above + (values[at + columns] ?? 0) + (isLast ? 0 : (values[at + columns + 1] ?? 0));
}

function empty(side: number, step: number, columns: number, rows: number): Blocks {
  const count = columns * rows;
  return { side, step, columns, rows, sums: new Float32Array(count), squares: new Float32Array(count) };
}
