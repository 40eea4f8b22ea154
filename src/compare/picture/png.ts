import { crc32 } from 'node:zlib';
import { inflateAside } from './inflate.ts';
import { corruptPicture, type Picture, type Samples } from './picture.ts';
import { readPngHeader, type PngHeader } from './png-header.ts';
import { readInterlaced, readRows, rawSizeBytes } from './png-rows.ts';
import { emptyLayer, multiplyByAlpha, toLayer } from './samples.ts';

/*
 * PNG as the W3C recommendation (third edition) defines it. Written on node:zlib because its inflate takes a limit for
 * the output and is twice as fast as those in JavaScript.
 */

/** What says which colours the samples are. */
const profileChunks = ['gAMA', 'cHRM', 'sRGB', 'iCCP', 'cICP'];

/** No deflate stream grows by more than this factor. */
const maxInflation = 1032;

export async function decodePng(bytes: Uint8Array): Promise<Picture> {
  const { header, chunks, sizeBytes } = openPng(bytes);
  const data = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map((chunk) => chunk.data));
  const raw = await inflateAside(data, sizeBytes);
  if (raw.length !== sizeBytes) throw corruptPicture('The PNG picture ends before its last row');

  const stored = header.interlaced ? readInterlaced(raw, header) : readRows(raw, header);
  const samples = expand(stored, header, chunkData(chunks, 'PLTE'), chunkData(chunks, 'tRNS'));
  const hidden = samples.channels === 2 || samples.channels === 4 ? multiplyByAlpha(samples) : {};
  return { ...describe(header, chunks), ...hidden, layers: [toLayer(samples)] };
}

/** The picture without its values. */
export function outlinePng(bytes: Uint8Array): Picture {
  const { header, chunks } = openPng(bytes);
  const isTransparent = chunkData(chunks, 'tRNS') !== undefined;
  return { ...describe(header, chunks), layers: [emptyLayer(channelsOf(header, isTransparent))] };
}

function openPng(bytes: Uint8Array): { header: PngHeader; chunks: Chunk[]; sizeBytes: number } {
  const chunks = readChunks(bytes);
  const header = readPngHeader(bytes);
  const sizeBytes = rawSizeBytes(header);
  const stored = chunks.reduce((sum, { type, data }) => sum + (type === 'IDAT' ? data.length : 0), 0);
  if (sizeBytes > stored * maxInflation) {
    throw corruptPicture(`The PNG picture has too few bytes for its ${header.width}×${header.height} pixels`);
  }
  return { header, chunks, sizeBytes };
}

function describe({ width, height }: PngHeader, chunks: Chunk[]): Omit<Picture, 'layers'> {
  const profile = new Map(
    chunks.filter(({ type }) => profileChunks.includes(type)).map(({ type, data }) => [type, data]),
  );
  return { format: 'png', width, height, encoding: 'display', profile };
}

/** A palette stands for colours, and colours of which some are transparent get an alpha. */
function channelsOf({ colourType, samples }: PngHeader, isTransparent: boolean): number {
  const hasAlpha = colourType === 4 || colourType === 6;
  return (colourType === 3 ? 3 : samples) + Number(isTransparent && !hasAlpha);
}

interface Chunk {
  type: string;
  data: Uint8Array;
}

function readChunks(bytes: Uint8Array): Chunk[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: Chunk[] = [];
  for (let offset = 8; ;) {
    if (offset + 12 > bytes.length) throw corruptPicture('The PNG picture is cut off');
    const end = offset + 8 + view.getUint32(offset);
    if (end + 4 > bytes.length) throw corruptPicture('The PNG picture is cut off');
    const type = Buffer.from(bytes.subarray(offset + 4, offset + 8)).toString('latin1');
    if (crc32(bytes.subarray(offset + 4, end)) !== view.getUint32(end)) {
      throw corruptPicture('The PNG picture is damaged: a checksum does not fit its data');
    }
    if (type === 'IEND') return chunks;
    chunks.push({ type, data: bytes.subarray(offset + 8, end) });
    offset = end + 4;
  }
}

function chunkData(chunks: Chunk[], type: string): Uint8Array | undefined {
  return chunks.find((chunk) => chunk.type === type)?.data;
}

/** Brings palettes, fewer than 8 bits and single transparent colours into plain 8 or 16 bit channels. */
function expand(
  stored: Samples['values'],
  header: PngHeader,
  palette?: Uint8Array,
  transparency?: Uint8Array,
): Samples {
  if (header.colourType === 3) {
    if (palette === undefined) throw corruptPicture('The PNG picture has no palette');
    return applyPalette(stored, palette, transparency);
  }
  if (transparency !== undefined && (header.colourType === 0 || header.colourType === 2)) {
    return applyTransparentColour(stored, header, transparency);
  }
  const { bitDepth, samples } = header;
  const values = bitDepth < 8 ? stored.map((value) => (value * 255) / (2 ** bitDepth - 1)) : stored;
  return { values, channels: samples };
}

function applyPalette(indices: Samples['values'], palette: Uint8Array, alphas?: Uint8Array): Samples {
  const channels = alphas === undefined ? 3 : 4;
  const values = new Uint8Array(indices.length * channels);
  for (let pixel = 0; pixel < indices.length; pixel++) {
    const index = indices[pixel] ?? 0;
    if (index * 3 + 3 > palette.length) throw corruptPicture('The PNG picture uses a colour that its palette lacks');
    values.set(palette.subarray(index * 3, index * 3 + 3), pixel * channels);
    if (alphas !== undefined) values[pixel * channels + 3] = alphas[index] ?? 255;
  }
  return { values, channels };
}

/** A grey or RGB picture of which one colour is transparent: gets an alpha channel. */
function applyTransparentColour(stored: Samples['values'], header: PngHeader, transparency: Uint8Array): Samples {
  const { samples, bitDepth } = header;
  if (transparency.length < samples * 2) throw corruptPicture('The PNG picture has half a transparent colour');
  const colour = Array.from({ length: samples }, (_, index) => Buffer.from(transparency).readUInt16BE(index * 2));
  const pixels = stored.length / samples;
  const values = bitDepth === 16 ? new Uint16Array(pixels * (samples + 1)) : new Uint8Array(pixels * (samples + 1));
  const full = 2 ** bitDepth - 1;
  const scale = bitDepth < 8 ? 255 / full : 1;
  for (let pixel = 0, to = 0; pixel < pixels; pixel++) {
    const from = pixel * samples;
    const transparent = colour.every((value, index) => stored[from + index] === value);
    for (let index = 0; index < samples; index++) values[to++] = (stored[from + index] ?? 0) * scale;
    values[to++] = transparent ? 0 : full * scale;
  }
  return { values, channels: samples + 1 };
}
