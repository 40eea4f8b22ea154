import { decode } from 'jpeg-js';
import { checkSize, corruptPicture, type Picture } from './picture.ts';
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

/** Finds the frame header (SOF), which has the size. */
export function readJpegSize(bytes: Uint8Array): { width: number; height: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let offset = 2; offset + 9 <= bytes.length;) {
    const marker = view.getUint16(offset);
    if (marker === 0xffff) {
      offset += 1;
      continue;
    }
    if (marker < 0xff00) break;
    // SOF0 … SOF15 without the tables that share the range (DHT, JPG, DAC).
    if (marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker)) {
      const size = { width: view.getUint16(offset + 7), height: view.getUint16(offset + 5) };
      checkSize(size.width, size.height, 3);
      return size;
    }
    offset += 2 + view.getUint16(offset + 2);
  }
  throw corruptPicture('The JPEG picture has no header');
}
