import type { DisplayPicture, PictureComparison } from '../comparison.ts';
import { layTogether, mainLayer } from '../layers.ts';
import { drawHeatMap, encodeHeatMap, type HeatMap } from './heat-map.ts';
import { decodePicture } from '../picture/decode.ts';
import { errorsOf } from '../measure/measure.ts';
import { findMismatch, windowsOf } from '../judge/mismatch.ts';
import { purposeOf } from '../measure/passes.ts';

/**
 * Draws where two pictures differ: the errors of the layer that decided the comparison as a heat map, with its regions.
 * Undefined for pictures that cannot be laid over each other.
 */
export async function drawDifference(
  baseline: Uint8Array,
  candidate: Uint8Array,
  comparison: Pick<PictureComparison, 'regions' | 'decisiveLayer'>,
  { maxWidth = Infinity }: { maxWidth?: number } = {},
): Promise<DisplayPicture | undefined> {
  const map = await mapDifference(baseline, candidate, comparison, maxWidth);
  return map && encodeHeatMap(map);
}

/** The same, as colours of a palette. */
export async function mapDifference(
  baseline: Uint8Array,
  candidate: Uint8Array,
  { regions, decisiveLayer }: Pick<PictureComparison, 'regions' | 'decisiveLayer'>,
  maxWidth: number,
): Promise<HeatMap | undefined> {
  const [first, second] = [await decodePicture(baseline), await decodePicture(candidate)];
  if (findMismatch(first, second) !== undefined) return undefined;
  const { canvas, encoding, layers } = layTogether(first, second, windowsOf(first, second));
  const [layer, other] = layers(first.layers.find(({ name }) => name === decisiveLayer) ?? mainLayer(first));
  const errors = errorsOf(layer, other, purposeOf(layer), encoding);
  return drawHeatMap(errors, canvas, regions, maxWidth);
}
