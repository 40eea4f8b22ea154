import { expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import * as v from 'valibot';
import { choose, nobody, terminalAsker, type Given } from '../../src/cli/init/choose.ts';
import { lookAround } from '../../src/cli/init/look.ts';
import { initJson, type InitJson } from '../../src/cli/json.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';
import { runFromSources, type CliRun } from './run-cli.ts';

const example = new URL('../../examples/project/', import.meta.url);

/** A new repository with the example project, as somebody has it who comes for the first time. */
function repository(files: Record<string, string> = {}): TemporaryFolder {
  const folder = new TemporaryFolder();
  cpSync(example, folder.path, { recursive: true });
  folder.write(files);
  git(folder, 'init', '--quiet', '--initial-branch', 'trunk');
  return folder;
}

function git(folder: TemporaryFolder, ...args: string[]): string {
  return execFileSync('git', args, { cwd: folder.path, encoding: 'utf8' });
}

/** Without a Blender, unless it is asked for. */
async function init(folder: TemporaryFolder, ...args: string[]): Promise<CliRun> {
  return await runFromSources(['init', ...args], folder.path, { env: { XDG_CACHE_HOME: join(folder.path, '.cache') } });
}

async function initJsonOf(folder: TemporaryFolder, ...args: string[]): Promise<InitJson> {
  const { exitCode, stdout, stderr } = await init(folder, '--no-render', '--json', ...args);
  expect([exitCode, stderr]).toEqual([0, '']);
  return v.parse(initJson, JSON.parse(stdout));
}

const read = (folder: TemporaryFolder, path: string): string => readFileSync(join(folder.path, path), 'utf8');

test('a new repository gets the workflows of GitHub, and is told what to type next', async () => {
  using folder = repository();
  const { changes, ...said } = await initJsonOf(folder);
  expect(changes.map(({ path, change }) => [path, change])).toEqual([
    ['.github/workflows/regression.yml', 'new'],
    ['.github/workflows/approve.yml', 'new'],
    ['.gitattributes', 'new'],
    ['.gitignore', 'new'],
  ]);
  for (const { path, text: written } of changes) expect(read(folder, path)).toBe(written);
  expect(read(folder, '.github/workflows/regression.yml')).toContain('project: scenes/shot.blend\n');
  expect(read(folder, '.gitignore')).toBe('blendnet-results/\n');
  expect(said).toMatchObject({
    ...{ dryRun: false, ci: 'github', project: 'scenes/shot.blend', frames: '1,6,10', firstFrame: { state: 'left' } },
    blends: [
      { path: 'scenes/shot.blend', version: '3.4', engine: 'CYCLES', frameStart: 1, frameEnd: 10, camera: true },
      { path: 'library/props.blend', camera: false },
    ],
  });
  expect(said.next.slice(0, 3)).toEqual([
    'npx blendnet-render scenes/shot.blend --frames 1,6,10 --blender-version file',
    'npx blendnet-render approve blendnet-results baseline',
    'git add --all',
  ]);
  git(folder, 'add', '.gitignore', 'scenes');
  expect((await initJsonOf(folder)).next).toContain('git add baseline');
});

test('nothing that is there is replaced, and a second time changes nothing', async () => {
  const attributes = '*.exr binary';
  using folder = repository({ '.gitlab-ci.yml': 'mine: {}\n', '.gitattributes': attributes });
  const changes = async (): Promise<string[][]> =>
    (await initJsonOf(folder)).changes.map(({ path, change }) => [path, change]);
  expect(await changes()).toEqual([
    ['.gitlab-ci.yml', 'left'],
    ['.gitattributes', 'added'],
    ['.gitignore', 'new'],
  ]);
  expect(read(folder, '.gitlab-ci.yml')).toBe('mine: {}\n');
  const after = read(folder, '.gitattributes');
  expect(after.startsWith(`${attributes}\n`)).toBe(true);
  expect((await changes()).map(([, change]) => change)).toEqual(['left', 'left', 'left']);
  expect(read(folder, '.gitattributes')).toBe(after);
});

test('no link is written through', async () => {
  using outside = new TemporaryFolder().write({ attributes: '', folder: '' });
  using folder = repository();
  symlinkSync(join(outside.path, 'attributes'), join(folder.path, '.gitattributes'));
  mkdirSync(join(outside.path, 'github'));
  symlinkSync(join(outside.path, 'github'), join(folder.path, '.github'));
  const { exitCode, stderr } = await init(folder, '--no-render', '--json');
  expect(exitCode).toBe(2);
  expect(stderr).toContain('leads outside');
  expect([readdirSync(join(outside.path, 'github')), readFileSync(join(outside.path, 'attributes'), 'utf8')]).toEqual([
    [],
    '',
  ]);
});

test('a dry run shows what it would write, and writes nothing', async () => {
  using folder = repository();
  const { exitCode, stdout } = await init(folder, '--dry-run', '--ci', 'gitlab', '--frames', '2, 4', '--no-baseline');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^Would write \.gitlab-ci\.yml:\n(?: .*\n|\n)+Would write \.gitattributes:\n/m);
  expect(stdout).toContain('scenes/shot.blend --frames 2,4\n');
  expect(git(folder, 'status', '--short').split('\n').sort()).toEqual([
    '',
    '?? library/',
    '?? scenes/',
    '?? textures/',
  ]);
});

test('where no Blender is, the rest is done and that is said', async () => {
  using folder = repository({ 'bin/none': '' });
  symlinkSync(execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim(), join(folder.path, 'bin/git'));
  const { exitCode, stdout } = await runFromSources(['init', '--yes'], folder.path, {
    env: { PATH: join(folder.path, 'bin'), XDG_CACHE_HOME: join(folder.path, '.cache') },
  });
  expect([exitCode, stdout]).toEqual([0, expect.stringContaining('there is no Blender here')]);
  expect(existsSync(join(folder.path, '.github/workflows/regression.yml'))).toBe(true);
});

test('where one is, it renders a first frame', async () => {
  using folder = repository();
  const { exitCode, stdout, stderr } = await init(folder, '--yes', '--frames', '2');
  expect([exitCode, stderr]).toEqual([0, expect.stringContaining('frame 2: rendered')]);
  expect(stdout).toContain('Rendered a first frame: blendnet-results/blendnet-report.html');
  expect(existsSync(join(folder.path, 'blendnet-results/frame-0002.compose.png'))).toBe(true);
});

test.each([
  [['film.blend'], 'film.blend is not there.'],
  [['--ci', 'travis'], '--ci "travis": use one of gitlab,'],
  [['--frames', '9-1'], 'runs backwards'],
  [['a.blend', 'b.blend'], 'init takes one .blend at most.'],
])('%j is refused, and nothing is written', async (args, message) => {
  using folder = repository();
  const { exitCode, stderr } = await init(folder, ...args);
  expect(exitCode).not.toBe(0);
  expect(stderr).toContain(message);
  expect(existsSync(join(folder.path, '.gitignore'))).toBe(false);
});

test('a .blend is named as it is seen from the folder that one is in', async () => {
  using folder = repository();
  const args = ['init', '../library/props.blend', '--no-render', '--json'];
  const { stdout } = await runFromSources(args, join(folder.path, 'scenes'));
  expect(JSON.parse(stdout)).toMatchObject({ project: 'library/props.blend' });
});

test('without any .blend there is nothing to set up', async () => {
  using folder = new TemporaryFolder();
  expect(await init(folder)).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('no .blend in this repository'),
  });
});

test.each<[string, Record<string, string>, string | undefined, string | undefined]>([
  ['its file', { '.circleci/config.yml': '' }, undefined, 'circleci'],
  ['its file, wherever the repository is kept', { Jenkinsfile: '' }, 'https://github.com/studio/film', 'jenkins'],
  ['the address of the repository', {}, 'git@gitlab.com:studio/film.git', 'gitlab'],
  ['nothing', {}, 'https://git.example/film', undefined],
])('the CI is known by %s', async (_, files, remote, ci) => {
  using folder = repository(files);
  if (remote !== undefined) git(folder, 'remote', 'add', 'origin', remote);
  expect((await lookAround(folder.path, [])).ci).toBe(ci);
});

test('Git LFS is used where it is there, and no .blend is committed without it', async () => {
  using folder = repository({ 'bin/git-lfs': '#!/bin/sh\necho git-lfs/3.0\n' });
  chmodSync(join(folder.path, 'bin/git-lfs'), 0o755);
  const env = { PATH: `${join(folder.path, 'bin')}:${process.env['PATH'] ?? ''}` };
  const look = async (): Promise<[string, string[]]> => {
    const { stdout } = await runFromSources(['init', '--dry-run', '--json'], folder.path, { env });
    const { lfs, changes } = JSON.parse(stdout) as InitJson;
    return [lfs, (changes.find(({ path }) => path === '.gitattributes')?.text ?? '').split('\n').filter(Boolean)];
  };
  const diff = '*.blend diff=blend';
  expect(await look()).toEqual(['possible', ['*.blend filter=lfs merge=lfs -text', diff]]);
  git(folder, 'add', 'scenes');
  expect(await look()).toEqual(['committed', [diff]]);
  writeFileSync(join(folder.path, '.gitattributes'), '*.blend filter=lfs diff=lfs merge=lfs -text\n');
  expect(await look()).toEqual(['used', [diff]]);
});

test('a .blend that cannot be read is said to be so, and comes last', async () => {
  using folder = repository({ 'a.blend': 'no blend', 'node_modules/x.blend': '', '.hidden/x.blend': '' });
  const { blends } = await lookAround(folder.path, []);
  expect(blends.map(({ path }) => path)).toEqual(['scenes/shot.blend', 'library/props.blend', 'a.blend']);
  expect(blends.at(-1)?.problem).toContain('a.blend');
});

const unknown: Given = { project: undefined, frames: undefined, ci: undefined, farm: undefined, baseline: undefined };

test('in a terminal it asks what it cannot see, and again what it cannot take', async () => {
  using folder = repository();
  const [input, output] = [new PassThrough(), new PassThrough()];
  const streams = [input as unknown as NodeJS.ReadStream, output as unknown as NodeJS.WriteStream] as const;
  const asker = terminalAsker(...streams, new AbortController().signal);
  const asked = text(output);
  // Each answer is given to the question that is asked then.
  const answers = ['x', '1-3', 'nowhere', 'gitlab', 'perhaps', 'y', ''];
  output.on('data', (data: Buffer) => {
    if (/\] $/.test(data.toString())) input.write(`${answers.shift() ?? ''}\n`);
  });
  const choices = await choose(await lookAround(folder.path, []), unknown, asker);
  asker.close();
  output.end();
  expect(choices).toMatchObject({
    project: 'scenes/shot.blend',
    frames: '1-3',
    ci: 'gitlab',
    farm: true,
    baseline: true,
  });
  expect(await asked).toContain('Which CI (gitlab, forgejo, circleci, azure, jenkins, github)? [github] ');
  expect(await asked).toContain('  use yes or no\n');
});

test('with nobody there it takes what most have', async () => {
  using folder = repository();
  expect(await choose(await lookAround(folder.path, []), unknown, nobody)).toMatchObject({
    ...{ project: 'scenes/shot.blend', frames: '1,6,10', ci: 'github', farm: false, baseline: true },
  });
});
