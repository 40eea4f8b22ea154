import { expect, test } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseRecord } from '../../src/frames/record/schema.ts';
import { runFromSources } from '../cli/run-cli.ts';
import { checkOut } from '../e2e/reuse-support.ts';
import { startScriptedManager } from '../support/scripted-manager.ts';

test('a shard renders its part, and leaves report and verdict to the merge', async () => {
  await using workspace = await checkOut();
  await using manager = await startScriptedManager();
  // Frame 4 took as long as the others together, and so has a shard of its own.
  const times = [1, 2, 3, 4].map((frame) => ({ frame, durationMs: frame === 4 ? 3000 : 1000 }));
  const runs = [{ date: '2026-11-17T03:12:44Z', frames: times }];
  await workspace.write({ 'history.json': Buffer.from(JSON.stringify({ version: 1, runs })) });
  const render = async (shard: string) => {
    const args = ['render', '--manager-url', manager.url, '--project', 'sequence.blend', '--frames', '1-4'];
    args.push('--poll-interval', '0.2', '--shard', shard, '--history', 'history.json', '--output-directory', 'out');
    args.push('--results', 'compose', '--json');
    const run = await runFromSources(args, workspace.path, { env: { XDG_CACHE_HOME: workspace.temporary } });
    expect(run).toMatchObject({ exitCode: 0 });
    return { ...run, record: parseRecord(await readFile(join(workspace.path, 'out/render.json'), 'utf8')) };
  };

  const first = await render('1/2');
  expect(first.stderr).toContain('Frames:  4 (1, shard 1/2 of 4)');
  expect(first.record.frames.map(({ frame }) => frame)).toEqual([4]);
  expect(first.record.shard).toMatchObject({
    part: '1/2',
    frames: '1-4',
    settings: { results: '["compose"]', 'tolerance-failing': '1' },
  });
  expect(JSON.parse(first.stdout)).toMatchObject({ 'frames-rendered': 1, 'report-url': '' });
  expect((await readdir(join(workspace.path, 'out'))).sort()).toEqual(['frame-0004.compose.png', 'render.json']);

  const second = await render('2/2');
  expect(second.record.frames.map(({ frame }) => frame)).toEqual([1, 2, 3]);

  // More shards than frames: one has nothing to do, and says so.
  const none = await render('5/5');
  expect(none.stderr).toContain('Frames:  none (0, shard 5/5 of 4)');
  expect(none.record).toMatchObject({ frames: [], shard: { part: '5/5', frames: '1-4' } });
});
