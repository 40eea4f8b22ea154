import type { Channel, Layer, Samples } from './picture.ts';

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

/** What one step of the samples is on 0 … 1. Times it, not divided by its inverse: the same floats as OpenImageIO's. */
export function reciprocalOf(values: Samples['values']): number {
  return Math.fround(1 / (values instanceof Uint8Array ? 255 : 65535));
}

/** All values that samples can have as floats, 0 … 1. */
export function tableOf(values: Samples['values']): Float32Array {
  const scale = reciprocalOf(values);
  return Float32Array.from({ length: values instanceof Uint8Array ? 0x100 : 0x10000 }, (_, value) => value * scale);
}

/** Makes one layer of samples. They are taken apart into floats when somebody asks for these. */
export function toLayer(samples: Samples): Layer {
  const channels = channelNames(samples.channels).map((name, index) => new StoredChannel(name, samples, index));
  return { name: '', channels, samples };
}

class StoredChannel implements Channel {
  readonly name: string;
  readonly #samples: Samples;
  readonly #index: number;
  #values: Float32Array | undefined;

  constructor(name: string, samples: Samples, index: number) {
    this.name = name;
    this.#samples = samples;
    this.#index = index;
  }

  get values(): Float32Array {
    return (this.#values ??= takePlane(this.#samples, this.#index));
  }
}

function takePlane({ values, channels }: Samples, channel: number): Float32Array {
  const table = tableOf(values);
  const plane = new Float32Array(values.length / channels);
  for (let pixel = 0, index = channel; pixel < plane.length; pixel++, index += channels) {
    plane[pixel] = table[values[index] ?? 0] ?? 0;
  }
  return plane;
}
