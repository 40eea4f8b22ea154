import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { buildBlend, projectBlocks } from '../support/blend-builder.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';
import { runFromSources } from './run-cli.ts';

const shot = (end: number): Buffer => buildBlend(projectBlocks([], { 'r.efra': end }));
const line = '~ scene "Scene": Frame End 10 → 20\n';

function git(folder: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com'];
  return execFileSync('git', [...identity, ...args], { cwd: folder, encoding: 'utf8' });
}

function startRepository(): TemporaryFolder {
  const folder = new TemporaryFolder();
  folder.write({ 'scenes/shot.blend': shot(10) });
  git(folder.path, 'init', '--quiet');
  git(folder.path, 'add', '.');
  git(folder.path, 'commit', '--quiet', '--message', 'Begin');
  writeFileSync(join(folder.path, 'scenes/shot.blend'), shot(20));
  return folder;
}

test('two files: a line for each change, and 1 with --exit-code', async () => {
  using folder = new TemporaryFolder();
  folder.write({ 'a.blend': shot(10), 'b.blend': shot(20) });
  const run = (...args: string[]) => runFromSources(['diff', ...args], folder.path);
  expect(await run('a.blend', 'b.blend')).toEqual({ exitCode: 0, stdout: line, stderr: '' });
  expect(await run('a.blend', 'b.blend', '--exit-code')).toMatchObject({ exitCode: 1 });
  expect(await run('a.blend', 'a.blend', '--exit-code')).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  const { stdout } = await run('a.blend', 'b.blend', '--json');
  expect(JSON.parse(stdout)).toEqual({
    files: [
      {
        file: 'b.blend',
        same: false,
        changes: [
          {
            ...{ change: 'changed', dataBlock: 'scene "Scene"', member: 'Frame End' },
            ...{ before: '10', after: '20', inPicture: true },
          },
        ],
      },
    ],
  });
});

test.each([[['HEAD', '--', 'shot.blend']], [['HEAD']]])('a revision: %j', async (args) => {
  using folder = startRepository();
  const run = await runFromSources(['diff', ...args], join(folder.path, 'scenes'));
  expect(run).toEqual({ exitCode: 0, stdout: line, stderr: '' });
});

const linking = (end: number): Buffer =>
  buildBlend([
    ...projectBlocks([], { 'r.efra': end }),
    { code: 'LI', struct: 'Library', address: 0x9000, values: { 'id.name': 'LIlib', name: '//../lib/lib.blend' } },
    { code: 'ID', struct: 'ID', address: 0x9100, values: { name: 'OBlinked', lib: 0x9000 } },
    { code: 'LI', struct: 'Library', address: 0x9200, values: { 'id.name': 'LIlost', name: '//lost.blend' } },
    { code: 'ID', struct: 'ID', address: 0x9300, values: { name: 'OBlost', lib: 0x9200 } },
  ]);

test('libraries of a file come along where they have changed', async () => {
  using folder = new TemporaryFolder();
  folder.write({ 'scenes/shot.blend': linking(10), 'lib/lib.blend': shot(10), 'lib/other.blend': shot(10) });
  git(folder.path, 'init', '--quiet');
  git(folder.path, 'add', '.');
  git(folder.path, 'commit', '--quiet', '--message', 'Begin');
  const run = (...args: string[]) => runFromSources(['diff', ...args], folder.path);
  expect(await run('HEAD', '--exit-code', '--', 'scenes/shot.blend')).toMatchObject({ exitCode: 0, stdout: '' });
  folder.write({ 'lib/lib.blend': shot(20), 'lib/other.blend': shot(20) });
  const { exitCode, stdout } = await run('HEAD', '--exit-code', '--', 'scenes/shot.blend');
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: `lib/lib.blend\n${line}` });
});

test('libraries of two files are those beside each of them', async () => {
  using folder = new TemporaryFolder();
  folder.write({
    ...{ 'old/scenes/shot.blend': linking(10), 'old/lib/lib.blend': shot(10) },
    ...{ 'new/scenes/shot.blend': linking(10), 'new/lib/lib.blend': shot(20) },
  });
  const args = ['diff', 'old/scenes/shot.blend', 'new/scenes/shot.blend'];
  const { stdout } = await runFromSources(args, folder.path);
  expect(stdout).toBe(`new/lib/lib.blend\n${line}`);
});

test('a revision that does not exist is a matter of settings', async () => {
  using folder = startRepository();
  const run = await runFromSources(['diff', 'gone', '--', 'scenes/shot.blend'], folder.path);
  expect(run).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('git says: ') });
});

test('git-setup keeps what .gitattributes says, and --remove undoes it', async () => {
  using folder = startRepository();
  const attributes = join(folder.path, '.gitattributes');
  writeFileSync(attributes, '*.blend binary\n');
  expect(await runFromSources(['git-setup'], join(folder.path, 'scenes'))).toMatchObject({ exitCode: 0, stderr: '' });
  expect(readFileSync(attributes, 'utf8')).toBe('*.blend binary\n*.blend diff=blend\n');
  expect(git(folder.path, 'config', 'diff.blend.textconv')).toBe('blendnet-render diff --textconv\n');
  await runFromSources(['git-setup', '--remove'], folder.path);
  expect(readFileSync(attributes, 'utf8')).toBe('*.blend binary\n');
  expect(git(folder.path, 'config', '--default', 'none', 'diff.blend.textconv')).toBe('none\n');
});

test('--textconv says that a file is unreadable, so that git goes on', async () => {
  using folder = new TemporaryFolder();
  folder.write({ 'a.blend': 'no blend' });
  const run = await runFromSources(['diff', '--textconv', 'a.blend'], folder.path);
  expect(run).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^unreadable: a\.blend cannot be read/) });
});
