import { join } from 'node:path';
import { temporaryDirectory, writeFiles } from '../__tests__/support/builders.ts';
import type { Benchmark, Row } from './support/benchmark.ts';
import { runInProcess, timeProgram } from './support/process.ts';
import { median, megabyte, repeat } from './support/statistics.ts';

/* How fast files in the page cache are digested, beside sha1sum. Holes are read like data, and take no disk. */

const rounds = 3;
const cases = [
  { name: 'one file of 1 GB', files: 1, fileBytes: 1_000_000_000 },
  { name: '1,000 files of 1 MB', files: 1000, fileBytes: 1_000_000 },
];

export interface DigestWork {
  directory: string;
  paths: string[];
}

async function measureCase({ name, files, fileBytes }: (typeof cases)[number]): Promise<Row[]> {
  await using directory = await temporaryDirectory();
  const paths = Array.from({ length: files }, (_, n) => `cache-${n}.bin`);
  await writeFiles(directory.path, Object.fromEntries(paths.map((path) => [path, { sparseBytes: fileBytes }])));
  const work: DigestWork = { directory: directory.path, paths };
  const absolutePaths = paths.map((path) => join(directory.path, path));
  const sumAll = (): Promise<number> => timeProgram('sha1sum', absolutePaths);

  await sumAll();
  const pairs = await repeat(rounds, async () => ({
    sumMs: await sumAll(),
    ours: await runInProcess<number>('digester.ts', work),
  }));
  const megabytes = (files * fileBytes) / megabyte;
  const speed = (timesMs: number[]): number => (megabytes * 1000) / median(timesMs);
  const peakRssBytes = median(pairs.map(({ ours }) => ours.peakRssBytes));
  return [
    { name: `${name}: ours`, value: speed(pairs.map(({ ours }) => ours.result)), unit: 'MB/s' },
    { name: `${name}: sha1sum`, value: speed(pairs.map(({ sumMs }) => sumMs)), unit: 'MB/s' },
    { name: `${name}: peak memory`, value: peakRssBytes / megabyte, unit: 'MB' },
  ];
}

async function measure(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const each of cases) rows.push(...(await measureCase(each)));
  return rows;
}

export const benchmark: Benchmark = { name: 'digests', run: measure };
