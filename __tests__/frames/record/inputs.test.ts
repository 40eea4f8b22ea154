import { expect, test } from '@jest/globals';
import { formatInputs, gatherInputs, listInputs } from '../../../src/frames/record/inputs.ts';

test('a file that frames share is listed once, with another content again', () => {
  const gathered = gatherInputs([
    {
      frame: 1,
      inputs: new Map([
        ['shot.blend', 'aa'],
        ['sim.vdb', 'b2'],
      ]),
    },
    {
      frame: 2,
      inputs: new Map([
        ['sim.vdb', 'b1'],
        ['shot.blend', 'aa'],
      ]),
    },
  ]);
  expect(gathered).toEqual([
    { path: 'shot.blend', sha1: 'aa', frames: [1, 2] },
    { path: 'sim.vdb', sha1: 'b1', frames: [2] },
    { path: 'sim.vdb', sha1: 'b2', frames: [1] },
  ]);
  expect(formatInputs(gathered, 2)).toEqual([
    { path: 'shot.blend', sha1: 'aa' },
    { path: 'sim.vdb', sha1: 'b1', frames: '2' },
    { path: 'sim.vdb', sha1: 'b2', frames: '1' },
  ]);
});

test('frames come back ascending and once, however a record lists them', () => {
  const frames = [3, 1, 2, 1].map((frame) => ({ frame, results: [] }));
  const inputs = [
    { path: 'shot.blend', sha1: 'aa' },
    { path: 'sim.vdb', sha1: 'bb', frames: '1-2' },
  ];
  expect(listInputs({ version: 1, inputs, frames })).toEqual([
    { path: 'shot.blend', sha1: 'aa', frames: [1, 2, 3] },
    { path: 'sim.vdb', sha1: 'bb', frames: [1, 2] },
  ]);
});
