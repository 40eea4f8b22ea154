import { inflate } from '../inflate.ts';
import { corruptPicture } from '../picture.ts';

/** Inflates a zlib stream that must come to exactly `sizeBytes`. */
export function inflateExactly(data: Uint8Array, sizeBytes: number): Uint8Array {
  const raw = inflate(data, sizeBytes);
  if (raw.length !== sizeBytes) throw corruptPicture('The EXR picture has a chunk that is too short');
  return raw;
}

export function unpackZip(data: Uint8Array, sizeBytes: number): Uint8Array {
  return undoPredictor(inflateExactly(data, sizeBytes));
}

export function unpackRle(data: Uint8Array, sizeBytes: number): Uint8Array {
  return undoPredictor(expandRuns(data, sizeBytes));
}

/** A count below zero: so many bytes as they are. Otherwise: the next byte, count + 1 times. */
export function expandRuns(data: Uint8Array, sizeBytes: number): Uint8Array {
  const out = new Uint8Array(sizeBytes);
  let to = 0;
  for (let from = 0; from < data.length;) {
    const count = ((data[from] ?? 0) << 24) >> 24;
    const length = count < 0 ? -count : count + 1;
    const next = from + (count < 0 ? 1 + length : 2);
    if (next > data.length || to + length > sizeBytes)
      throw corruptPicture('The EXR picture has a broken run of bytes');
    if (count < 0) out.set(data.subarray(from + 1, next), to);
    else out.fill(data[from + 1] ?? 0, to, to + length);
    to += length;
    from = next;
  }
  if (to !== sizeBytes) throw corruptPicture('The EXR picture has a chunk that is too short');
  return out;
}

/**
 * Before deflating, OpenEXR puts all bytes of even position before those of odd position and then keeps differences of
 * neighbours. Both are undone in one pass.
 */
export function undoPredictor(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length);
  const half = (bytes.length + 1) >> 1;
  let value = 128;
  for (let from = 0, to = 0; from < half; from++, to += 2) {
    value = (value + (bytes[from] ?? 0) + 128) & 0xff;
    out[to] = value;
  }
  for (let from = half, to = 1; from < bytes.length; from++, to += 2) {
    value = (value + (bytes[from] ?? 0) + 128) & 0xff;
    out[to] = value;
  }
  return out;
}
