import { expect, test } from '@jest/globals';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runFromSources, type CliRun } from '../cli/run-cli.ts';
import { checkOut } from '../e2e/reuse-support.ts';
import { startScriptedManager } from '../support/scripted-manager.ts';

test('a run says what its baseline lacks, and does not guess how reused frames were made', async () => {
  await using workspace = await checkOut();
  await using manager = await startScriptedManager();
  const env = { XDG_CACHE_HOME: workspace.temporary };
  const run = (...args: string[]): Promise<CliRun> => runFromSources(args, workspace.path, { env });
  const render = (...args: string[]): Promise<CliRun> =>
    run(
      ...['render', '--manager-url', manager.url, '--project', 'sequence.blend', '--frames', '1'],
      ...['--poll-interval', '0.2', '--baseline', 'base', ...args],
    );

  const first = await render('--require-baseline');
  expect(first.exitCode).toBe(6);
  expect(first.stderr).toContain('The baseline folder base is not there (fine on the first run).');
  expect(first.stderr).toContain('error: Frame 1 has no baseline');

  expect(await run('approve', 'blendnet-results', 'base')).toMatchObject({ exitCode: 0 });
  const manifest = join(workspace.path, 'base/render.json');
  await writeFile(manifest, (await readFile(manifest, 'utf8')).replace(/"agents": \d+/, '"agents": 77'));
  const reused = await render();
  expect(reused).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('frame 1: reused') as unknown });
  expect(reused.stderr).not.toContain('The number of Agents');
  expect(reused.stderr).not.toContain('is not there');
  const rendered = await render('--no-reuse');
  expect(rendered.stderr).toContain('The number of Agents was 77 for the baseline');
});
