import type { Layer } from '../picture/picture.ts';
import type { Box } from '../picture/window.ts';
import { cropLayer, differenceBox } from './crop.ts';
import { flipReach, sumFlip } from './flip.ts';
import { lightOf, viewedFactor } from './light.ts';

/** The mean FLIP error of two layers, worked out where they differ: everywhere else it is zero. */
export function flipOf(
  baseline: Layer,
  candidate: Layer,
  width: number,
  height: number,
  encoding: 'linear' | 'display',
): number {
  const factor = viewedFactor(width, height);
  const viewed = { left: 0, top: 0, width: width - (width % factor), height: height - (height % factor) };
  const box = widen(differenceBox(baseline, candidate, width, height) ?? viewed, viewed, factor);
  const [a, b] = [baseline, candidate].map((layer) =>
    lightOf(cropLayer(layer, width, box), box.width, box.height, encoding, factor),
  ) as [ReturnType<typeof lightOf>, ReturnType<typeof lightOf>];
  const pixels = (viewed.width / factor) * (viewed.height / factor);
  return sumFlip(a.planes, b.planes, a.width, a.height) / pixels;
}

/** A box with all that a difference in it reaches, cut where the picture as it is viewed has its pixels and strips. */
function widen({ left, top, width, height }: Box, viewed: Box, factor: number): Box {
  const reach = flipReach.pixels * factor;
  const strip = flipReach.rows * factor;
  const start = (at: number, unit: number): number => Math.max(0, Math.floor((at - reach) / unit) * unit);
  const end = (at: number, most: number): number => Math.min(most, Math.ceil((at + reach) / factor) * factor);
  const box = { left: start(left, factor), top: start(top, strip) };
  return {
    ...box,
    width: end(left + width, viewed.width) - box.left,
    height: end(top + height, viewed.height) - box.top,
  };
}
