import { describe, expect, test } from '@jest/globals';
import { frameKey, jobPrefix, keyInName, planConfig, taskName, type FramePlan } from '../../../src/farm/tasks/plan.ts';

const identity = { run: '4711', attempt: 2, job: 'a3f9' };
const configuration = { seed: 5, compositing: true };

function planFor(project: string, frame = 3, paths = [project, 'textures/wood.png']): FramePlan {
  const files = paths.map((path) => ({ path, absolutePath: `/w/${path}`, sizeBytes: 1, stamp: '' }));
  return { frame, files, config: planConfig(project, frame, configuration) };
}

const digestsOf = (plan: FramePlan): Map<string, string> =>
  new Map(plan.files.map(({ path }) => [path, `sha of ${path}`]));

describe('planConfig', () => {
  test('names one root on every machine, and leaves out what the Manager is to decide', () => {
    expect(planConfig('scenes/shot.blend', 3, configuration)).toEqual({
      project: 'scenes/shot.blend',
      project_path: '/project',
      cwd_path: '/project',
      frame: 3,
      seed: 5,
      use_compositing_nodes: true,
    });
    expect(planConfig('a.blend', 0, { samples: 16, seed: 0, agents: 2, compositing: false })).toMatchObject({
      samples: 16,
      agents_num: 2,
      use_compositing_nodes: false,
    });
  });
});

describe('frameKey', () => {
  const plan = planFor('shot.blend');
  const key = frameKey(plan, digestsOf(plan), '3.4.1');

  test('is the same for the same pixels, whatever the order and place of files', () => {
    expect(key).toMatch(/^[0-9a-f]{16}$/);
    const turned = { ...plan, files: plan.files.toReversed().map((file) => ({ ...file, absolutePath: '/elsewhere' })) };
    expect(frameKey(turned, digestsOf(plan), '3.4.1')).toBe(key);
  });

  test('is another as soon as anything that decides a pixel is', () => {
    const digests = digestsOf(plan);
    const others = [
      frameKey(plan, digests, '3.4.2'),
      frameKey(plan, new Map([...digests, ['textures/wood.png', 'another']]), '3.4.1'),
      frameKey({ ...plan, files: plan.files.slice(0, 1) }, digests, '3.4.1'),
      frameKey({ ...plan, config: { ...plan.config, frame: 4 } }, digests, '3.4.1'),
      frameKey({ ...plan, config: { ...plan.config, seed: 6 } }, digests, '3.4.1'),
      frameKey({ ...plan, config: { ...plan.config, samples: 6 } }, digests, '3.4.1'),
      frameKey({ ...plan, config: { ...plan.config, use_compositing_nodes: false } }, digests, '3.4.1'),
    ];
    expect(new Set([key, ...others]).size).toBe(1 + others.length);
  });
});

describe('taskName', () => {
  const key = '0123456789abcdef';

  test('tells run, attempt, job, project and frame, and carries the key', () => {
    const name = taskName(identity, planFor('scenes/Shot 1.blend'), key, 0);
    expect(name).toBe('ci-4711-2-a3f9-Shot-1-f0003-0123456789abcdef');
    expect(keyInName(name)).toBe(key);
    expect(name.startsWith(jobPrefix(identity))).toBe(true);
    const again = taskName(identity, planFor('shot.blend', 12_345), key, 2);
    expect(again).toBe('ci-4711-2-a3f9-shot-f12345-0123456789abcdef-again2');
    expect(keyInName(again)).toBe(key);
  });

  test.each(['動画.blend', '../..blend', '.blend', `${'x'.repeat(300)}.blend`, 'a/%2e%2e/?#.BLEND'])(
    'is safe in an URL for %s',
    (project) => {
      const name = taskName({ ...identity, run: 'pipeline #7/main' }, planFor(project), key, 0);
      expect(name).toMatch(/^ci-pipeline-7-main-2-a3f9-[a-zA-Z0-9-]+-f0003-0123456789abcdef$/);
      expect(name.length).toBeLessThan(120);
      expect(keyInName(name)).toBe(key);
    },
  );

  test.each(['shot', 'ci-1-1-a-shot-f0003', 'ci-1-1-a-shot-f0003-xyz', 'x-ci-1-f0001-0123456789abcdef', ''])(
    '%j is none of ours',
    (name) => {
      expect(keyInName(name)).toBeUndefined();
    },
  );
});
