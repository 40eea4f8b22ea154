import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { buildBlend, projectBlocks, type BuiltBlock } from '../support/blend-builder.ts';
import { numbered } from '../support/built-project.ts';
import { startScriptedManager } from '../support/scripted-manager.ts';
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
  const args = ['deps', '--working-directory', 'other', '../real/shot.blend'];
  expect(await runFromSources(args, folder.path)).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('lies outside working-directory'),
  });
});

describe('deps and render agree on', () => {
  const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n';
  const write = (folder: TemporaryFolder, images: string[]): void => {
    folder.write({
      '.git/config': 'token',
      '.env': 'key',
      'scenes/shot.blend': buildBlend(projectBlocks(images)),
      'tex/wood.png': 'picture',
      'tex/pointer.png': pointer,
      'a\nb.png': 'picture',
    });
  };

  test.each<[what: string, image: string, args: string[], from: string]>([
    ['files beside the folder that they are called in', '//../tex/wood.png', ['shot.blend'], 'scenes'],
    ['an absolute path', '//../tex/wood.png', ['ROOT/scenes/shot.blend'], 'tex'],
    ['a named folder', '//../tex/wood.png', ['scenes/shot.blend', '--working-directory', '..'], 'tex'],
    ['what lies outside', '//../tex/wood.png', ['shot.blend', '--working-directory', 'scenes'], ''],
    ['a .blend that is not there', '//../tex/wood.png', ['scenes/shot.blend'], 'scenes'],
    ['a .blend outside', '//../tex/wood.png', ['../scenes/shot.blend', '--working-directory', 'tex'], ''],
    ['Git LFS pointers', '//../tex/pointer.png', ['shot.blend'], 'scenes'],
    ['missing files', '//../tex/gone.png', ['shot.blend'], 'scenes'],
    ['private files', '//../.env', ['shot.blend'], 'scenes'],
    ['odd names', '//../a\nb.png', ['shot.blend'], 'scenes'],
  ])('%s', async (_, image, args, from) => {
    using folder = new TemporaryFolder();
    write(folder, [image]);
    const given = args.map((arg) => arg.replace('ROOT', folder.path));
    await using manager = await startScriptedManager();
    const cwd = join(folder.path, from);
    const env = { XDG_CACHE_HOME: join(folder.path, 'cache') };
    const farm = ['--manager-url', manager.url, '--poll-interval', '0.2', '--no-reuse', '--results', 'compose'];
    const deps = await runFromSources(['deps', ...given], cwd);
    const render = await runFromSources(['render', ...given, ...farm], cwd, { env });
    expect(deps.exitCode).toBe(render.exitCode);
    // The same words in the tree, or as the reason why there is none.
    const reasonOf = ({ stderr }: { stderr: string }) => /Failed \(.*\): .*/.exec(stderr)?.[0];
    if (deps.stdout === '') expect([reasonOf(deps)]).toEqual([reasonOf(render)]);
    // What is in all is said in another place.
    else for (const line of deps.stdout.trim().split('\n').slice(0, -1)) expect(render.stderr).toContain(line);
    expect(manager.tasks.size > 0).toBe(deps.exitCode === 0);
  });
});
