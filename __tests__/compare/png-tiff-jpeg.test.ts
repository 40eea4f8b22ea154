import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { encode } from 'jpeg-js';
import { decodePicture, detectFormat } from '../../src/compare/picture/decode.ts';
import { encodePng } from '../../src/compare/picture/png-encode.ts';
import {
  decodeFile,
  distance,
  distanceToReference,
  oiiotool,
  temporaryDirectory,
  testPattern,
  valuesOf,
  writeReferences,
} from './pictures.ts';
import { writeRawPng } from './raw-png.ts';

const directory = await temporaryDirectory();

const channelNames = ['Y', 'Y,A', 'R,G,B', 'R,G,B,A'];
const pngs = channelNames.flatMap((names) => [8, 16].map((bits) => ({ names, bits, file: `${names}-${bits}.png` })));
const rawPngs = [
  ...[1, 2, 4, 8, 16].map((bitDepth) => ({ colourType: 0, bitDepth })),
  ...[1, 4, 8].map((bitDepth) => ({ colourType: 3, bitDepth })),
  ...[8, 16].flatMap((bitDepth) => [2, 6].map((colourType) => ({ colourType, bitDepth }))),
].flatMap((kind) =>
  [false, true].map((interlaced) => ({
    ...kind,
    interlaced,
    file: `raw-${kind.colourType}-${kind.bitDepth}-${interlaced}.png`,
  })),
);
const tiffs = ['uint8', 'uint16', 'float'].flatMap((type) =>
  ['none', 'lzw', 'zip', 'packbits'].flatMap((compression) =>
    ['--scanline', '--tile 32 16', '--scanline --planarconfig separate'].map((layout, index) => ({
      ...{ type, compression, layout },
      file: `${type}-${compression}-${index}.tif`,
    })),
  ),
);

await oiiotool(
  directory,
  ...channelNames.map((names, index) => `${testPattern(61, 43, index + 1)} --chnames ${names} -o ${names}.exr`),
  ...pngs.map(({ names, bits, file }) => `${names}.exr --clamp:min=0:max=1 -d uint${bits} -o ${file}`),
);
await oiiotool(
  directory,
  ...tiffs.map(({ type, compression, layout, file }) => {
    const source = type === 'float' ? 'R,G,B,A.exr' : 'R,G,B,A.exr --clamp:min=0:max=1';
    return `${source} --planarconfig contig ${layout} -d ${type} --compression ${compression} -o ${file}`;
  }),
);
for (const { file, ...kind } of rawPngs) {
  await writeFile(join(directory, file), writeRawPng({ width: 13, height: 11, ...kind, seed: 7 }));
}
await writeReferences(
  directory,
  [...pngs, ...rawPngs, ...tiffs].map(({ file }) => file),
);

test.each(pngs)('PNG: $names with $bits bits', async ({ file }) => {
  expect(await distanceToReference(directory, file)).toEqual({ max: 0, mean: 0 });
});

test.each(rawPngs)('PNG: type $colourType, $bitDepth bits, interlaced: $interlaced', async ({ file }) => {
  const reference = valuesOf(await decodeFile(directory, `${file}.exr`));
  for (const [channel, values] of valuesOf(await decodeFile(directory, file))) {
    const expected = reference.get(channel)!;
    expect(Math.max(...values.map((value, index) => Math.abs(value - expected[index]!)))).toBeLessThan(1e-6);
  }
});

test('one transparent colour of an RGB PNG gives an alpha channel', async () => {
  const transparency = Buffer.from([0, 9, 0, 8, 0, 7]);
  const pixels = Uint8Array.of(9, 8, 7, 10, 8, 7);
  const png = writeRawPng({ width: 2, height: 1, colourType: 2, bitDepth: 8, pixels, transparency });
  const values = valuesOf(await decodePicture(png));
  expect([...values.get('A')!]).toEqual([0, 1]);
  expect(values.get('R')![1]).toBeCloseTo(10 / 255);
});

test.each(tiffs)('TIFF: $type, $compression, $layout', async ({ file }) => {
  expect(await distanceToReference(directory, file)).toEqual({ max: 0, mean: 0 });
});

test('big-endian TIFF', async () => {
  const values = [0x0102, 0xfffe, 0x8000];
  const tiff = Buffer.alloc(8 + 2 + 7 * 12 + 4 + 6);
  tiff.write('MM\0*', 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(7, 8);
  const fields = [
    [256, 3],
    [257, 1],
    [258, 16],
    [259, 1],
    [262, 1],
    [273, tiff.length - 6],
    [279, 6],
  ] as const;
  for (const [index, [tag, value]] of fields.entries()) {
    const entry = 10 + index * 12;
    tiff.writeUInt16BE(tag, entry);
    tiff.writeUInt16BE(4, entry + 2);
    tiff.writeUInt32BE(1, entry + 4);
    tiff.writeUInt32BE(value, entry + 8);
  }
  for (const [index, value] of values.entries()) tiff.writeUInt16BE(value, tiff.length - 6 + index * 2);
  const { width, height, layers } = await decodePicture(tiff);
  expect([width, height]).toEqual([3, 1]);
  for (const [index, value] of values.entries()) {
    expect(layers[0]!.channels[0]!.values[index]).toBeCloseTo(value / 65535, 6);
  }
});

test('JPEG within the rounding of its transform', async () => {
  // jpeg-js enlarges colours by repetition, so flat colours are compared: they show that channels are where they belong.
  await oiiotool(directory, '--create 40x24 3 --fill:color=0.8,0.2,0.1 40x24 -d uint8 -o flat.jpg');
  const values = valuesOf(await decodeFile(directory, 'flat.jpg'));
  for (const [name, expected] of [
    ['R', 0.8],
    ['G', 0.2],
    ['B', 0.1],
  ] as const) {
    for (const value of values.get(name)!) expect(Math.abs(value - expected)).toBeLessThan(0.02);
  }
});

test('a JPEG is decoded to the size of its frame header', async () => {
  const data = Buffer.alloc(17 * 5 * 4, 128);
  const { width, height, layers } = await decodePicture(encode({ width: 17, height: 5, data }, 90).data);
  expect([width, height, layers[0]!.channels[0]!.values.length]).toEqual([17, 5, 85]);
});

test('formats are told by their first bytes', async () => {
  await oiiotool(directory, '--create 2x2 3 -o small.png', '-o small.jpg', '-o small.tif', '-o small.exr');
  for (const [extension, format] of Object.entries({ png: 'png', jpg: 'jpeg', tif: 'tiff', exr: 'exr' })) {
    expect(detectFormat(await readFile(join(directory, `small.${extension}`)))).toBe(format);
  }
  expect(detectFormat(Buffer.from('GIF89a'))).toBeUndefined();
});

test('a PNG that is written can be read', async () => {
  const pixels = Uint8Array.from({ length: 5 * 3 * 4 }, (_, index) => (index % 4 === 3 ? 255 : index * 4));
  await writeFile(join(directory, 'written.png'), encodePng({ width: 5, height: 3, pixels }));
  await oiiotool(directory, 'written.png -d float -o written.png.exr');
  const written = await decodeFile(directory, 'written.png');
  expect(distance(written, await decodeFile(directory, 'written.png.exr')).max).toBe(0);
  expect(valuesOf(written).get('G')![7]).toBeCloseTo((29 * 4) / 255);
});
