import { crc32, deflateSync } from 'node:zlib';

interface RawPng {
  width: number;
  height: number;
  colourType: number;
  bitDepth: number;
  interlaced?: boolean;
  /** Bytes of a picture with whole-byte samples that is not interlaced; otherwise random ones are made from `seed`. */
  pixels?: Uint8Array;
  seed?: number;
  transparency?: Uint8Array;
}

const samples: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const adam7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** Numbers that look random and are the same in every run. */
export function randomNumbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/**
 * Writes PNGs of kinds that OpenImageIO does not: fewer than 8 bits, palettes, interlaced. Rows have all five filters in
 * turn; their bytes are random, so they mean something else under each filter, which any decoder must undo alike.
 */
export function writeRawPng({ width, height, colourType, bitDepth, ...options }: RawPng): Buffer {
  const random = randomNumbers(options.seed ?? 1);
  const areas = options.interlaced
    ? adam7.map(([left, top, stepX, stepY]) => [Math.ceil((width - left) / stepX), Math.ceil((height - top) / stepY)])
    : [[width, height]];
  const rows: Buffer[] = [];
  for (const [columns = 0, lines = 0] of areas) {
    const rowBytes = Math.ceil((columns * samples[colourType]! * bitDepth) / 8);
    if (columns <= 0) continue;
    for (let line = 0; line < lines; line++) {
      const bytes = options.pixels?.subarray(line * rowBytes, (line + 1) * rowBytes);
      const row = bytes ?? Uint8Array.from({ length: rowBytes }, () => random(256));
      rows.push(Buffer.from([bytes ? 0 : line % 5]), Buffer.from(row));
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([bitDepth, colourType, 0, 0, options.interlaced ? 1 : 0], 8);
  const palette = Buffer.from(Array.from({ length: 2 ** Math.min(8, bitDepth) * 3 }, () => random(256)));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', header),
    ...(colourType === 3 ? [pngChunk('PLTE', palette)] : []),
    ...(options.transparency ? [pngChunk('tRNS', options.transparency)] : []),
    pngChunk('IDAT', deflateSync(Buffer.concat(rows))),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

export function pngChunk(type: string, data: Uint8Array): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(typed), 4);
  return Buffer.concat([ends.subarray(0, 4), typed, ends.subarray(4)]);
}
