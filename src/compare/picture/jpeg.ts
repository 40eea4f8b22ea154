import { decode } from 'jpeg-js';
import { readJpegSize } from './jpeg-size.ts';
import { corruptPicture, type Picture } from './picture.ts';
import { toLayer } from './samples.ts';

export function decodeJpeg(bytes: Uint8Array): Picture {
  const { width, height } = readJpegSize(bytes);
  // Every 8×8 block takes at least one bit: a file that is shorter cannot have so many pixels.
  if (width * height > bytes.length * 8 * 64) {
    throw corruptPicture(`The JPEG picture has too few bytes for its ${width}×${height} pixels`);
  }
  const picture = decode(bytes, {
    useTArray: true,
    formatAsRGBA: false,
    tolerantDecoding: false,
    maxResolutionInMP: Infinity,
    // Coefficients, lines and result take at most 32 bytes a pixel and some megabytes for tables.
    maxMemoryUsageInMB: 16 + (width * height * 32) / 2 ** 20,
  });
  const values = new Uint8Array(picture.data.buffer, picture.data.byteOffset, width * height * 3);
  return { format: 'jpeg', width, height, encoding: 'display', layers: [toLayer({ values, channels: 3 })] };
}
