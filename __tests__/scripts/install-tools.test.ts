import { expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const script = fileURLToPath(new URL('../../scripts/install-tools.sh', import.meta.url));

test('with the programs in place it does nothing and says nothing', async () => {
  expect(await run('bash', [script, 'node', 'bash'])).toEqual({ stdout: '', stderr: '' });
});

test('where it cannot install, it says what to do', async () => {
  const failed = run('/bin/bash', [script, 'bash-that-is-not-there'], { env: { PATH: '/nonexistent' } });
  await expect(failed).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^Missing: bash-that-is-not-there.*no apt-get.*Install them by hand/),
  });
});
