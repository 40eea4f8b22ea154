import { expect, test } from '@jest/globals';
import { mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { runFromSources, type CliRun } from '../cli/run-cli.ts';
import { checkOut, picture, type Workspace } from '../e2e/reuse-support.ts';
import { writeFiles } from '../support/builders.ts';
import { startScriptedManager, type ScriptedManager } from '../support/scripted-manager.ts';

/** Somebody else's repository, beside something that is nobody's business. */
const secret = '-----BEGIN KEY-----\nc3VwZXJzZWNyZXQ= threshold\n-----END KEY-----\n';

async function render(workspace: Workspace, manager: ScriptedManager, ...args: string[]): Promise<CliRun> {
  return await runFromSources(
    [
      ...['render', '--manager-url', manager.url, '--project', 'sequence.blend', '--frames', '1', '--no-reuse'],
      ...['--poll-interval', '0.2', '--results', 'compose', ...args],
    ],
    workspace.path,
    { env: { XDG_CACHE_HOME: workspace.temporary } },
  );
}

async function listAll(folder: string): Promise<string[]> {
  return (await readdir(folder, { recursive: true })).sort();
}

test.each([
  ['output-directory', '../outside', []],
  ['baseline', '../outside', []],
  ['tolerances', '../outside/key', ['--baseline', 'base']],
  ['history', '../outside/key', []],
])('%s is no way out of the working directory', async (setting, target, more) => {
  await using workspace = await checkOut();
  await using manager = await startScriptedManager();
  const outside = join(workspace.path, '../outside');
  await writeFiles(outside, { key: secret, 'frame-0001.compose.png': picture(1) });
  await symlink(target, join(workspace.path, 'link'));
  const before = await listAll(outside);
  const run = await render(workspace, manager, `--${setting}`, 'link', ...more);
  expect(run.exitCode).toBe(2);
  expect(run.stderr).toContain(`Failed (settings): ${setting} "link" leads outside the working directory.`);
  expect(run.stderr).not.toContain('c3Vw');
  expect([await listAll(outside), manager.tasks.size]).toEqual([before, 0]);
});

test('no error tells what is in a file that is none of its kind', async () => {
  await using workspace = await checkOut();
  await using manager = await startScriptedManager();
  await writeFiles(workspace.path, { key: secret, 'base/render.json': secret });
  const tolerances = await render(workspace, manager, '--baseline', 'base', '--tolerances', 'key');
  expect(tolerances).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('line 1: word 1 is not') as unknown,
  });
  const others = await render(workspace, manager, '--baseline', 'base', '--history', 'key');
  expect(others.exitCode).toBe(0);
  expect(others.stderr).toContain(
    'history: ' + join(workspace.path, 'key') + ' cannot be used, starting anew: it is not',
  );
  expect(others.stderr).toContain("The baseline's record is not used: ");
  for (const { stderr } of [tolerances, others]) expect(stderr).not.toMatch(/c3Vw|BEGIN|END/);
});

test("a baseline's record that is a link is not read, and output files replace links", async () => {
  await using workspace = await checkOut();
  await using manager = await startScriptedManager();
  await mkdir(join(workspace.path, 'base'));
  await mkdir(join(workspace.path, 'blendnet-results'));
  await writeFiles(workspace.path, { '../key': secret });
  await symlink('../../key', join(workspace.path, 'base/render.json'));
  const names = ['render.json', 'history.json', 'blendnet-report.html', 'frame-0001.compose.png'];
  for (const name of names) await symlink('../../key', join(workspace.path, 'blendnet-results', name));
  const run = await render(workspace, manager, '--baseline', 'base', '--history', 'history.json');
  expect(run).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('render.json: it is a link') as unknown });
  expect(await readFile(join(workspace.path, '../key'), 'utf8')).toBe(secret);
  const written = await readdir(join(workspace.path, 'blendnet-results'), { withFileTypes: true });
  expect(written.filter((entry) => entry.isFile()).map(({ name }) => name)).toEqual(expect.arrayContaining(names));
});
