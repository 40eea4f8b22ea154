import { expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryDirectory, writeFiles } from '../support/builders.ts';
import { runNode } from '../support/run-node.ts';
import { parseLog } from '../support/runner/commands.ts';

const source = new URL('../../src/host/github/github.ts', import.meta.url).href;
const secret = 'the:s3cret';

/** Every way out of the host, each with the secret. */
const script = `
  import { createGitHubHost } from '${source}';
  const secret = '${secret}';
  const host = createGitHubHost(process.env, { entry: new URL('${source}'), cancelled: AbortSignal.any([]), job: 'j' });
  host.mask(secret);
  host.mask('short');
  host.log.group('group ' + secret)();
  host.log.info(secret);
  host.log.warning(secret);
  host.log.detail(secret);
  for (let count = 0; count < 11; count++) host.annotate({ level: 'error', title: 'title ' + secret, message: secret });
  host.annotate({ level: 'notice', title: 'n', message: 'm', file: 'a/' + secret });
  host.setOutputs({ 'results-directory': secret, tasks: { 1: secret } });
  await host.writeSummary('# ' + secret);
  host.fail(new TypeError('internal ' + secret));
`;

test('no way out of the host lets a secret through', async () => {
  await using directory = await temporaryDirectory();
  await writeFiles(directory.path, { output: '', summary: '' });
  const [output, summary] = [join(directory.path, 'output'), join(directory.path, 'summary')];
  const { exitCode, stdout, stderr } = await runNode(['--input-type=module', '--eval', script], {
    env: { GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary, RUNNER_DEBUG: '1' },
  });
  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
  const { annotations, masks } = parseLog(stdout);
  expect(masks).toEqual([secret]);
  expect(annotations).toHaveLength(11);
  expect(annotations[0]).toMatchObject({ title: 'title ***', message: '***' });
  expect(annotations[10]).toMatchObject({ title: expect.stringContaining('Internal error'), message: 'internal ***' });
  const texts = [
    await readFile(output, 'utf8'),
    await readFile(summary, 'utf8'),
    stdout.replaceAll(`::add-mask::${secret}`, ''),
  ];
  for (const text of texts) {
    expect(text).toContain('***');
    expect(text).not.toContain('s3cret');
  }
});
