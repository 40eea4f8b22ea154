import pLimit from 'p-limit';
import { Digests } from '../../src/project/digests.ts';
import { ProjectRoot } from '../../src/project/files.ts';
import { taskConfig } from '../../src/farm/tasks/config.ts';
import { Outages } from '../../src/farm/tasks/outages.ts';
import { Stager } from '../../src/farm/tasks/stage.ts';
import { planFrames, type FramesWork } from '../support/frames.ts';
import { connectClient } from '../support/manager.ts';
import { serveWork } from '../support/process.ts';

/* Puts tasks into the Manager's queue: `task-1`, `task-2`, … */

serveWork(async ({ manager, directory, paths, frames }: FramesWork): Promise<null> => {
  const root = await ProjectRoot.open(directory);
  const files = await Promise.all(paths.map((path) => root.look(path)));
  const configuration = { like: 'farm' as const, samples: 1000, seed: 0, compositing: true };
  const project = { path: paths[0] ?? '', directory, configuration };
  const client = connectClient(manager);
  const { signal } = new AbortController();
  const outages = new Outages({ patienceMs: 0, signal, onNotice: () => undefined });
  const stager = new Stager(client, { concurrency: 3, outages, signal }, 20);
  const digests = new Digests();
  const inputs = new Map(await Promise.all(files.map(async (file) => [file.path, await digests.of(file)] as const)));
  const slots = pLimit(8);
  const submit = async (task: string, plan: ReturnType<typeof planFrames>[number]): Promise<void> => {
    await stager.stage(task, plan.files, inputs);
    await client.configure(task, taskConfig(project, plan.frame, 1));
    await client.run(task);
  };
  await Promise.all(planFrames(files, frames).map((plan) => slots(() => submit(`task-${plan.frame}`, plan))));
  await client.close();
  return null;
});
