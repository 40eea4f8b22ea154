import { describe, expect, test } from '@jest/globals';
import { RenderError } from '../../../src/base/errors.ts';
import { failureOf } from '../../support/clients.ts';
import { answers, hostileText } from '../../support/manager/faults.ts';
import { makeProject } from '../../support/projects.ts';
import { startScriptedManager } from '../../support/scripted-manager.ts';
import { mebibyte, sharedFiles, stagerFor } from '../../support/stagers.ts';

describe('a Manager in trouble', () => {
  test('a broken connection is asked about before anything is sent again', async () => {
    await using project = await makeProject({ a: { randomBytes: mebibyte } });
    await using manager = await startScriptedManager({
      faults: [{ method: 'PUT', action: { fault: 'close', after: true } }],
    });
    const { stager, stage, notices } = stagerFor(manager);
    await stage('t', project);
    expect(manager.requests.map(({ method, path: url }) => `${method} ${url}`)).toEqual([
      'PUT /api/v1/task/t/file/a',
      'GET /api/v1/task/t/file/a',
    ]);
    expect(stager.totals).toMatchObject({ filesKnown: 1, wireBytes: mebibyte });
    expect(notices).toEqual([]);
  });

  test('a broken upload is sent again after growing pauses', async () => {
    await using project = await makeProject({ a: { randomBytes: mebibyte } });
    await using manager = await startScriptedManager({
      faults: [
        { method: 'PUT', action: { fault: 'cut-upload', afterBytes: 100_000 } },
        { method: 'PUT', action: answers.htmlPage(502) },
      ],
    });
    const { stage, clock, notices } = stagerFor(manager);
    await stage('t', project);
    expect(manager.requests.filter(({ method }) => method === 'PUT')).toHaveLength(3);
    const [first = 0, second = 0] = clock.pausesMs;
    expect([first >= 500, second >= 1_000, clock.pausesMs.length]).toEqual([true, true, 2]);
    expect(notices).toEqual([
      expect.stringMatching(/^a could not be sent\. .*closed the connection.* Waiting for it to come back\.$/),
      expect.stringMatching(/^The Manager is back, after \d s\.$/),
    ]);
    expect(manager.tasks.get('t')?.files.size).toBe(1);
  });

  test('an outage in the middle of staging is lived through', async () => {
    await using project = await makeProject(sharedFiles(12, 256 * 1024));
    await using manager = await startScriptedManager({
      faults: [{ method: 'PUT', skip: 4, times: 3, action: { fault: 'hang' } }],
    });
    const { stage } = stagerFor(manager, { concurrency: 4 });
    const staging = stage('t', project);
    await manager.until(({ faults }) => faults.happened.length === 3);
    await manager.restart({ downMs: 300 });
    await staging;
    expect([...manager.blobs.values()].map(({ lost }) => lost)).toEqual(Array(12).fill(false));
  });

  test('nothing is certain to be there after an outage: what was lost is sent again, without a word about proxies', async () => {
    await using project = await makeProject(sharedFiles(6, mebibyte));
    await using manager = await startScriptedManager({
      faults: [{ method: 'PUT', skip: 6, action: { fault: 'reset' } }],
    });
    const { stager, stage, notices } = stagerFor(manager, { concurrency: 1 });
    await stage('a', project);
    manager.blobs.clear();
    await stage('b', project);
    expect(manager.tasks.get('b')?.files.size).toBe(6);
    expect(stager.totals).toMatchObject({ filesSent: 12, filesKnown: 0 });
    expect(notices).toEqual([expect.stringContaining('Waiting for it'), expect.stringContaining('is back')]);
  });

  test('it is given up when it stays away', async () => {
    await using project = await makeProject(sharedFiles(20, 1000));
    await using manager = await startScriptedManager({ faults: [{ times: Infinity, action: { fault: 'reset' } }] });
    const { stage } = stagerFor(manager, { patienceMs: 300, concurrency: 2 });
    const failure = await failureOf(stage('t', project));
    expect(failure).toMatchObject({
      kind: 'unreachable',
      file: expect.stringMatching(/^textures\//),
      message: expect.stringMatching(/^textures\/\d+\.png could not be sent\. .*closed the connection/),
    });
    expect(failure.cause).toMatchObject({ kind: 'unreachable' });
    // What waited for its turn is not tried once more, file by file.
    const tried = new Set(manager.requests.filter(({ method }) => method === 'PUT').map((request) => request.path));
    expect(tried.size).toBe(2);
  });

  test('bytes that arrive damaged are sent a few times', async () => {
    await using project = await makeProject({ a: 'abc' });
    await using manager = await startScriptedManager({ faults: [{ method: 'PUT', action: answers.damaged() }] });
    const { stage } = stagerFor(manager);
    await stage('t', project);
    expect(manager.requests.filter(({ method }) => method === 'PUT')).toHaveLength(2);
  });

  test('a file that cannot be sent is not tried again for every frame that needs it', async () => {
    await using project = await makeProject({ a: 'abc' });
    await using manager = await startScriptedManager({
      faults: [{ method: 'PUT', times: Infinity, action: answers.damaged() }],
    });
    const { stage } = stagerFor(manager);
    const failures = await Promise.all(['t1', 't2', 't3'].map((task) => failureOf(stage(task, project))));
    expect(failures.map(({ kind }) => kind)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(manager.requests.filter(({ method }) => method === 'PUT')).toHaveLength(4);
  });

  test('a refusal is final, and nothing that was not begun is sent after it', async () => {
    await using project = await makeProject(sharedFiles(40, 1000));
    await using manager = await startScriptedManager({
      faults: [{ method: 'PUT', skip: 3, action: answers.rejected(hostileText) }],
    });
    const { stage } = stagerFor(manager, { concurrency: 4 });
    const failure = await failureOf(stage('t', project));
    expect(failure.kind).toBe('rejected');
    // eslint-disable-next-line no-control-regex
    expect(failure.message).not.toMatch(/[\u0000-\u001f]/);
    // None is on its way any more: a late one would make a task again that was removed meanwhile.
    expect(manager.requests.every(({ status }) => status !== undefined)).toBe(true);
    expect(manager.requests.length).toBeLessThanOrEqual(4 + 3);
  });

  test('a known file is attached although a busy Manager answers late, and the next one waits for that', async () => {
    // Enough files for the wait to grow to its longest, whatever the machine adds to the Manager's time.
    await using project = await makeProject(sharedFiles(12, 8 * mebibyte));
    await using manager = await startScriptedManager();
    await stagerFor(manager).stage('before', project);
    const before = manager.bytesReceived;
    manager.faults.add({ method: 'PUT', times: Infinity, action: { fault: 'delay', ms: 70 } });
    const { stager, stage } = stagerFor(manager, { concurrency: 1 });
    await stage('t', project);
    expect(stager.totals).toMatchObject({ filesSent: 0, filesKnown: 12 });
    expect(manager.tasks.get('t')?.files.size).toBe(12);
    await manager.until(({ requests }) => requests.every(({ endedAt }) => endedAt !== undefined));
    // The first ones are sent in vain as far as the connection takes them; later ones wait.
    expect(manager.bytesReceived - before).toBeLessThan(6 * 8 * mebibyte);
    const attached = manager.requests.slice(-3).map(({ bodyBytes }) => bodyBytes);
    expect(Math.max(...attached)).toBeLessThanOrEqual(1);
  });

  test('cancelling ends it with the reason', async () => {
    await using project = await makeProject(sharedFiles(20, 1000));
    await using manager = await startScriptedManager({ faults: [{ times: Infinity, action: { fault: 'hang' } }] });
    const cancel = new AbortController();
    const { stage } = stagerFor(manager, { signal: cancel.signal });
    const staging = failureOf(stage('t', project));
    await manager.until(({ requests }) => requests.length === 3);
    const reason = new RenderError('cancelled', 'enough');
    cancel.abort(reason);
    expect(await staging).toBe(reason);
    expect(manager.requests).toHaveLength(3);
  });
});
