import type { DisplayPicture, Region } from '../comparison.ts';
import { encodePng, type EncodablePicture } from '../picture/png-encode.ts';

/** Indices into its palette, one a pixel. */
export type HeatMap = Required<EncodablePicture>;

/** An error of this size is the brightest colour; smaller ones are spread by a square root, so that faint ones show. */
const brightestError = 0.5;
const boxColour = 255;

/**
 * Nine colours of equal steps in lightness, from black over violet and orange to pale yellow: brighter always means a
 * larger error, also in print and for the colour-blind.
 */
const stops = [
  [0, 0, 4],
  [28, 16, 68],
  [79, 18, 123],
  [129, 37, 129],
  [181, 54, 122],
  [229, 80, 100],
  [251, 135, 97],
  [254, 194, 135],
  [252, 253, 191],
] as const;

/** 255 colours of the map and, last, the one of the boxes. */
function makePalette(): Uint8Array {
  const palette = new Uint8Array(256 * 3);
  for (let index = 0; index < 255; index++) {
    const position = (index / 254) * (stops.length - 1);
    const from = Math.min(stops.length - 2, Math.floor(position));
    for (let channel = 0; channel < 3; channel++) {
      const [low = 0, high = 0] = [stops[from]?.[channel], stops[from + 1]?.[channel]];
      palette[index * 3 + channel] = Math.round(low + (high - low) * (position - from));
    }
  }
  palette.set([0, 255, 200], boxColour * 3);
  return palette;
}

/**
 * Draws errors (see measure.ts) as a heat map, with a box around each region.
 *
 * @param maxWidth wider maps are reduced by a whole factor; each pixel shows the largest error that it stands for
 */
export function drawHeatMap(
  errors: Float32Array,
  size: { width: number; height: number },
  regions: Region[],
  maxWidth = Infinity,
): HeatMap {
  const factor = Math.ceil(size.width / maxWidth) || 1;
  const width = Math.ceil(size.width / factor);
  const height = Math.ceil(size.height / factor);
  const pixels = new Uint8Array(width * height);
  for (let y = 0, from = 0; y < size.height; y++) {
    const to = Math.floor(y / factor) * width;
    for (let x = 0; x < size.width; x++, from++) {
      const index = to + Math.floor(x / factor);
      const heat = Math.round(254 * Math.sqrt(Math.min(1, (errors[from] ?? 0) / brightestError)));
      if (heat > (pixels[index] ?? 0)) pixels[index] = heat;
    }
  }
  for (const region of regions) drawBox(pixels, width, height, region, factor);
  return { width, height, pixels, palette: makePalette() };
}

export function encodeHeatMap(map: HeatMap): DisplayPicture {
  return { type: 'image/png', width: map.width, height: map.height, bytes: encodePng(map) };
}

/** The frame is drawn just outside the region, so that it hides nothing of it. */
function drawBox(pixels: Uint8Array, width: number, height: number, region: Region, factor: number): void {
  const left = Math.max(0, Math.floor(region.x / factor) - 2);
  const top = Math.max(0, Math.floor(region.y / factor) - 2);
  const right = Math.min(width - 1, Math.floor((region.x + region.width - 1) / factor) + 2);
  const bottom = Math.min(height - 1, Math.floor((region.y + region.height - 1) / factor) + 2);
  for (let x = left; x <= right; x++) {
    pixels[top * width + x] = boxColour;
    pixels[bottom * width + x] = boxColour;
  }
  for (let y = top; y <= bottom; y++) {
    pixels[y * width + left] = boxColour;
    pixels[y * width + right] = boxColour;
  }
}
