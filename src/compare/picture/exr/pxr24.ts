import type { Chunk } from './chunks.ts';
import { sampleSizeBytes, type PixelType } from './header.ts';
import type { Codec } from './codec.ts';
import { inflateExactlyAside } from './streams.ts';

/** Bytes that PXR24 keeps of a sample: floats lose their lowest eight bits. */
function keptBytes(type: PixelType): number {
  return type === 'half' ? 2 : type === 'float' ? 3 : 4;
}

/**
 * Undoes PXR24: a deflated stream in which each line of a channel is stored as differences of neighbours, first the
 * highest bytes of all of them, then the next, and so on.
 */
export const pxr24: Codec = {
  inflate: async ({ data, part, width, height }) => {
    const keptSizeBytes = part.channels.reduce((sum, { type }) => sum + width * height * keptBytes(type), 0);
    return await inflateExactlyAside(data, keptSizeBytes);
  },
  unpack: sumDifferences,
};

function sumDifferences({ data: planes, part, width, height, rawSizeBytes }: Chunk): Uint8Array {
  const out = new DataView(new ArrayBuffer(rawSizeBytes));
  let from = 0;
  let to = 0;
  for (let line = 0; line < height; line++) {
    for (const { type } of part.channels) {
      const kept = keptBytes(type);
      const size = sampleSizeBytes(type);
      let value = 0;
      for (let x = 0; x < width; x++, to += size) {
        let difference = 0;
        for (let byte = 0; byte < kept; byte++) difference = (difference << 8) | (planes[from + byte * width + x] ?? 0);
        value = (value + difference) | 0;
        if (type === 'half') out.setUint16(to, value & 0xffff, true);
        else out.setUint32(to, type === 'float' ? value << 8 : value, true);
      }
      from += kept * width;
    }
  }
  return new Uint8Array(out.buffer);
}
