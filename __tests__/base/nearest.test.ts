import { expect, test } from '@jest/globals';
import { nearest } from '../../src/base/nearest.ts';

const known = ['frames', 'fail-fast', 'seed', 'samples', 'render', 'report'];

test.each([
  ['frame', 'frames'],
  ['farmes', 'frames'],
  ['Frames', 'frames'],
  ['sed', 'seed'],
  ['sede', 'seed'],
  ['failfast', 'fail-fast'],
  ['samp', 'samples'],
  ['rendre', 'render'],
  ['reprot', 'report'],
])('%s was meant to be %s', (word, meant) => {
  expect(nearest(word, known)).toBe(meant);
});

test.each(['', 'x', 'shot', 'se', 'constructor', 'a'.repeat(100_000)])('nothing is near to %.20s', (word) => {
  expect(nearest(word, known)).toBeUndefined();
});
