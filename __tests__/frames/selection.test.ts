import { describe, expect, test } from '@jest/globals';
import { parseFrames, rangeOf } from '../../src/frames/selection.ts';
import { cpuMsOf } from '../support/cost.ts';

describe('parseFrames', () => {
  test.each([
    ['5', [5]],
    ['0', [0]],
    ['007', [7]],
    ['1-4', [1, 2, 3, 4]],
    ['3-3', [3]],
    ['1,5,20-22', [1, 5, 20, 21, 22]],
    ['1-10x3', [1, 4, 7, 10]],
    [' 9 , 1 - 3 , 2 ', [1, 2, 3, 9]],
    ['1 - 7 x 3', [1, 4, 7]],
    ['1-2x100', [1]],
    ['1048574', [1_048_574]],
  ])('%j', (text, frames) => {
    expect(parseFrames(text)).toEqual({ kind: 'list', frames });
  });

  test('nothing is the current frame, and scene is the range in the .blend', () => {
    expect(parseFrames(' ')).toEqual({ kind: 'current' });
    expect(parseFrames('scene')).toEqual({ kind: 'scene' });
  });

  test.each([
    ['x', /"x" is no frame or range; use 5, 1-10/],
    ['1,,2', /"" is no frame/],
    ['1;2', /no frame or range/],
    ['1-', /"1-" is no frame/],
    ['1..5', /no frame/],
    ['1.5', /no frame/],
    ['1e3', /no frame/],
    ['0x10', /no frame/],
    ['Scene', /no frame/],
    ['-5', /BlendNet renders no negative frames/],
    ['10-1', /"10-1" runs backwards; write 1-10/],
    ['1-10x0', /has a step of 0/],
    ['1048575', /beyond Blender's last frame, 1048574/],
    ['1-9999999', /beyond Blender's last frame/],
    ['99999999', /no frame/],
    ['0-1000000', /more than 100000 frames/],
  ])('%j is refused', (text, message) => {
    expect(() => parseFrames(text)).toThrow(message);
  });

  test('many overlapping ranges do not take for ever', async () => {
    const costMs = await cpuMsOf(() => {
      expect(() => parseFrames(Array(20_000).fill('0-99999').join(','))).toThrow(/more than 100000 frames/);
    });
    expect(costMs).toBeLessThan(2_000);
  });
});

test('rangeOf ends with the last frame that the step reaches', () => {
  expect([...rangeOf(1, 6, 2)]).toEqual([1, 3, 5]);
  expect([...rangeOf(5, 1, 1)]).toEqual([]);
});
