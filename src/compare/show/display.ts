import type { DisplayPicture } from '../comparison.ts';
import { mainLayer } from '../layers.ts';
import { decodePicture, detectFormat } from '../picture/decode.ts';
import { floatToHalf } from '../picture/exr/half.ts';
import { readJpegSize } from '../picture/jpeg-size.ts';
import { encodePng } from '../picture/png-encode.ts';
import { readPngHeader } from '../picture/png-header.ts';
import type { Layer, Picture } from '../picture/picture.ts';
import { windowsOf } from '../judge/mismatch.ts';
import { isAlpha } from '../measure/passes.ts';
import { canvasOf, layOn, type Box } from '../picture/window.ts';

export interface DisplayOptions {
  /** Wider pictures are averaged down by a whole factor until they fit; for thumbnails. */
  maxWidth?: number;
}

/**
 * Makes a picture showable by a browser. PNG and JPEG files that are small enough pass through as they are; display
 * pictures otherwise become a PNG, and pictures proportional to light the half floats of their main layer.
 */
export async function toDisplay(
  bytes: Uint8Array,
  { maxWidth = Infinity }: DisplayOptions = {},
): Promise<DisplayPicture> {
  const format = detectFormat(bytes);
  if (format === 'png' || format === 'jpeg') {
    const { width, height } = format === 'png' ? readPngHeader(bytes) : readJpegSize(bytes);
    if (width <= maxWidth) return { type: `image/${format}`, width, height, bytes };
  }
  const picture = await decodePicture(bytes);
  const { width, height, planes } = reduceColours(picture, maxWidth);
  return picture.encoding === 'linear'
    ? { type: 'hdr', width, height, bytes: toHalves(planes) }
    : { type: 'image/png', width, height, bytes: encodePng({ width, height, pixels: toBytes(planes) }) };
}

export interface Rgba {
  width: number;
  height: number;
  /** Red, green, blue and, if there is one, alpha. */
  planes: Float32Array[];
}

/** The main layer as red, green, blue and alpha, on all that is shown, reduced to `maxWidth`. */
export function reduceColours(picture: Picture, maxWidth: number): Rgba {
  const [windows] = windowsOf(picture, picture);
  const canvas = canvasOf(windows);
  const factor = Math.ceil(canvas.width / maxWidth) || 1;
  const width = Math.floor(canvas.width / factor);
  const height = Math.max(1, Math.floor(canvas.height / factor));
  const planes = colourPlanes(mainLayer(picture)).map((plane) =>
    average(layOn(canvas, windows.data, plane), canvas, factor, width, height),
  );
  return { width, height, planes };
}

function colourPlanes({ channels }: Layer): Float32Array[] {
  const colours = channels.filter(({ name }) => !isAlpha(name)).map(({ values }) => values);
  const [first] = colours;
  const rgb = colours.length >= 3 ? colours.slice(0, 3) : first ? [first, first, first] : [];
  const alpha = channels.find(({ name }) => isAlpha(name));
  return alpha ? [...rgb, alpha.values] : rgb;
}

function average(plane: Float32Array, picture: Box, factor: number, width: number, height: number): Float32Array {
  if (factor === 1) return plane;
  const rows = Math.min(factor, picture.height);
  const out = new Float32Array(width * height);
  for (let y = 0; y < height * rows; y++) {
    const to = Math.floor(y / rows) * width;
    for (let x = 0; x < width * factor; x++) {
      const index = to + Math.floor(x / factor);
      out[index] = (out[index] ?? 0) + (plane[y * picture.width + x] ?? 0) / (factor * rows);
    }
  }
  return out;
}

/** RGBA half floats side by side, little-endian. */
function toHalves(planes: Float32Array[]): Uint8Array {
  const pixels = planes[0]?.length ?? 0;
  const halves = new Uint16Array(pixels * 4).fill(floatToHalf(1));
  for (const [channel, plane] of planes.entries()) {
    for (let pixel = 0; pixel < pixels; pixel++) halves[pixel * 4 + channel] = floatToHalf(plane[pixel] ?? 0);
  }
  return new Uint8Array(halves.buffer);
}

/** 8 bit RGBA. PNG has colours that are not multiplied by alpha. */
export function toBytes(planes: Float32Array[]): Uint8Array {
  const pixels = planes[0]?.length ?? 0;
  const alphas = planes[3];
  const out = new Uint8Array(pixels * 4).fill(255);
  for (const [channel, plane] of planes.entries()) {
    for (let pixel = 0; pixel < pixels; pixel++) {
      const alpha = channel < 3 ? (alphas?.[pixel] ?? 1) : 1;
      const value = alpha > 0 ? (plane[pixel] ?? 0) / alpha : 0;
      out[pixel * 4 + channel] = Math.round(Math.max(0, Math.min(1, value)) * 255);
    }
  }
  return out;
}
