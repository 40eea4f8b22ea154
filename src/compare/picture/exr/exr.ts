import { corruptPicture, type Channel, type Layer, type Picture } from '../picture.ts';
import { listChunks, type Chunk } from './chunks.ts';
import { loadCodec } from './codecs.ts';
import { halfToFloat } from './half.ts';
import { readExrHeader, sampleSizeBytes, windowsOfParts, type ExrPart, type PixelType } from './header.ts';

/** Chunks of which the next is inflated while one is unpacked: as many as Node has threads for it. */
const chunksAtOnce = 4;

/**
 * Decodes an OpenEXR picture: lines or tiles, one or several parts, all compressions up to OpenEXR 3.3; no deep
 * pixels and no channels of lower resolution. Tiled files give their full-size level.
 */
export async function decodeExr(bytes: Uint8Array): Promise<Picture> {
  return await readParts(bytes, unpackPart);
}

/** The picture without its values. */
export async function outlineExr(bytes: Uint8Array): Promise<Picture> {
  return await readParts(bytes, () => Promise.resolve([]));
}

async function readParts(
  bytes: Uint8Array,
  unpack: (part: ExrPart, chunks: Chunk[]) => Promise<Float32Array[]>,
): Promise<Picture> {
  const header = readExrHeader(bytes);
  const chunks = listChunks(bytes, header);
  const layers = new Map<string, Layer>();
  const hasViews = new Set(header.parts.map(({ view }) => view)).size > 1;
  for (const part of header.parts) {
    const ofPart = chunks.filter((chunk) => chunk.part === part);
    addLayers(layers, part, await unpack(part, ofPart), hasViews ? part.view : undefined);
  }
  // A header without parts is refused.
  const [{ width, height, chromaticities }] = header.parts as [ExrPart];
  const windows = windowsOfParts(header);
  const profile = new Map(chromaticities.length > 0 ? [['chromaticities', chromaticities]] : []);
  return { format: 'exr', width, height, encoding: 'linear', windows, profile, layers: [...layers.values()] };
}

/** Gives the planes of the part's channels. */
async function unpackPart(part: ExrPart, chunks: Chunk[]): Promise<Float32Array[]> {
  const planes = part.channels.map(() => new Float32Array(part.width * part.height));
  const { inflate, unpack } = await loadCodec(part.compression);
  const room = new Uint8Array(chunks.reduce((most, { rawSizeBytes }) => Math.max(most, rawSizeBytes), 0));
  const open = async (chunk: Chunk): Promise<{ chunk: Chunk; data: Uint8Array }> => {
    return { chunk, data: inflate === undefined || isStored(chunk) ? chunk.data : await inflate(chunk) };
  };
  // Opens a chunk when it is asked for one, and ends for all when one fails.
  const opening = chunks.values().map(open);
  const unpackSome = async (): Promise<void> => {
    for (const next of opening) {
      const { chunk, data } = await next;
      const raw = isStored(chunk) ? data : unpack({ ...chunk, data }, room.subarray(0, chunk.rawSizeBytes));
      placeChunk(chunk, raw, planes);
    }
  };
  await Promise.all(Array.from({ length: chunksAtOnce }, unpackSome));
  return planes;
}

/** A chunk that compression would have made larger is stored as it is, whatever the file's compression. */
function isStored({ data, rawSizeBytes }: Chunk): boolean {
  return data.length === rawSizeBytes;
}

/** Copies a chunk's lines to where they belong in the channels' planes. */
function placeChunk({ part, x, y, width, height, rawSizeBytes }: Chunk, raw: Uint8Array, planes: Float32Array[]): void {
  if (raw.length !== rawSizeBytes) throw corruptPicture('The EXR picture has a chunk that is too short');
  const line = new ArrayBuffer(width * 4);
  let from = 0;
  for (let row = 0; row < height; row++) {
    const to = (y + row) * part.width + x;
    for (const [index, channel] of part.channels.entries()) {
      const sizeBytes = width * sampleSizeBytes(channel.type);
      const plane = planes[index]?.subarray(to, to + width);
      if (plane) copyLine(raw.subarray(from, from + sizeBytes), channel.type, plane, line);
      from += sizeBytes;
    }
  }
}

/** The bytes are copied first: they may not be aligned as a view of 16 or 32 bit numbers has to be. */
function copyLine(bytes: Uint8Array, type: PixelType, plane: Float32Array, line: ArrayBuffer): void {
  if (type === 'float') {
    new Uint8Array(plane.buffer, plane.byteOffset, plane.byteLength).set(bytes);
    return;
  }
  new Uint8Array(line).set(bytes);
  if (type === 'uint') {
    plane.set(new Uint32Array(line, 0, plane.length));
    return;
  }
  const floats = halfToFloat();
  const halves = new Uint16Array(line, 0, plane.length);
  for (let index = 0; index < halves.length; index++) plane[index] = floats[halves[index] ?? 0] ?? 0;
}

/**
 * Sorts channels into layers: everything before the last dot of a name is the layer, as Blender writes
 * `ViewLayer.Combined.R`. A channel without a dot belongs to the layer of its part's name. Beside colours, others such as
 * depth (`Z`) or a mask are layers of their own, so that their values are not taken for colours or drown them.
 * @param view comes last, as in `ViewLayer.Combined.left` of files with one part
 */
function addLayers(layers: Map<string, Layer>, part: ExrPart, planes: Float32Array[], view?: string): void {
  const hasColours = part.channels.some(({ name }) => ['R', 'G', 'B', 'Y'].includes(name));
  for (const [index, { name: fullName }] of part.channels.entries()) {
    const dot = fullName.lastIndexOf('.');
    const name = fullName.slice(dot + 1);
    const prefix = dot < 0 ? part.name : fullName.slice(0, dot);
    const alone = dot < 0 && hasColours && !colourChannels.includes(name);
    const layerName = [prefix, alone ? name : '', view].filter(Boolean).join('.');
    const layer = layers.get(layerName) ?? { name: layerName, channels: [] };
    layers.set(layerName, layer);
    if (layer.channels.some((channel) => channel.name === name)) {
      throw corruptPicture(`The EXR picture has the channel ${JSON.stringify(fullName.slice(0, 80))} twice`);
    }
    layer.channels.push({ name, values: planes[index] ?? new Float32Array(0) });
    layer.channels.sort(byChannelOrder);
  }
}

const colourChannels = ['R', 'G', 'B', 'A', 'Y'];
const channelOrder = 'R G B r g b X Y Z W U V A a'.split(' ');

/** Known names as people say them, then the others. */
function byChannelOrder(a: Channel, b: Channel): number {
  const [first, second] = [a, b].map(({ name }) => channelOrder.indexOf(name) + 1 || Infinity);
  return first === second ? (a.name < b.name ? -1 : 1) : (first ?? 0) - (second ?? 0);
}
