import type { Metrics, PictureComparison } from '../compare/comparison.ts';

/** The figures of the layer that decides about a picture, which need not be the main one. */
export function decisiveMetrics({ metrics, layers, decisiveLayer }: PictureComparison): Metrics | undefined {
  return layers.find(({ name }) => name === decisiveLayer)?.metrics ?? metrics;
}
