import { expect, test } from '@jest/globals';
import { taskConfig } from '../../../src/farm/tasks/config.ts';

test('a task names one root on every machine, and leaves out what the Manager is to decide', () => {
  const project = { path: 'scenes/shot.blend', directory: '/somewhere/else' };
  expect(
    taskConfig({ ...project, configuration: { like: 'farm' as const, seed: 5, compositing: true } }, 3, 4),
  ).toEqual({
    project: 'scenes/shot.blend',
    project_path: '/project',
    cwd_path: '/project',
    frame: 3,
    seed: 5,
    use_compositing_nodes: true,
  });
  const configuration = { like: 'farm' as const, samples: 16, seed: 0, agents: 2, compositing: false };
  expect(taskConfig({ ...project, configuration }, 0, 4)).toMatchObject({
    samples: 16,
    agents_num: 2,
    use_compositing_nodes: false,
  });
  const few = { like: 'farm' as const, samples: 6, seed: 0, compositing: false };
  expect(taskConfig({ ...project, configuration: few }, 0, 4)).toMatchObject({ samples: 6, agents_num: 3 });
});
