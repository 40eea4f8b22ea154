import { corruptPicture } from '../picture.ts';
import { sampleSizeBytes, type Compression, type ExrHeader, type ExrPart } from './header.ts';

/** A block of lines or a tile, still compressed. Positions are relative to the picture's first pixel. */
export interface Chunk {
  part: ExrPart;
  x: number;
  y: number;
  width: number;
  height: number;
  /** Size when unpacked: line after line, in each the channels one after the other. */
  rawSizeBytes: number;
  data: Uint8Array;
}

const linesByCompression: Record<Compression, number> = {
  ...{ none: 1, rle: 1, zips: 1, zip: 16, piz: 32, pxr24: 16, b44: 32, b44a: 32, dwaa: 32, dwab: 256 },
};

/** How much a chunk can grow at most: a file that claims more is lying, and nothing is allocated for it. */
const growthByCompression: Record<Compression, number> = {
  ...{ none: 1, rle: 64, zips: 1032, zip: 1032, piz: 1024, pxr24: 1376, b44: 11, b44a: 11, dwaa: 70_000, dwab: 70_000 },
};

/** Finds all chunks of a file and checks each one's place and size. */
export function listChunks(bytes: Uint8Array, header: ExrHeader): Chunk[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: Chunk[] = [];
  let table = header.end;
  for (const [index, part] of header.parts.entries()) {
    const { columns, rows } = gridOf(part);
    if (table + columns * rows * 8 > bytes.length) throw corruptPicture('The EXR picture is cut off');
    const seen = new Set<number>();
    for (let entry = 0; entry < columns * rows; entry++) {
      let offset = Number(view.getBigUint64(table + entry * 8, true));
      if (header.multipart) {
        if (view.getInt32(offset, true) !== index) throw corruptPicture('The EXR picture has a chunk of another part');
        offset += 4;
      }
      const chunk = part.tile ? readTile(bytes, view, part, offset) : readLines(bytes, view, part, offset);
      const place = chunk.y * part.width + chunk.x;
      if (seen.has(place)) throw corruptPicture('The EXR picture has the same lines twice');
      seen.add(place);
      chunks.push(chunk);
    }
    table += chunkCount(part) * 8;
  }
  // Each byte of the file belongs to one chunk: overlapping ones could make a small file a large picture.
  if (chunks.reduce((sum, { data }) => sum + data.length, 0) > bytes.length) {
    throw corruptPicture('The EXR picture has chunks that overlap');
  }
  return chunks;
}

function gridOf({ width, height, compression, tile }: ExrPart): { columns: number; rows: number } {
  return tile
    ? { columns: Math.ceil(width / tile.width), rows: Math.ceil(height / tile.height) }
    : { columns: 1, rows: Math.ceil(height / linesByCompression[compression]) };
}

function chunkCount(part: ExrPart): number {
  const { columns, rows } = gridOf(part);
  return part.chunkCount ?? columns * rows;
}

function readLines(bytes: Uint8Array, view: DataView, part: ExrPart, offset: number): Chunk {
  const y = view.getInt32(offset, true) - part.top;
  const lines = linesByCompression[part.compression];
  if (y < 0 || y >= part.height || y % lines !== 0) throw corruptPicture('The EXR picture has lines outside of it');
  const size = { width: part.width, height: Math.min(lines, part.height - y) };
  return makeChunk(bytes, view, part, { x: 0, y, ...size }, offset + 4);
}

/** Only full-size tiles are read: they come first in the table, smaller levels follow. */
function readTile(bytes: Uint8Array, view: DataView, part: ExrPart, offset: number): Chunk {
  const [column = 0, row = 0, levelX, levelY] = [0, 4, 8, 12].map((at) => view.getInt32(offset + at, true));
  const tile = part.tile ?? { width: 1, height: 1 };
  const x = column * tile.width;
  const y = row * tile.height;
  if (levelX !== 0 || levelY !== 0 || x < 0 || y < 0 || x >= part.width || y >= part.height) {
    throw corruptPicture('The EXR picture has tiles outside of it');
  }
  const size = { width: Math.min(tile.width, part.width - x), height: Math.min(tile.height, part.height - y) };
  return makeChunk(bytes, view, part, { x, y, ...size }, offset + 16);
}

type Area = Pick<Chunk, 'x' | 'y' | 'width' | 'height'>;

function makeChunk(bytes: Uint8Array, view: DataView, part: ExrPart, area: Area, offset: number): Chunk {
  const sizeBytes = view.getUint32(offset, true);
  const start = offset + 4;
  if (start + sizeBytes > bytes.length) throw corruptPicture('The EXR picture is cut off');
  const pixelSizeBytes = part.channels.reduce((sum, { type }) => sum + sampleSizeBytes(type), 0);
  const rawSizeBytes = area.width * area.height * pixelSizeBytes;
  if (sizeBytes > rawSizeBytes || rawSizeBytes > sizeBytes * growthByCompression[part.compression]) {
    throw corruptPicture('The EXR picture has a chunk whose size does not fit its pixels');
  }
  return { part, ...area, rawSizeBytes, data: bytes.subarray(start, start + sizeBytes) };
}
