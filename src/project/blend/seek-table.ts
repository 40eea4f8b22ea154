import { zstdDecompressSync } from 'node:zlib';
import { brokenBlend } from './broken.ts';
import { readFully, type Chunking } from './bytes.ts';
import { expansionLimit } from './expansion.ts';

/*
 * Blender 3.0 and later compress a file as many Zstandard frames of about a megabyte and add a seek table in the format
 * of zstd's contrib/seekable_format: a skippable frame with (compressed size, decompressed size) of each frame, all
 * 32-bit little endian, ended by the number of frames, a byte of flags and a magic number.
 */

const footerBytes = 9;
const skippableHeaderBytes = 8;
const seekTableMagic = 0x8f92eab1;
const skippableMagic = 0x184d2a5e;
const checksumFlag = 0x80;

/** Blender writes frames of 1 to 2 MiB. */
const maxFrameBytes = 32 * 1024 * 1024;
const maxFrames = 1_000_000;

/** The frames of a Zstandard file that has a seek table, or undefined for one without. */
export function zstdChunks(descriptor: number, sizeBytes: number, file: string): Chunking | undefined {
  const footer = readFully(descriptor, Math.max(0, sizeBytes - footerBytes), footerBytes);
  if (footer.length < footerBytes || footer.readUInt32LE(5) !== seekTableMagic) return undefined;
  const frames = footer.readUInt32LE(0);
  const entryBytes = (footer.readUInt8(4) & checksumFlag) === 0 ? 8 : 12;
  const tableStart = sizeBytes - footerBytes - frames * entryBytes;
  if (frames === 0 || frames > maxFrames || tableStart < skippableHeaderBytes) {
    throw brokenBlend(file, `has a seek table of ${frames} frames`);
  }
  const table = readFully(descriptor, tableStart - skippableHeaderBytes, skippableHeaderBytes + frames * entryBytes);
  if (table.readUInt32LE(0) !== skippableMagic) throw brokenBlend(file, 'has a damaged seek table');

  const packedStart = new Float64Array(frames + 1);
  const startByte = new Float64Array(frames + 1);
  for (let frame = 0; frame < frames; frame++) {
    const entry = skippableHeaderBytes + frame * entryBytes;
    const decodedBytes = table.readUInt32LE(entry + 4);
    if (decodedBytes > maxFrameBytes) throw brokenBlend(file, `has a compressed frame of ${decodedBytes} bytes`);
    packedStart[frame + 1] = (packedStart[frame] ?? 0) + table.readUInt32LE(entry);
    startByte[frame + 1] = (startByte[frame] ?? 0) + decodedBytes;
  }
  if (packedStart[frames] !== tableStart - skippableHeaderBytes) throw brokenBlend(file, 'has a damaged seek table');

  const at = (offsets: Float64Array, frame: number): number => offsets[frame] ?? 0;
  let budgetBytes = expansionLimit(sizeBytes);
  return {
    sizeBytes: at(startByte, frames),
    find: (offset) => {
      const index = lastAtOrBelow(startByte, offset);
      return { index, startByte: at(startByte, index) };
    },
    load: (index) => {
      const expectedBytes = at(startByte, index + 1) - at(startByte, index);
      budgetBytes -= expectedBytes;
      if (budgetBytes < 0) throw brokenBlend(file, 'expands to far more data than its size allows');
      const packed = readFully(descriptor, at(packedStart, index), at(packedStart, index + 1) - at(packedStart, index));
      const decoded = decodeFrame(packed, expectedBytes, file);
      if (decoded.length !== expectedBytes) throw brokenBlend(file, 'has a seek table that does not match its data');
      return decoded;
    },
  };
}

function decodeFrame(packed: Buffer, expectedBytes: number, file: string): Buffer {
  try {
    return zstdDecompressSync(packed, { maxOutputLength: Math.max(1, expectedBytes) });
  } catch (error) {
    throw brokenBlend(file, 'has damaged compressed data', error);
  }
}

/** Index of the last of the ascending `offsets`, except the closing one, that is not above `offset`. */
function lastAtOrBelow(offsets: Float64Array, offset: number): number {
  let low = 0;
  let high = offsets.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((offsets[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
