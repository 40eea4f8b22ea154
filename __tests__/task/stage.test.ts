import { appendFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { RenderError } from '../../src/errors.ts';
import { Stager, type StageOptions } from '../../src/task/stage.ts';
import { clientFor, failureOf } from '../support/clients.ts';
import { answers, hostileText } from '../support/manager/faults.ts';
import { makeProject, type TestProject } from '../support/projects.ts';
import { type ScriptedManager, startScriptedManager } from '../support/scripted-manager.ts';

const mebibyte = 1024 * 1024;

function stagerFor(
  manager: ScriptedManager,
  options: Partial<StageOptions> = {},
  latencyMs = 20,
): { stager: Stager; notices: string[]; stage: (task: string, project: TestProject) => Promise<void> } {
  const notices: string[] = [];
  const stager = new Stager(
    clientFor(manager, { idleTimeoutMs: 500 }),
    {
      concurrency: 8,
      patienceMs: 5_000,
      signal: new AbortController().signal,
      onNotice: (text) => notices.push(text),
      ...options,
    },
    latencyMs,
  );
  const stage = (task: string, { files, digests }: TestProject): Promise<void> => stager.stage(task, files, digests);
  return { stager, notices, stage };
}

function sharedFiles(count: number, sizeBytes: number): Record<string, { randomBytes: number }> {
  return Object.fromEntries(Array.from({ length: count }, (_, n) => [`textures/${n}.png`, { randomBytes: sizeBytes }]));
}

describe('every byte goes over the wire once', () => {
  test('20 frames that share 50 files of 1 MB', async () => {
    await using project = await makeProject(sharedFiles(50, mebibyte));
    await using manager = await startScriptedManager({ keepUploads: false });
    const { stager, stage } = stagerFor(manager);
    const frames = Array.from({ length: 20 }, (_, n) => `frame-${n}`);
    await Promise.all(frames.map((task) => stage(task, project)));
    await manager.until(({ requests }) => requests.every(({ endedAt }) => endedAt !== undefined));
    expect(manager.bytesReceived).toBeLessThanOrEqual(1.02 * 50 * mebibyte);
    expect(stager.totals).toMatchObject({
      filesSent: 50,
      bytesSent: 50 * mebibyte,
      filesKnown: 950,
      bytesKnown: 950 * mebibyte,
    });
    expect(stager.totals.wireBytes).toBeLessThanOrEqual(50 * mebibyte + 950);
    expect([...manager.tasks.values()].map(({ files }) => files.size)).toEqual(frames.map(() => 50));
    expect(manager.violations).toEqual([]);
    expect(manager.peakUploads).toBeLessThanOrEqual(8);
  });

  test('one content under many names is never on its way twice', async () => {
    const same = Object.fromEntries(
      Array.from({ length: 30 }, (_, n) => [`copies/${n}.png`, { randomBytes: mebibyte, seed: 'same' }]),
    );
    await using project = await makeProject(same);
    await using manager = await startScriptedManager({
      faults: [{ action: { fault: 'slow-upload', bytesPerSecond: 20 * mebibyte } }],
    });
    const { stager, stage } = stagerFor(manager, { concurrency: 32 });
    await Promise.all([stage('a', project), stage('b', project)]);
    expect(manager.violations).toEqual([]);
    expect([...manager.blobs.values()]).toMatchObject([{ lost: false }]);
    expect(stager.totals).toMatchObject({ filesSent: 1, filesKnown: 59 });
    expect(manager.tasks.get('b')?.files.size).toBe(30);
  });

  test('the next one has its turn when the first fails, and a second run sends nothing', async () => {
    await using project = await makeProject({
      a: { randomBytes: mebibyte, seed: 1 },
      b: { randomBytes: mebibyte, seed: 1 },
    });
    await using manager = await startScriptedManager({
      faults: [{ path: 'x/file/a', action: answers.rejected('no') }],
    });
    const { stage } = stagerFor(manager);
    const first = failureOf(stage('x', project));
    await stage('y', project);
    expect(await first).toMatchObject({ kind: 'rejected', file: 'a' });
    const again = stagerFor(manager);
    await again.stage('z', project);
    expect(again.stager.totals).toMatchObject({ filesSent: 0, filesKnown: 2, wireBytes: 2 });
    expect(manager.violations).toEqual([]);
  });
});

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
    const { stage, notices } = stagerFor(manager);
    await stage('t', project);
    const sends = manager.requests.filter(({ method }) => method === 'PUT').map(({ startedAt }) => startedAt);
    expect(sends).toHaveLength(3);
    expect(sends[1]! - sends[0]!).toBeGreaterThanOrEqual(500);
    expect(sends[2]! - sends[1]!).toBeGreaterThanOrEqual(1_000);
    expect(notices).toEqual([
      expect.stringMatching(/^a: sending again\. .*closed the connection/),
      expect.stringMatching(/^a: sending again\. .*502 with an HTML page/),
    ]);
    expect(manager.tasks.get('t')?.files.size).toBe(1);
  });

  test('an outage in the middle of staging is lived through', async () => {
    await using project = await makeProject(sharedFiles(12, 256 * 1024));
    await using manager = await startScriptedManager({
      faults: [{ method: 'PUT', skip: 4, times: 4, action: { fault: 'hang' } }],
    });
    const { stage } = stagerFor(manager, { concurrency: 4 });
    const staging = stage('t', project);
    await manager.until(({ faults }) => faults.happened.length === 4);
    await manager.restart({ downMs: 300 });
    await staging;
    expect(manager.tasks.get('t')?.files.size).toBe(12);
    expect([...manager.blobs.values()].filter(({ lost }) => lost)).toEqual([]);
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
    const damaged = answers.rejected('Error during receiving the file');
    await using manager = await startScriptedManager({ faults: [{ method: 'PUT', action: damaged }] });
    const { stage } = stagerFor(manager);
    await stage('t', project);
    expect(manager.requests).toHaveLength(2);
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
    await using project = await makeProject(sharedFiles(6, 8 * mebibyte));
    await using manager = await startScriptedManager();
    await stagerFor(manager).stage('before', project);
    const before = manager.bytesReceived;
    manager.faults.add({ method: 'PUT', times: Infinity, action: { fault: 'delay', ms: 70 } });
    const { stager, stage } = stagerFor(manager, { concurrency: 1 });
    await stage('t', project);
    expect(stager.totals).toMatchObject({ filesSent: 0, filesKnown: 6 });
    expect(manager.tasks.get('t')?.files.size).toBe(6);
    await manager.until(({ requests }) => requests.every(({ endedAt }) => endedAt !== undefined));
    // The first ones are sent in vain as far as the connection takes them; later ones wait.
    expect(manager.bytesReceived - before).toBeLessThan(3 * 8 * mebibyte);
    const attached = manager.requests.slice(-3).map(({ bodyBytes }) => bodyBytes);
    expect(Math.max(...attached)).toBeLessThanOrEqual(1);
  });

  test('cancelling ends it with the reason', async () => {
    await using project = await makeProject(sharedFiles(20, 1000));
    await using manager = await startScriptedManager({ faults: [{ times: Infinity, action: { fault: 'hang' } }] });
    const cancel = new AbortController();
    const { stage } = stagerFor(manager, { signal: cancel.signal });
    const staging = failureOf(stage('t', project));
    await manager.until(({ requests }) => requests.length === 8);
    const reason = new RenderError('cancelled', 'enough');
    cancel.abort(reason);
    expect(await staging).toBe(reason);
    expect(manager.requests).toHaveLength(8);
  });
});

describe('files that are not what they were', () => {
  const cases: [what: string, change: (file: string) => Promise<unknown>][] = [
    ['written to', (file) => writeFile(file, Buffer.alloc(3 * mebibyte, 'x'))],
    ['truncated', (file) => truncate(file, 1000)],
    ['grown', (file) => appendFile(file, 'more')],
  ];
  const replace = async (file: string): Promise<void> => {
    await writeFile(`${file}.new`, Buffer.alloc(3 * mebibyte));
    await rename(`${file}.new`, file);
  };

  test.each([...cases, ['replaced', replace] as const])('%s before they are sent', async (_, change) => {
    await using project = await makeProject({ 'a b.png': { randomBytes: 3 * mebibyte } });
    await using manager = await startScriptedManager();
    await change(path.join(project.directory, 'a b.png'));
    expect(await failureOf(stagerFor(manager).stage('t', project))).toMatchObject({
      kind: 'missing-file',
      file: 'a b.png',
      message: 'a b.png changed while the run was reading it.',
    });
    expect(manager.blobs.size).toBe(0);
  });

  test.each(cases)('%s while they are sent', async (_, change) => {
    await using project = await makeProject({ 'a.png': { randomBytes: 3 * mebibyte } });
    await using manager = await startScriptedManager();
    // After the first byte, the rest waits that long for an early answer.
    const staging = failureOf(stagerFor(manager, {}, 1_000).stage('t', project));
    await manager.until(({ requests }) => requests.length === 1);
    await change(path.join(project.directory, 'a.png'));
    expect(await staging).toMatchObject({ kind: 'missing-file', file: 'a.png' });
    expect(manager.blobs.size).toBe(0);
  });

  test('replaced while they are sent: the file that was opened is sent to its end', async () => {
    await using project = await makeProject({ 'a.png': { randomBytes: 3 * mebibyte } });
    await using manager = await startScriptedManager();
    const staging = stagerFor(manager, {}, 1_000).stage('t', project);
    await manager.until(({ requests }) => requests.length === 1);
    await replace(path.join(project.directory, 'a.png'));
    await staging;
    expect([...manager.blobs.keys()]).toEqual([...project.digests.values()]);
  });

  test('gone', async () => {
    await using project = await makeProject({ 'a.png': 'x' });
    await using manager = await startScriptedManager();
    await rm(path.join(project.directory, 'a.png'));
    expect(await failureOf(stagerFor(manager).stage('t', project))).toMatchObject({
      kind: 'missing-file',
      file: 'a.png',
      message: 'a.png cannot be read any more.',
    });
  });
});
