import { expect, test } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBlender } from '../../../src/local/blender/find.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

test('a program that lacks a library of the system: what to install', async () => {
  using folder = new TemporaryFolder();
  const blender = join(folder.path, 'blender');
  // A program of this system that asks for a library that there is not.
  const program = readFileSync('/bin/true', 'latin1').replace('libc.so.6', 'libq.so.6');
  writeFileSync(blender, Buffer.from(program, 'latin1'), { mode: 0o755 });
  await expect(
    findBlender(blender, process.env, { scripts: true, sandbox: 'off', say: () => undefined }),
  ).rejects.toMatchObject({
    kind: 'no-agents',
    message: expect.stringMatching(/libq\.so\.6/),
    hint: expect.stringMatching(/^Install what Blender needs: "sudo apt-get install .* libegl1 .*libxi6/),
  });
});
