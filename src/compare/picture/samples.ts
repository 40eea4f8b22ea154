import type { Layer } from './picture.ts';

/** Whole-number samples as PNG, TIFF and JPEG store them: `channels` values for a pixel, side by side. */
export interface Samples {
  values: Uint8Array | Uint16Array;
  channels: number;
}

const namesByCount: Record<number, string[]> = { 1: ['Y'], 2: ['Y', 'A'], 3: ['R', 'G', 'B'], 4: ['R', 'G', 'B', 'A'] };

/** The usual channel names of a picture with `count` channels; a fifth and later ones have numbers. */
export function channelNames(count: number): string[] {
  const names = namesByCount[Math.min(count, 4)] ?? [];
  return Array.from({ length: count }, (_, index) => names[index] ?? `channel${index + 1}`);
}

/** The layer that {@link toLayer} makes, without its values. */
export function emptyLayer(count: number): Layer {
  return { name: '', channels: channelNames(count).map((name) => ({ name, values: new Float32Array(0) })) };
}

/**
 * Multiplies the colours of each pixel by its alpha (the last channel), in place. The product is cut off to a whole
 * number, which is what OpenImageIO does and what makes the figures equal to those of `idiff`.
 *
 * @returns the samples as they were, if any of them changed
 */
export function multiplyByAlpha({ values, channels }: Samples): { stored?: Samples['values'] } {
  let stored: Samples['values'] | undefined;
  const full = values instanceof Uint8Array ? 255 : 65535;
  for (let pixel = 0; pixel < values.length; pixel += channels) {
    const alpha = values[pixel + channels - 1] ?? 0;
    if (alpha === full) continue;
    stored ??= values.slice();
    for (let index = pixel; index < pixel + channels - 1; index++) {
      values[index] = Math.floor(((values[index] ?? 0) * alpha) / full);
    }
  }
  return stored === undefined ? {} : { stored };
}

/** Takes interleaved samples apart into one layer of float channels, 0 … 1. */
export function toLayer({ values, channels: count }: Samples): Layer {
  const pixels = values.length / count;
  const full = values instanceof Uint8Array ? 255 : 65535;
  // Times the rounded reciprocal, not divided: the same floats as OpenImageIO's to the last bit.
  const scaled = Float32Array.from({ length: full + 1 }, (_, value) => value * Math.fround(1 / full));
  const channels = channelNames(count).map((name) => ({ name, values: new Float32Array(pixels) }));
  for (const [channel, { values: plane }] of channels.entries()) {
    for (let pixel = 0, index = channel; pixel < pixels; pixel++, index += count) {
      plane[pixel] = scaled[values[index] ?? 0] ?? 0;
    }
  }
  return { name: '', channels };
}
