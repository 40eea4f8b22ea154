import type { Layer } from './image/picture.ts';
import { distanceFor, type Purpose } from './passes.ts';

/** How two layers of the same size and channels differ. */
export interface Measurement {
  /** Mean absolute error of all values, as `idiff` prints it. */
  mean: number;
  rms: number;
  /** Decibels; Infinity for equal layers. */
  psnr: number;
  max: number;
  /** Values that are not finite in exactly one of the layers, or infinite with different signs. */
  nonFinite: number;
  /** Whether every value is the same number, or NaN in both. */
  identical: boolean;
  /**
   * For each pixel the largest difference of its channels on the scale of {@link distanceFor}, with its sign
   * (baseline minus candidate). 1 where one is not finite.
   */
  errors: Float32Array;
}

/**
 * Measures the difference of two layers. The figures are those of `idiff` (OpenImageIO): all channels with equal
 * weight, differences in single precision, the peak of the PSNR the largest value of both, at least 1. Values that are
 * not finite count for themselves and are left out of the figures.
 */
export function measureLayers(
  baseline: Layer,
  candidate: Layer,
  purpose: Purpose,
  encoding: 'linear' | 'display',
): Measurement {
  const [{ values: { length: pixels } } = { values: [] }] = baseline.channels;
  const errors = new Float32Array(pixels);
  const total = { sum: 0, sumOfSquares: 0, max: 0, peak: 1, nonFinite: 0, identical: true };
  for (const [index, { name, values }] of baseline.channels.entries()) {
    const others = candidate.channels[index]?.values ?? new Float32Array(0);
    const distance = distanceFor(purpose, encoding, name);
    // Locals, since properties in a loop over every value take twice the time.
    let { sum, sumOfSquares, max, peak } = total;
    for (let pixel = 0; pixel < pixels; pixel++) {
      const a = values[pixel] ?? 0;
      const b = others[pixel] ?? 0;
      if (a === b) {
        if (a > peak && a !== Infinity) peak = a;
        continue;
      }
      const difference = Math.abs(Math.fround(a - b));
      if (!(difference < Infinity)) {
        if (Number.isNaN(a) && Number.isNaN(b)) continue;
        total.nonFinite++;
        errors[pixel] = 1;
        continue;
      }
      total.identical = false;
      sum += difference;
      sumOfSquares += difference * difference;
      if (difference > max) max = difference;
      if (a > peak) peak = a;
      if (b > peak) peak = b;
      const error = distance(a, b);
      if (Math.abs(error) > Math.abs(errors[pixel] ?? 0)) errors[pixel] = error;
    }
    Object.assign(total, { sum, sumOfSquares, max, peak });
  }
  const values = pixels * baseline.channels.length;
  const rms = Math.sqrt(total.sumOfSquares / values);
  return {
    mean: total.sum / values,
    rms,
    psnr: rms === 0 ? Infinity : 20 * Math.log10(total.peak / rms),
    max: total.max,
    nonFinite: total.nonFinite,
    identical: total.identical && total.nonFinite === 0,
    errors,
  };
}

/** The number of pixels whose error is larger than `threshold`. */
export function countFailing(errors: Float32Array, threshold: number): number {
  let count = 0;
  for (let pixel = 0; pixel < errors.length; pixel++) {
    if (Math.abs(errors[pixel] ?? 0) > threshold) count++;
  }
  return count;
}
