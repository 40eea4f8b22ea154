import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { comparePictures } from '../../src/compare/compare.ts';
import { oiiotool, temporaryDirectory } from './pictures.ts';
import { pngChunk, writeRawPng } from './raw-png.ts';

/* What differs beside the pixels as they are compared: pictures that have any of it are not the same to the bit. */

const directory = await temporaryDirectory();

async function judged(baseline: Uint8Array, candidate: Uint8Array): Promise<[verdict: string, reason: string]> {
  const { verdict, reason } = await comparePictures(baseline, candidate, { kind: 'compose', frame: 1 });
  return [verdict, reason];
}

const same = ['same', 'Every pixel is the same.'];

describe('colours that their alpha hides', () => {
  const rgba = (bitDepth: number, ...pixels: number[][]): Buffer =>
    writeRawPng({ width: pixels.length, height: 1, colourType: 6, bitDepth, pixels: Uint8Array.from(pixels.flat()) });
  const hidden = ['within-tolerance', 'The pixels are the same. Colours that their alpha hides differ.'];

  test.each([
    ['wholly', [9, 8, 7, 0], [1, 2, 3, 0]],
    // 200 · 3 / 255 and 201 · 3 / 255 are both 2 when they are cut off.
    ['nearly', [200, 0, 0, 3], [201, 0, 0, 3]],
  ])('%s are told', async (_, before, now) => {
    expect(await judged(rgba(8, before), rgba(8, now))).toEqual(hidden);
  });

  test('are the same with 8 bits and with 16', async () => {
    const wide = (...values: number[]): number[] => values.flatMap((value) => [value, value]);
    expect(await judged(rgba(8, [9, 8, 7, 0]), rgba(16, wide(9, 8, 7, 0)))).toEqual(same);
    expect(await judged(rgba(8, [9, 8, 7, 0]), rgba(16, wide(9, 8, 6, 0)))).toEqual(hidden);
  });

  test('of a TIFF, too', async () => {
    const tiff = (...pixel: number[]): Buffer =>
      writeTiff(
        [
          [256, 4, 1],
          [257, 4, 1],
          [258, 3, 8],
          [259, 3, 1],
          [262, 3, 2],
          [277, 3, 4],
          [338, 3, 2],
        ],
        pixel,
      );
    expect(await judged(tiff(9, 8, 7, 0), tiff(1, 2, 3, 0))).toEqual(hidden);
    expect(await judged(tiff(9, 8, 7, 255), tiff(9, 8, 7, 255))).toEqual(same);
  });

  test('are of no interest where others differ', async () => {
    const [verdict, reason] = await judged(
      rgba(8, [9, 8, 7, 0], [0, 0, 0, 255]),
      rgba(8, [1, 2, 3, 0], [1, 0, 0, 255]),
    );
    expect([verdict, reason]).toEqual([
      ...['within-tolerance', 'No pixel differs by more than 0.016. Colours that their alpha hides differ.'],
    ]);
  });
});

/** A little-endian TIFF of one strip; more bytes may follow for a field. */
function writeTiff(fields: [tag: number, type: number, value: number][], strip: number[], profile?: Buffer): Buffer {
  const count = fields.length + 2 + (profile === undefined ? 0 : 1);
  const end = 8 + 2 + count * 12 + 4;
  const all: [tag: number, type: number, count: number, value: number][] = [
    ...fields.map(([tag, type, value]): [number, number, number, number] => [tag, type, 1, value]),
    ...([
      [273, 4, 1, end],
      [279, 4, 1, strip.length],
    ] as [number, number, number, number][]),
    ...(profile === undefined
      ? []
      : [[34675, 7, profile.length, end + strip.length] as [number, number, number, number]]),
  ];
  const tiff = Buffer.alloc(end);
  tiff.write('II*\0', 'latin1');
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(count, 8);
  for (const [index, [tag, type, values, value]] of all.sort(([a], [b]) => a - b).entries()) {
    tiff.writeUInt16LE(tag, 10 + index * 12);
    tiff.writeUInt16LE(type, 12 + index * 12);
    tiff.writeUInt32LE(values, 14 + index * 12);
    tiff.writeUInt32LE(value, 18 + index * 12);
  }
  return Buffer.concat([tiff, Buffer.from(strip), profile ?? Buffer.alloc(0)]);
}

describe('what a picture says of its colours', () => {
  const png = writeRawPng({ width: 4, height: 3, colourType: 2, bitDepth: 8 });
  const withChunk = (type: string, data: Uint8Array): Buffer =>
    Buffer.concat([png.subarray(0, 33), pngChunk(type, data), png.subarray(33)]);
  const told = (...names: string[]): string[] => [
    'within-tolerance',
    'The pixels are the same. What they say of their colours differs ' +
      `(${names.join(', ')}): the same numbers may be shown as others.`,
  ];

  test.each([
    ['gAMA', Buffer.of(0, 1, 0x86, 0xa0), Buffer.of(0, 0, 0xb1, 0x8f)],
    ['cICP', Buffer.of(9, 16, 0, 1), Buffer.of(1, 13, 0, 1)],
    ['iCCP', Buffer.concat([Buffer.from('x\0\0'), deflateSync(Buffer.alloc(128))]), Buffer.from('y\0\0')],
    ['sRGB', Buffer.of(0), Buffer.of(1)],
    ['cHRM', Buffer.alloc(32), Buffer.alloc(32, 1)],
  ])('in %s of a PNG', async (type, data, other) => {
    expect(await judged(png, withChunk(type, data))).toEqual(told(type));
    expect(await judged(withChunk(type, data), withChunk(type, other))).toEqual(told(type));
    // Other bytes that say nothing of colours.
    const text = pngChunk('tEXt', Buffer.from('RenderTime\x001 s'));
    const coloured = withChunk(type, data);
    const timed = Buffer.concat([coloured.subarray(0, 33), text, coloured.subarray(33)]);
    expect(await judged(coloured, timed)).toEqual(same);
  });

  test('in the ICC profile of a TIFF', async () => {
    const grey: Parameters<typeof writeTiff>[0] = [
      [256, 4, 2],
      [257, 4, 1],
      [258, 3, 8],
      [259, 3, 1],
      [262, 3, 1],
    ];
    const [one, other] = [Buffer.alloc(64, 1), Buffer.alloc(64, 2)].map((profile) => writeTiff(grey, [7, 9], profile));
    expect(await judged(writeTiff(grey, [7, 9]), one!)).toEqual(told('ICC profile'));
    expect(await judged(one!, other!)).toEqual(told('ICC profile'));
    expect(await judged(one!, Buffer.concat([one!, Buffer.alloc(4)]))).toEqual(same);
  });

  test('in the ICC profile of a JPEG, and in the chromaticities of an EXR', async () => {
    await oiiotool(
      directory,
      '--create 16x16 3 --fill:color=0.5,0.4,0.3 16x16 -d uint8 -o plain.jpg -d half -o plain.exr',
      '--attrib:type=float[8] chromaticities 0.7,0.3,0.17,0.8,0.13,0.05,0.31,0.33 -o wide.exr',
    );
    const [jpeg, plain, wide] = await Promise.all(
      ['plain.jpg', 'plain.exr', 'wide.exr'].map((name) => readFile(join(directory, name))),
    );
    const profile = Buffer.concat([Buffer.from('ICC_PROFILE\0\x01\x01', 'latin1'), Buffer.alloc(64)]);
    const segment = Buffer.concat([Buffer.of(0xff, 0xe2, 0, profile.length + 2), profile]);
    const profiled = Buffer.concat([jpeg!.subarray(0, 2), segment, jpeg!.subarray(2)]);
    expect(await judged(jpeg!, profiled)).toEqual(told('ICC profile'));
    expect(await judged(plain!, wide!)).toEqual(told('chromaticities'));
  });

  test('is told of pictures that differ, too', async () => {
    const pixels = (value: number): Buffer =>
      writeRawPng({ width: 1, height: 1, colourType: 0, bitDepth: 8, pixels: Uint8Array.of(value) });
    const gamma = pngChunk('gAMA', Buffer.of(0, 1, 0x86, 0xa0));
    const after = Buffer.concat([pixels(200).subarray(0, 33), gamma, pixels(200).subarray(33)]);
    const [verdict, reason] = await judged(pixels(9), after);
    expect([verdict, reason]).toEqual(['different', expect.stringMatching(/^100 % .*\. What they say .*\(gAMA\)/)]);
  });
});

describe('what cannot be compared is called by its name:', () => {
  const unreadable = async (bytes: Uint8Array): Promise<string> => (await judged(bytes, bytes))[1];

  test.each(['II+\0', 'MM\0+'])('BigTIFF (%j)', async (start) => {
    expect(await unreadable(Buffer.from(`${start}${'\0'.repeat(20)}`, 'latin1'))).toBe(
      'The baseline: The file is a BigTIFF, which cannot be compared. Save it as a plain TIFF, which holds up to 4 GB.',
    );
  });

  test.each([
    ['a BMP picture', 'BM6\0'],
    ['a WebP picture', 'RIFF\x10\0\0\0WEBP'],
    ['a DPX picture', 'SDPX'],
    ['not a PNG, JPEG, TIFF or EXR picture', 'GIF89a'],
  ])('%s', async (what, start) => {
    expect(await unreadable(Buffer.from(`${start}${'\0'.repeat(20)}`, 'latin1'))).toBe(
      `The baseline: The file is ${what}; only PNG, JPEG, TIFF and EXR can be compared. ` +
        "Choose one of them in the .blend's output settings.",
    );
  });

  test('JPEG in a TIFF, whatever else is odd with it', async () => {
    await oiiotool(directory, '--create 32x32 3 -d uint8 --compression jpeg -o jpeg.tif');
    const said =
      'The baseline: The TIFF picture is compressed with JPEG, which cannot be compared. ' +
      'Save it without compression, or with LZW, Deflate or PackBits.';
    expect(await unreadable(await readFile(join(directory, 'jpeg.tif')))).toBe(said);
    expect(
      await unreadable(
        writeTiff(
          [
            [256, 4, 1],
            [257, 4, 1],
            [258, 3, 8],
            [259, 3, 7],
            [262, 3, 6],
          ],
          [0],
        ),
      ),
    ).toBe(said);
  });

  test.each([
    [[258, 3, 8], [262, 3, 5], 'another colour model (CMYK)'],
    [[258, 3, 12], [262, 3, 1], 'samples of another size (12 bits)'],
    [[258, 3, 16], [339, 3, 2], 'another kind of numbers (whole numbers with a sign)'],
  ] as [[number, number, number], [number, number, number], string][])('TIFF with %j and %j', async (a, b, name) => {
    expect(await unreadable(writeTiff([[256, 4, 1], [257, 4, 1], [259, 3, 1], a, b], [0, 0]))).toBe(
      `The baseline: The TIFF picture has ${name}, which cannot be compared. ` +
        'Save it as grey or RGB, with 8 or 16 bits, or 32 as floats.',
    );
  });
});
