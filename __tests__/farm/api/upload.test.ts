import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { RenderError } from '../../../src/base/errors.ts';
import { digestFile, readUnchanged } from '../../../src/project/digest.ts';
import type { ManagerAddress } from '../../../src/farm/api/http.ts';
import type { UploadSource } from '../../../src/farm/api/upload.ts';
import { ProjectRoot } from '../../../src/project/files.ts';
import { seededBytes, temporaryDirectory, writeFiles } from '../../support/builders.ts';
import { clientFor, failureOf, sourceOf } from '../../support/clients.ts';
import { openFiles } from '../../support/open-files.ts';
import { runNode } from '../../support/run-node.ts';
import { startScriptedManager } from '../../support/scripted-manager.ts';

const big = seededBytes('big', 8 * 1024 * 1024);
/** For an answer that comes: only a test that hangs waits that long. */
const patientMs = 120_000;

describe.each([{ tls: true as const }, {}])('uploads (%j)', (options) => {
  test('a file arrives whole, and costs nothing when the Manager has it', async () => {
    await using manager = await startScriptedManager(options);
    await using client = clientFor(manager);
    const first = await client.upload('t', 'a.png', sourceOf(big));
    expect(first).toMatchObject({ attached: false, bytesSent: big.length });
    expect(manager.blobs.get(sourceOf(big).sha1)?.bytes?.equals(big)).toBe(true);

    const before = manager.bytesReceived;
    const second = await client.upload('u', 'b.png', sourceOf(big, patientMs));
    expect(second).toMatchObject({ attached: true, bytesSent: 0 });
    expect(second.earlyAnswerAfterMs).toBeLessThan(patientMs);
    await manager.until(({ requests }) => requests.every(({ endedAt }) => endedAt !== undefined));
    expect(manager.bytesReceived - before).toBe(0);
    expect([...(manager.tasks.get('u')?.files.keys() ?? [])]).toEqual(['b.png']);
    expect(manager.violations).toEqual([]);
  });

  test('what the Manager says before it has read the body is heard', async () => {
    await using manager = await startScriptedManager({ ...options, pace: 'manual' });
    await using client = clientFor(manager);
    await client.upload('t', 'shot.blend', sourceOf(Buffer.from('x')));
    await client.run('t');
    expect(await failureOf(client.upload('t', 'late.png', sourceOf(big, patientMs)))).toMatchObject({
      kind: 'rejected',
      message: 'The Manager says: Unable to upload files for the executing task',
    });
  });
});

test.each([0, 1, 2])('a file of %d bytes arrives', async (sizeBytes) => {
  await using manager = await startScriptedManager();
  await using client = clientFor(manager);
  const source = sourceOf(big.subarray(0, sizeBytes));
  expect(await client.upload('t', 'small', source)).toMatchObject({ attached: false, bytesSent: sizeBytes });
  expect(manager.blobs.get(source.sha1)?.sizeBytes).toBe(sizeBytes);
  await client.upload('u', 'small', source);
  expect(manager.tasks.get('u')?.files.get('small')).toBe(source.sha1);
});

test('a file is opened only when the Manager does not have it', async () => {
  await using manager = await startScriptedManager();
  await using client = clientFor(manager);
  const source = sourceOf(big);
  let opened = 0;
  const open = (): AsyncIterable<Buffer> => {
    opened += 1;
    return source.open();
  };
  await client.upload('t', 'a', { ...source, open });
  expect(opened).toBe(1);
  await client.upload('u', 'a', { ...source, open, earlyAnswerMs: patientMs });
  expect(opened).toBe(1);
});

test('the file is told apart from the connection when it cannot be read', async () => {
  await using manager = await startScriptedManager();
  await using client = clientFor(manager);
  const changed = new RenderError('missing-file', 'it changed');
  const source = sourceOf(big);
  for (const goodBytes of [0, 1, big.length]) {
    const open = async function* (): AsyncGenerator<Buffer> {
      if (goodBytes > 0) yield big.subarray(0, goodBytes);
      await Promise.reject(changed);
    };
    expect(await failureOf(client.upload('t', 'a.png', { ...source, sizeBytes: big.length + 1, open }))).toBe(changed);
  }
});

/** Lets a test say when nothing has moved for too long. */
function toldSilence(): { watchSilence: NonNullable<ManagerAddress['watchSilence']>; pass: () => void } {
  let pass = (): void => undefined;
  return {
    watchSilence: (_socket, _idleTimeoutMs, onSilence) => (pass = onSilence),
    pass: () => {
      pass();
    },
  };
}

test('a Manager that stays silent is given up', async () => {
  await using manager = await startScriptedManager({ faults: [{ action: { fault: 'hang' } }] });
  await using client = clientFor(manager, { idleTimeoutMs: 200 });
  expect(await failureOf(client.upload('t', 'a.png', sourceOf(big)))).toMatchObject({
    kind: 'unreachable',
    message: expect.stringMatching(/accepted the request and stayed silent/),
  });
});

test('a Manager that takes a byte at a time is given up, although there is never silence', async () => {
  await using manager = await startScriptedManager({
    faults: [{ action: { fault: 'slow-upload', bytesPerSecond: 1 } }],
  });
  // More than the system takes by itself.
  const source = sourceOf(Buffer.concat([big, big, big, big]), 1);
  await using client = clientFor(manager, { rateWindowMs: 1_000 });
  const failure = await failureOf(client.upload('t', 'a.png', source));
  expect(failure).toMatchObject({
    kind: 'unreachable',
    message: expect.stringMatching(/only \d+ bytes passed in 1 s/),
  });
});

test('a disk that is slow is no silence of the Manager', async () => {
  await using manager = await startScriptedManager();
  const silence = toldSilence();
  await using client = clientFor(manager, silence);
  const disk = Promise.withResolvers<undefined>();
  const uploading = client.upload('t', 'a.png', slowSource(disk.promise));
  while (manager.bytesReceived === 0) await nextTurn();
  silence.pass();
  disk.resolve(undefined);
  expect(await uploading).toMatchObject({ attached: false, bytesSent: 1000 });
});

test('a Manager that is silent after a slow disk is given up', async () => {
  await using manager = await startScriptedManager({ faults: [{ action: { fault: 'hang' } }] });
  const silence = toldSilence();
  await using client = clientFor(manager, silence);
  const end = new AbortController();
  const failing = failureOf(client.upload('t', 'a.png', slowSource(nextTurn()))).finally(() => {
    end.abort();
  });
  // Until the last byte has left it is not the Manager's turn.
  while (!end.signal.aborted) {
    silence.pass();
    await nextTurn();
  }
  expect(await failing).toMatchObject({
    kind: 'unreachable',
    message: expect.stringMatching(/accepted the request and stayed silent/),
  });
});

test('a slow Manager gets the time it needs, as long as it reads, and every byte in its place', async () => {
  await using directory = await temporaryDirectory();
  // What the system buffers on the way is a small part of it.
  const content = Buffer.concat([big, big, big, big]);
  const source = await fileSource(directory.path, 'a.bin', content);
  await using manager = await startScriptedManager({
    tls: true,
    faults: [{ action: { fault: 'slow-upload', bytesPerSecond: content.length / 4 } }],
  });
  // A piece every few milliseconds: longer than the client's patience in all, and far from it between two of them.
  const idleTimeoutMs = 3_000;
  await using client = clientFor(manager, { idleTimeoutMs });
  await client.upload('t', 'a.bin', source);
  const [request] = manager.requests;
  await manager.until(() => request?.endedAt !== undefined);
  expect(request!.endedAt! - request!.startedAt).toBeGreaterThan(idleTimeoutMs);
  expect(manager.blobs.get(source.sha1)?.bytes?.equals(content)).toBe(true);
});

test('no file stays open, however an upload ends', async () => {
  await using directory = await temporaryDirectory();
  const source = { ...(await fileSource(directory.path, 'a.bin')), earlyAnswerMs: patientMs };
  await using manager = await startScriptedManager();
  await using client = clientFor(manager);
  const cancel = new AbortController();
  manager.faults.add(
    { action: { fault: 'slow-upload', bytesPerSecond: 1_000_000 } },
    { action: { fault: 'close' } },
    { action: { fault: 'answer', status: 400, body: { success: false, message: 'no' } } },
    { action: { fault: 'cut-upload', afterBytes: 100_000 } },
  );
  const impatient = { ...source, earlyAnswerMs: 10 };
  const begun = Promise.withResolvers<number>();
  const slow = failureOf(client.upload('t', 'a.bin', { ...impatient, onSent: begun.resolve }, cancel.signal));
  await begun.promise;
  expect(await openFiles(directory.path)).toEqual([path.join(directory.path, 'a.bin')]);
  cancel.abort(new RenderError('cancelled', 'enough'));
  expect(await slow).toMatchObject({ kind: 'cancelled', message: 'enough' });
  expect(await failureOf(client.upload('t', 'a.bin', source))).toMatchObject({ kind: 'unreachable' });
  expect(await failureOf(client.upload('t', 'a.bin', source))).toMatchObject({ kind: 'rejected' });
  expect(await failureOf(client.upload('t', 'a.bin', impatient))).toMatchObject({
    kind: 'unreachable',
  });
  await client.upload('t', 'a.bin', impatient);
  expect(await client.upload('u', 'a.bin', source)).toMatchObject({ attached: true });
  // Closing a file is other threads' work.
  while ((await openFiles(directory.path)).length > 0) await nextTurn();
});

test('a huge file takes little memory', async () => {
  const sizeBytes = 512 * 1024 ** 2;
  await using directory = await temporaryDirectory();
  await writeFiles(directory.path, { 'huge.vdb': { sparseBytes: sizeBytes } });
  await using manager = await startScriptedManager({ keepUploads: false });
  const script = new URL('../../support/upload-file.ts', import.meta.url);
  const { stdout } = await runNode([script.pathname, manager.url, directory.path, 'huge.vdb']);
  expect([...manager.blobs.values()]).toMatchObject([{ sizeBytes }]);
  expect(JSON.parse(stdout)).toMatchObject({ bytesSent: sizeBytes });
  expect((JSON.parse(stdout) as { maxRssBytes: number }).maxRssBytes).toBeLessThan(150e6);
});

/** A file of which all but the first byte comes when the disk is ready. */
function slowSource(disk: Promise<unknown>): UploadSource {
  const content = big.subarray(0, 1000);
  const open = async function* (): AsyncGenerator<Buffer> {
    yield content.subarray(0, 1);
    await disk;
    yield content.subarray(1);
  };
  return { ...sourceOf(content), open };
}

async function fileSource(directory: string, name: string, content = big): Promise<UploadSource> {
  await writeFiles(directory, { [name]: content });
  const file = await (await ProjectRoot.open(directory)).look(name);
  const sha1 = await digestFile(file);
  return { sha1, sizeBytes: file.sizeBytes, open: () => readUnchanged(file), earlyAnswerMs: 20 };
}
