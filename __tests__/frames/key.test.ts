import { expect, test } from '@jest/globals';
import { frameKey } from '../../src/frames/key.ts';

const project = {
  path: 'shot.blend',
  configuration: { like: 'farm' as const, samples: 8, seed: 5, agents: 2, compositing: true },
};
const files = ['shot.blend', 'textures/wood.png'].map((path) => ({
  path,
  absolutePath: `/w/${path}`,
  sizeBytes: 1,
  stamp: '',
}));
const plan = { frame: 3, files };
const inputs = new Map(files.map(({ path }) => [path, `sha of ${path}`]));
const key = frameKey(project, plan, inputs, '3.4.1');

test('a key is the same for the same pixels, whatever the order and place of files', () => {
  expect(key).toMatch(/^[0-9a-f]{16}$/);
  const turned = { ...plan, files: files.toReversed().map((file) => ({ ...file, absolutePath: '/elsewhere' })) };
  expect(frameKey(project, turned, inputs, '3.4.1')).toBe(key);
});

test('a key is another as soon as anything that decides a pixel is', () => {
  const configured = (change: object): string =>
    frameKey({ ...project, configuration: { ...project.configuration, ...change } }, plan, inputs, '3.4.1');
  const others = [
    frameKey(project, plan, inputs, '3.4.2'),
    frameKey(project, plan, new Map([...inputs, ['textures/wood.png', 'another']]), '3.4.1'),
    frameKey(project, { ...plan, files: files.slice(0, 1) }, inputs, '3.4.1'),
    frameKey(project, { ...plan, frame: 4 }, inputs, '3.4.1'),
    frameKey({ ...project, path: 'textures/wood.png' }, plan, inputs, '3.4.1'),
    configured({ scripts: 'off' }),
    configured({ seed: 6 }),
    configured({ samples: 6 }),
    configured({ samples: undefined }),
    configured({ agents: 3 }),
    configured({ compositing: false }),
  ];
  expect(new Set([key, ...others]).size).toBe(1 + others.length);
});

test('a key stays what it was, or what earlier runs made would be lost without a word', () => {
  expect(key).toBe('82ad1c3a58b8b1c7');
});
