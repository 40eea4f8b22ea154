import { loadKernels } from '../kernels/load.ts';
import { gaussianKernel } from './filters.ts';
import type { Layer } from '../picture/picture.ts';
import { encodeLight, isAlpha } from './passes.ts';

const kernel = gaussianKernel(5, 1.5);
const c1 = 0.01 ** 2;
const c2 = 0.03 ** 2;
/** The shorter side is brought near to this length first. */
const viewedSize = 256;

/**
 * Structural similarity of the luminance: 1 for equal pictures, 0 for unrelated ones.
 *
 * The published index (Wang, Bovik, Sheikh, Simoncelli 2004) with its window of 11×11 pixels, sigma 1.5, on values of
 * 0 … 1. As its authors recommend for the scale at which people look, the picture is first averaged down by
 * round(shorter side / 256), which also makes it cheap for large pictures.
 */
export function structuralSimilarity(
  baseline: Layer,
  candidate: Layer,
  width: number,
  height: number,
  encoding: 'linear' | 'display',
): number {
  const factor = Math.max(1, Math.round(Math.min(width, height) / viewedSize));
  const size = { width: Math.floor(width / factor), height: Math.floor(height / factor) };
  const a = viewedLuminance(baseline, width, factor, size, encoding);
  const b = viewedLuminance(candidate, width, factor, size, encoding);
  const { filterRows, filterColumns } = loadKernels();
  const smooth = (plane: Float32Array): Float32Array => {
    const taller = extendRows(filterRows(plane, size.width, kernel), size.width, kernel.length >> 1);
    return filterColumns(taller, size.width, kernel);
  };
  const meansA = smooth(a);
  const meansB = smooth(b);
  const squares = smooth(addProducts(a, a, addProducts(b, b)));
  const products = smooth(addProducts(a, b));
  let sum = 0;
  for (let index = 0; index < meansA.length; index++) {
    const meanA = meansA[index] ?? 0;
    const meanB = meansB[index] ?? 0;
    const variances = (squares[index] ?? 0) - meanA * meanA - meanB * meanB;
    const covariance = (products[index] ?? 0) - meanA * meanB;
    const luminance = (2 * meanA * meanB + c1) / (meanA * meanA + meanB * meanB + c1);
    sum += (luminance * (2 * covariance + c2)) / (variances + c2);
  }
  return sum / meansA.length;
}

function addProducts(a: Float32Array, b: Float32Array, sums: Float32Array = new Float32Array(a.length)): Float32Array {
  for (let index = 0; index < a.length; index++) sums[index] = (sums[index] ?? 0) + (a[index] ?? 0) * (b[index] ?? 0);
  return sums;
}

/** Luma after Rec. 709 on display values 0 … 1, averaged over squares of `factor` pixels. */
function viewedLuminance(
  { channels, samples }: Layer,
  width: number,
  factor: number,
  size: { width: number; height: number },
  encoding: 'linear' | 'display',
): Float32Array {
  const colours = channels.filter(({ name }) => !isAlpha(name));
  const weights = colours.length === 3 ? [0.2126, 0.7152, 0.0722] : colours.map(() => 1 / colours.length);
  // Colours come before alpha, so that they have the same places among all channels.
  if (samples !== undefined && colours.length === 3) {
    const scaled = weights.map((weight) => weight / factor ** 2);
    return loadKernels().viewLuma(samples, width, factor, size, scaled);
  }
  const out = new Float32Array(size.width * size.height);
  for (const [index, channel] of colours.entries()) {
    const weight = (weights[index] ?? 0) / factor ** 2;
    for (let y = 0; y < size.height * factor; y++) {
      const row = out.subarray(Math.floor(y / factor) * size.width, (Math.floor(y / factor) + 1) * size.width);
      if (encoding === 'display') addValues(row, channel.values, y * width, factor, weight);
      else addLight(row, channel.values, y * width, factor, weight);
    }
  }
  return out;
}

/** Adds to each pixel of a row the sum of `factor` pixels from `pixel` on, weighted. */
function addValues(row: Float32Array, values: Float32Array, pixel: number, factor: number, weight: number): void {
  let at = pixel;
  for (let to = 0; to < row.length; to++) {
    let sum = 0;
    for (const end = at + factor; at < end; at++) sum += values[at] ?? 0;
    row[to] = (row[to] ?? 0) + sum * weight;
  }
}

function addLight(row: Float32Array, values: Float32Array, pixel: number, factor: number, weight: number): void {
  let at = pixel;
  for (let to = 0; to < row.length; to++) {
    let sum = 0;
    for (const end = at + factor; at < end; at++) sum += shownLight(values[at] ?? 0);
    row[to] = (row[to] ?? 0) + sum * weight;
  }
}

/** Light as a display shows it. NaN would spread over a whole window: it counts as black, and apart in the metrics. */
function shownLight(value: number): number {
  return value > 0 ? Math.min(1, encodeLight(value)) : 0;
}

function extendRows(plane: Float32Array, width: number, rows: number): Float32Array {
  const out = new Float32Array(plane.length + 2 * rows * width);
  out.set(plane, rows * width);
  for (let row = 0; row < rows; row++) {
    out.set(plane.subarray(0, width), row * width);
    out.set(plane.subarray(plane.length - width), out.length - (row + 1) * width);
  }
  return out;
}
