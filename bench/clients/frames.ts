import { join } from 'node:path';
import { Digests } from '../../src/project/digests.ts';
import { ProjectRoot } from '../../src/project/files.ts';
import { resultKinds } from '../../src/farm/api/schema.ts';
import { renderFrames } from '../../src/farm/tasks/frames.ts';
import { Stager } from '../../src/farm/tasks/stage.ts';
import { TaskWatcher } from '../../src/farm/tasks/watch.ts';
import { planFrames, type FramesResult, type FramesWork } from '../support/frames.ts';
import { keepHeapSmall } from '../../src/base/heap.ts';
import { connectClient } from '../support/manager.ts';
import { serveWork } from '../support/process.ts';
import { mkdir } from 'node:fs/promises';

/* Renders frames as a run does, from the digests to the results on disk. */

serveWork(async ({ manager, directory, paths, frames }: FramesWork): Promise<FramesResult> => {
  keepHeapSmall();
  const root = await ProjectRoot.open(directory);
  const files = await Promise.all(paths.map((path) => root.look(path)));
  const outputDirectory = join(directory, 'results');
  await mkdir(outputDirectory);
  const client = connectClient(manager);
  const { blender } = await client.info();
  const askedAtMs = performance.now();
  await client.resources();
  const latencyMs = performance.now() - askedAtMs;
  const stop = new AbortController();
  const { signal } = stop;
  const patienceMs = 60_000;

  const startedAtMs = performance.now();
  const ends = await renderFrames(
    {
      client,
      digests: new Digests(),
      stager: new Stager(client, { concurrency: 8, patienceMs, signal }, latencyMs),
      watcher: new TaskWatcher(client, { pollIntervalMs: 2000, stallTimeoutMs: patienceMs, agents: 1, signal }),
      identity: { run: '1', attempt: 1, job: '0000' },
      blenderVersion: blender.version_string,
      earlier: new Map(),
      unfinished: new Set(),
      kinds: [...resultKinds],
      attempts: 1,
      patienceMs,
      keepTasks: true,
      outputDirectory,
      signal,
      onLine: () => undefined,
    },
    planFrames(files, frames),
    { failFast: true, onEnd: () => undefined },
    (reason) => {
      stop.abort(reason);
    },
  );
  const wallMs = performance.now() - startedAtMs;
  await client.close();
  for (const end of ends) if ('failed' in end) throw end.failed;
  return { wallMs };
});
