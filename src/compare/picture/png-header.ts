import { checkSize, corruptPicture } from './picture.ts';

export interface PngHeader {
  width: number;
  height: number;
  bitDepth: number;
  /** 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGBA. */
  colourType: number;
  interlaced: boolean;
  /** Samples that the file has for a pixel: 1 for a palette's index. */
  samples: number;
}

const samplesByColourType: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const bitDepthsByColourType: Record<number, number[]> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};
/** Reads the size and the kind of pixels; a PNG has them in its first 33 bytes. */
export function readPngHeader(bytes: Uint8Array): PngHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 33 || view.getUint32(12) !== 0x49484452) throw corruptPicture('The PNG picture has no header');
  const [bitDepth = 0, colourType = 0, compression, filter, interlace = 0] = bytes.subarray(24, 29);
  const known = bitDepthsByColourType[colourType]?.includes(bitDepth) ?? false;
  if (!known || compression !== 0 || filter !== 0 || interlace > 1) {
    throw corruptPicture(`The PNG picture has an unknown kind of pixels (${bitDepth} bits, type ${colourType})`);
  }
  const width = view.getUint32(16);
  const height = view.getUint32(20);
  checkSize(width, height, colourType === 3 ? 4 : (samplesByColourType[colourType] ?? 0));
  const samples = samplesByColourType[colourType] ?? 0;
  return { width, height, bitDepth, colourType, interlaced: interlace === 1, samples };
}
