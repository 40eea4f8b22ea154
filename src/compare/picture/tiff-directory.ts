import { checkSize, corruptPicture, type Picture } from './picture.ts';
import { emptyLayer } from './samples.ts';

export type TiffCompression = 'none' | 'lzw' | 'deflate' | 'packbits';

/** What the first directory of a TIFF says about its picture (TIFF 6.0 with Adobe's supplements). */
export interface TiffDirectory {
  littleEndian: boolean;
  width: number;
  height: number;
  samples: number;
  bitsPerSample: 8 | 16 | 32;
  /** 1 whole numbers, 3 floats. */
  sampleFormat: 1 | 3;
  compression: TiffCompression;
  /** 1 none, 2 differences of neighbours, 3 the same for the bytes of floats. */
  predictor: number;
  /** Channels one after the other instead of side by side. */
  planar: boolean;
  whiteIsZero: boolean;
  unassociatedAlpha: boolean;
  tiled: boolean;
  /** Size of a strip or tile. */
  segment: { width: number; height: number };
  offsets: number[];
  sizes: number[];
}

const tags = {
  ...{ width: 256, height: 257, bitsPerSample: 258, compression: 259, photometric: 262, stripOffsets: 273 },
  ...{ samples: 277, rowsPerStrip: 278, stripSizes: 279, planar: 284, predictor: 317, tileWidth: 322 },
  ...{ tileHeight: 323, tileOffsets: 324, tileSizes: 325, extraSamples: 338, sampleFormat: 339 },
};
const iccProfile = 34675;
const compressions: Record<number, TiffCompression> = {
  ...{ 1: 'none', 5: 'lzw', 8: 'deflate', 32946: 'deflate', 32773: 'packbits' },
};
/** Those of other programs, and of libtiff, that are not read. */
const otherCompressions: Record<number, string> = {
  ...{ 2: 'CCITT', 3: 'CCITT Fax 3', 4: 'CCITT Fax 4', 6: 'JPEG (the old way)', 7: 'JPEG', 34712: 'JPEG 2000' },
  ...{ 34887: 'LERC', 34925: 'LZMA', 50000: 'Zstandard', 50001: 'WebP', 50002: 'JPEG XL' },
};
const colourModels: Record<number, string> = {
  ...{ 3: 'a palette', 4: 'a mask', 5: 'CMYK', 6: 'YCbCr', 8: 'CIE L*a*b*', 32844: 'LogL', 32845: 'LogLuv' },
};
const numberFormats: Record<number, string> = {
  2: 'whole numbers with a sign',
  5: 'complex numbers',
  6: 'complex floats',
};
/** As many strips or tiles as no picture has. */
const maxValues = 2 ** 20;
/** Tiles up to this size are usual, whatever the picture's. */
const leastTilePixels = 2 ** 20;
/** Bytes of a value by its type: only SHORT and LONG matter here. */
const typeSizes: Record<number, number> = { 1: 1, 3: 2, 4: 4 };

export function readTiffDirectory(bytes: Uint8Array): TiffDirectory {
  const fields = readFields(bytes);
  const all = (tag: number): number[] => fields.get(tag) ?? [];
  const one = (tag: number, fallback: number): number => fields.get(tag)?.[0] ?? fallback;
  const width = one(tags.width, 0);
  const height = one(tags.height, 0);
  const samples = one(tags.samples, 1);
  const tiled = fields.has(tags.tileOffsets);
  const segment = tiled
    ? { width: one(tags.tileWidth, 0), height: one(tags.tileHeight, 0) }
    : { width, height: Math.min(height, one(tags.rowsPerStrip, height)) };
  // First, because what goes with it is as unusual: JPEG inside has its own colour model.
  const compression = readCompression(one(tags.compression, 1));
  const directory = {
    ...{ littleEndian: bytes[0] === 0x49, width, height, samples, tiled, segment },
    ...checkPixels(all(tags.bitsPerSample), one(tags.sampleFormat, 1), one(tags.photometric, 1)),
    compression,
    predictor: one(tags.predictor, 1),
    planar: one(tags.planar, 1) === 2,
    unassociatedAlpha: one(tags.extraSamples, 0) === 2,
    offsets: all(tiled ? tags.tileOffsets : tags.stripOffsets),
    sizes: all(tiled ? tags.tileSizes : tags.stripSizes),
  };
  checkSegments(directory, bytes.length);
  return directory;
}

function readCompression(code: number): TiffCompression {
  const compression = compressions[code];
  if (compression !== undefined) return compression;
  const named = otherCompressions[code] ?? `a method (${code}) that nobody knows`;
  throw corruptPicture(`The TIFF picture is compressed with ${named}, which cannot be compared`, {
    hint: 'Save it without compression, or with LZW, Deflate or PackBits.',
  });
}

function unsupported(what: string, value: string | number): never {
  throw corruptPicture(`The TIFF picture has ${what} (${value}), which cannot be compared`, {
    hint: 'Save it as grey or RGB, with 8 or 16 bits, or 32 as floats.',
  });
}

function checkPixels(
  bits: number[],
  sampleFormat: number,
  photometric: number,
): Pick<TiffDirectory, 'bitsPerSample' | 'sampleFormat' | 'whiteIsZero'> {
  const bitsPerSample = bits[0] ?? 1;
  const format = sampleFormat === 3 ? 3 : 1;
  const known = format === 3 ? bitsPerSample === 32 : bitsPerSample === 8 || bitsPerSample === 16;
  if (!known || bits.some((other) => other !== bitsPerSample))
    unsupported('samples of another size', `${bitsPerSample} bits`);
  if (sampleFormat !== format) unsupported('another kind of numbers', numberFormats[sampleFormat] ?? sampleFormat);
  if (photometric > 2) unsupported('another colour model', colourModels[photometric] ?? photometric);
  return { bitsPerSample: bitsPerSample as 8 | 16 | 32, sampleFormat: format, whiteIsZero: photometric === 0 };
}

function checkSegments(directory: TiffDirectory, fileBytes: number): void {
  const { width, height, samples, segment, planar, offsets, sizes } = directory;
  const perPlane = Math.ceil(width / segment.width) * Math.ceil(height / segment.height);
  const fits =
    offsets.length === perPlane * (planar ? samples : 1) &&
    sizes.length === offsets.length &&
    offsets.every((offset, index) => offset + (sizes[index] ?? 0) <= fileBytes) &&
    // Each byte of the file belongs to one segment: overlapping ones could make a small file a large picture.
    sizes.reduce((sum, size) => sum + size, 0) <= fileBytes &&
    // A tile may be larger than its picture, but must not make a small picture a large one.
    segment.width * segment.height <= Math.max(leastTilePixels, 4 * width * height);
  if (!fits) throw corruptPicture('The TIFF picture has strips or tiles that do not fit its size');
}

/** A file without its segments must not make us allocate a picture: the best compression gains a factor of 1400. */
export function checkPresent({ width, height, samples, bitsPerSample, sizes }: TiffDirectory): void {
  checkSize(width, height, samples);
  const storedBytes = sizes.reduce((sum, sizeBytes) => sum + sizeBytes, 0);
  if ((width * height * samples * bitsPerSample) / 8 > storedBytes * 1400) {
    throw corruptPicture(`The TIFF picture has too few bytes for its ${width}×${height} pixels`);
  }
}

/** The picture without its values, and without its profile. */
export function outlineTiff(bytes: Uint8Array): Picture {
  const directory = readTiffDirectory(bytes);
  checkPresent(directory);
  const { width, height, samples, sampleFormat } = directory;
  const encoding = sampleFormat === 3 ? 'linear' : 'display';
  return { format: 'tiff', width, height, encoding, layers: [emptyLayer(samples)] };
}

/** The ICC profile, where there is one. */
export function readTiffProfile(bytes: Uint8Array): Map<string, Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = bytes[0] === 0x49;
  const start = view.getUint32(4, little);
  for (let entry = start + 2; entry < start + 2 + view.getUint16(start, little) * 12; entry += 12) {
    if (view.getUint16(entry, little) !== iccProfile) continue;
    const offset = view.getUint32(entry + 8, little);
    return new Map([['ICC profile', bytes.subarray(offset, offset + view.getUint32(entry + 4, little))]]);
  }
  return new Map();
}

/** Reads the fields of the first directory that hold whole numbers. */
function readFields(bytes: Uint8Array): Map<number, number[]> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = bytes[0] === 0x49;
  const start = view.getUint32(4, little);
  const fields = new Map<number, number[]>();
  const count = view.getUint16(start, little);
  for (let index = 0; index < count; index++) {
    const entry = start + 2 + index * 12;
    const size = typeSizes[view.getUint16(entry + 2, little)];
    const values = view.getUint32(entry + 4, little);
    const tag = view.getUint16(entry, little);
    if (size === undefined || !Object.values(tags).includes(tag)) continue;
    if (fields.has(tag)) throw corruptPicture(`The TIFF picture has the field ${tag} twice`);
    if (values > maxValues) throw corruptPicture(`The TIFF picture has ${values} values in its field ${tag}`);
    // Up to four bytes are in the entry itself.
    const offset = values * size <= 4 ? entry + 8 : view.getUint32(entry + 8, little);
    if (offset + values * size > bytes.length) throw corruptPicture('The TIFF picture is cut off');
    const list = Array.from({ length: values }, (_, at) => {
      const where = offset + at * size;
      return size === 1
        ? view.getUint8(where)
        : size === 2
          ? view.getUint16(where, little)
          : view.getUint32(where, little);
    });
    fields.set(tag, list);
  }
  return fields;
}
