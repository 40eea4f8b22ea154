import type { DisplayPicture, PictureComparison } from '../comparison.ts';
import { mainLayer } from '../compare.ts';
import { drawHeatMap } from './heat-map.ts';
import { decodePicture } from '../picture/decode.ts';
import { errorsOf } from '../measure/measure.ts';
import { findMismatch } from '../judge/mismatch.ts';
import { purposeOf } from '../measure/passes.ts';

/**
 * Draws where two pictures differ: the errors of the layer that decided the comparison as a heat map, with its regions.
 * Undefined for pictures that cannot be laid over each other.
 */
export async function drawDifference(
  baseline: Uint8Array,
  candidate: Uint8Array,
  { regions, decisiveLayer }: Pick<PictureComparison, 'regions' | 'decisiveLayer'>,
  { maxWidth = Infinity }: { maxWidth?: number } = {},
): Promise<DisplayPicture | undefined> {
  const [first, second] = [await decodePicture(baseline), await decodePicture(candidate)];
  if (findMismatch(first, second) !== undefined) return undefined;
  const layer = first.layers.find(({ name }) => name === decisiveLayer) ?? mainLayer(first);
  const other = second.layers.find(({ name }) => name === layer.name) ?? layer;
  const errors = errorsOf(layer, other, purposeOf(layer), first.encoding);
  return drawHeatMap(errors, first, regions, maxWidth);
}
