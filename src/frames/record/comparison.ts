import * as v from 'valibot';
import { verdicts } from '../verdicts.ts';

/*
 * What the record keeps of a comparison: all that the report page shows of it. Figures are those of
 * `compare/comparison.ts`, which says what they mean.
 */

const words = v.pipe(v.string(), v.maxLength(10_000));
const figure = v.pipe(v.number(), v.finite());
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const verdict = v.picklist(verdicts);

const metrics = v.object({
  mean: figure,
  rms: figure,
  /** Decibels; null for equal pictures, whose figure is infinite; missing where values are not finite. */
  psnr: v.exactOptional(v.nullable(figure)),
  max: figure,
  failing: figure,
  ssim: v.exactOptional(figure),
  flip: v.exactOptional(figure),
  nonFinite: count,
});

const region = v.object({ x: count, y: count, width: count, height: count, pixels: count });

const layer = v.object({
  name: words,
  purpose: v.picklist(['colour', 'depth', 'normal', 'data']),
  verdict,
  metrics: v.exactOptional(metrics),
});

export const recordedComparison = v.object({
  verdict,
  reason: words,
  width: v.exactOptional(count),
  height: v.exactOptional(count),
  metrics: v.exactOptional(metrics),
  spread: v.exactOptional(v.picklist(['noise', 'region'])),
  decisiveLayer: v.exactOptional(words),
  regions: v.pipe(v.array(region), v.maxLength(1000)),
  layers: v.pipe(v.array(layer), v.maxLength(10_000)),
});
export type RecordedComparison = v.InferOutput<typeof recordedComparison>;

/** What JSON cannot hold: the figure of equal pictures is infinite. */
export function encodePsnr(psnr: number | undefined): { psnr?: number | null } {
  return psnr === undefined ? {} : { psnr: Number.isFinite(psnr) ? psnr : null };
}

export function decodePsnr(psnr: number | null | undefined): number | undefined {
  return psnr === null ? Infinity : psnr;
}
