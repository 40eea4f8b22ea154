import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { defaultTolerance } from '../../src/compare/judge/tolerance.ts';
import { comparePictures } from '../../src/compare/compare.ts';
import type { PictureComparison } from '../../src/compare/comparison.ts';
import { decodedSizeBytes } from '../../src/compare/picture/decode.ts';
import { drawDifference } from '../../src/compare/show/difference.ts';
import { toDisplay } from '../../src/compare/show/display.ts';
import { floatToHalf, halfToFloat } from '../../src/compare/picture/exr/half.ts';
import { readExrHeader } from '../../src/compare/picture/exr/header.ts';
import { purposeOf } from '../../src/compare/measure/passes.ts';
import {
  decodeFile,
  distance,
  distanceToReference,
  idiff,
  oiiotool,
  temporaryDirectory,
  testPattern,
  valuesOf,
  writeReferences,
} from './pictures.ts';

const directory = await temporaryDirectory();
const lossless = ['none', 'rle', 'zips', 'zip', 'piz', 'pxr24', 'b44', 'b44a'];
const lossy = ['dwaa', 'dwab'];
const kinds = ['half', 'float', 'tiles'];

// An odd width, more than one chunk of every compression, a data window that does not start at zero.
await oiiotool(
  directory,
  `${testPattern(133, 277, 5)} --chnames R,G,B,A,Z --mulc 1,1,2,1,100 --origin +5-7 --fullpixels -o base.exr`,
);
const files = [...lossless, ...lossy].flatMap((compression) => kinds.map((kind) => `${compression}-${kind}.exr`));
const write = (kind: string): string[] =>
  [...lossless, ...lossy].map((compression) => `--compression ${compression} -o ${compression}-${kind}.exr`);
await Promise.all([
  oiiotool(directory, 'base.exr', '-d half', ...write('half'), '-d float', ...write('float')),
  oiiotool(directory, 'base.exr', '-d half -d Z=float --tile 48 32', ...write('tiles')),
]);
await writeReferences(directory, files);

test('uncompressed floats are what oiiotool reads', async () => {
  const dump = await oiiotool(directory, `none-float.exr --crop 7x3+5-7 -o small.exr --dumpdata small.exr`);
  const expected = [...dump.matchAll(/Pixel \([^)]*\):(.*)/g)].map(([, text]) => text!.trim().split(' ').map(Number));
  const values = valuesOf(await decodeFile(directory, 'none-float.exr'));
  expect(expected).toHaveLength(21);
  for (const [pixel, numbers] of expected.entries()) {
    const index = Math.floor(pixel / 7) * 133 + (pixel % 7);
    for (const [channel, name] of ['R', 'G', 'B', 'A', 'Z.Z'].entries()) {
      expect(values.get(name)![index]).toBeCloseTo(numbers[channel]!, 5);
    }
  }
});

describe.each(kinds)('%s', (kind) => {
  test.each(lossless)('%s is decoded exactly', async (compression) => {
    expect(await distanceToReference(directory, `${compression}-${kind}.exr`)).toEqual({ max: 0, mean: 0 });
  });

  test.each(lossy)('%s is decoded within the rounding of its transform', async (compression) => {
    const { max, mean } = await distanceToReference(directory, `${compression}-${kind}.exr`);
    expect(max).toBeLessThan(2e-2);
    expect(mean).toBeLessThan(1e-5);
  });
});

test('the tiled pictures have halves and floats together', async () => {
  const { parts } = readExrHeader(await readFile(join(directory, 'piz-tiles.exr')));
  expect(parts[0]!.tile).toEqual({ width: 48, height: 32 });
  expect(parts[0]!.channels.map(({ type }) => type)).toEqual(['half', 'half', 'half', 'half', 'float']);
});

test('a multilayer picture is taken apart into its layers', async () => {
  await oiiotool(
    directory,
    'base.exr --chnames V.Combined.R,V.Combined.G,V.Combined.B,V.Combined.A,V.Depth.Z -o layers.exr',
  );
  const { layers, width, height, encoding } = await decodeFile(directory, 'layers.exr');
  expect({ width, height, encoding }).toEqual({ width: 133, height: 277, encoding: 'linear' });
  expect(layers.map(({ name, channels }) => [name, channels.map((channel) => channel.name).join('')])).toEqual([
    ['V.Combined', 'RGBA'],
    ['V.Depth', 'Z'],
  ]);
});

test('depth beside colours is a layer of its own', async () => {
  const { layers } = await decodeFile(directory, 'base.exr');
  expect(layers.map(({ name }) => name)).toEqual(['', 'Z']);
});

test('an unknown channel is no colour, and does not make data of those beside it', async () => {
  await oiiotool(
    directory,
    'base.exr --chnames R,G,B,A,Mask -o mask.exr',
    'base.exr --ch R,G,B,A --chnames V.Combined.R,V.Combined.G,V.Combined.B,V.Combined.Index -o odd.exr',
  );
  const { layers } = await decodeFile(directory, 'mask.exr');
  expect(layers.map((layer) => [layer.name, purposeOf(layer)])).toEqual([
    ['', 'colour'],
    ['Mask', 'data'],
  ]);
  const odd = await decodeFile(directory, 'odd.exr');
  expect(odd.layers[0]!.channels.map(({ name }) => name)).toEqual(['R', 'G', 'B', 'Index']);
});

test('the passes of stereo views are known', async () => {
  const names = 'L.Depth.left.Z,L.Depth.right.Z,L.Normal.left.X,L.Normal.left.Y,L.Normal.left.Z';
  await oiiotool(directory, `base.exr --chnames ${names} -o stereo.exr`);
  const { layers } = await decodeFile(directory, 'stereo.exr');
  expect(layers.map((layer) => `${layer.name} ${purposeOf(layer)}`)).toEqual([
    'L.Depth.left depth',
    'L.Depth.right depth',
    'L.Normal.left normal',
  ]);
});

describe('windows', () => {
  const compare = async (baseline: string, candidate: string): Promise<PictureComparison> => {
    const [before, now] = await Promise.all([baseline, candidate].map((name) => readFile(join(directory, name))));
    return await comparePictures(before!, now!, { kind: 'render', frame: 1 });
  };

  beforeAll(() =>
    oiiotool(
      directory,
      ...['none-float.exr --origin +6-7 -o data.exr', 'none-float.exr --fullsize 200x300 -o display.exr'],
      // What a render border leaves of a frame, cropped and not, and a pixel that only one of them has.
      `${testPattern(60, 40, 4)} --chnames R,G,B,A --origin +20+10 --fullsize 96x64+0+0 -o crop.exr --croptofull -o whole.exr`,
      'whole.exr --fill:color=1,1,1,1 8x8+80+50 -o more.exr',
    ),
  );

  test('of the data are not the size of the picture: outside of them it is black', async () => {
    for (const [baseline, candidate, before, now] of [
      ['crop.exr', 'whole.exr', '60×40 at 20,10', '96×64 at 0,0'],
      ['whole.exr', 'crop.exr', '96×64 at 0,0', '60×40 at 20,10'],
    ] as const) {
      expect(await compare(baseline, candidate)).toMatchObject({
        ...{ verdict: 'within-tolerance', width: 96, height: 64, metrics: { max: 0 } },
        reason:
          `The pixels are the same. The picture has the data window ${now} of 96×64, ` +
          `the baseline the data window ${before} of 96×64; what is outside counts as black.`,
      });
    }
  });

  test('leave figures and places as idiff and the display have them', async () => {
    const { verdict, regions, metrics } = await compare('crop.exr', 'more.exr');
    expect({ verdict, regions }).toEqual({
      ...{ verdict: 'different', regions: [{ x: 80, y: 50, width: 8, height: 8, pixels: 64 }] },
    });
    const figures = await idiff(directory, 'crop.exr', 'more.exr');
    expect([metrics!.failing, metrics!.max]).toEqual([64 / (96 * 64), Number(figures.max)]);
    expect(metrics!.mean).toBeCloseTo(Number(figures.mean), 6);
  });

  test('are shown and drawn whole, so that pictures lie over each other', async () => {
    const [crop, more] = await Promise.all(['crop.exr', 'more.exr'].map((name) => readFile(join(directory, name))));
    for (const shown of [
      await toDisplay(crop!),
      await toDisplay(more!),
      await drawDifference(crop!, more!, { regions: [] }),
    ]) {
      expect([shown!.width, shown!.height]).toEqual([96, 64]);
    }
  });

  test('of the data that moved are told with what that does', async () => {
    const { verdict, reason } = await compare('none-float.exr', 'data.exr');
    expect(verdict).toBe('different');
    expect(reason).toContain('The picture has the data window 133×277 at 6,-7 of 133×277 at 5,-7, the baseline');
  });

  test('of the display that differ cannot be laid over each other', async () => {
    expect(await compare('none-float.exr', 'display.exr')).toMatchObject({
      verdict: 'mismatched',
      reason: expect.stringContaining(
        'The picture has the data window 133×277 at 5,-7 of 200×300 at 5,-7, the baseline',
      ),
    });
  });

  test('of a huge display with next to nothing in it cost no more than what is there', async () => {
    const exr = Buffer.from(await readFile(join(directory, 'crop.exr')));
    const window = exr.indexOf('displayWindow\0box2i\0') + 'displayWindow\0box2i\0'.length + 4;
    exr.writeInt32LE(60_000, window + 8);
    exr.writeInt32LE(60_000, window + 12);
    expect(await decodedSizeBytes(exr)).toBe(60 * 40 * 4 * 4);
    expect(await toDisplay(exr)).toMatchObject({ width: 60, height: 40 });
    expect(await comparePictures(exr, Buffer.concat([exr, Buffer.of(0)]), { kind: 'render', frame: 1 })).toMatchObject({
      ...{ verdict: 'same', width: 60, height: 40 },
    });
  });
});

test('words and figures of colours proportional to light are on scales that are named', async () => {
  await oiiotool(
    directory,
    '--create 8x8 3 --fill:color=0.9,0.9,0.9 8x8 -d float -o light.exr --addc 0.02 -o lighter.exr --addc 0.5 -o bright.exr',
  );
  const [light, lighter, bright] = await Promise.all(
    ['light.exr', 'lighter.exr', 'bright.exr'].map((name) => readFile(join(directory, name))),
  );
  const tolerance = { ...defaultTolerance, effect: 0 };
  const near = await comparePictures(light!, lighter!, { kind: 'render', frame: 1, tolerance });
  expect(near.reason).toBe('No pixel differs by more than 0.016 on the scale of a display (as stored: 0.02 at most).');
  expect(near.metrics!.max).toBeCloseTo(0.02, 6);
  const far = await comparePictures(light!, bright!, { kind: 'render', frame: 1 });
  expect(far.reason).toMatch(
    /^100 % of the pixels differ by more than 0\.016 on the scale of a display \(allowed: 1 %\)/,
  );
});

test('the parts of a file are layers', async () => {
  await oiiotool(
    directory,
    `base.exr --ch R,G,B --attrib name colour base.exr --ch Z --attrib name depth --siappend -o parts.exr`,
  );
  const picture = await decodeFile(directory, 'parts.exr');
  expect(picture.layers.map(({ name }) => name)).toEqual(['colour', 'depth']);
  const base = valuesOf(await decodeFile(directory, 'base.exr'));
  expect(valuesOf(picture).get('colour.G')).toEqual(base.get('G'));
  expect(valuesOf(picture).get('depth.Z')).toEqual(base.get('Z.Z'));
});

test('of a tiled file with smaller levels, the full size is read', async () => {
  await oiiotool(directory, `zip-float.exr --tile 64 64 --compression zip -otex:forcefloat=1:resize=0 levels.exr`);
  const levels = await decodeFile(directory, 'levels.exr');
  expect([levels.width, levels.height]).toEqual([133, 277]);
  expect(distance(levels, await decodeFile(directory, 'none-float.exr')).max).toBe(0);
});

test('whole numbers are read as floats', async () => {
  await oiiotool(directory, '--create 3x1 1 --addc 1 --chnames id -d uint32 -o uint.exr');
  // OpenImageIO stretches 1 to the largest whole number.
  expect([...valuesOf(await decodeFile(directory, 'uint.exr')).get('id')!]).toEqual(Array(3).fill(2 ** 32));
});

describe('half floats', () => {
  test('every one of them survives the way to a float and back', () => {
    const floats = halfToFloat();
    for (let bits = 0; bits < 0x10000; bits++) {
      const isNaN = (bits & 0x7c00) === 0x7c00 && (bits & 0x3ff) !== 0;
      if (isNaN) expect(floats[bits]).toBeNaN();
      else if (floatToHalf(floats[bits]!) !== bits) throw new Error(`half ${bits} became another`);
    }
  });

  test.each([
    [1 + 2 ** -11, 0x3c00],
    [1 + 3 * 2 ** -11, 0x3c02],
    [1 + 2 ** -11 + 2 ** -20, 0x3c01],
    [65519, 0x7bff],
    [65520, 0x7c00],
    [2 ** -25, 0],
    [3 * 2 ** -25, 2],
    [-1e-30, 0x8000],
    [-Infinity, 0xfc00],
  ])('%p is rounded to the nearest, ties to even', (value, bits) => {
    expect(floatToHalf(value)).toBe(bits);
  });
});
