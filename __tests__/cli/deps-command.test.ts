import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { buildBlend, projectBlocks, type BuiltBlock } from '../support/blend-builder.ts';
import { numbered } from '../support/built-project.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';
import { runFromSources } from './run-cli.ts';

/** A project that shows one picture of a sequence in each frame. */
function writeProject(folder: TemporaryFolder, scene: Record<string, number> = {}): void {
  const blocks: BuiltBlock[] = [
    { code: 'IM', struct: 'Image', address: 0x700, values: { 'id.name': 'IMseq', name: '//f_0001.png', source: 2 } },
    {
      code: 'TE',
      struct: 'Tex',
      values: { 'id.name': 'TEx', ima: 0x700, 'iuser.frames': 10, 'iuser.sfra': 1 },
    },
  ];
  const files = numbered('real/f_', 1, 10, '.png').map((path) => [path, 'x']);
  folder.write({
    'real/shot.blend': buildBlend([...projectBlocks([], scene), ...blocks]),
    ...(Object.fromEntries(files) as Record<string, string>),
  });
}

async function listed(args: string[], cwd: string): Promise<string[]> {
  const { exitCode, stdout, stderr } = await runFromSources(['deps', '--json', ...args], cwd);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  return (JSON.parse(stdout) as { files: { path: string }[] }).files.map(({ path }) => path);
}

test('--frames says which frames count: listed ones, the range of the scene, or all', async () => {
  using folder = new TemporaryFolder();
  writeProject(folder, { 'r.sfra': 2, 'r.efra': 6, 'r.frame_step': 2 });
  const cwd = join(folder.path, 'real');
  expect(await listed(['shot.blend', '--frames', '9'], cwd)).toEqual(['shot.blend', 'f_0009.png']);
  expect(await listed(['shot.blend', '--frames', 'scene'], cwd)).toEqual([
    'shot.blend',
    'f_0002.png',
    'f_0004.png',
    'f_0006.png',
  ]);
  expect(await listed(['shot.blend'], cwd)).toHaveLength(11);
});

test('--frames that cannot be parsed are a matter of settings', async () => {
  expect(await runFromSources(['deps', 'a.blend', '--frames', '5..9'], import.meta.dirname)).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(/^\nFailed \(settings\): --frames "5\.\.9": "5\.\.9" is no frame or range/),
  });
});

test('links to the working directory, and folders that begin with dots, lead to the project', async () => {
  using folder = new TemporaryFolder();
  writeProject(folder);
  symlinkSync('real', join(folder.path, 'link'));
  symlinkSync('real', join(folder.path, '..x'));
  const link = join(folder.path, 'link');
  const one = ['--frames', '1'];
  const files = ['shot.blend', 'f_0001.png'];
  expect(await listed(['--working-directory', link, join(link, 'shot.blend'), ...one], folder.path)).toEqual(files);
  expect(await listed([join(link, 'shot.blend'), ...one], join(folder.path, 'real'))).toEqual(files);
  expect(await listed([join('..x', 'shot.blend'), ...one], folder.path)).toEqual(files);
});

test('a project outside of the given working directory says so', async () => {
  using folder = new TemporaryFolder();
  writeProject(folder);
  folder.write({ 'other/a': '' });
  const args = ['deps', '--working-directory', 'other', 'real/shot.blend'];
  expect(await runFromSources(args, folder.path)).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('is outside of the working directory'),
  });
});
