import { expect, test } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkOutExample } from '../e2e/bundle.ts';
import { temporaryDirectory } from '../support/builders.ts';
import { runNode } from '../support/run-node.ts';
import { secretsOf } from '../support/runner/secrets.ts';
import { startScriptedManager } from '../support/scripted-manager.ts';

const entry = new URL('../../src/cli.ts', import.meta.url).pathname;
const password = 'Tr0ub4dor&3-<x>"q\\z';

test('a Manager that says the password again and again is not repeated', async () => {
  await using directory = await temporaryDirectory();
  const project = await checkOutExample(directory.path);
  const forms = secretsOf('ci', password);
  const messages = [...forms, `https://ci:${forms[1]}@farm.example`, `${'x'.repeat(490)}${password}`];
  const errorText = messages.toReversed().join(' ');
  await using manager = await startScriptedManager({
    ...{ username: 'ci', password, blender: `3.4.1 ${password}` },
    script: () => ({ outcome: 'error', errorText, messages }),
  });
  const { exitCode, stdout, stderr } = await runNode(
    [
      entry,
      project,
      '--manager-url',
      manager.url,
      '--username=ci',
      '--attempts=1',
      '--poll-interval=0.1',
      '--json',
      '--verbose',
    ],
    { cwd: directory.path, env: { BLENDNET_PASSWORD: password, XDG_CACHE_HOME: join(directory.path, 'cache') } },
  );
  expect(exitCode).toBe(1);
  expect(stderr).toContain('https://***@farm.example');
  const written = await readdir(directory.path, { recursive: true, withFileTypes: true });
  const files = written.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  const texts = new Map([
    ['stdout', stdout],
    ['stderr', stderr],
  ]);
  for (const file of files) texts.set(file, await readFile(file, 'latin1'));
  expect(files.map((file) => file.slice(directory.path.length))).toEqual(
    expect.arrayContaining([expect.stringMatching(/render\.json$/), expect.stringMatching(/frame-\d+\.log$/)]),
  );
  const leaks = [...texts].flatMap(([where, text]) =>
    [...forms, password.slice(0, 6)].filter((form) => text.includes(form)).map((form) => `${form} in ${where}`),
  );
  expect(leaks).toEqual([]);
});
