import { setTimeout as delay } from 'node:timers/promises';
import { Outages } from '../../src/farm/tasks/outages.ts';
import { TaskWatcher } from '../../src/farm/tasks/watch.ts';
import { keepHeapSmall } from '../../src/base/heap.ts';
import { connectClient } from '../support/manager.ts';
import { serveWork } from '../support/process.ts';
import type { WatchingResult, WatchingWork } from '../watching.ts';

/* Watches the tasks `task-1`, `task-2`, … for a while, and gives the processor time that took. */

const pollsBefore = 3;

serveWork(async ({ manager, frames, pollIntervalMs, measuredMs }: WatchingWork): Promise<WatchingResult> => {
  keepHeapSmall();
  const client = connectClient(manager);
  const stop = new AbortController();
  const { signal } = stop;
  const stallTimeoutMs = 10 * measuredMs;
  const outages = new Outages({ patienceMs: stallTimeoutMs, signal, onNotice: () => undefined });
  const watcher = new TaskWatcher(client, { pollIntervalMs, stallTimeoutMs, agents: 1, outages, signal });
  const watches = Array.from({ length: frames }, (_, index) => watcher.watch(`task-${index + 1}`, index + 1));
  const ended = Promise.allSettled(watches);

  await delay(pollsBefore * pollIntervalMs);
  const before = process.cpuUsage();
  const startedAtMs = performance.now();
  await delay(measuredMs);
  const { user, system } = process.cpuUsage(before);
  const cpuShare = (user + system) / 1000 / (performance.now() - startedAtMs);

  stop.abort(new Error('measured'));
  const early = (await ended).filter(
    (end) => end.status === 'fulfilled' || (end.reason as Error).message !== 'measured',
  );
  if (early.length > 0) throw new Error(`${early.length} tasks ended while they were watched`);
  await client.close();
  return { cpuShare };
});
