import { temporaryDirectory, writeFiles } from '../__tests__/support/builders.ts';
import type { Benchmark, Row } from './support/benchmark.ts';
import { ManagerProcess } from './support/manager.ts';
import type { FramesWork } from './support/frames.ts';
import { runInProcess } from './support/process.ts';
import { megabyte } from './support/statistics.ts';

/* 1,000 tasks in flight, one of them rendering: what it costs to watch them at the default interval of 2 s. */

const frames = 1000;

export interface WatchingWork extends FramesWork {
  pollIntervalMs: number;
  measuredMs: number;
}

export interface WatchingResult {
  /** Share of one core. */
  cpuShare: number;
}

async function measure(): Promise<Row[]> {
  await using directory = await temporaryDirectory();
  await using manager = new ManagerProcess();
  await writeFiles(directory.path, { 'shot.blend': 'BLENDER' });
  const work: WatchingWork = {
    // A task that gets on every second, and renders for longer than is measured.
    manager: await manager.open({ pace: { stepMs: 1000 }, renderSteps: 999 }),
    directory: directory.path,
    paths: ['shot.blend'],
    frames,
    pollIntervalMs: 2000,
    measuredMs: 30_000,
  };
  await runInProcess('submitter.ts', work);
  const before = await manager.figures();
  const { result, peakRssBytes } = await runInProcess<WatchingResult>('watcher.ts', work);
  const after = await manager.figures();
  return [
    { name: 'processor time', value: 100 * result.cpuShare, unit: '% of a core', goal: { atMost: 5 } },
    {
      name: 'requests for each poll',
      value: (after.requests - before.requests) / (after.polls - before.polls),
      unit: '',
    },
    { name: 'peak memory', value: peakRssBytes / megabyte, unit: 'MB', goal: { atMost: 200 } },
  ];
}

export const benchmark: Benchmark = { name: 'watching', run: measure };
