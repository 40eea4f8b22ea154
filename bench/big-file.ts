import { temporaryDirectory, writeFiles } from '../__tests__/support/builders.ts';
import type { Benchmark, Row } from './support/benchmark.ts';
import { ManagerProcess } from './support/manager.ts';
import { runInProcess } from './support/process.ts';
import { median, megabyte, repeat } from './support/statistics.ts';
import { timeCurlLoop, type StagingResult, type StagingWork } from './support/staging.ts';

/* One file of 2 GB, digested and sent over TLS. It is a hole on the disk, but every byte is hashed and sent. */

const fileBytes = 2_000_000_000;
const rounds = 3;

async function measure(): Promise<Row[]> {
  await using directory = await temporaryDirectory();
  await using manager = new ManagerProcess();
  const path = 'simulation.vdb';
  await writeFiles(directory.path, { [path]: { sparseBytes: fileBytes } });
  const openWork = async (): Promise<StagingWork> => ({
    manager: await manager.open({ pace: 'manual' }),
    directory: directory.path,
    paths: [path],
    frames: 1,
    prefix: 'task-',
    concurrency: 3,
    warm: false,
  });

  const ours = await repeat(rounds, async () => runInProcess<StagingResult>('stager.ts', await openWork()));
  const { bytesReceived } = await manager.figures();
  if (bytesReceived !== fileBytes) throw new Error(`${bytesReceived} bytes arrived`);
  const curl = await timeCurlLoop(await openWork());
  return [
    { name: 'ours', value: median(ours.map(({ result }) => result.wallMs)) / 1000, unit: 's' },
    { name: 'curl loop', value: curl.wallMs / 1000, unit: 's' },
    {
      name: 'peak memory, ours',
      value: median(ours.map(({ peakRssBytes }) => peakRssBytes)) / megabyte,
      unit: 'MB',
      goal: { atMost: 150 },
    },
  ];
}

export const benchmark: Benchmark = { name: 'big-file', run: measure };
