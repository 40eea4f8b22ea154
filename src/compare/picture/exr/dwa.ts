import { corruptPicture } from '../picture.ts';
import { interleaveLines } from './b44.ts';
import type { Chunk } from './chunks.ts';
import { readChannelRules, sortChannels, type DwaChannel } from './dwa-channels.ts';
import { decodeCosines, type CosineStreams } from './dwa-cosines.ts';
import { sampleSizeBytes } from './header.ts';
import { decodeHuffman } from './huffman.ts';
import { undoPredictor } from './predictor.ts';
import { expandRuns, inflateExactly } from './streams.ts';

const headerSizeBytes = 88;

/** The sizes at the start of a chunk, in their order. Each stream is checked against what the chunk can hold. */
interface Sizes {
  version: number;
  rawOther: number;
  other: number;
  ac: number;
  dc: number;
  runs: number;
  inflatedRuns: number;
  rawRuns: number;
  acCount: number;
  dcCount: number;
  acCompression: number;
}

/**
 * Undoes DWAA and DWAB: colours as quantized cosine coefficients of 8×8 blocks, alpha as runs, all other channels
 * deflated. Four streams follow the sizes: the deflated channels, the AC and the DC coefficients, and the runs.
 */
export function unpackDwa({ data, part, width, height, rawSizeBytes }: Chunk): Uint8Array {
  const sizes = readSizes(data);
  const rules = sizes.version < 2 ? undefined : readChannelRules(data.subarray(headerSizeBytes));
  const channels = sortChannels(part.channels, rules);
  checkSizes(sizes, channels, width, height);

  let offset = headerSizeBytes + (rules?.sizeBytes ?? 0);
  const take = (sizeBytes: number): Uint8Array => {
    if (offset + sizeBytes > data.length) throw corruptPicture('The EXR picture has a chunk that is too short');
    offset += sizeBytes;
    return data.subarray(offset - sizeBytes, offset);
  };
  const other = inflateIfAny(take(sizes.other), sizes.rawOther);
  const streams: CosineStreams = {
    ac: readAc(take(sizes.ac), sizes),
    dc: toWords(undoPredictor(inflateIfAny(take(sizes.dc), sizes.dcCount * 2))),
  };
  const runs = expandRuns(inflateIfAny(take(sizes.runs), sizes.inflatedRuns), sizes.rawRuns);

  const planes = part.channels.map(({ type }) => new Uint8Array(width * height * sampleSizeBytes(type)));
  decodeCosines(channels, streams, planes, width, height);
  copyPlain(channels, other, planes);
  copyRuns(channels, runs, planes, width * height);
  return interleaveLines(planes, height, rawSizeBytes);
}

function readSizes(data: Uint8Array): Sizes {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const at = (index: number): number => Number(view.getBigUint64(index * 8, true));
  const version = at(0);
  if (version > 2) throw corruptPicture(`The EXR picture has DWA data of the unknown version ${version}`);
  return {
    ...{ version, rawOther: at(1), other: at(2), ac: at(3), dc: at(4), runs: at(5), inflatedRuns: at(6) },
    ...{ rawRuns: at(7), acCount: at(8), dcCount: at(9), acCompression: at(10) },
  };
}

function checkSizes(sizes: Sizes, channels: DwaChannel[], width: number, height: number): void {
  const sizeOf = (scheme: DwaChannel['scheme']): number =>
    channels.reduce((sum, channel) => sum + (channel.scheme === scheme ? sampleSizeBytes(channel.type) : 0), 0) *
    (width * height);
  const blocks = Math.ceil(width / 8) * Math.ceil(height / 8);
  const dcCount = channels.filter(({ scheme }) => scheme === 'cosines').length * blocks;
  const fits =
    sizes.dcCount === dcCount &&
    sizes.acCount <= dcCount * 63 &&
    sizes.rawOther === sizeOf('plain') &&
    sizes.rawRuns === sizeOf('runs') &&
    sizes.inflatedRuns <= sizes.rawRuns * 2;
  if (!fits) throw corruptPicture('The EXR picture has a chunk whose size does not fit its pixels');
}

/** Streams of size zero have no bytes at all, not even zlib's header. */
function inflateIfAny(data: Uint8Array, sizeBytes: number): Uint8Array {
  return sizeBytes === 0 ? new Uint8Array(0) : inflateExactly(data, sizeBytes);
}

function readAc(data: Uint8Array, { acCount, acCompression }: Sizes): Uint16Array {
  if (acCount === 0) return new Uint16Array(0);
  return acCompression === 0 ? decodeHuffman(data, acCount) : toWords(inflateExactly(data, acCount * 2));
}

function toWords(bytes: Uint8Array): Uint16Array {
  return new Uint16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

function copyPlain(channels: DwaChannel[], other: Uint8Array, planes: Uint8Array[]): void {
  let offset = 0;
  for (const [index, plane] of planes.entries()) {
    if (channels[index]?.scheme !== 'plain') continue;
    plane.set(other.subarray(offset, offset + plane.length));
    offset += plane.length;
  }
}

/** First the lowest byte of all pixels, then the next. */
function copyRuns(channels: DwaChannel[], runs: Uint8Array, planes: Uint8Array[], pixels: number): void {
  let offset = 0;
  for (const [index, plane] of planes.entries()) {
    if (channels[index]?.scheme !== 'runs') continue;
    const size = plane.length / pixels;
    for (let byte = 0; byte < size; byte++, offset += pixels) {
      for (let pixel = 0; pixel < pixels; pixel++) plane[pixel * size + byte] = runs[offset + pixel] ?? 0;
    }
  }
}
