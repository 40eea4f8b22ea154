import { expect, test } from '@jest/globals';
import { join } from 'node:path';
import { readTolerances } from '../../../src/compare/judge/tolerance-file.ts';
import { toleranceFor } from '../../../src/compare/judge/tolerance.ts';
import { failureOf } from '../../support/clients.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

const settings = {
  toleranceThreshold: 0.25,
  toleranceFailing: 2,
  toleranceRegion: 8,
  toleranceNoise: 0.5,
  toleranceEffect: 1,
};

test('the settings are for the colours of all pictures', async () => {
  expect(await readTolerances(settings, undefined)).toEqual([
    { limits: { threshold: 0.25, failing: 0.02, region: 8, noise: 0.5 } },
  ]);
});

test('who says nothing, or how strong noise may be, has weak changes looked for; who sets a limit has not', async () => {
  const defaults = {
    toleranceThreshold: 0.016,
    toleranceFailing: 1,
    toleranceRegion: 4,
    toleranceNoise: 0.2,
    toleranceEffect: 1,
  };
  const effectOf = async (changed: Partial<typeof defaults>): Promise<number> =>
    toleranceFor(await readTolerances({ ...defaults, ...changed }, undefined), 1, 'compose').effect;
  expect(await effectOf({})).toBe(0.01);
  expect(await effectOf({ toleranceNoise: 0.1 })).toBe(0.01);
  expect(await effectOf({ toleranceFailing: 2 })).toBe(0);
  expect(await effectOf({ toleranceRegion: 5 })).toBe(0);
  expect(await effectOf({ toleranceThreshold: 0.1 })).toBe(0);
  expect(await effectOf({ toleranceThreshold: 0.1, toleranceEffect: 3 })).toBe(0.03);
});

test('the rules of the file come after them', async () => {
  using folder = new TemporaryFolder().write({ 'rules.txt': 'frames 2 threshold=0.5' });
  const rules = await readTolerances(settings, join(folder.path, 'rules.txt'));
  expect(toleranceFor(rules, 2, 'render')).toMatchObject({ threshold: 0.5, failing: 0.02 });
  expect(toleranceFor(rules, 1, 'render')).toMatchObject({ threshold: 0.25, failing: 0.02 });
});

test.each([
  ['is not there', 'none.txt', '/none\\.txt: it is not there \\(ENOENT\\)'],
  ['is a folder', '.', 'it is not a file'],
  ['is huge', 'huge.txt', 'it is larger than 1 MB'],
])('a file that %s is a wrong setting', async (_, tolerances, message) => {
  using folder = new TemporaryFolder().write({ 'huge.txt': '#'.repeat(1_000_001) });
  expect(await failureOf(readTolerances(settings, join(folder.path, tolerances)))).toMatchObject({
    ...{ kind: 'settings', hint: 'Correct the name of the file.' },
    message: expect.stringMatching(`^tolerances: .*${message}`),
  });
});

test('a file of exactly 1 MB is read', async () => {
  using folder = new TemporaryFolder().write({ 'large.txt': '#'.repeat(1_000_000) });
  expect(await readTolerances(settings, join(folder.path, 'large.txt'))).toHaveLength(1);
});
