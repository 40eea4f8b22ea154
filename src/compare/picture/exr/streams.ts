import { inflate, inflateAside } from '../inflate.ts';
import { corruptPicture } from '../picture.ts';

/** Inflates a zlib stream that must come to exactly `sizeBytes`. */
export function inflateExactly(data: Uint8Array, sizeBytes: number): Uint8Array {
  return ofSize(inflate(data, sizeBytes), sizeBytes);
}

/** The same on another thread. */
export async function inflateExactlyAside(data: Uint8Array, sizeBytes: number): Promise<Uint8Array> {
  return ofSize(await inflateAside(data, sizeBytes), sizeBytes);
}

function ofSize(bytes: Uint8Array, sizeBytes: number): Uint8Array {
  if (bytes.length !== sizeBytes) throw corruptPicture('The EXR picture has a chunk that is too short');
  return bytes;
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
