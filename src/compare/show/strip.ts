import type { DisplayPicture, PictureComparison } from '../comparison.ts';
import { decodePicture } from '../picture/decode.ts';
import { encodePng } from '../picture/png-encode.ts';
import { mapDifference } from './difference.ts';
import { reduceColours, toBytes } from './display.ts';
import type { HeatMap } from './heat-map.ts';

/*
 * A frame at a glance: baseline, candidate and difference side by side in one small PNG, for places that show pictures and
 * run no script, such as a comment. Always our own encoding: nothing of a file's bytes is passed on.
 */

/** The gap between the panels, transparent. */
const gap = 4;

interface Panel {
  width: number;
  height: number;
  /** 8 bit RGBA. */
  pixels: Uint8Array;
}

/** @param maxWidth of one panel, in pixels @returns undefined without a picture */
export async function drawStrip(
  { baseline, candidate }: { baseline?: Uint8Array | undefined; candidate?: Uint8Array | undefined },
  comparison: Pick<PictureComparison, 'regions' | 'decisiveLayer'>,
  maxWidth: number,
): Promise<DisplayPicture | undefined> {
  const panels: Panel[] = [];
  for (const bytes of [baseline, candidate]) {
    if (bytes !== undefined) panels.push(await drawPanel(bytes, maxWidth));
  }
  if (baseline !== undefined && candidate !== undefined) {
    const map = await mapDifference(baseline, candidate, comparison, maxWidth);
    if (map !== undefined) panels.push(colour(map));
  }
  return panels.length === 0 ? undefined : join(panels);
}

async function drawPanel(bytes: Uint8Array, maxWidth: number): Promise<Panel> {
  const picture = await decodePicture(bytes);
  const { width, height, planes } = reduceColours(picture, maxWidth);
  return { width, height, pixels: toBytes(picture.encoding === 'linear' ? planes.map(encodeSrgb) : planes) };
}

/** Light as a screen shows it, without Blender's view transform, which no file tells. Alpha stays as it is. */
function encodeSrgb(plane: Float32Array, channel: number): Float32Array {
  if (channel === 3) return plane;
  return plane.map((light) => (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055));
}

function colour({ width, height, pixels, palette }: HeatMap): Panel {
  const out = new Uint8Array(4 * width * height).fill(255);
  for (const [index, entry] of pixels.entries()) out.set(palette.subarray(3 * entry, 3 * entry + 3), 4 * index);
  return { width, height, pixels: out };
}

function join(panels: Panel[]): DisplayPicture {
  const width = panels.reduce((sum, panel) => sum + panel.width, gap * (panels.length - 1));
  const height = Math.max(...panels.map((panel) => panel.height));
  const pixels = new Uint8Array(4 * width * height);
  let left = 0;
  for (const panel of panels) {
    for (let y = 0; y < panel.height; y++) {
      pixels.set(panel.pixels.subarray(4 * y * panel.width, 4 * (y + 1) * panel.width), 4 * (y * width + left));
    }
    left += panel.width + gap;
  }
  return { type: 'image/png', width, height, bytes: encodePng({ width, height, pixels }) };
}
