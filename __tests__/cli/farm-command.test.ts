import { expect, test } from '@jest/globals';
import { join } from 'node:path';
import { farmCommand } from '../../src/cli/farm-command.ts';
import { temporaryDirectory, writeFiles } from '../support/builders.ts';

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
