import { expect, test } from '@jest/globals';
import { checkCamera, checkCycles, configureLikeFarm } from '../../src/frames/scene-check.ts';
import type { SceneFacts } from '../../src/project/blend/scene.ts';

const scene: SceneFacts = {
  ...{ name: 'Scene', engine: 'CYCLES', camera: true, compositing: false, sequencer: false },
  ...{ frameStart: 1, frameEnd: 250, frameStep: 1, currentFrame: 1 },
  ...{ width: 1920, height: 1080, samples: 64, samplesByDefault: false, fileFormat: 'PNG' },
};

test('a scene of Cycles with a camera can be rendered', () => {
  expect(checkCycles(scene, 'shot.blend')).toBeUndefined();
});

test('one of another engine cannot on a farm, whatever its name', () => {
  const name = `A\nB${'x'.repeat(100)}`;
  const shown = `A B${'x'.repeat(77)}…`;
  expect(checkCycles({ ...scene, name, engine: name }, 'shot.blend')).toMatchObject({
    ...{ kind: 'settings', file: 'shot.blend' },
    message: `The scene "${shown}" uses ${shown}; BlendNet renders with Cycles.`,
    hint: expect.stringMatching(/manager-url: local.*Render Engine > Cycles/),
  });
});

test('one without a camera cannot', () => {
  const name = 'x'.repeat(100);
  expect(checkCamera({ ...scene, name, camera: false }, 'shot.blend')).toMatchObject({
    ...{ kind: 'settings', file: 'shot.blend', message: `The scene "${'x'.repeat(80)}…" has no camera.` },
    hint: expect.stringContaining('Set Active Object as Camera'),
  });
});

test('the sequencer and the compositor need no camera, unless a farm is to render', () => {
  const blind = { ...scene, camera: false };
  expect(checkCamera({ ...blind, sequencer: true }, 'shot.blend')).toBeUndefined();
  expect(checkCamera({ ...blind, compositing: true }, 'shot.blend')).toBeUndefined();
  expect(checkCamera({ ...blind, sequencer: true }, 'shot.blend', true)).toMatchObject({ kind: 'settings' });
});

test('a farm is told everything of a frame', () => {
  expect(configureLikeFarm({}, scene)).toEqual({
    like: 'farm',
    agents: undefined,
    samples: 64,
    seed: 0,
    compositing: true,
  });
  const set = { samples: 8, seed: 5, agents: 2, compositing: false };
  expect(configureLikeFarm({ ...set, device: 'gpu' }, scene)).toEqual({ like: 'farm', ...set });
});
