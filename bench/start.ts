import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryDirectory, writeFiles } from '../__tests__/support/builders.ts';
import type { Benchmark, Row } from './support/benchmark.ts';
import { timeProgram } from './support/process.ts';
import { medians, repeat } from './support/statistics.ts';

/* From the start of the bundles to their end, where they have next to nothing to do, beside a script that is empty. */

const rounds = 15;
const dist = fileURLToPath(new URL('../dist', import.meta.url));
const action = join(dist, 'action/index.js');
const commandLine = join(dist, 'cli/index.js');

function sizeMegabytes(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0) / 1e6;
}

async function measure(): Promise<Row[]> {
  for (const entry of [action, commandLine])
    if (!existsSync(entry)) throw new Error(`${entry} is not there: npm run bundle`);
  await using directory = await temporaryDirectory();
  await writeFiles(directory.path, { 'empty.mjs': '' });
  // A step without any input: it fails on its settings.
  const env = { PATH: process.env['PATH'], GITHUB_WORKSPACE: directory.path, RUNNER_TEMP: directory.path };
  const start = (exitCode: number, ...args: string[]): Promise<number> =>
    timeProgram(process.execPath, args, { cwd: directory.path, env, exitCode });

  const { emptyMs, actionMs, helpMs } = medians(
    await repeat(rounds, async () => ({
      emptyMs: await start(0, 'empty.mjs'),
      actionMs: await start(1, action),
      helpMs: await start(0, commandLine, '--help'),
    })),
  );
  return [
    { name: 'empty script', value: emptyMs, unit: 'ms' },
    {
      name: 'action that fails on its settings, beyond that',
      value: actionMs - emptyMs,
      unit: 'ms',
      goal: { atMost: 150 },
    },
    { name: 'command line with --help, beyond that', value: helpMs - emptyMs, unit: 'ms', goal: { atMost: 150 } },
    { name: 'size of dist', value: sizeMegabytes(dist), unit: 'MB' },
  ];
}

export const benchmark: Benchmark = { name: 'start', run: measure };
