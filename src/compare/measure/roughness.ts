import type { Layer } from '../picture/picture.ts';
import { sumFailing } from './measure.ts';
import { differenceOn, scaleOf, type Scale } from './passes.ts';

/** More of them make the ratio no better: with as many it is within 0.3 %. */
const maxPixels = 2 ** 16;

/**
 * How much rougher the candidate is than the baseline, as a ratio of the two noises' sizes; 1 when they are alike, 2 when
 * it was rendered with a quarter of the samples. It is taken where pixels fail: there, each pixel's difference to the
 * mean of its four neighbours is squared and summed. Texture counts for both and brings the ratio nearer to 1.
 */
export function roughnessRatio(
  baseline: Layer,
  candidate: Layer,
  errors: Float32Array,
  threshold: number,
  width: number,
  encoding: 'linear' | 'display',
): number {
  // Green, which has most of the luminance; the only channel of a grey picture.
  const index = Math.min(1, baseline.channels.length - 1);
  const a = baseline.channels[index]?.values ?? new Float32Array(0);
  const b = candidate.channels[index]?.values ?? new Float32Array(0);
  const scale = scaleOf('colour', encoding, 'G');
  // Of very many, evenly spread ones are taken.
  const every = Math.ceil(sumFailing(errors, threshold).count / maxPixels);
  let sumA = 0;
  let sumB = 0;
  let failing = 0;
  for (let pixel = width; pixel < errors.length - width; pixel++) {
    if ((errors[pixel] ?? 0) <= threshold || failing++ % every !== 0) continue;
    sumA += roughness(a, pixel, width, scale);
    sumB += roughness(b, pixel, width, scale);
  }
  return sumA === sumB ? 1 : Math.sqrt(sumB / sumA);
}

/** The squared difference of a pixel to the mean of its four neighbours. */
function roughness(values: Float32Array, pixel: number, width: number, scale: Scale): number {
  const sides = (values[pixel - 1] ?? 0) + (values[pixel + 1] ?? 0);
  const mean = (sides + (values[pixel - width] ?? 0) + (values[pixel + width] ?? 0)) / 4;
  const value = differenceOn(scale, values[pixel] ?? 0, mean);
  return Number.isFinite(value) ? value * value : 0;
}
