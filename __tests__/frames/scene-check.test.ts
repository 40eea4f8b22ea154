import { expect, test } from '@jest/globals';
import { checkCyclesScene } from '../../src/frames/scene-check.ts';
import type { SceneFacts } from '../../src/project/blend/scene.ts';

const scene: SceneFacts = {
  ...{ name: 'Scene', engine: 'CYCLES', camera: true, compositing: false },
  ...{ frameStart: 1, frameEnd: 250, frameStep: 1, currentFrame: 1 },
  ...{ width: 1920, height: 1080, samples: 64, samplesByDefault: false, fileFormat: 'PNG' },
};

test('a scene of Cycles with a camera can be rendered', () => {
  expect(checkCyclesScene(scene, 'shot.blend')).toBeUndefined();
});

test('one of another engine cannot, whatever its name', () => {
  const name = `A\nB${'x'.repeat(100)}`;
  const shown = `A B${'x'.repeat(77)}…`;
  expect(checkCyclesScene({ ...scene, name, engine: name }, 'shot.blend')).toMatchObject({
    ...{ kind: 'settings', file: 'shot.blend' },
    message: `The scene "${shown}" uses ${shown}; BlendNet renders with Cycles.`,
    hint: 'In Blender: Render Properties > Render Engine > Cycles, then save.',
  });
});

test('one without a camera cannot', () => {
  const name = 'x'.repeat(100);
  expect(checkCyclesScene({ ...scene, name, camera: false }, 'shot.blend')).toMatchObject({
    ...{ kind: 'settings', file: 'shot.blend', message: `The scene "${'x'.repeat(80)}…" has no camera.` },
    hint: expect.stringContaining('Set Active Object as Camera'),
  });
});
