import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { keepHeapSmall } from '../../src/base/heap.ts';
import { openFarm } from '../../src/farm/engine.ts';
import { resultKinds } from '../../src/frames/kinds.ts';
import { Digests } from '../../src/project/digests.ts';
import { ProjectRoot } from '../../src/project/files.ts';
import { prepareFrames } from '../../src/run/prepare.ts';
import { planFrames, type FramesResult, type FramesWork } from '../support/frames.ts';
import { farmAddress } from '../support/manager.ts';
import { serveWork } from '../support/process.ts';

/* Renders frames as a run does, from the digests to the results on disk. */

const silent = (): undefined => undefined;
const log = { info: silent, detail: silent, warning: silent, progress: silent, group: () => silent };

serveWork(async ({ manager, directory, paths, frames }: FramesWork): Promise<FramesResult> => {
  keepHeapSmall();
  const root = await ProjectRoot.open(directory);
  const files = await Promise.all(paths.map((path) => root.look(path)));
  const outputDirectory = join(directory, 'results');
  await mkdir(outputDirectory);
  const { signal } = new AbortController();
  const patienceMs = 60_000;
  const engine = await openFarm(farmAddress(manager), {
    identity: { run: '1', attempt: 1, job: '0000' },
    ...{
      reuse: false,
      keepTasks: true,
      taskRetentionDays: 7,
      uploadConcurrency: 3,
      allowUnsupportedBlender: false,
      pollIntervalMs: 2000,
    },
    ...{ settings: {}, patienceMs, cancelled: signal, cancelledCleanupMs: 0, log },
  });
  const configuration = { like: 'farm' as const, samples: 1000, seed: 0, compositing: true };
  const project = { path: paths[0] ?? '', directory, configuration };
  const onEnd = async (end: object): Promise<void> => {
    if ('failed' in end) throw new Error('a frame failed', { cause: end });
    await Promise.resolve();
  };
  const common = { project, outputDirectory, kinds: [...resultKinds], signal, onEnd };
  const { blenderVersion } = engine.facts;

  const startedAtMs = performance.now();
  const plans = prepareFrames(planFrames(files, frames), { ...common, blenderVersion, digests: new Digests() });
  await engine.render(plans, { ...common, attempts: 1, stallMs: patienceMs, onProgress: silent, onNotice: silent });
  const wallMs = performance.now() - startedAtMs;
  await engine.close();
  return { wallMs };
});
