import { join } from 'node:path';
import { temporaryDirectory } from '../__tests__/support/builders.ts';
import { writeLargeBlend } from '../__tests__/support/large-blend.ts';
import type { Benchmark, Row } from './support/benchmark.ts';
import { runInProcess } from './support/process.ts';
import { median, megabyte, repeat } from './support/statistics.ts';

/* What it takes to find the files that a .blend of 500 MB needs. */

const sizeBytes = 500_000_000;
const rounds = 3;

export interface TraceWork {
  directory: string;
  path: string;
}

async function measureCompression(compression: 'none' | 'zstd'): Promise<Row[]> {
  await using directory = await temporaryDirectory();
  const work: TraceWork = { directory: directory.path, path: 'large.blend' };
  writeLargeBlend(join(work.directory, work.path), { sizeBytes, compression });
  const traces = await repeat(rounds, () => runInProcess<number>('tracer.ts', work));
  const name = compression === 'none' ? 'uncompressed' : 'compressed with zstd';
  return [
    { name, value: median(traces.map(({ result }) => result)), unit: 'ms', goal: { atMost: 500 } },
    {
      name: `${name}: peak memory`,
      value: median(traces.map(({ peakRssBytes }) => peakRssBytes)) / megabyte,
      unit: 'MB',
      goal: { atMost: 150 },
    },
  ];
}

export const benchmark: Benchmark = {
  name: 'trace',
  run: async () => [...(await measureCompression('none')), ...(await measureCompression('zstd'))],
};
