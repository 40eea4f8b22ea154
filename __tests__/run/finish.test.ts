import { expect, test } from '@jest/globals';
import { keepSecret } from '../../src/base/secrets.ts';
import { createTerminalHost } from '../../src/host/terminal/terminal.ts';
import { openReview } from '../../src/host/github/review.ts';
import type { Host, OutputValue } from '../../src/host/host.ts';
import { finishRun } from '../../src/run/finish.ts';
import { startGitHub } from '../support/github/server.ts';
import { RecordedHost } from './recorded-host.ts';

/** A host that remembers what it is told, with a summary that can be written or not. */
function recordingHost(): { host: Host; told: RecordedHost; outputs: Record<string, OutputValue> } {
  const told = new RecordedHost();
  const outputs: Record<string, OutputValue> = {};
  const terminal = createTerminalHost({
    ...{ env: {}, entry: new URL(import.meta.url), cancelled: new AbortController().signal, verbose: false },
    ...{ workingDirectory: process.cwd(), stream: process.stderr },
    onOutputs: (values) => void Object.assign(outputs, values),
  });
  return { told, outputs, host: { ...terminal, log: told.log, writeSummary: told.writeSummary } };
}

const wrong: Record<string, string> = { project: 'a.blend', frames: 's3cret' };

test('a run that ends early leaves a summary that says why, without secrets', async () => {
  keepSecret('s3cret');
  const { host, told, outputs } = recordingHost();
  const { failure, left } = await finishRun((name) => wrong[name], host);
  expect([failure?.kind, left, outputs]).toEqual(['settings', [], { 'failure-kind': 'settings' }]);
  expect(told.summaries).toEqual([expect.stringMatching(/^## ❌ A setting is wrong\n\nNothing was rendered\./)]);
  expect(told.summaries.join()).toContain('frames');
  expect(told.summaries.join()).not.toContain('s3cret');
});

test('a check is set all the same, so that nobody waits for it', async () => {
  await using github = await startGitHub();
  const { host, told } = recordingHost();
  const place = { env: github.env, identity: { run: '7', attempt: 1 }, sha: 'a'.repeat(40), log: told.log };
  const review: Host['review'] = (token) => openReview({ ...place, token, signal: host.cancelled });
  const settings: Record<string, string> = { ...wrong, check: 'true', 'github-token': 'secret-token' };
  await finishRun((name) => settings[name], { ...host, review });
  expect(github.repository.checks).toMatchObject([
    { conclusion: 'failure', output: { title: 'Nothing was rendered' } },
  ]);
  expect(github.repository.comments).toEqual([]);
});

test('a summary that cannot be written changes nothing of why', async () => {
  const { host, told } = recordingHost();
  const full = { ...host, writeSummary: () => Promise.reject(new Error('no space')) };
  expect((await finishRun((name) => wrong[name], full)).failure?.kind).toBe('settings');
  expect(told.log.lines).toEqual(['warning: The summary cannot be written: no space']);
});

test('a bug is told there, too, and stays one', async () => {
  const { host, told } = recordingHost();
  const bug = new TypeError('x is undefined');
  const read = (): never => {
    throw bug;
  };
  await expect(finishRun(read, host)).rejects.toBe(bug);
  expect(told.summaries).toEqual([expect.stringContaining('Internal error')]);
});
