import type { ChannelErrors } from './coherence.ts';
import { loadKernels } from '../kernels/load.ts';
import type { Layer } from '../picture/picture.ts';
import { differenceOn, scaleOf, steepness, type Purpose, type Scale } from './passes.ts';
import { measureBlocks, sampleErrorsOf, sampleExceeds, samplesOf, type SamplePair } from './samples.ts';

/** How two layers of the same size and channels differ. */
export interface Measurement {
  /** Mean absolute error of all values, as `idiff` prints it. */
  mean: number;
  rms: number;
  /** Decibels; Infinity for equal layers, undefined where values are not finite in one of them. */
  psnr: number | undefined;
  max: number;
  /** Values that are not finite in exactly one of the layers, or infinite with different signs. */
  nonFinite: number;
  /** Whether every value is the same number, or NaN in both. */
  identical: boolean;
  /** Whether any of the errors of {@link errorsOf} is larger than the threshold. */
  exceeds: boolean;
}

interface Totals {
  sum: number;
  sumOfSquares: number;
  max: number;
  peak: number;
  nonFinite: number;
  exceeds: boolean;
}

/** Values that are added up at a time. */
const blockLength = 4096;

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
  threshold: number,
): Measurement {
  const totals = { sum: 0, sumOfSquares: 0, max: 0, peak: 1, nonFinite: 0, exceeds: false };
  const pair = samplesOf(baseline, candidate);
  if (pair !== undefined) {
    addSamples(totals, pair, threshold);
    return conclude(totals, pair[0].values.length, threshold);
  }
  for (const [index, { name, values }] of baseline.channels.entries()) {
    const others = candidate.channels[index]?.values ?? new Float32Array(0);
    // A picture compared with itself needs no look at its values.
    if (others !== values) addChannel(totals, values, others, scaleOf(purpose, encoding, name), threshold);
  }
  const values = baseline.channels.reduce((count, channel) => count + channel.values.length, 0);
  return conclude(totals, values, threshold);
}

function conclude(totals: Totals, values: number, threshold: number): Measurement {
  const { sum, sumOfSquares, max, peak, nonFinite } = totals;
  const rms = Math.sqrt(sumOfSquares / values);
  const psnr = nonFinite > 0 ? undefined : rms === 0 ? Infinity : 20 * Math.log10(peak / rms);
  const identical = max === 0 && nonFinite === 0;
  const exceeds = totals.exceeds || (nonFinite > 0 && threshold < 1);
  return { mean: sum / values, rms, psnr, max, nonFinite, identical, exceeds };
}

/** Samples are finite and none is larger than 1, the least that a peak is; their scale is `plain`. */
function addSamples(totals: Totals, pair: SamplePair, threshold: number): void {
  for (const blocks of measureBlocks(pair, blockLength)) {
    for (const [index, { sum, sumOfSquares, max }] of blocks.entries()) {
      totals.sum += sum;
      totals.sumOfSquares += sumOfSquares;
      totals.max = Math.max(totals.max, max);
      if (totals.exceeds || max <= threshold) continue;
      const start = index * blockLength;
      const length = Math.min(blockLength, pair[0].values.length / pair[0].channels - start);
      totals.exceeds = sampleExceeds(pair, start, length, threshold);
    }
  }
}

function addChannel(totals: Totals, values: Float32Array, others: Float32Array, scale: Scale, threshold: number): void {
  for (let start = 0; start < values.length; start += blockLength) {
    const a = values.subarray(start, start + blockLength);
    const b = others.subarray(start, start + blockLength);
    const max = addFinite(totals, a, b) ?? addAny(totals, a, b);
    if (!totals.exceeds && max * steepness(scale) > threshold) totals.exceeds = exceeds(a, b, scale, threshold);
  }
}

/**
 * Adds a block in which every value is finite, and gives its largest difference; undefined, and nothing added, if there
 * are others. Without a test in the loop it takes half the time, and nearly all blocks are like that.
 */
function addFinite(totals: Totals, a: Float32Array, b: Float32Array): number | undefined {
  let sum = 0;
  let sumOfSquares = 0;
  let max = 0;
  let { peak } = totals;
  for (let index = 0; index < a.length; index++) {
    const first = a[index] ?? 0;
    const second = b[index] ?? 0;
    const difference = Math.abs(Math.fround(first - second));
    sum += difference;
    sumOfSquares += difference * difference;
    max = Math.max(max, difference);
    peak = Math.max(peak, first, second);
  }
  // A value that is not finite makes the sum NaN or infinite.
  if (!Number.isFinite(sum)) return undefined;
  totals.sum += sum;
  totals.sumOfSquares += sumOfSquares;
  totals.max = Math.max(totals.max, max);
  totals.peak = peak;
  return max;
}

/** The same for a block with values that are not finite. */
function addAny(totals: Totals, a: Float32Array, b: Float32Array): number {
  let max = 0;
  for (let index = 0; index < a.length; index++) {
    const first = a[index] ?? 0;
    const second = b[index] ?? 0;
    const difference = first === second ? 0 : Math.abs(Math.fround(first - second));
    if (Number.isNaN(first) && Number.isNaN(second)) continue;
    if (!Number.isFinite(difference)) {
      totals.nonFinite++;
      continue;
    }
    totals.sum += difference;
    totals.sumOfSquares += difference * difference;
    if (Number.isFinite(first)) totals.peak = Math.max(totals.peak, first, second);
    max = Math.max(max, difference);
  }
  totals.max = Math.max(totals.max, max);
  return max;
}

function exceeds(a: Float32Array, b: Float32Array, scale: Scale, threshold: number): boolean {
  for (let index = 0; index < a.length; index++) {
    const first = a[index] ?? 0;
    const second = b[index] ?? 0;
    const error = first === second ? 0 : Math.abs(differenceOn(scale, first, second));
    if (error > threshold && error < Infinity) return true;
  }
  return false;
}

/**
 * For each pixel the size of the largest difference of its channels on their scale (see passes.ts). 1 where exactly one
 * of the two is not finite.
 */
export function errorsOf(
  baseline: Layer,
  candidate: Layer,
  purpose: Purpose,
  encoding: 'linear' | 'display',
): Float32Array {
  const pair = samplesOf(baseline, candidate);
  if (pair !== undefined) return loadKernels().largestErrors(...pair);
  const errors = new Float32Array(baseline.channels[0]?.values.length ?? 0);
  for (const [index, { name, values }] of baseline.channels.entries()) {
    const others = candidate.channels[index]?.values ?? new Float32Array(0);
    takeLarger(errors, values, others, scaleOf(purpose, encoding, name));
  }
  return errors;
}

function takeLarger(errors: Float32Array, values: Float32Array, others: Float32Array, scale: Scale): void {
  for (let pixel = 0; pixel < errors.length; pixel++) {
    const error = Math.abs(errorOn(scale, values[pixel] ?? 0, others[pixel] ?? 0));
    const before = errors[pixel] ?? 0;
    // Which one is larger is a coin toss in noise: with a branch, most of the time would go into guessing it wrong.
    const isLarger = Number(error > before);
    errors[pixel] = isLarger * error + (1 - isLarger) * before;
  }
}

/** The same of each channel for itself and with its sign, baseline minus candidate. */
export function channelErrorsOf(
  baseline: Layer,
  candidate: Layer,
  purpose: Purpose,
  encoding: 'linear' | 'display',
): ChannelErrors {
  const samples = samplesOf(baseline, candidate);
  if (samples !== undefined) return sampleErrorsOf(samples);
  const pairs = baseline.channels.map(({ name, values }, index) => ({
    values,
    others: candidate.channels[index]?.values ?? new Float32Array(0),
    scale: scaleOf(purpose, encoding, name),
  }));
  return {
    channels: pairs.length,
    read: (channel, pixel, length, target, at) => {
      const pair = pairs[channel];
      return pair !== undefined && subtract(pair.values, pair.others, pair.scale, pixel, length, target, at);
    },
  };
}

function subtract(
  values: Float32Array,
  others: Float32Array,
  scale: Scale,
  pixel: number,
  length: number,
  target: Float32Array,
  at: number,
): boolean {
  let differs = false;
  for (let index = 0; index < length; index++) {
    const error = errorOn(scale, values[pixel + index] ?? 0, others[pixel + index] ?? 0);
    target[at + index] = error;
    if (error !== 0) differs = true;
  }
  return differs;
}

function errorOn(scale: Scale, a: number, b: number): number {
  if (a === b) return 0;
  if (Math.abs(a - b) < Infinity) return differenceOn(scale, a, b);
  return Number.isNaN(a) && Number.isNaN(b) ? 0 : 1;
}

/** The pixels whose error is larger than `threshold`: how many, and the sum of their errors. */
export function sumFailing(errors: Float32Array, threshold: number): { count: number; strength: number } {
  let count = 0;
  let strength = 0;
  for (let pixel = 0; pixel < errors.length; pixel++) {
    const error = errors[pixel] ?? 0;
    if (error <= threshold) continue;
    count++;
    strength += error;
  }
  return { count, strength };
}
