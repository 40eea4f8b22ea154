import { zstdCompressSync } from 'node:zlib';

/** Compresses as Blender does: frames of their own and a seek table behind them. */
export function compressSeekable(bytes: Buffer, frameBytes = 1024 * 1024): Buffer {
  const frames: { packed: Buffer; sizeBytes: number }[] = [];
  for (let start = 0; start < bytes.length; start += frameBytes) {
    const part = bytes.subarray(start, start + frameBytes);
    frames.push({ packed: zstdCompressSync(part), sizeBytes: part.length });
  }
  return Buffer.concat([...frames.map(({ packed }) => packed), seekTable(frames)]);
}

/** The seek table for frames, as in zstd's seekable format. */
export function seekTable(frames: readonly { packed: { length: number }; sizeBytes: number }[]): Buffer {
  const table = Buffer.alloc(8 + frames.length * 8 + 9);
  table.writeUInt32LE(0x184d2a5e, 0);
  table.writeUInt32LE(table.length - 8, 4);
  for (const [index, { packed, sizeBytes }] of frames.entries()) {
    table.writeUInt32LE(packed.length, 8 + index * 8);
    table.writeUInt32LE(sizeBytes, 12 + index * 8);
  }
  table.writeUInt32LE(frames.length, table.length - 9);
  table.writeUInt32LE(0x8f92eab1, table.length - 4);
  return table;
}
