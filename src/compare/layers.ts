import { findLayer } from './pass-names.ts';
import { purposeOf } from './measure/passes.ts';
import type { Layer, Picture } from './picture/picture.ts';
import { boxesEqual, commonCanvas, layOn, type Box, type Windows } from './picture/window.ts';

/** The layer that stands for the picture: `Combined`, else the first with colours, else the first. */
export function mainLayer({ layers }: Picture): Layer {
  const main =
    layers.find(({ name }) => /(^|\.)Combined(\.|$)/.test(name)) ??
    layers.find((layer) => purposeOf(layer) === 'colour') ??
    layers[0];
  return main ?? { name: '', channels: [] };
}

/** Two pictures of which the pixels lie over each other. */
export interface LaidPair {
  canvas: Box;
  encoding: Picture['encoding'];
  /** A layer of the baseline and its counterpart, with a value for every pixel of the canvas. */
  layers: (layer: Layer) => [Layer, Layer];
}

/** @param windows of pictures that do not mismatch */
export function layTogether(baseline: Picture, candidate: Picture, windows: [Windows, Windows]): LaidPair {
  const canvas = commonCanvas(...windows) ?? windows[0].data;
  const lay = (layer: Layer, { data }: Windows): Layer => {
    if (boxesEqual(canvas, data)) return layer;
    const channels = layer.channels.map(({ name, values }) => ({ name, values: layOn(canvas, data, values) }));
    return { name: layer.name, channels };
  };
  return {
    ...{ canvas, encoding: baseline.encoding },
    layers: (layer) => {
      const other = findLayer(candidate, layer.name) ?? layer;
      return [lay(layer, windows[0]), lay(other, windows[1])];
    },
  };
}
