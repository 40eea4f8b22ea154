import { describe, expect, test } from '@jest/globals';
import { chooseFrames, parseFrames, rangeOf } from '../../src/frames/selection.ts';
import type { SceneFacts } from '../../src/project/blend/scene.ts';
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

  test('as many frames as a day of film can be listed', () => {
    expect(parseFrames('0-99999')).toMatchObject({ frames: { length: 100_000 } });
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
    ['0-100000', /more than 100000 frames/],
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

describe('chooseFrames', () => {
  const scene = (facts: Partial<SceneFacts>): SceneFacts => ({
    ...{ name: 'Scene', engine: 'CYCLES', camera: true, compositing: false, sequencer: false },
    ...{ frameStart: 1, frameEnd: 7, frameStep: 3, currentFrame: 5 },
    ...{ width: 1920, height: 1080, samples: 64, samplesByDefault: false, fileFormat: 'PNG' },
    ...facts,
  });

  test('takes those that are listed, whatever the scene has', () => {
    expect(chooseFrames({ kind: 'list', frames: [9] }, scene({ currentFrame: -1 }))).toEqual([9]);
  });

  test.each<[string, Partial<SceneFacts>, number[]]>([
    ['current', {}, [5]],
    ['current', { currentFrame: 0 }, [0]],
    ['scene', {}, [1, 4, 7]],
    ['scene', { frameStart: 0, frameEnd: 0 }, [0]],
    // Blender allows no such step, a file may have one.
    ['scene', { frameStep: 0, frameEnd: 3 }, [1, 2, 3]],
    ['scene', { frameStep: 1, frameEnd: 3 }, [1, 2, 3]],
  ])('%s of %j', (kind, facts, frames) => {
    expect(chooseFrames({ kind: kind === 'scene' ? 'scene' : 'current' }, scene(facts))).toEqual(frames);
  });

  test.each<['current' | 'scene', Partial<SceneFacts>]>([
    ['current', { currentFrame: -1 }],
    ['scene', { frameStart: -2 }],
    ['scene', { frameStart: 8 }],
  ])('%s of %j cannot be rendered', (kind, facts) => {
    const { frameStart, frameEnd, currentFrame } = scene(facts);
    expect(() => chooseFrames({ kind }, scene(facts))).toThrow(
      expect.objectContaining({
        kind: 'settings',
        message: `frames: the .blend's own (${frameStart} to ${frameEnd}, current ${currentFrame}) cannot be rendered.`,
        hint: 'BlendNet renders frames from 0 up: set frames, or the range in the .blend.',
      }),
    );
  });
});
