/** A picture is divided into cells of this many pixels each way. */
export const cellSize = 8;

export interface Cells {
  columns: number;
  rows: number;
}

/** The cells in `marked` and those around them. */
export function spread(marked: Uint8Array, cells: Cells): Uint8Array {
  const all = new Uint8Array(marked.length);
  for (let cell = 0; cell < marked.length; cell++) {
    if (marked[cell] !== 1) continue;
    const { first, last, width } = around(cells, cell);
    for (let row = first; row <= last; row += cells.columns) all.fill(1, row, row + width);
  }
  return all;
}

/** The cells around `cell`, itself included: `width` of them from the first on, and so in each row up to the last. */
export function around({ columns, rows }: Cells, cell: number): { first: number; last: number; width: number } {
  const column = cell % columns;
  const row = (cell - column) / columns;
  const left = Math.max(0, column - 1);
  return {
    first: Math.max(0, row - 1) * columns + left,
    last: Math.min(rows - 1, row + 1) * columns + left,
    width: Math.min(columns - 1, column + 1) - left + 1,
  };
}
