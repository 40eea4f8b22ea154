import { inflate } from './inflate.ts';
import { corruptPicture } from './picture.ts';
import type { TiffDirectory } from './tiff-directory.ts';

interface SegmentSize {
  width: number;
  lines: number;
  /** Values of a pixel in this segment. */
  samples: number;
}

/** Unpacks one strip or tile into its values, line by line. */
export function unpackSegment(
  bytes: Uint8Array,
  directory: TiffDirectory,
  index: number,
  { width, lines, samples }: SegmentSize,
): Uint8Array | Uint16Array | Float32Array {
  const offset = directory.offsets[index] ?? 0;
  const data = bytes.subarray(offset, offset + (directory.sizes[index] ?? 0));
  const size = directory.bitsPerSample / 8;
  const raw = decompress(data, directory.compression, width * lines * samples * size);
  const lineValues = width * samples;
  if (directory.predictor === 3) {
    undoFloatPredictor(raw, lineValues * size, samples);
    return toFloats(raw);
  }
  // Everything below counts on the machine's byte order, which is little-endian wherever Node.js runs.
  if (!directory.littleEndian && size === 2) raw.swap16();
  if (!directory.littleEndian && size === 4) raw.swap32();
  const Words = size === 4 ? Uint32Array : size === 2 ? Uint16Array : Uint8Array;
  const values = new Words(raw.buffer, raw.byteOffset, raw.length / size);
  if (directory.predictor === 2) {
    for (let line = 0; line < lines; line++) {
      for (let at = line * lineValues + samples; at < (line + 1) * lineValues; at++) {
        values[at] = (values[at] ?? 0) + (values[at - samples] ?? 0);
      }
    }
  }
  return values instanceof Uint32Array ? toFloats(raw) : values;
}

function toFloats(raw: Uint8Array<ArrayBuffer>): Float32Array {
  return new Float32Array(raw.buffer, raw.byteOffset, raw.length / 4);
}

/** Bytes are differences; the highest bytes of a line's floats come first, then the next highest. */
function undoFloatPredictor(raw: Uint8Array, lineBytes: number, samples: number): void {
  const values = lineBytes / 4;
  for (let start = 0; start < raw.length; start += lineBytes) {
    const line = raw.subarray(start, start + lineBytes);
    for (let at = samples; at < lineBytes; at++) line[at] = (line[at] ?? 0) + (line[at - samples] ?? 0);
    const planes = Uint8Array.from(line);
    for (let value = 0; value < values; value++) {
      for (let byte = 0; byte < 4; byte++) line[value * 4 + 3 - byte] = planes[byte * values + value] ?? 0;
    }
  }
}

/** Gives exactly `sizeBytes` in a buffer of its own, aligned for any number. */
function decompress(
  data: Uint8Array,
  compression: TiffDirectory['compression'],
  sizeBytes: number,
): Buffer<ArrayBuffer> {
  const out = Buffer.from(new ArrayBuffer(sizeBytes));
  const written =
    compression === 'none'
      ? copy(data.subarray(0, sizeBytes), out)
      : compression === 'deflate'
        ? copy(inflate(data, sizeBytes), out)
        : compression === 'lzw'
          ? expandLzw(data, out)
          : expandPackBits(data, out);
  if (written !== sizeBytes) throw corruptPicture('The TIFF picture has a strip or tile that is too short');
  return out;
}

function copy(from: Uint8Array, to: Uint8Array): number {
  to.set(from);
  return from.length;
}

/** A count below zero: the next byte 1 - count times; otherwise count + 1 bytes as they are. */
function expandPackBits(data: Uint8Array, out: Uint8Array): number {
  let to = 0;
  for (let from = 0; from < data.length && to < out.length;) {
    const count = ((data[from++] ?? 0) << 24) >> 24;
    if (count === -128) continue;
    const length = Math.min(count < 0 ? 1 - count : count + 1, out.length - to);
    if (count < 0) out.fill(data[from++] ?? 0, to, to + length);
    else out.set(data.subarray(from, (from += count + 1)).subarray(0, length), to);
    to += length;
  }
  return to;
}

const clearCode = 256;
const endCode = 257;

/** LZW of TIFF: codes of 9 to 12 bits, high bits first, growing one code early. */
function expandLzw(data: Uint8Array, out: Uint8Array): number {
  // Each entry is text that is in `out` already: where it starts and how long it is.
  const starts = new Uint32Array(4096);
  const lengths = new Uint32Array(4096);
  let next = 258;
  let bits = 9;
  let to = 0;
  let before: { start: number; length: number } | undefined;
  for (let bit = 0; bit + bits <= data.length * 8 && to < out.length;) {
    const index = bit >> 3;
    const word = ((data[index] ?? 0) << 16) | ((data[index + 1] ?? 0) << 8) | (data[index + 2] ?? 0);
    const code = (word >> (24 - bits - (bit & 7))) & ((1 << bits) - 1);
    bit += bits;
    if (code === endCode) break;
    if (code === clearCode) {
      next = 258;
      bits = 9;
      before = undefined;
      continue;
    }
    const start = to;
    if (code < 256) {
      out[to++] = code;
    } else {
      // A code that is only now being defined is the text before and that text's first byte.
      const from = code < next ? (starts[code] ?? 0) : before?.start;
      const length = code < next ? (lengths[code] ?? 0) : (before?.length ?? 0) + 1;
      if (from === undefined || code > next) throw corruptPicture('The TIFF picture has broken LZW data');
      for (let at = 0; at < length && to < out.length; at++) out[to++] = out[from + at] ?? 0;
    }
    if (before && next < 4096) {
      starts[next] = before.start;
      lengths[next] = before.length + 1;
      next++;
    }
    before = { start, length: to - start };
    bits = next >= 2047 ? 12 : next >= 1023 ? 11 : next >= 511 ? 10 : 9;
  }
  return to;
}
