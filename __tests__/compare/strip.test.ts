import { expect, test } from '@jest/globals';
import { drawStrip } from '../../src/compare/show/strip.ts';
import { decodePicture } from '../../src/compare/picture/decode.ts';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makePng } from '../report/pictures.ts';
import { oiiotool, temporaryDirectory } from './pictures.ts';

const blue = makePng(64, 36, () => [0, 0, 200]).bytes;
const changed = makePng(64, 36, (x, y) => (x >= 40 && y >= 20 ? [200, 200, 0] : [0, 0, 200])).bytes;
const plain = { regions: [] };
const directory = await temporaryDirectory();

/** The colour at a place of a PNG, 0 … 1, and its alpha. */
async function pixels(bytes: Uint8Array): Promise<(x: number, y: number) => number[]> {
  const { width, layers } = await decodePicture(bytes);
  const [layer] = layers;
  return (x, y) => (layer?.channels ?? []).map(({ values }) => Math.round((values[y * width + x] ?? 0) * 255));
}

test('baseline, candidate and difference stand side by side, reduced alike', async () => {
  const strip = await drawStrip({ baseline: blue, candidate: changed }, plain, 32);
  expect(strip).toMatchObject({ type: 'image/png', width: 3 * 32 + 2 * 4, height: 18 });
  const at = await pixels(strip?.bytes ?? new Uint8Array());
  expect(at(25, 15)).toEqual([0, 0, 200, 255]);
  expect(at(33, 5)).toEqual([0, 0, 0, 0]);
  expect(at(36 + 25, 15)).toEqual([200, 200, 0, 255]);
  // Nothing differs on the left, and much on the right.
  expect(at(72 + 2, 2)).toEqual([0, 0, 4, 255]);
  expect(at(72 + 25, 15)[0]).toBeGreaterThan(200);
});

test('what is missing is left out', async () => {
  expect(await drawStrip({ candidate: blue }, plain, 32)).toMatchObject({ width: 32 });
  expect(await drawStrip({ baseline: blue }, plain, 100)).toMatchObject({ width: 64 });
  expect(await drawStrip({}, plain, 100)).toBeUndefined();
});

test('pictures of different sizes have no difference', async () => {
  const large = makePng(128, 36, () => [0, 0, 200]).bytes;
  expect(await drawStrip({ baseline: blue, candidate: large }, plain, 64)).toMatchObject({ width: 64 + 4 + 64 });
});

test('light is encoded for a screen', async () => {
  await oiiotool(directory, '--pattern constant:color=0.5,0.5,0.5 8x8 3 -o grey.exr');
  const exr = await readFile(join(directory, 'grey.exr'));
  const strip = await drawStrip({ candidate: exr }, plain, 64);
  const at = await pixels(strip?.bytes ?? new Uint8Array());
  expect(at(0, 0)).toEqual([188, 188, 188, 255]);
});
