import { expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { readdir, readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { planJson, type PlanJson } from '../../src/cli/json.ts';
import { parseRecord } from '../../src/frames/record/schema.ts';
import { checkOut } from '../e2e/reuse-support.ts';
import { startScriptedManager } from '../support/scripted-manager.ts';
import { runFromSources, type CliRun } from './run-cli.ts';

test('tells what is kept and what is left, and renders nothing', async () => {
  await using workspace = await checkOut();
  await using manager = await startScriptedManager();
  const run = (...args: string[]): Promise<CliRun> =>
    runFromSources([...args, '--manager-url', manager.url, '--poll-interval', '0.2'], workspace.path, {
      env: { XDG_CACHE_HOME: workspace.temporary },
    });
  const plan = async (frames: string, shards: string, ...more: string[]): Promise<PlanJson> => {
    const said = await run('plan', 'sequence.blend', '--frames', frames, '--shards', shards, '--json', ...more);
    expect(said).toMatchObject({ exitCode: 0 });
    const printed: unknown = JSON.parse(said.stdout);
    expect(v.parse(planJson, printed)).toEqual(printed);
    return printed as PlanJson;
  };

  expect(await plan('1-4', '3')).toMatchObject({
    project: 'sequence.blend',
    frames: [1, 2, 3, 4].map((frame) => ({ frame, kept: false })),
    ...{ framesKept: '', framesLeft: '1-4' },
    shards: [
      { shard: '1/3', frames: '1, 4' },
      { shard: '2/3', frames: '2' },
      { shard: '3/3', frames: '3' },
    ],
    matrix: { include: [{ shard: '1/3' }, { shard: '2/3' }, { shard: '3/3' }] },
  });
  expect(manager.tasks.size).toBe(0);
  expect(existsSync(join(workspace.path, 'blendnet-results'))).toBe(false);

  // What a run makes is kept, under the keys that the plan tells.
  expect(await run('sequence.blend', '--frames', '1-3')).toMatchObject({ exitCode: 0 });
  const record = parseRecord(await readFile(join(workspace.path, 'blendnet-results/render.json'), 'utf8'));
  const left = await plan('1-4', '3');
  expect(left.frames.slice(0, 3).map(({ key }) => key)).toEqual(record.frames.map(({ key }) => key));
  expect(left).toMatchObject({ framesKept: '1-3', framesLeft: '4', matrix: { include: [{ shard: '1/1' }] } });
  expect(await plan('1-3', '3')).toMatchObject({
    framesKept: '1-3',
    framesLeft: '',
    shards: [],
    matrix: { include: [] },
  });
  const words = await run('plan', 'sequence.blend', '--frames', '1-4', '--shards', '2');
  expect(words.stdout).toBe('4 frames: 3 kept, 1 to render in 1 job\n  1/1: 4\n');

  // Other settings, and results that were cut off, are not what is wanted.
  expect(await plan('1-3', '3', '--samples', '64')).toMatchObject({ framesKept: '' });
  const store = join(workspace.temporary, 'blendnet-render/results', record.frames[1]?.key ?? '');
  const kinds = (await readdir(store)).filter((name) => name === 'compose');
  expect(kinds).toHaveLength(1);
  await truncate(join(store, 'compose'), 10);
  expect(await plan('1-3', '3')).toMatchObject({ framesKept: '1, 3', framesLeft: '2' });
  expect(await plan('1-3', '3', '--no-reuse')).toMatchObject({ framesKept: '' });
});

test.each([
  [['shot.blend'], /Say how many jobs there may be: --shards 5/],
  [['shot.blend', '--shards', '0'], /shards "0": use a whole number from 1 to 256/],
  [['shot.blend', '--shards', '5', '--shots', '3'], /There is no --shots/],
  [['none.blend', '--shards', '5'], /none\.blend/],
])('%j is refused', async (args, message) => {
  await using workspace = await checkOut();
  const { exitCode, stderr } = await runFromSources(['plan', ...args], workspace.path);
  expect([exitCode, stderr]).toEqual([2, expect.stringMatching(message)]);
});
