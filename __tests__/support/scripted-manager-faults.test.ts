import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { answers, type FaultAction, hostileText } from './manager/faults.ts';
import { sha1Of } from './manager/blobs.ts';
import { jsonOf, type RawAnswer, sendRaw } from './raw-client.ts';
import { type ScriptedManager, startScriptedManager } from './scripted-manager.ts';

let manager: ScriptedManager;
beforeAll(async () => {
  manager = await startScriptedManager({ tls: true, pace: 'instant' });
  await upload('shot.blend', 'BLENDER');
  const config = JSON.stringify({ project: 'shot.blend', project_path: '/p', cwd_path: '/p', frame: 1, seed: 0 });
  await sendRaw(manager, { method: 'PUT', path: '/api/v1/task/a/config', body: config });
  await get('task/a/run');
});
afterEach(() => manager.faults.clear());
afterAll(() => manager.stop());

const get = (path: string): Promise<RawAnswer> => sendRaw(manager, { path: `/api/v1/${path}` });
const upload = (file: string, body: Buffer | string): Promise<RawAnswer> =>
  sendRaw(manager, {
    method: 'PUT',
    path: `/api/v1/task/${file.includes('late') ? 'b' : 'a'}/file/${file}`,
    body,
    headers: { 'X-Checksum-Sha1': sha1Of(body) },
  });

describe('answers', () => {
  test.each<[string, FaultAction, object]>([
    ['nothing, and the connection closed', { fault: 'close' }, { status: 0, errorCode: undefined }],
    ['nothing, and the connection reset', { fault: 'reset' }, { status: 0, errorCode: 'ECONNRESET' }],
    ['401', answers.unauthorized(), { status: 401 }],
    ['400 with a message', answers.rejected('no space left'), { status: 400 }],
    [
      'a page of a proxy',
      answers.htmlPage(502),
      { status: 502, headers: expect.objectContaining({ 'content-type': 'text/html' }) },
    ],
    ['JSON cut short', answers.brokenJson(), { status: 200, body: Buffer.from('{"success": true, "data": {"na') }],
    [
      'no HTTP',
      { fault: 'garbage', bytes: Buffer.from('SSH-2.0-x\r\n') },
      { status: 0, body: Buffer.from('SSH-2.0-x\r\n') },
    ],
    ['a part of the answer', { fault: 'truncate', afterBytes: 9 }, { body: Buffer.from('{"success') }],
  ])('can be %s', async (_title, action, expected) => {
    manager.faults.add({ path: '/info', action });
    expect(await get('info')).toMatchObject(expected);
    expect(await get('info')).toMatchObject({ status: 200 });
  });

  test('can come slowly, late or never', async () => {
    manager.faults.add(
      { action: { fault: 'slow-answer', bytesPerSecond: 2_000 } },
      { action: { fault: 'delay', ms: 100 } },
    );
    for (const leastMs of [150, 90]) {
      const startedAt = performance.now();
      expect(await get('info')).toMatchObject({ status: 200 });
      expect(performance.now() - startedAt).toBeGreaterThan(leastMs);
    }
    manager.faults.add({ action: { fault: 'hang' } });
    const answer = get('task');
    await manager.until(({ faults }) => faults.happened.at(-1)?.action.fault === 'hang');
    await manager.restart();
    expect(await answer).toMatchObject({ status: 0 });
  });

  test('can be huge without being held', async () => {
    manager.faults.add({ action: { fault: 'huge', sizeBytes: 20_000_000 } });
    const { body } = await get('task');
    expect(JSON.parse(body.toString())).toEqual({ success: true, data: {}, message: 'a'.repeat(20_000_000) });
  });

  test('can be changed, with all the text one has to be afraid of', async () => {
    manager.faults.add({
      path: '/task',
      action: { fault: 'edit', edit: (answer) => ({ ...answer, message: hostileText }) },
    });
    expect(jsonOf(await get('task'))).toMatchObject({ success: true, message: hostileText, data: { a: {} } });
  });

  test('are lost although the request was handled', async () => {
    manager.faults.add({ method: 'PUT', action: { fault: 'close', after: true } });
    expect(await upload('late-1.bin', 'late')).toMatchObject({ status: 0 });
    expect(manager.blobs.has(sha1Of('late'))).toBe(true);
  });
});

describe('results', () => {
  test.each<[FaultAction & { fault: 'damage' }, (answer: RawAnswer) => boolean]>([
    [{ fault: 'damage', how: 'wrong-sha1' }, ({ headers }) => headers['x-checksum-sha1'] === '0'.repeat(40)],
    [
      { fault: 'damage', how: 'wrong-length' },
      ({ headers, body }) => Number(headers['content-length']) === body.length + 1,
    ],
    [{ fault: 'damage', how: 'flipped-byte' }, ({ headers, body }) => headers['x-checksum-sha1'] !== sha1Of(body)],
    [{ fault: 'damage', how: 'no-headers' }, ({ headers }) => headers['content-length'] === undefined],
  ])('can be damaged: %j', async (action, damaged) => {
    manager.faults.add({ path: /result/, action });
    expect(damaged(await get('task/a/status/result/compose'))).toBe(true);
    expect(damaged(await get('task/a/status/result/compose'))).toBe(false);
  });
});

describe('uploads', () => {
  const body = Buffer.alloc(2_000_000, 'y');

  test('can break off, and leave no blob', async () => {
    manager.faults.add({ method: 'PUT', action: { fault: 'cut-upload', afterBytes: 100_000 } });
    expect(await upload('late-2.bin', body)).toMatchObject({ status: 0 });
    expect(manager.blobs.has(sha1Of(body))).toBe(false);
  });

  test('can be read slowly', async () => {
    manager.faults.add({ method: 'PUT', action: { fault: 'slow-upload', bytesPerSecond: 10_000_000 } });
    const startedAt = performance.now();
    expect(await upload('late-3.bin', body)).toMatchObject({ status: 200 });
    expect(performance.now() - startedAt).toBeGreaterThan(150);
  });
});

test('faults happen to the requests they were made for, so often and after so many', async () => {
  manager.faults.add({ method: 'GET', path: /info$/, skip: 1, times: 2, action: answers.rejected('no') });
  const statuses: number[] = [];
  for (const path of ['info', 'task', 'info', 'info', 'info']) statuses.push((await get(path)).status);
  expect(statuses).toEqual([200, 200, 400, 400, 200]);
});
