import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryDirectory } from '../__tests__/support/builders.ts';
import { writeLargeBlend } from '../__tests__/support/large-blend.ts';
import type { Benchmark, Row } from './support/benchmark.ts';
import { runInProcess, timeProgram } from './support/process.ts';
import { median, megabyte, repeat } from './support/statistics.ts';

/* What it takes to fingerprint a .blend of 500 MB, and to write one of 50 MB as text for git. */

const sizeBytes = 500_000_000;
const textBytes = 50_000_000;
const rounds = 3;

export interface FingerprintWork {
  directory: string;
  path: string;
}

export interface FingerprintTimes {
  firstMs: number;
  /** With what the first look has kept. */
  secondMs: number;
  /** Of the first look: what it costs however busy the machine is. */
  cpuMs: number;
  sizeBytes: number;
}

async function measureFingerprint(compression: 'none' | 'zstd'): Promise<Row[]> {
  await using directory = await temporaryDirectory();
  const work: FingerprintWork = { directory: directory.path, path: 'large.blend' };
  writeLargeBlend(join(work.directory, work.path), { sizeBytes, compression });
  const runs = await repeat(rounds, () => runInProcess<FingerprintTimes>('fingerprinter.ts', work));
  const name = compression === 'none' ? 'uncompressed' : 'compressed with zstd';
  const perSecond = (ms: 'firstMs' | 'cpuMs'): number =>
    median(runs.map(({ result }) => result.sizeBytes / megabyte / (result[ms] / 1000)));
  const peaks = runs.map(({ peakRssBytes }) => peakRssBytes);
  return [
    { name, value: perSecond('firstMs'), unit: 'MB/s', goal: { atLeast: 300 } },
    { name: `${name}: peak memory`, value: median(peaks) / megabyte, unit: 'MB', goal: { atMost: 250 } },
    { name: `${name}, by processor time`, value: perSecond('cpuMs'), unit: 'MB/s', goal: { atLeast: 300 } },
    {
      name: `${name}: second look`,
      value: median(runs.map(({ result }) => result.secondMs)),
      unit: 'ms',
      goal: { atMost: 5 },
    },
  ];
}

async function measureText(): Promise<Row[]> {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'shot.blend');
  writeLargeBlend(path, { sizeBytes: textBytes, compression: 'none' });
  const command = fileURLToPath(new URL('../src/cli.ts', import.meta.url));
  const times = await repeat(rounds, () => timeProgram(process.execPath, [command, 'diff', '--textconv', path]));
  return [{ name: 'text for git, 50 MB', value: median(times), unit: 'ms', goal: { atMost: 1000 } }];
}

export const benchmark: Benchmark = {
  name: 'blend',
  run: async () => [
    ...(await measureFingerprint('none')),
    ...(await measureFingerprint('zstd')),
    ...(await measureText()),
  ],
};
