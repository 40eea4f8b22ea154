import { expect, test } from '@jest/globals';
import { remarkOnScene, type RemarkContext, type SceneRemark } from '../../src/frames/scene-remarks.ts';
import type { ReadScene } from '../../src/project/blend/scene.ts';
import type { SceneDetails } from '../../src/project/blend/scene-details.ts';

const details: SceneDetails = {
  ...{ denoising: false, adaptiveSampling: false, compositorNodes: false },
  ...{ fileOutputs: [], inEditMode: [] },
};
const scene: ReadScene = {
  ...{ name: 'Scene', engine: 'CYCLES', camera: true, compositing: false, sequencer: false },
  ...{ frameStart: 1, frameEnd: 250, frameStep: 1, currentFrame: 1 },
  ...{ width: 1920, height: 1080, samples: 64, samplesByDefault: false, fileFormat: 'PNG' },
  ...{ version: { savedBy: 304, oldest: 304, compression: 'none', bigEndian: false }, details },
};
const farm: RemarkContext = { configuration: { like: 'farm' }, isFarm: true };
const local: RemarkContext = { configuration: { like: 'saved' }, isFarm: false };
const all: ReadScene = {
  ...{ ...scene, sequencer: true },
  details: {
    ...{ denoising: true, adaptiveSampling: true, compositorNodes: true },
    ...{ fileOutputs: ['Mist', 'Depth'], outputColours: 'ACEScg', inEditMode: [] },
  },
};

test('a plain scene is worth no word', () => {
  expect(remarkOnScene(scene, farm)).toEqual([]);
});

test('what a farm renders otherwise is said once each', () => {
  const wayOut = ' manager-url: local renders what was saved.';
  const warning = (message: string): SceneRemark => ({
    ...{ level: 'warning', title: 'Not as saved', message: message + wayOut },
  });
  expect(remarkOnScene(all, farm)).toEqual([
    warning("A farm leaves out the sequencer's strips and renders the scene itself."),
    warning('The compositor is switched off, and a farm uses its nodes all the same, unless compositing is false.'),
    warning('A farm does not bring home the files of File Output nodes (Mist, Depth).'),
    warning('A farm loses the colour space set for the output (ACEScg).'),
    {
      ...{ level: 'notice', title: 'Not as saved' },
      message: `A farm renders without denoiser and adaptive sampling, which the scene has on.${wayOut}`,
    },
  ]);
});

test('and of a local render that is like a farm', () => {
  const [first] = remarkOnScene(all, { ...farm, isFarm: false });
  expect(first?.message).toMatch(/render-like: saved renders what was saved\.$/);
  expect(remarkOnScene(all, local)).toEqual([]);
});

test('a compositor that is used, or left out on purpose, is no news', () => {
  const only = (more: Partial<ReadScene>): ReadScene => ({
    ...scene,
    details: { ...details, compositorNodes: true },
    ...more,
  });
  expect(remarkOnScene(only({}), farm)).toHaveLength(1);
  expect(remarkOnScene(only({ compositing: true }), farm)).toEqual([]);
  const left: RemarkContext = { ...farm, configuration: { like: 'farm', compositing: false } };
  expect(remarkOnScene(only({}), left)).toEqual([]);
  expect(remarkOnScene({ ...scene, details: { ...details, fileOutputs: ['A'] } }, left)).toEqual([]);
});

test('a long list of File Output nodes is cut', () => {
  const fileOutputs = ['a', 'b', 'c', 'd', 'e', 'f'];
  const [remark] = remarkOnScene({ ...scene, details: { ...details, fileOutputs } }, farm);
  expect(remark?.message).toContain('(a, b, c, d, e, …)');
});

test('meshes in edit mode are named wherever they are rendered', () => {
  const edited = { ...scene, details: { ...details, inEditMode: ['Soft', `A\nB`] } };
  for (const context of [farm, local]) {
    expect(remarkOnScene(edited, context)).toEqual([
      {
        level: 'warning',
        title: 'Edit mode',
        message: expect.stringMatching(/^The mesh "Soft" .* \(Tab\) and save\.$/),
      },
      { level: 'warning', title: 'Edit mode', message: expect.stringMatching(/^The mesh "A B" /) },
    ]);
  }
});
