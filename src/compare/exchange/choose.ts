import type { Blocks } from './blocks.ts';

/** Of all windows so many are chosen, of a small picture at least the number below. */
const share = 0.006;
const least = 48;
/** Windows each way that are a window's surroundings. */
const around = 8;

/**
 * The windows whose energy is largest for their surroundings: a small change is there if anywhere, and the fewer windows
 * are looked at, the less can be noise's chance. Sizes of differences say nothing of their signs, so the choice is free.
 */
export function choose({ columns, rows, squares }: Blocks): Uint32Array {
  const count = Math.min(squares.length, Math.max(least, Math.ceil(squares.length * share)));
  const near = smooth(squares, columns, rows);
  const ratios = new Float32Array(squares.length);
  for (let index = 0; index < ratios.length; index++)
    ratios[index] = (squares[index] ?? 0) / ((near[index] ?? 0) + 1e-5);
  return takeLargest(ratios, count);
}

/** Of numbers that are not negative the `count` largest, as far as they are above zero; near the last one, the first ones. */
function takeLargest(numbers: Float32Array, count: number): Uint32Array {
  // The bits of such numbers are in their order; half of them are near enough.
  const bits = new Uint32Array(numbers.buffer);
  const counts = new Uint32Array(2 ** 16);
  for (const each of bits) counts[each >>> 16] = (counts[each >>> 16] ?? 0) + 1;
  let [least, above] = [counts.length, 0];
  while (least > 0 && above + (counts[least - 1] ?? 0) <= count) above += counts[--least] ?? 0;
  let left = count - above;
  const chosen: number[] = [];
  for (let index = 0; index < bits.length; index++) {
    const size = (bits[index] ?? 0) >>> 16;
    if (size === 0 || size < least - 1 || (size === least - 1 && left-- <= 0)) continue;
    chosen.push(index);
  }
  return Uint32Array.from(chosen);
}

/** The mean over squares of windows, which keep their place when they are near an edge. */
function smooth(values: Float32Array, columns: number, rows: number): Float32Array {
  const across = new Float32Array(values.length);
  for (let row = 0; row < rows; row++) slide(values, across, row * columns, 1, columns);
  const smoothed = new Float32Array(values.length);
  for (let column = 0; column < columns; column++) slide(across, smoothed, column, columns, rows);
  return smoothed;
}

function slide(from: Float32Array, to: Float32Array, start: number, step: number, count: number): void {
  let sum = 0;
  let [first, last] = [0, 0];
  for (let at = 0; at < count; at++) {
    while (last < Math.min(count, at + around + 1)) sum += from[start + last++ * step] ?? 0;
    while (first < at - around) sum -= from[start + first++ * step] ?? 0;
    to[start + at * step] = Math.max(0, sum) / (last - first);
  }
}
