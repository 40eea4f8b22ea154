import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startResultsService, type ResultsService } from '../__tests__/support/results-service.ts';
import { runAction } from '../__tests__/support/runner.ts';
import { startScriptedManager } from '../__tests__/support/scripted-manager.ts';
import { TemporaryFolder } from '../__tests__/support/temporary-folder.ts';
import { formatHistory, maxHistoryFrames } from '../src/frames/record/history.ts';
import type { Benchmark, Row } from './support/benchmark.ts';
import { timeProgram } from './support/process.ts';
import { megabyte } from './support/statistics.ts';

/*
 * A run of 10,000 frames in 50 shards, from the sources: the plan, and the action that merges the artifacts which the shards
 * have stored in a scripted results service (`clients/shards.ts`).
 */

const frameCount = 10_000;
const shardCount = 50;
const runs = 30;
const all = Array.from({ length: frameCount }, (_, n) => n + 1);
const root = fileURLToPath(new URL('../', import.meta.url));

/** Stores what the shards leave, and brings it to `shards/` as a workflow does. */
async function storeShards(workspace: string, service: ResultsService): Promise<void> {
  const client = join(root, 'bench/clients/shards.ts');
  const env = { ...process.env, ...service.env };
  await timeProgram(process.execPath, [client, workspace, String(frameCount), String(shardCount)], { env });
  for (const { name, files } of await service.artifacts()) {
    for (const [file, bytes] of files ?? []) {
      const path = join(workspace, 'shards', name, file);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, bytes);
    }
  }
}

function writtenHistory(): string {
  const frames = all.slice(0, maxHistoryFrames).map((frame) => ({ frame, durationMs: 9000 + (frame % 90) * 20 }));
  const past = Array.from({ length: runs }, (_, n) => ({ date: new Date(1e12 + n * 864e5).toISOString(), frames }));
  return formatHistory(past.slice(1), past[0]!);
}

/** From the start of the command to its end, beside what the shortest command takes. */
async function measurePlan(): Promise<Row[]> {
  using folder = new TemporaryFolder();
  await using manager = await startScriptedManager();
  await cp(join(root, 'examples/project'), folder.path, { recursive: true });
  await writeFile(join(folder.path, 'history.json'), writtenHistory());
  const project = ['scenes/shot.blend', '--manager-url', manager.url, '--history', 'history.json'];
  const run = (...args: string[]): Promise<number> =>
    timeProgram(process.execPath, [join(root, 'src/cli.ts'), ...args], {
      cwd: folder.path,
      env: { PATH: process.env['PATH'], XDG_CACHE_HOME: join(folder.path, 'cache') },
    });
  await run('--version');
  return [
    { name: 'a command that does nothing', value: (await run('--version')) / 1000, unit: 's' },
    {
      name: `plan of ${frameCount} frames for ${shardCount} shards`,
      value: (await run('plan', ...project, '--frames', `1-${frameCount}`, '--shards', String(shardCount))) / 1000,
      unit: 's',
      goal: { atMost: 2 },
    },
  ];
}

async function measureMerge(): Promise<Row[]> {
  using folder = new TemporaryFolder();
  await using service = await startResultsService();
  await storeShards(folder.path, service);
  await writeFile(join(folder.path, 'history.json'), writtenHistory());
  const peakFile = join(folder.path, 'peak');
  const startedAtMs = performance.now();
  const merging = await runAction({
    main: join(root, 'src/action.ts'),
    metadata: join(root, 'merge/action.yml'),
    workspace: folder.path,
    inputs: { directories: 'shards', history: 'history.json', 'on-difference': 'warn' },
    env: {
      ...service.env,
      NODE_OPTIONS: `--import ${new URL('./support/peak-memory.ts', import.meta.url).href}`,
      PEAK_MEMORY_FILE: peakFile,
    },
    timeoutMs: 600_000,
  });
  const wallMs = performance.now() - startedAtMs;
  const { exitCode, outputs, summary, stdout } = merging;
  const { 'frames-rendered': rendered, 'frames-different': different } = outputs;
  if (exitCode !== 0 || rendered !== String(frameCount) || different !== String(frameCount / 10)) {
    throw new Error(
      `Merging went wrong (${exitCode}, ${rendered} frames, ${different} different):\n${stdout.slice(-4000)}`,
    );
  }
  const peakBytes = Number(await readFile(peakFile, 'utf8'));
  const artifacts = await service.artifacts();
  const report = artifacts.find(({ name }) => name.endsWith('.html'));
  return [
    { name: 'merge', value: wallMs / 1000, unit: 's', goal: { atMost: 60 } },
    { name: 'merge, peak memory', value: peakBytes / megabyte, unit: 'MB', goal: { atMost: 500 } },
    { name: 'summary', value: Buffer.byteLength(summary) / 1024, unit: 'KiB', goal: { atMost: 1024 } },
    { name: 'report', value: (report?.bytes.length ?? 0) / megabyte, unit: 'MB', goal: { atMost: 64 } },
    { name: 'artifacts of the run', value: artifacts.length, unit: '', goal: { atMost: 500 } },
  ];
}

export const benchmark: Benchmark = {
  name: 'merge',
  run: async () => [...(await measurePlan()), ...(await measureMerge())],
};
