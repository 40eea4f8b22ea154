import { brokenBlend } from './broken.ts';

/** What the first bytes of a .blend say about all others. */
export interface BlendHeader {
  /** 304 for Blender 3.4, 279 for 2.79. */
  version: number;
  pointerSize: 4 | 8;
  littleEndian: boolean;
  /** Bytes of the header itself. */
  sizeBytes: number;
  /** Layout of the header of each block. `large`: Blender 5.0 on, 64-bit lengths. */
  blocks: 'small' | 'large';
}

/** Enough bytes for {@link parseHeader}. */
export const maxHeaderBytes = 17;

/**
 * Parses `BLENDER-v304` (up to Blender 4.5: pointer size `_` 4 or `-` 8, `v` little or `V` big endian, version) or
 * `BLENDER17-01v0500` (5.0 on: header size, pointer size, format version, byte order, version). `file` is for errors.
 */
export function parseHeader(bytes: Buffer, file: string): BlendHeader {
  const text = bytes.toString('latin1', 0, maxHeaderBytes);
  const small = /^BLENDER([_-])([vV])(\d{3})/.exec(text);
  if (small) {
    return {
      version: Number(small[3]),
      pointerSize: small[1] === '_' ? 4 : 8,
      littleEndian: small[2] === 'v',
      sizeBytes: 12,
      blocks: 'small',
    };
  }
  const large = /^BLENDER17-(\d\d)v(\d{4})/.exec(text);
  if (!large) throw brokenBlend(file, 'does not begin like one');
  if (large[1] !== '01') throw brokenBlend(file, `has format version ${Number(large[1])}, which is not known yet`);
  return { version: Number(large[2]), pointerSize: 8, littleEndian: true, sizeBytes: 17, blocks: 'large' };
}
