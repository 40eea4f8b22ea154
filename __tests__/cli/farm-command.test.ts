import { expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { farmCommand } from '../../src/cli/farm-command.ts';
import { releaseOf } from '../local/releases/archives.ts';
import { TestReleases } from '../local/releases/release-server.ts';
import { temporaryDirectory, writeFiles } from '../support/builders.ts';
import { runFromSources } from './run-cli.ts';

const running = () => new AbortController().signal;

test.each([['--port='], ['--port=8e3'], ['--port=65536'], ['--port=0x10']])('%s is no port', async (flag) => {
  await expect(farmCommand([flag], {}, running())).rejects.toMatchObject({
    kind: 'settings',
    message: expect.stringMatching(/--port/),
  });
});

test.each([
  ['an empty variable', [], { BLENDNET_PASSWORD: '' }],
  ['an empty file', ['--password-file', 'empty'], {}],
  ['a file with a line break only', ['--password-file', 'line'], { BLENDNET_PASSWORD: 'other' }],
])('%s is no password', async (_what, [flag, file], env) => {
  await using directory = await temporaryDirectory();
  await writeFiles(directory.path, { empty: '', line: '\n' });
  const args = flag === undefined ? [] : [flag, join(directory.path, file ?? '')];
  await expect(farmCommand(args, env, running())).rejects.toMatchObject({
    kind: 'settings',
    message: expect.stringMatching(/password is/),
  });
});

test.each([['--scripts=yes'], ['--sandbox=true']])('%s is none of its values', async (flag) => {
  await expect(farmCommand([flag], {}, running())).rejects.toMatchObject({
    kind: 'settings',
    message: expect.stringMatching(/^--(scripts|sandbox) ".*": use auto or on or/),
  });
});

test('what is no flag is asked about', async () => {
  await expect(farmCommand(['shot.blend'], {}, running())).rejects.toMatchObject({
    message: expect.stringMatching(/What is "shot.blend"/),
  });
});

test('Ctrl-C while it starts ends it', async () => {
  await using directory = await temporaryDirectory();
  const cancel = new AbortController();
  const args = ['--port=0', '--state-directory', directory.path];
  const ended = farmCommand(args, { ...process.env, BLENDNET_PASSWORD: 'secret' }, cancel.signal);
  cancel.abort();
  expect(await ended).toBe(0);
});

test.each([
  [['--blender-version', '5'], /--blender-version "5": use a version such as/],
  [['--blender-version', 'file'], /a farm renders more than one .blend/],
  [['--blender-version', 'lts', '--blender-mirror', 'ftp://x/'], /--blender-mirror "ftp:\/\/x\/": use https/],
])('%j is refused', async (args, message) => {
  await expect(farmCommand(args, { BLENDNET_PASSWORD: 'secret' }, running())).rejects.toMatchObject({
    kind: 'settings',
    message: expect.stringMatching(message),
  });
});

// Official releases for Linux are for x64 only, and others hold no program that could be made here.
const onLinux = process.platform === 'linux' && process.arch === 'x64';
const whereReleases = onLinux ? '' : ' (skipped: releases are made for Linux x64)';
(onLinux ? test : test.skip)(`serves a release that it fetches${whereReleases}`, async () => {
  await using releases = await TestReleases.start({ secure: false });
  await using directory = await temporaryDirectory();
  const name = 'blender-5.2.2-linux-x64';
  releases.add([`${name}.tar.xz`, releaseOf(name, [], 'touch "$0.ran"; exec blender "$@"')]);
  const args = ['farm', '--port=0', '--state-directory=farm', '--blender-version=lts', '--sandbox=off'];
  const { exitCode, stdout } = await runFromSources([...args, '--blender-mirror', releases.url.href], directory.path, {
    env: { BLENDNET_PASSWORD: 'secret', RUNNER_TOOL_CACHE: directory.path },
    signalAfter: (line) => line.startsWith('http://127.0.0.1:'),
  });
  expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/username ci/)]);
  expect(existsSync(join(directory.path, 'blender/5.2.2/x64/blender.ran'))).toBe(true);
});
