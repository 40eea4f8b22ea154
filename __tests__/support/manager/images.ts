import { crc32, deflateSync } from 'node:zlib';

/** Colour of one pixel, each channel 0 … 1. */
export type Paint = (x: number, y: number) => readonly [red: number, green: number, blue: number];

function pngChunk(type: string, data: Buffer): Buffer {
  const chunk = Buffer.alloc(12 + data.length);
  chunk.writeUInt32BE(data.length, 0);
  chunk.write(type, 4, 'latin1');
  data.copy(chunk, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length);
  return chunk;
}

/** An 8-bit RGB PNG. */
export function encodePng(width: number, height: number, paint: Paint): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const bytes = paint(x, y).map((value) => Math.round(value * 255));
      rows.set(bytes, y * (1 + width * 3) + 1 + x * 3);
    }
  }
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

function exrAttribute(name: string, type: string, value: Buffer): Buffer {
  const size = Buffer.alloc(4);
  size.writeInt32LE(value.length);
  return Buffer.concat([Buffer.from(`${name}\0${type}\0`), size, value]);
}

function int32s(...values: number[]): Buffer {
  return Buffer.from(Int32Array.from(values).buffer);
}

function float32s(...values: number[]): Buffer {
  return Buffer.from(Float32Array.from(values).buffer);
}

/**
 * An uncompressed 32-bit float scanline OpenEXR image (OpenEXR file layout, version 2). With `layer` the channels are
 * named as Blender names a multilayer file's: `ViewLayer.Combined.R`.
 */
export function encodeExr(width: number, height: number, paint: Paint, layer = ''): Buffer {
  const prefix = layer === '' ? '' : `${layer}.`;
  const channelNames = ['B', 'G', 'R'];
  const channels = channelNames.map((name) =>
    Buffer.concat([Buffer.from(`${prefix}${name}\0`), int32s(2), Buffer.alloc(4), int32s(1, 1)]),
  );
  const box = int32s(0, 0, width - 1, height - 1);
  const header = Buffer.concat([
    Buffer.from([0x76, 0x2f, 0x31, 0x01, 2, 0, 0, 0]),
    exrAttribute('channels', 'chlist', Buffer.concat([...channels, Buffer.alloc(1)])),
    exrAttribute('compression', 'compression', Buffer.from([0])),
    exrAttribute('dataWindow', 'box2i', box),
    exrAttribute('displayWindow', 'box2i', box),
    exrAttribute('lineOrder', 'lineOrder', Buffer.from([0])),
    exrAttribute('pixelAspectRatio', 'float', float32s(1)),
    exrAttribute('screenWindowCenter', 'v2f', float32s(0, 0)),
    exrAttribute('screenWindowWidth', 'float', float32s(1)),
    Buffer.alloc(1),
  ]);
  const rowBytes = width * channelNames.length * 4;
  const offsets = Buffer.alloc(height * 8);
  const lines: Buffer[] = [];
  for (let y = 0; y < height; y++) {
    offsets.writeBigUInt64LE(BigInt(header.length + offsets.length + y * (8 + rowBytes)), y * 8);
    // The file keeps a line's channels one after the other, in the alphabetical order of their names.
    const pixels = Array.from({ length: width }, (_, x) => paint(x, y));
    const values = [2, 1, 0].flatMap((channel) => pixels.map((pixel) => pixel[channel] ?? 0));
    lines.push(int32s(y, rowBytes), float32s(...values));
  }
  return Buffer.concat([header, offsets, ...lines]);
}
