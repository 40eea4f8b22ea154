/** A rectangle of pixels; the origin is the display's top left, and a box may lie outside of it. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Which pixels a picture has (`data`) of those that are shown (`display`). All others are black. */
export interface Windows {
  data: Box;
  display: Box;
  /** Of all layers together. */
  channels: number;
}

export function boxesEqual(a: Box, b: Box): boolean {
  return a.left === b.left && a.top === b.top && a.width === b.width && a.height === b.height;
}

/** `60×40 at 20,10`. */
export function nameBox({ left, top, width, height }: Box): string {
  return `${width}×${height} at ${left},${top}`;
}

/** As many values as a small file may make of nothing: DCI 4K with four channels has fewer. */
const maxEmptyValues = 40_000_000;

/** Where the pixels of pictures with the same display lie over each other; undefined when that would be mostly nothing. */
function findCanvas(windows: Windows[]): Box | undefined {
  const boxes = windows.flatMap(({ data, display }) => [data, display]);
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  const width = Math.max(...boxes.map((box) => box.left + box.width)) - left;
  const height = Math.max(...boxes.map((box) => box.top + box.height)) - top;
  const values = width * height * Math.max(...windows.map(({ channels }) => channels));
  const given = Math.max(...windows.map(({ data, channels }) => data.width * data.height * channels));
  return values <= Math.max(maxEmptyValues, 2 * given) ? { left, top, width, height } : undefined;
}

/** Where a picture is shown: its display with all that it has outside, or only what it has of a huge one. */
export function canvasOf(windows: Windows): Box {
  return findCanvas([windows]) ?? windows.data;
}

/** Where two pictures with the same display are compared; undefined when they cannot be. */
export function commonCanvas(a: Windows, b: Windows): Box | undefined {
  return boxesEqual(a.data, b.data) ? canvasOf(a) : findCanvas([a, b]);
}

/** Brings a channel of `data` onto `canvas`, which is black where there is no data. */
export function layOn(canvas: Box, data: Box, values: Float32Array): Float32Array {
  if (boxesEqual(canvas, data)) return values;
  const laid = new Float32Array(canvas.width * canvas.height);
  const start = (data.top - canvas.top) * canvas.width + data.left - canvas.left;
  for (let row = 0; row < data.height; row++) {
    laid.set(values.subarray(row * data.width, (row + 1) * data.width), start + row * canvas.width);
  }
  return laid;
}
