import { describe, expect, test } from '@jest/globals';
import { failureOf } from '../../support/clients.ts';
import { answers, type Fault } from '../../support/manager/faults.ts';
import { makeProject } from '../../support/projects.ts';
import { startScriptedManager } from '../../support/scripted-manager.ts';
import { mebibyte, stagerFor } from '../../support/stagers.ts';

/** Of a Manager whose early answers are always waited for. */
const patientLatencyMs = 60_000;
const large = 65 * mebibyte;

/** What the Manager says of its disk, whatever it has room for. */
function diskOf(disk: { total: number; available: number }): Fault {
  const body = { success: true, data: { disk } };
  return { path: /\/status$/, times: Infinity, action: { fault: 'answer', status: 200, body } };
}

describe('a Manager without room', () => {
  test('is told as that, at once, and nothing is sent to it', async () => {
    await using project = await makeProject({ a: { randomBytes: 3 * mebibyte }, b: { randomBytes: mebibyte } });
    await using manager = await startScriptedManager({ disk: { total: 100, available: 2 } });
    const { stage } = stagerFor(manager, { concurrency: 1 }, patientLatencyMs);
    expect(await failureOf(stage('t', project))).toMatchObject({
      kind: 'rejected',
      file: 'a',
      message: 'a could not be sent. The Manager has no room for it: its disk has 2.1 MB of 105 MB left.',
      hint: expect.stringContaining('start the Manager again'),
    });
    expect(manager.bytesReceived).toBe(0);
    expect(manager.requests.filter(({ method }) => method === 'PUT')).toHaveLength(1);

    // It goes on counting what it has refused, so that there is no room for what there is room for.
    await using small = await makeProject({ b: { randomBytes: mebibyte } });
    expect((await failureOf(stage('u', small))).message).toContain('its disk has 2.1 MB of 105 MB left');
  });

  test('is found out when the connection breaks in the middle, too', async () => {
    await using project = await makeProject({ a: { randomBytes: 3 * mebibyte } });
    await using manager = await startScriptedManager({
      ...{ disk: { total: 100, available: 2 }, faults: [{ method: 'PUT', action: { fault: 'reset' } }] },
    });
    const { message } = await failureOf(stagerFor(manager).stage('t', project));
    expect(message).toContain('no room');
    expect(manager.requests.filter(({ method }) => method === 'PUT')).toHaveLength(1);
  });

  test('is asked before much is sent, and what its disk can never hold is not sent', async () => {
    await using project = await makeProject({ a: { randomBytes: large } });
    await using manager = await startScriptedManager({ faults: [diskOf({ total: 60, available: 50 })] });
    const { message } = await failureOf(stagerFor(manager).stage('t', project));
    expect(message).toBe('a could not be sent. The Manager has no room for it: its disk has 52.4 MB of 62.9 MB left.');
    expect(manager.bytesReceived).toBe(0);
  });
});

test('a disk that has to be cleared first is worth one word, and is left to the Manager', async () => {
  await using project = await makeProject({ a: { randomBytes: large }, b: { randomBytes: large } });
  await using manager = await startScriptedManager({
    ...{ keepUploads: false, faults: [diskOf({ total: 1000, available: 10 })] },
  });
  const { stage, notices } = stagerFor(manager, { concurrency: 1 });
  await stage('t', project);
  expect(notices).toEqual([
    'The Manager’s disk has 10.5 MB left, less than a (68.2 MB): it has to remove files of earlier tasks.',
  ]);
  expect(manager.blobs.size).toBe(2);
});

test('little is sent without a question, and a Manager that does not tell of its disk is no obstacle', async () => {
  await using little = await makeProject({ a: { randomBytes: mebibyte } });
  await using much = await makeProject({ a: { randomBytes: large } });
  await using manager = await startScriptedManager({
    keepUploads: false,
    faults: [{ path: /\/status$/, times: Infinity, action: answers.rejected('no') }],
  });
  const { stage } = stagerFor(manager);
  await stage('t', little);
  expect(manager.requests.map(({ path }) => path)).not.toContain('/api/v1/status');
  await stage('u', much);
  expect(manager.requests.map(({ path }) => path)).toContain('/api/v1/status');
  expect(manager.blobs.size).toBe(2);
});
