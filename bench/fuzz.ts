import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { kinds, type Finding, type KindName, type Limits, type Tally } from './fuzz/order.ts';
import { watchWorker } from './fuzz/watch.ts';
import type { Benchmark, Row } from './support/benchmark.ts';
import { megabyte } from './support/statistics.ts';

/*
 * npm run bench -- fuzz [pictures|blend|json] [COUNT] [SEED] [FIRST]
 * Damaged files and answers for everything that reads what comes from outside: each has to end in a result or in an error of
 * ours, in 5 s of processor time and 1 GiB. BLEND_CORPUS names a folder of .blend files to begin with. By hand, not in CI.
 * What it finds is told with its number, by which COUNT 1 and FIRST make it again.
 */

const limits: Limits = { cpuMs: 5_000, memoryBytes: 2 ** 30 };
const defaultCounts: Record<KindName, number> = { pictures: 20_000, blend: 5_000, json: 5_000 };
const defaultSeed = 1;
/** More tell nothing new, and a run that finds so many is to be ended. */
const mostFindings = 50;

export const benchmark: Benchmark = {
  name: 'fuzz',
  onlyByName: true,
  async run(words = []) {
    const [kind, count, seed = defaultSeed, first = 0] = parse(words);
    const names = kind === undefined ? (Object.keys(kinds) as KindName[]) : [kind];
    const rows: Row[] = [];
    for (const name of names) rows.push(...(await fuzz(name, count ?? defaultCounts[name], seed, first)));
    return rows;
  },
};

function parse(words: string[]): [KindName | undefined, ...(number | undefined)[]] {
  const [name = '', ...rest] = words;
  const isKind = Object.hasOwn(kinds, name);
  const numbers = (isKind || name === '' ? rest : words).map(Number);
  if (numbers.some((number) => !Number.isSafeInteger(number) || number < 0)) {
    throw new Error(`fuzz [${Object.keys(kinds).join('|')}] [COUNT] [SEED] [FIRST], not ${words.join(' ')}`);
  }
  return [isKind ? (name as KindName) : undefined, ...numbers];
}

async function fuzz(kind: KindName, count: number, seed: number, first: number): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'blendnet-fuzz-'));
  const found = join(folder, 'found');
  await mkdir(found);
  const seeds = join(folder, 'seeds');
  await mkdir(seeds);
  await kinds[kind].writeSeeds(seeds);
  const findings: Finding[] = [];
  const onFinding = (finding: Finding): void => {
    findings.push(finding);
    if (findings.length > mostFindings) return;
    const { index, what, input } = finding;
    console.log(`  ${kind}, seed ${seed}, input ${index}: ${what}`);
    if (input !== undefined) void writeFile(join(found, `${kind}-${seed}-${index}`), Buffer.from(input, 'base64'));
  };
  const workers = Math.min(count, availableParallelism());
  const startedAtMs = performance.now();
  const tallies = await Promise.all(
    Array.from({ length: workers }, (_, worker) =>
      watchWorker(
        { kind, folder: seeds, seed, first: first + worker, last: first + count, step: workers, limits },
        { file: join(folder, `worker-${worker}`), onFinding },
      ),
    ),
  );
  const secondsPassed = (performance.now() - startedAtMs) / 1000;
  await rm(findings.length === 0 ? folder : seeds, { recursive: true });
  if (findings.length > 0) console.log(`  What was found is in ${found}`);
  return describe(kind, tallies, findings.length, secondsPassed);
}

function describe(kind: KindName, tallies: Tally[], findings: number, seconds: number): Row[] {
  const sum = (of: (tally: Tally) => number): number => tallies.reduce((total, tally) => total + of(tally), 0);
  const most = (of: (tally: Tally) => number): number => Math.max(...tallies.map(of));
  return [
    { name: `${kind}: inputs`, value: sum(({ fine, refused }) => fine + refused), unit: '' },
    { name: `${kind}: of which were read`, value: sum(({ fine }) => fine), unit: '' },
    { name: `${kind}: faults`, value: findings, unit: '', goal: { atMost: 0 } },
    { name: `${kind}: slowest`, value: most(({ slowestMs }) => slowestMs), unit: 'ms', goal: { atMost: limits.cpuMs } },
    {
      ...{ name: `${kind}: peak memory`, value: most(({ peakBytes }) => peakBytes) / megabyte, unit: 'MB' },
      goal: { atMost: limits.memoryBytes / megabyte },
    },
    { name: `${kind}: time`, value: seconds, unit: 's' },
  ];
}
