import { checkSize, corruptPicture } from './picture.ts';

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
