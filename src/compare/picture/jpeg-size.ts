import { checkSize, corruptPicture, type Picture } from './picture.ts';
import { emptyLayer } from './samples.ts';

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

/** The picture without its values, and without its profile. */
export function outlineJpeg(bytes: Uint8Array): Picture {
  const { width, height } = checkLength(bytes);
  return { format: 'jpeg', width, height, encoding: 'display', layers: [emptyLayer(3)] };
}

/** The size of a picture of which the file has enough bytes for it: every block of 8×8 takes at least one bit. */
export function checkLength(bytes: Uint8Array): { width: number; height: number } {
  const { width, height } = readJpegSize(bytes);
  if (width * height > bytes.length * 8 * 64) {
    throw corruptPicture(`The JPEG picture has too few bytes for its ${width}×${height} pixels`);
  }
  return { width, height };
}
