import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { comparePictures } from '../../src/compare/compare.ts';
import { drawDifference } from '../../src/compare/show/difference.ts';
import { toDisplay } from '../../src/compare/show/display.ts';
import { halfToFloat } from '../../src/compare/picture/exr/half.ts';
import { RenderError } from '../../src/base/errors.ts';
import { decodeFile, oiiotool, temporaryDirectory, testPattern, valuesOf } from './pictures.ts';

const directory = await temporaryDirectory();
await oiiotool(
  directory,
  `${testPattern(101, 53, 4)} --chnames R,G,B,A --mulc 2,1,1,1 --addc -0.1,0,0,0 -o linear.exr`,
  '--chnames V.Combined.R,V.Combined.G,V.Combined.B,V.Combined.A --dup --ch 0 --chnames V.Depth.Z --chappend -o layers.exr',
  'linear.exr --clamp:min=0:max=1 --premult -d uint8 -o small.png -o small.tif --ch R,G,B -o small.jpg -d float',
  '--fill:color=0,0,0,1 1x1 --create 80x60 3 --fill:color=0.4,0.4,0.4 80x60 -d uint8 -o plain.png',
  '--fill:color=0.9,0.4,0.4 10x6+50+20 -o changed.png',
);
const read = (name: string): Promise<Buffer> => readFile(join(directory, name));

describe('what a browser can show', () => {
  test.each([
    ['small.png', 'image/png'],
    ['small.jpg', 'image/jpeg'],
  ])('%s passes through', async (name, type) => {
    const bytes = await read(name);
    expect(await toDisplay(bytes)).toEqual({ type, width: 101, height: 53, bytes });
    expect(await toDisplay(bytes, { maxWidth: 101 })).toMatchObject({ width: 101, bytes });
  });

  test.each(['linear.exr', 'layers.exr'])('%s becomes half floats of its colours', async (name) => {
    const { type, width, height, bytes } = await toDisplay(await read(name));
    expect({ type, width, height }).toEqual({ type: 'hdr', width: 101, height: 53 });
    const halves = new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 2);
    expect(halves).toHaveLength(101 * 53 * 4);
    const values = valuesOf(await decodeFile(directory, 'linear.exr'));
    for (const [channel, channelName] of ['R', 'G', 'B', 'A'].entries()) {
      for (const [pixel, value] of values.get(channelName)!.entries()) {
        expect(Math.abs(halfToFloat()[halves[pixel * 4 + channel]!]! - value)).toBeLessThanOrEqual(
          Math.abs(value) / 2048,
        );
      }
    }
  });

  test('a TIFF becomes a PNG with the same colours', async () => {
    const { type, bytes } = await toDisplay(await read('small.tif'));
    expect(type).toBe('image/png');
    await writeFile(join(directory, 'shown.png'), bytes);
    const [shown, original] = [await decodeFile(directory, 'shown.png'), await decodeFile(directory, 'small.tif')];
    for (const [name, values] of valuesOf(shown)) {
      const expected = valuesOf(original).get(name)!;
      // Alpha is divided out and multiplied in again, with a rounding at each step.
      expect(Math.max(...values.map((value, index) => Math.abs(value - expected[index]!)))).toBeLessThan(1.6 / 255);
    }
  });

  test('thumbnails are averaged', async () => {
    const { type, width, height, bytes } = await toDisplay(await read('small.png'), { maxWidth: 40 });
    expect({ type, width, height }).toEqual({ type: 'image/png', width: 33, height: 17 });
    await writeFile(join(directory, 'thumbnail.png'), bytes);
    const alpha = valuesOf(await decodeFile(directory, 'thumbnail.png')).get('A')!;
    const original = valuesOf(await decodeFile(directory, 'small.png')).get('A')!;
    let sum = 0;
    for (let y = 9; y < 12; y++) for (let x = 30; x < 33; x++) sum += original[y * 101 + x]!;
    expect(alpha[3 * 33 + 10]).toBeCloseTo(sum / 9, 2);
    expect(await toDisplay(await read('linear.exr'), { maxWidth: 10 })).toMatchObject({
      type: 'hdr',
      width: 9,
      height: 4,
    });
  });

  test('a broken picture is an error', async () => {
    await expect(toDisplay(Buffer.from('no picture'))).rejects.toThrow(RenderError);
    await expect(toDisplay((await read('linear.exr')).subarray(0, 400))).rejects.toThrow(RenderError);
  });
});

describe('the heat map', () => {
  test('is dark where nothing differs, bright where much does, and has a box around it', async () => {
    const [before, after] = [await read('plain.png'), await read('changed.png')];
    const comparison = await comparePictures(before, after, { kind: 'compose', frame: 1 });
    expect(comparison.regions).toEqual([{ x: 50, y: 20, width: 10, height: 6, pixels: 60 }]);
    const map = await drawDifference(before, after, comparison);
    expect(map).toMatchObject({ type: 'image/png', width: 80, height: 60 });
    await writeFile(join(directory, 'map.png'), map!.bytes);
    await oiiotool(directory, 'map.png -o map.exr');
    const { layers } = await decodeFile(directory, 'map.png');
    const colour = (x: number, y: number): number[] =>
      layers[0]!.channels.map(({ values }) => Math.round(values[y * 80 + x]! * 255));
    expect(colour(5, 5)).toEqual([0, 0, 4]);
    expect(colour(55, 23)).toEqual([252, 253, 191]);
    expect(colour(48, 18)).toEqual([0, 255, 200]);
    expect(colour(61, 27)).toEqual([0, 255, 200]);
    expect(colour(49, 19)).toEqual([0, 0, 4]);
  });

  test('keeps single pixels when it is reduced', async () => {
    await oiiotool(directory, 'plain.png --fill:color=1,1,1 1x1+33+33 -o speck.png');
    const [before, after] = [await read('plain.png'), await read('speck.png')];
    const map = await drawDifference(before, after, { regions: [] }, { maxWidth: 20 });
    expect(map).toMatchObject({ width: 20, height: 15 });
    await writeFile(join(directory, 'speck-map.png'), map!.bytes);
    const red = valuesOf(await decodeFile(directory, 'speck-map.png')).get('R')!;
    expect([...red.entries()].filter(([, value]) => value > 0).map(([index]) => index)).toEqual([8 * 20 + 8]);
  });

  test('does not exist for pictures of different size', async () => {
    expect(await drawDifference(await read('plain.png'), await read('small.png'), { regions: [] })).toBeUndefined();
  });
});
