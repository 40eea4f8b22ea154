import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { comparePictures } from '../../src/compare/compare.ts';
import { findLayer, isAddedByBlender } from '../../src/compare/pass-names.ts';
import { decodePicture } from '../../src/compare/picture/decode.ts';
import type { Picture } from '../../src/compare/picture/picture.ts';
import { drawDifference } from '../../src/compare/show/difference.ts';

/* Pictures of Blender 4.3 and 5.2, which fixtures/compare/passes.py rendered. */

const bytesOf = (name: string): Buffer => readFileSync(join(import.meta.dirname, '../fixtures/compare', name));
const [old, current] = [bytesOf('passes-4.3.exr'), bytesOf('passes-5.2.exr')];

describe('every pass of 4.3 has its like in 5.2', () => {
  test('and the other way round, but for what 5.2 adds', async () => {
    const [before, now] = [await decodePicture(old), await decodePicture(current)];
    expect(before.layers.map(({ name }) => findLayer(now, name)?.name)).not.toContain(undefined);
    const added = now.layers.filter(({ name }) => findLayer(before, name) === undefined).map(({ name }) => name);
    expect(added.sort()).toEqual(['ViewLayer.Denoising Roughness', 'ViewLayer.Denoising Specular Albedo']);
    expect(added.every((name) => isAddedByBlender(name, before))).toBe(true);
  });

  test.each([
    ['4.3 as the baseline', old, current],
    ['5.2 as the baseline', current, old],
  ])('%s: each is judged by its like', async (_, baseline, candidate) => {
    const comparison = await comparePictures(baseline, candidate, { kind: 'render', frame: 1 });
    // The same geometry: only the denoiser's depth means something else in 5.2.
    const differing = comparison.layers.filter(({ verdict }) => verdict === 'different').map(({ name }) => name);
    expect(differing).toEqual(['ViewLayer.Denoising Depth']);
    expect(comparison.layers).toHaveLength((await decodePicture(old)).layers.length);
    expect(await drawDifference(baseline, candidate, comparison)).toMatchObject({ width: 12, height: 8 });
  });

  test('both eyes of a stereoscopic picture, which 5.2 puts into parts of their own', async () => {
    const [before, now] = [bytesOf('stereo-4.3.exr'), bytesOf('stereo-5.2.exr')];
    const { layers } = await decodePicture(now);
    expect(layers.map(({ name }) => name).sort()).toEqual([
      'ViewLayer.Combined.left',
      'ViewLayer.Combined.right',
      'ViewLayer.Diffuse Color.left',
      'ViewLayer.Diffuse Color.right',
    ]);
    const { verdict } = await comparePictures(before, now, { kind: 'render', frame: 1 });
    expect(verdict).toBe('within-tolerance');
  });
});

const pictureOf = (...names: string[]): Picture => ({
  ...{ format: 'exr', encoding: 'linear', width: 1, height: 1 },
  layers: names.map((name) => ({ name, channels: [] })),
});

test('a layer that is called the same comes first', () => {
  expect(findLayer(pictureOf('V.Emission', 'V.Emit'), 'V.Emit')?.name).toBe('V.Emit');
});

test.each([
  ['a view layer is called as a pass was', 'AO.Combined', 'Ambient Occlusion.Combined'],
  ['it is another pass', 'V.Emit', 'V.Environment'],
  ['only the letters are alike', 'V.constructor', 'V.toString'],
])('%s: no pair', (_, name, other) => {
  expect(findLayer(pictureOf(other), name)).toBeUndefined();
});

test('what was switched on in one picture only is missing from the other', () => {
  expect(isAddedByBlender('V.Denoising Roughness', pictureOf('V.Combined'))).toBe(false);
  expect(isAddedByBlender('V.Volume Scatter', pictureOf('V.Denoising Albedo'))).toBe(false);
});
