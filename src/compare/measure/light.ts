import { emptyPlanes, type Planes } from './flip-colours.ts';
import type { Layer } from '../picture/picture.ts';

/** Larger pictures are seen reduced: no screen shows them pixel by pixel, and FLIP takes a second for two million. */
const maxViewedPixels = 2 ** 22;

let decoded: Float32Array | undefined;

/** sRGB to light for all 16 bit values; 8 bit ones are among them. */
function decodeTable(): Float32Array {
  decoded ??= Float32Array.from({ length: 0x10000 }, (_, index) => {
    const value = index / 0xffff;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return decoded;
}

/** By how much a picture is reduced each way before it is seen. */
export function viewedFactor(width: number, height: number): number {
  let factor = 1;
  while ((width * height) / factor ** 2 > maxViewedPixels) factor++;
  return factor;
}

/**
 * The layer's red, green and blue as light, 0 … 1, as a screen would show them: display values decoded from sRGB, linear
 * ones clipped. Pictures of more than four million pixels are averaged down.
 */
export function lightOf(
  { channels }: Layer,
  width: number,
  height: number,
  encoding: 'linear' | 'display',
  factor = viewedFactor(width, height),
): { planes: Planes; width: number; height: number } {
  const size = { width: Math.floor(width / factor), height: Math.floor(height / factor) };
  const planes = emptyPlanes(size.width * size.height);
  const table = decodeTable();
  for (const [index, plane] of planes.entries()) {
    // Grey pictures have one colour for all three.
    const source = (channels.length >= 3 ? channels[index] : channels[0])?.values ?? new Float32Array(0);
    for (let to = 0, top = 0; top < size.height * factor; top += factor) {
      for (let left = 0; left < size.width * factor; left += factor, to++) {
        let sum = 0;
        for (let y = top; y < top + factor; y++) {
          for (let pixel = y * width + left; pixel < y * width + left + factor; pixel++) {
            const value = source[pixel] ?? 0;
            // NaN counts as black; the metrics count it apart.
            const clipped = value > 0 ? Math.min(1, value) : 0;
            sum += encoding === 'linear' ? clipped : (table[Math.round(clipped * 0xffff)] ?? 0);
          }
        }
        plane[to] = sum / factor ** 2;
      }
    }
  }
  return { planes, ...size };
}
