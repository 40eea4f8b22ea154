import { crc32, deflateSync } from 'node:zlib';

/** Pixels to write: indices into a palette of red, green and blue, or 8 bit RGBA. */
export interface EncodablePicture {
  width: number;
  height: number;
  pixels: Uint8Array;
  /** Three bytes a colour, at most 256 colours. */
  palette?: Uint8Array;
}

/** Writes a PNG. Rows are not filtered: heat maps and thumbnails are flat or small. */
export function encodePng({ width, height, pixels, palette }: EncodablePicture): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, palette ? 3 : 6], 8);
  const rowBytes = width * (palette ? 1 : 4);
  const rows = Buffer.alloc((rowBytes + 1) * height);
  for (let y = 0; y < height; y++) rows.set(pixels.subarray(y * rowBytes, (y + 1) * rowBytes), y * (rowBytes + 1) + 1);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    ...(palette ? [chunk('PLTE', palette)] : []),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', new Uint8Array(0)),
  ]);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const out = Buffer.alloc(12 + data.length);
  out.writeUInt32BE(data.length, 0);
  out.write(type, 4, 'latin1');
  out.set(data, 8);
  out.writeUInt32BE(crc32(out.subarray(4, 8 + data.length)), 8 + data.length);
  return out;
}
