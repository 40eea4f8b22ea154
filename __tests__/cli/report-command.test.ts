import { expect, test } from '@jest/globals';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { compareJson, renderJson } from '../../src/cli/json.ts';
import { checkOut, type Workspace } from '../e2e/reuse-support.ts';
import { changedPng } from './pictures.ts';
import { startScriptedManager } from '../support/scripted-manager.ts';
import { runFromSources, type CliRun } from './run-cli.ts';

const page = 'blendnet-results/blendnet-report.html';
const record = 'blendnet-results/render.json';

interface Compared {
  workspace: Workspace;
  run: (...args: string[]) => Promise<CliRun>;
  /** What render printed with `--json`. */
  outputs: unknown;
}

/** A run of two frames that was compared with a baseline, of which one differs, and that keeps a history. */
async function renderCompared(workspace: Workspace, managerUrl: string): Promise<Compared> {
  const env = { XDG_CACHE_HOME: workspace.temporary };
  const run = (...args: string[]): Promise<CliRun> => runFromSources(args, workspace.path, { env });
  const args = [
    '--manager-url',
    managerUrl,
    '--project',
    'sequence.blend',
    '--frames',
    '1,2',
    '--poll-interval',
    '0.2',
  ];
  expect(await run('render', ...args)).toMatchObject({ exitCode: 0 });
  expect(await run('approve', 'blendnet-results', 'base')).toMatchObject({ exitCode: 0 });
  await writeFile(join(workspace.path, 'base/frame-0002.compose.png'), changedPng);
  const history = ['--history', 'blendnet-results/history.json'];
  const { exitCode, stdout } = await run('render', ...args, '--baseline', 'base', ...history, '--json');
  expect(exitCode).toBe(6);
  return { workspace, run, outputs: JSON.parse(stdout) };
}

test('the page made from the record and its folder is the one that the run made', async () => {
  await using workspace = await checkOut();
  await using manager = await startScriptedManager();
  const { run, outputs } = await renderCompared(workspace, manager.url);
  expect(v.parse(renderJson, outputs)).toEqual(outputs);
  expect(outputs).toMatchObject({ 'frames-different': 1, 'artifact-urls': {}, tasks: { '1': expect.any(String) } });

  const made = await readFile(join(workspace.path, page), 'utf8');
  await rm(join(workspace.path, page));
  const again = await run('report');
  expect(again).toMatchObject({ exitCode: 0, stderr: '' });
  expect(again.stdout).toMatch(/^2 frames: 1 mismatched, 1 same\nReport: /);
  expect(await readFile(join(workspace.path, page), 'utf8')).toBe(made);

  // Without the baseline, as on another machine, the verdicts are there and the new pictures.
  await rm(join(workspace.path, 'base'), { recursive: true });
  const alone = await run('report', 'blendnet-results', '--output', 'alone.html', '--json');
  expect(alone.stderr).toBe('The baseline base is not there below this directory: name it with --baseline.\n');
  expect(JSON.parse(alone.stdout)).toEqual({
    report: join(workspace.path, 'alone.html'),
    project: 'sequence.blend',
    frames: 2,
  });
  const page2 = await readFile(join(workspace.path, 'alone.html'), 'utf8');
  expect(page2).toContain('Mismatched');
  expect(page2.length).toBeLessThan(made.length);
});

test('what compare prints is what its schema says', async () => {
  await using workspace = await checkOut();
  await using manager = await startScriptedManager();
  const { run } = await renderCompared(workspace, manager.url);
  for (const pair of [
    ['base', 'blendnet-results'],
    ['base/frame-0001.compose.png', 'blendnet-results/frame-0001.compose.png'],
    ['base/frame-0002.compose.png', 'blendnet-results/frame-0002.compose.png'],
  ]) {
    const { stdout } = await run('compare', ...pair, '--json');
    const printed: unknown = JSON.parse(stdout);
    expect(v.parse(compareJson, printed)).toEqual(printed);
  }
});

test('a record that cannot be used is named, with what to do', async () => {
  await using workspace = await checkOut();
  await using manager = await startScriptedManager();
  const { run } = await renderCompared(workspace, manager.url);
  const path = join(workspace.path, record);
  const text = await readFile(path, 'utf8');

  await writeFile(path, text.replace('"version": 1', '"version": 7'));
  const newer = await run('report');
  expect(newer.exitCode).toBe(2);
  expect(newer.stderr).toContain('render.json was written by a newer version of this program (7, known is 1).');
  expect(newer.stderr).toContain('Update this program');

  await writeFile(path, text.replaceAll('frame-0001.compose.png', '../../secret.png'));
  const leading = await run('report');
  expect(leading.exitCode).toBe(1);
  expect(leading.stderr).toMatch(/blendnet-results\/render\.json cannot be used: frames\.0\.results\.\d\.file/);

  await rm(path);
  const gone = await run('report');
  expect(gone).toMatchObject({ exitCode: 2, stdout: '' });
  expect(gone.stderr).toContain('blendnet-results/render.json is not there.');
});

test('a baseline outside of the current directory is only used when it is named', async () => {
  await using workspace = await checkOut();
  await using manager = await startScriptedManager();
  const { run } = await renderCompared(workspace, manager.url);
  const path = join(workspace.path, record);
  await writeFile(path, (await readFile(path, 'utf8')).replace('"baseline": "base"', '"baseline": "/etc"'));
  const { exitCode, stderr } = await run('report');
  expect({ exitCode, stderr }).toEqual({
    exitCode: 0,
    stderr: 'The baseline /etc is not there below this directory: name it with --baseline.\n',
  });
  expect(await run('report', '--baseline', 'base')).toMatchObject({ exitCode: 0, stderr: '' });
});

test.each([
  [['--frames', '1'], /--frames/],
  [['a', 'b'], /What is "b"\? Name one folder of results\./],
])('%j is refused', async (args, message) => {
  await using workspace = await checkOut();
  const { exitCode, stderr } = await runFromSources(['report', ...args], workspace.path);
  expect([exitCode, stderr]).toEqual([2, expect.stringMatching(message)]);
});
