import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { comparePictures } from '../../src/compare/compare.ts';
import type { PictureComparison } from '../../src/compare/comparison.ts';
import { decodePicture } from '../../src/compare/picture/decode.ts';
import { temporaryDirectory } from './pictures.ts';

const directory = await temporaryDirectory();
const script = new URL('../fixtures/compare/renders.py', import.meta.url).pathname;
// One Blender for all: the scene, the same again, another seed, and another seed with a small object that moved.
await promisify(execFile)('blender', [
  '-b',
  '--factory-startup',
  '--python-exit-code',
  '1',
  '-P',
  script,
  '--',
  directory,
]);

function compare(baseline: string, candidate: string, kind: 'compose' | 'render'): Promise<PictureComparison> {
  const read = (name: string): Promise<Buffer> =>
    readFile(join(directory, `${name}.${kind === 'compose' ? 'png' : 'exr'}`));
  return Promise.all([read(baseline), read(candidate)]).then(([a, b]) => comparePictures(a, b, { kind, frame: 1 }));
}

const kinds = ['compose', 'render'] as const;

test.each(kinds)('%s: the same seed gives the same picture, or one that nobody can tell from it', async (kind) => {
  const { verdict, metrics } = await compare('scene', 'again', kind);
  expect(['same', 'within-tolerance']).toContain(verdict);
  expect(metrics!.failing).toBe(0);
});

test.each(kinds)('%s: another seed is within the tolerance', async (kind) => {
  const { verdict, spread, metrics, layers } = await compare('scene', 'other-seed', kind);
  expect({ verdict, spread }).toEqual({ verdict: 'within-tolerance', spread: 'noise' });
  // It is not because the pictures are alike: a fifth of the pixels fail.
  expect(metrics!.failing).toBeGreaterThan(0.1);
  expect(layers.filter((layer) => layer.verdict === 'different')).toEqual([]);
});

test.each(kinds)('%s: an object of 0.5 %% of the picture that moved is different, under another seed', async (kind) => {
  const { verdict, spread, regions, layers } = await compare('scene', 'moved', kind);
  expect({ verdict, spread }).toEqual({ verdict: 'different', spread: 'region' });
  // The region is where the object was or is: it is small and in the lower middle.
  const [{ x, y, width, height }] = regions as [PictureComparison['regions'][0]];
  expect(x).toBeGreaterThan(120);
  expect(y).toBeGreaterThan(100);
  expect(width * height).toBeLessThan(0.1 * 320 * 180);
  const verdicts = new Map(layers.map((layer) => [layer.name, layer.verdict]));
  if (kind === 'render') {
    expect(verdicts.get('ViewLayer.Combined')).toBe('different');
    expect(verdicts.get('ViewLayer.Depth')).toBe('different');
    expect(verdicts.get('ViewLayer.IndexOB')).toBe('same');
  }
});

test.each(kinds)('%s: fewer samples are noisier, and different', async (kind) => {
  const { verdict, reason } = await compare('scene', 'fewer-samples', kind);
  expect(verdict).toBe('different');
  expect(reason).toMatch(/noise, which is [\d.]+ times stronger/);
});

test("Blender's multilayer picture has all of its passes", async () => {
  const { width, height, layers } = await decodePicture(await readFile(join(directory, 'scene.exr')));
  expect([width, height]).toEqual([320, 180]);
  const names = layers.map(({ name, channels }) => `${name} ${channels.map((channel) => channel.name).join('')}`);
  expect(names).toEqual(
    expect.arrayContaining([
      'ViewLayer.Combined RGBA',
      'ViewLayer.Depth Z',
      'ViewLayer.Normal XYZ',
      'ViewLayer.Vector XYZW',
      'ViewLayer.UV UVA',
      'ViewLayer.CryptoObject00 rgba',
    ]),
  );
});
