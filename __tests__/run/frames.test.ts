import { expect, test } from '@jest/globals';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runFromSources } from '../cli/run-cli.ts';
import { checkOut } from '../e2e/reuse-support.ts';
import { startScriptedManager } from '../support/scripted-manager.ts';

test('a run lives through an outage while it looks for earlier tasks, too', async () => {
  await using workspace = await checkOut();
  await using manager = await startScriptedManager({
    faults: [{ path: /\/task$/, times: 2, action: { fault: 'reset' } }],
  });
  const args = ['render', '--manager-url', manager.url, '--project', 'sequence.blend', '--frames', '1'];
  args.push('--poll-interval', '0.2', '--json');
  const env = { XDG_CACHE_HOME: workspace.temporary };
  const { exitCode, stdout, stderr } = await runFromSources(args, workspace.path, { env });
  expect([exitCode, stderr]).toEqual([0, expect.stringContaining('frame 1: rendered')]);
  expect(JSON.parse(stdout)).toMatchObject({ 'frames-rendered': 1 });
  expect(manager.faults.happened).toHaveLength(2);
});

test('what an earlier run left of a frame is removed, but no folder of its name', async () => {
  await using workspace = await checkOut();
  await using manager = await startScriptedManager();
  const left = ['frame-0001.compose.exr', '.frame-0001.work-abc/x', '.frame-0001.render.exr.0123abcd.part'];
  const others = ['frame-0002.compose.exr', 'notes.txt'];
  await workspace.write(
    Object.fromEntries([...left, ...others].map((name) => [`blendnet-results/${name}`, Buffer.from('old')])),
  );
  const args = ['render', '--manager-url', manager.url, '--project', 'sequence.blend', '--frames', '1', '--no-reuse'];
  args.push('--poll-interval', '0.2', '--results', 'compose');
  const env = { XDG_CACHE_HOME: workspace.temporary };
  expect(await runFromSources(args, workspace.path, { env })).toMatchObject({ exitCode: 0 });
  const results = join(workspace.path, 'blendnet-results');
  expect((await readdir(results)).sort()).toEqual([
    ...['blendnet-report.html', 'frame-0001.compose.png', 'frame-0002.compose.exr', 'notes.txt', 'render.json'],
  ]);

  await workspace.write({ 'blendnet-results/frame-0001.render.exr/mine': Buffer.from('precious') });
  const tasks = manager.tasks.size;
  const refused = await runFromSources(args, workspace.path, { env });
  expect(refused.exitCode).toBe(2);
  expect(refused.stderr).toContain('frame-0001.render.exr is a folder, and a file of the run goes there.');
  expect(await readdir(join(results, 'frame-0001.render.exr'))).toEqual(['mine']);
  expect(manager.tasks.size).toBe(tasks);
});
