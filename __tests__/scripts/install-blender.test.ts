import { expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const script = new URL('../../scripts/install-blender.sh', import.meta.url).pathname;

test('with Blender in place it does nothing and says nothing', async () => {
  expect(await run('bash', [script])).toEqual({ stdout: '', stderr: '' });
  const env = { PATH: '/nonexistent', BLENDER: '/opt/blender/blender' };
  expect(await run('/bin/bash', [script], { env })).toEqual({ stdout: '', stderr: '' });
});

test('where it cannot install, it says what to do', async () => {
  const failed = run('/bin/bash', [script], { env: { PATH: '/nonexistent' } });
  await expect(failed).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(
      /^Missing: blender\..*Debian and Ubuntu\.\n.*have it on PATH or name it with BLENDER/,
    ),
  });
});
