import type { Samples } from '../picture/picture.ts';
import { reciprocalOf } from '../picture/samples.ts';
import type { Kernels, Size } from './kernels.ts';
import { kernelsWasm } from './module.ts';
import { plainKernels } from './plain.ts';

/*
 * The kernels of kernels.as. What they work on is copied into their memory, some of it at a time, so that it stays in the
 * processor's cache and the memory small.
 */

/** What Node has and its types do not tell of. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { exports: unknown };
};

interface Exports {
  memory: { buffer: ArrayBuffer; grow: (pages: number) => number };
  undoFilters: (from: number, to: number, rowBytes: number, rows: number, step: number) => number;
  measure: (a: number, b: number, pixels: number, step: number, wide: number, scale: number, out: number) => void;
  largestErrors: (
    ...args: [
      a: number,
      b: number,
      pixels: number,
      channels: number,
      step: number,
      wide: number,
      scale: number,
      out: number,
    ]
  ) => void;
  filter: (from: number, step: number, weights: number, taps: number, length: number, out: number) => void;
  viewLuma: (
    ...args: [
      ...[rows: number, rowBytes: number, step: number, wide: number, scale: number, factor: number],
      ...[width: number, weights: number, sums: number, out: number],
    ]
  ) => void;
  undoPredictor: (from: number, length: number, out: number) => void;
  addBlockRow: (cell: number, strideBytes: number, cells: number, out: number) => void;
}

/** Where the room starts; before it lies what the compiler may put there. */
const base = 4096;
const pageBytes = 2 ** 16;
/** Vectors reach beyond what they are meant for by less than this. */
const slack = 16;
/** What is worked on in one piece; the memory never becomes smaller again. */
const maxBytes = 2 ** 24;
const rowsBytesAtOnce = 2 ** 17;
const pixelsAtOnce = 4096;

/** Undefined where there is no WebAssembly with SIMD, or none of the address space that Node sets aside for its memory. */
export function openSimd(): Kernels | undefined {
  try {
    return kernelsOf(new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(kernelsWasm, 'base64'))).exports);
  } catch {
    return undefined;
  }
}

function kernelsOf(instance: unknown): Kernels {
  const exports = instance as Exports;
  return {
    undoFilters: (...args) => undoFilters(exports, ...args),
    measure: (a, b, pixel, pixels, out) => {
      const places = placePair(exports, a, b, pixel, pixels);
      exports.measure(places.a, places.b, pixels, places.step, places.wide, reciprocalOf(a.values), places.out);
      out.set(new Float64Array(exports.memory.buffer, places.out, out.length));
    },
    largestErrors: (a, b) => largestErrors(exports, a, b),
    openBand: (length) => openBand(exports, length),
    undoPredictor: (bytes, out) => {
      if (bytes.length % 32 === 0 && bytes.length <= maxBytes) undoPredictor(exports, bytes, out);
      else plainKernels.undoPredictor(bytes, out);
    },
    filterRows: (...args) => filterRows(exports, ...args),
    filterColumns: (...args) => filterColumns(exports, ...args),
    viewLuma: (...args) => viewLuma(exports, ...args),
  };
}

/** The memory from `base` on, of at least that length. Views that were made before may be of no use any more. */
function takeRoom({ memory }: Exports, length: number): Uint8Array {
  const lacking = base + length - memory.buffer.byteLength;
  if (lacking > 0) memory.grow(Math.ceil(lacking / pageBytes));
  return new Uint8Array(memory.buffer, base);
}

/** The next address that numbers of eight bytes may have. */
function align(address: number): number {
  return Math.ceil(address / 8) * 8;
}

function undoFilters(
  exports: Exports,
  raw: Uint8Array,
  rowBytes: number,
  rows: number,
  step: number,
): Uint8Array | number {
  const out = new Uint8Array(rowBytes * rows);
  const atOnce = Math.max(1, Math.floor(rowsBytesAtOnce / (rowBytes + 1)));
  const above = atOnce * (rowBytes + 1) + slack;
  const to = above + rowBytes;
  const room = takeRoom(exports, to + atOnce * rowBytes + slack);
  room.fill(0, above, to);
  for (let y = 0; y < rows; y += atOnce) {
    const some = Math.min(atOnce, rows - y);
    room.set(raw.subarray(y * (rowBytes + 1), (y + some) * (rowBytes + 1)));
    const done = exports.undoFilters(base, base + to, rowBytes, some, step);
    if (done < some) return y + done;
    out.set(room.subarray(to, to + some * rowBytes), y * rowBytes);
    room.copyWithin(above, to + (some - 1) * rowBytes, to + some * rowBytes);
  }
  return out;
}

interface Places {
  a: number;
  b: number;
  /** Bytes of a pixel. */
  step: number;
  wide: 0 | 1;
  out: number;
}

/** Copies pixels of two pictures into the memory, and tells where they are and where the result has room. */
function placePair(exports: Exports, a: Samples, b: Samples, pixel: number, pixels: number): Places {
  const { BYTES_PER_ELEMENT: sampleBytes } = a.values;
  const step = a.channels * sampleBytes;
  const length = align(pixels * step + slack);
  const room = takeRoom(exports, 2 * length + pixels * 4 + 12 * 8);
  for (const [index, { values }] of [a, b].entries()) {
    room.set(new Uint8Array(values.buffer, values.byteOffset + pixel * step, pixels * step), index * length);
  }
  return { a: base, b: base + length, step, wide: sampleBytes === 2 ? 1 : 0, out: base + 2 * length };
}

function largestErrors(exports: Exports, a: Samples, b: Samples): Float32Array {
  const errors = new Float32Array(a.values.length / a.channels);
  for (let pixel = 0; pixel < errors.length; pixel += pixelsAtOnce) {
    const pixels = Math.min(pixelsAtOnce, errors.length - pixel);
    const { a: first, b: second, step, wide, out } = placePair(exports, a, b, pixel, pixels);
    exports.largestErrors(first, second, pixels, a.channels, step, wide, reciprocalOf(a.values), out);
    errors.set(new Float32Array(exports.memory.buffer, out, pixels), pixel);
  }
  return errors;
}

function openBand(exports: Exports, length: number): ReturnType<Kernels['openBand']> {
  const out = align(base + length * 4);
  // Each cell has two doubles, and is eight values wide or more.
  takeRoom(exports, out - base + length * 2 + slack);
  const { buffer } = exports.memory;
  return {
    values: new Float32Array(buffer, base, length),
    addBlocks: (origin, stride, cells) => {
      exports.addBlockRow(base + origin * 4, stride * 4, cells, out);
      return new Float64Array(buffer, out, 2 * cells);
    },
  };
}

function undoPredictor(exports: Exports, bytes: Uint8Array, out: Uint8Array): void {
  const { length } = bytes;
  const room = takeRoom(exports, 2 * length);
  room.set(bytes);
  exports.undoPredictor(base, length, base + length);
  out.set(room.subarray(length, 2 * length));
}

function filterRows(exports: Exports, plane: Float32Array, width: number, kernel: Float64Array): Float32Array {
  const radius = kernel.length >> 1;
  const out = new Float32Array(plane.length);
  const row = align(base + kernel.byteLength);
  const to = row + align((width + 2 * radius) * 4 + slack);
  takeRoom(exports, to - base + width * 4 + slack);
  const { buffer } = exports.memory;
  new Float64Array(buffer, base).set(kernel);
  const [source, filtered] = [new Float32Array(buffer, row), new Float32Array(buffer, to, width)];
  for (let start = 0; start < plane.length; start += width) {
    source.set(plane.subarray(start, start + width), radius);
    source.fill(plane[start] ?? 0, 0, radius);
    source.fill(plane[start + width - 1] ?? 0, radius + width, 2 * radius + width);
    exports.filter(row, 4, base, kernel.length, width, to);
    out.set(filtered, start);
  }
  return out;
}

function filterColumns(exports: Exports, plane: Float32Array, width: number, kernel: Float64Array): Float32Array {
  const length = plane.length - (kernel.length - 1) * width;
  const source = align(base + kernel.byteLength);
  const to = source + align(plane.byteLength + slack);
  takeRoom(exports, to - base + length * 4 + slack);
  const { buffer } = exports.memory;
  new Float64Array(buffer, base).set(kernel);
  new Float32Array(buffer, source).set(plane);
  exports.filter(source, width * 4, base, kernel.length, length, to);
  return new Float32Array(buffer, to, length).slice();
}

function viewLuma(
  exports: Exports,
  { values, channels }: Samples,
  width: number,
  factor: number,
  size: Size,
  weights: number[],
): Float32Array {
  const sampleBytes = values.BYTES_PER_ELEMENT;
  const rowBytes = width * channels * sampleBytes;
  const sums = base + weights.length * 8;
  const rows = sums + factor * 32;
  const to = rows + align(factor * rowBytes + slack);
  const room = takeRoom(exports, to - base + size.width * 4);
  const { buffer } = exports.memory;
  new Float64Array(buffer, base).set(weights);
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const out = new Float32Array(size.width * size.height);
  const args = [channels * sampleBytes, sampleBytes === 2 ? 1 : 0, reciprocalOf(values), factor, size.width] as const;
  for (let y = 0; y < size.height; y++) {
    room.set(bytes.subarray(y * factor * rowBytes, (y + 1) * factor * rowBytes), rows - base);
    exports.viewLuma(rows, rowBytes, ...args, base, sums, to);
    out.set(new Float32Array(buffer, to, size.width), y * size.width);
  }
  return out;
}
