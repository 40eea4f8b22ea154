import { crc32, deflateSync } from 'node:zlib';
import type { DisplayPicture } from '../../src/compare/comparison.ts';

type Colour = [red: number, green: number, blue: number];

/** A PNG with 8 bit RGB, painted pixel by pixel. */
export function makePng(width: number, height: number, paint: (x: number, y: number) => Colour): DisplayPicture {
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rows.set(paint(x, y), y * (1 + width * 3) + 1 + x * 3);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const bytes = Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND')]);
  return { type: 'image/png', width, height, bytes };
}

function chunk(type: string, content = Buffer.alloc(0)): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** Scene light as half floats, for light from 2^-14 to 65504. */
export function makeHdr(width: number, height: number, paint: (x: number, y: number) => Colour): DisplayPicture {
  const bytes = Buffer.alloc(width * height * 8);
  for (let i = 0; i < width * height; i++) {
    [...paint(i % width, Math.floor(i / width)), 1].forEach((value, channel) => {
      bytes.writeUInt16LE(toHalf(value), i * 8 + channel * 2);
    });
  }
  return { type: 'hdr', width, height, bytes };
}

export function toHalf(value: number): number {
  if (value === 0) return 0;
  const exponent = Math.floor(Math.log2(value));
  return ((exponent + 15) << 10) | Math.round((value / 2 ** exponent - 1) * 1024);
}

/** Bytes that neither deflate nor the eye can make anything of, for pictures that have to be large. */
export function makeNoise(sizeBytes: number): DisplayPicture {
  const bytes = new Uint8Array(sizeBytes);
  let state = 1;
  for (let i = 0; i < sizeBytes; i++) {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    bytes[i] = state >> 16;
  }
  return { type: 'image/jpeg', width: 100, height: 100, bytes };
}
