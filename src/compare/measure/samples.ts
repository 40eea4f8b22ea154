import { loadKernels } from '../kernels/load.ts';
import type { Layer, Samples } from '../picture/picture.ts';
import { tableOf } from '../picture/samples.ts';
import type { ChannelErrors } from './coherence.ts';

/*
 * Layers of whole numbers are measured as they are stored, which is a quarter of their floats or less, with the same
 * results to the last bit.
 */

/** Samples of the same kind, three or four a pixel. */
export type SamplePair = [Samples, Samples];

/** The samples of two layers that can be measured by them. */
export function samplesOf({ samples: a }: Layer, { samples: b }: Layer): SamplePair | undefined {
  const fits =
    a !== undefined && b !== undefined && a.channels === b.channels && (a.channels === 3 || a.channels === 4);
  return fits && a.values.BYTES_PER_ELEMENT === b.values.BYTES_PER_ELEMENT ? [a, b] : undefined;
}

/** What differs in a block of a channel. */
export interface BlockSums {
  sum: number;
  sumOfSquares: number;
  max: number;
}

/** Measures blocks of `length` pixels: all of the first channel's, then all of the second's, … */
export function measureBlocks([a, b]: SamplePair, length: number): BlockSums[][] {
  const { measure } = loadKernels();
  const blocks: BlockSums[][] = Array.from({ length: a.channels }, () => []);
  const figures = new Float64Array(12);
  const pixels = a.values.length / a.channels;
  for (let pixel = 0; pixel < pixels; pixel += length) {
    measure(a, b, pixel, Math.min(length, pixels - pixel), figures);
    for (const [channel, ofChannel] of blocks.entries()) {
      const [sum = 0, sumOfSquares = 0, max = 0] = [0, 4, 8].map((figure) => figures[figure + channel]);
      ofChannel.push({ sum, sumOfSquares, max });
    }
  }
  return blocks;
}

/** Whether any of `length` pixels differs by more than `threshold` in a channel. */
export function sampleExceeds([a, b]: SamplePair, pixel: number, length: number, threshold: number): boolean {
  const table = tableOf(a.values);
  for (let index = pixel * a.channels; index < (pixel + length) * a.channels; index++) {
    const difference = (table[a.values[index] ?? 0] ?? 0) - (table[b.values[index] ?? 0] ?? 0);
    if (Math.abs(difference) > threshold) return true;
  }
  return false;
}

/** The errors of each channel, see {@link ChannelErrors}. */
export function sampleErrorsOf([a, b]: SamplePair): ChannelErrors {
  const table = tableOf(a.values);
  return {
    channels: a.channels,
    read: (channel, pixel, length, target, at) => subtract(a, b, table, channel, pixel, length, target, at),
  };
}

function subtract(
  { values, channels }: Samples,
  { values: others }: Samples,
  table: Float32Array,
  channel: number,
  pixel: number,
  length: number,
  target: Float32Array,
  at: number,
): boolean {
  let differs = 0;
  for (let to = at, index = pixel * channels + channel; to < at + length; to++, index += channels) {
    const first = values[index] ?? 0;
    const second = others[index] ?? 0;
    target[to] = (table[first] ?? 0) - (table[second] ?? 0);
    differs |= first ^ second;
  }
  return differs !== 0;
}
