import { expect, test } from '@jest/globals';
import { factsByPicture } from '../../src/baseline/record.ts';
import { parsePictureRecords } from '../../src/frames/record/pictures.ts';
import { compareSetups, type SetupOf } from '../../src/compare/setups.ts';
import { makeManifest } from '../cli/pictures.ts';

const pairs = [1, 2].map((frame) => ({ frame, kind: 'compose' as const, baseline: 'a.png', candidate: 'b.png' }));
const pictures = pairs.map(({ frame, kind }) => ({
  frame,
  kind,
  file: `frame-${frame}.compose.png`,
  bytes: Buffer.alloc(0),
}));

function setupsOf(changes: Record<string, unknown>, recorded = pictures): SetupOf {
  return factsByPicture(parsePictureRecords(makeManifest(recorded, changes)));
}

test('tell what was different', () => {
  const baseline = setupsOf({ blenderVersion: '3.4.1', samples: 64, seed: 1, agents: 2 });
  const candidate = setupsOf({ blenderVersion: '4.3.2', samples: 64, seed: 7, agents: 4 });
  expect(compareSetups(pairs, baseline, candidate)).toEqual([
    'Blender was 3.4.1 for the baseline and is 4.3.2 now.',
    'The seed was 1 for the baseline and is 7 now.',
    'The number of Agents was 2 for the baseline and is 4 now.',
  ]);
  expect(compareSetups(pairs, baseline, baseline)).toEqual([]);
});

test('say which frames it is about, and nothing of pictures that a manifest does not know', () => {
  const baseline = setupsOf({ seed: 1 }, pictures.slice(0, 1));
  expect(compareSetups(pairs, baseline, setupsOf({ seed: 7 }))).toEqual([
    'Frame 1: The seed was 1 for the baseline and is 7 now.',
  ]);
  expect(compareSetups(pairs, factsByPicture(undefined), setupsOf({ seed: 7 }))).toEqual([]);
});
