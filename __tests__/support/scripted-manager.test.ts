import { afterEach, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import path from 'node:path';
import * as v from 'valibot';
import { resources, taskList, type TaskState, taskStatus } from '../../src/farm/api/schema.ts';
import { temporaryDirectory, writeFiles } from './builders.ts';
import { sha1Of } from './manager/blobs.ts';
import { generateResults, type OutcomeName } from './manager/life.ts';
import { jsonOf, type RawAnswer, sendRaw } from './raw-client.ts';
import { type ScriptedManager, type ScriptedManagerOptions, startScriptedManager } from './scripted-manager.ts';

let manager: ScriptedManager;
afterEach(() => manager.stop());

async function start(options: ScriptedManagerOptions = {}): Promise<void> {
  manager = await startScriptedManager({ pace: 'manual', ...options });
}

const get = (path: string): Promise<RawAnswer> => sendRaw(manager, { path: `/api/v1/${path}` });
const put = (path: string, body: Buffer | string, headers: Record<string, string> = {}): Promise<RawAnswer> =>
  sendRaw(manager, { method: 'PUT', path: `/api/v1/${path}`, body, headers });
const upload = (task: string, file: string, body: Buffer | string): Promise<RawAnswer> =>
  put(`task/${task}/file/${file}`, body, { 'X-Checksum-Sha1': sha1Of(body) });
const statusOf = async (task: string): Promise<v.InferOutput<typeof taskStatus>> =>
  v.parse(taskStatus, jsonOf(await get(`task/${task}/status`)).data);

async function submit(task: string, frame = 1): Promise<void> {
  await upload(task, 'shot.blend', 'BLENDER');
  const config = { project: 'shot.blend', project_path: '/project', cwd_path: '/project', frame, seed: 0 };
  await put(`task/${task}/config`, JSON.stringify(config));
  await get(`task/${task}/run`);
}

describe('tasks', () => {
  test.each<[OutcomeName, TaskState, object]>([
    ['complete', 'COMPLETED', { done: 1, result: { compose: expect.any(String) } }],
    ['compose-error', 'ERROR', { done: 1, result: { render: expect.any(String), compose: null } }],
    ['error', 'ERROR', { done: 0.5, state_error_info: [{ a_0: [{ a_0: 'out of memory' }] }] }],
    ['state-error-info', 'RUNNING', { state_error_info: [{ a_0: 'out of memory' }], end_time: expect.any(Number) }],
    ['crash-loop', 'RUNNING', { done: 0, samples_done: 0, workloads_taken: 98 }],
    ['stall', 'RUNNING', { done: 0.5, samples_done: 50 }],
    ['no-start', 'RUNNING', { done: 0, workloads_taken: 1 }],
    ['stopped', 'STOPPED', { done: 0.5 }],
  ])('that are to end as %s do', async (outcome, state, fields) => {
    await start({ script: () => ({ outcome, errorText: 'out of memory' }) });
    await submit('a');
    manager.advance(100);
    expect(await statusOf('a')).toMatchObject({ state, ...fields });
  });

  test('run one at a time, in their order, and a second try can end otherwise', async () => {
    await start({ script: ({ attempt }) => (attempt === 1 ? 'error' : 'complete') });
    manager.addForeignTask('theirs', 2);
    await submit('a', 7);
    await submit('b', 7);
    const states: string[] = [];
    for (let step = 0; step < 30; step++) {
      states.push([...manager.tasks.values()].map(({ state }) => state[0]).join(''));
      manager.advance();
    }
    expect([...new Set(states)]).toEqual(['PPP', 'RPP', 'CPP', 'CRP', 'CEP', 'CER', 'CEC']);
  });

  test.each(['polls', 'instant', { stepMs: 1 }] as const)('get on by themselves at the pace %j', async (pace) => {
    await start({ pace });
    await submit('a');
    while ((await statusOf('a')).state !== 'COMPLETED');
    const list = v.parse(taskList, jsonOf(await get('task')).data);
    expect(list).toMatchObject({ a: { state: 'COMPLETED', done: 1 } });
  });

  test('wait for an agent, and say nothing about it', async () => {
    await start({ agents: [{ name: 'agent-1', active: false }] });
    await submit('a');
    manager.advance(5);
    expect(await statusOf('a')).toMatchObject({ state: 'RUNNING', done: 0 });
    expect(v.parse(resources, jsonOf(await get('resources')).data).agents).toEqual({
      'agent-1': { active: false },
    });
    manager.agents = [{ name: 'agent-1', active: true }];
    manager.advance(20);
    expect(await statusOf('a')).toMatchObject({ state: 'COMPLETED' });
  });

  test('with the same inputs have the same pictures, with another frame others', async () => {
    await start();
    for (const [task, frame] of [
      ['a', 1],
      ['b', 1],
      ['c', 2],
    ] as const)
      await submit(task, frame);
    manager.advance(100);
    const [a, b, c] = await Promise.all(['a', 'b', 'c'].map(async (task) => (await statusOf(task)).result));
    expect(a).toEqual(b);
    expect(a!.compose).not.toEqual(c!.compose);
  });

  test('can be forgotten behind the back of the client', async () => {
    await start();
    await submit('a');
    manager.forget('a');
    expect(jsonOf(await get('task/a/status'))).toEqual({ success: false, message: 'Unable to find task' });
  });

  test('run without their project never end, which is recorded', async () => {
    await start();
    await put('task/a/config', JSON.stringify({ project: 'x.blend', project_path: '/p', cwd_path: '/p' }));
    await get('task/a/run');
    manager.advance(100);
    expect(await statusOf('a')).toMatchObject({ state: 'RUNNING', samples_done: 0 });
    expect(manager.violations).toEqual([{ kind: 'incomplete-run', detail: 'task "a" runs without its project' }]);
  });
});

describe('blobs', () => {
  test('uploaded twice at the same time are lost, and the task that needs them fails', async () => {
    await start();
    const body = Buffer.alloc(3_000_000, 'x');
    const head = `Content-Length: ${body.length}\r\nX-Checksum-Sha1: ${sha1Of(body)}\r\n\r\n`;
    const sockets = ['a.bin', 'b.bin'].map((name) => {
      const socket = connect(Number(new URL(manager.url).port), '127.0.0.1');
      socket.write(`PUT /api/v1/task/a/file/${name} HTTP/1.1\r\n${head}`);
      return socket;
    });
    await manager.until(({ requests }) => requests.length === 2);
    const answers = sockets.map(async (socket) => String(((await once(socket, 'data')) as [Buffer])[0]));
    for (const socket of sockets) socket.write(body);
    expect(await Promise.all(answers)).toEqual([expect.stringContaining('200 OK'), expect.stringContaining('200 OK')]);
    for (const socket of sockets) socket.destroy();

    await submit('a');
    manager.advance(100);
    expect(manager.violations).toEqual([expect.objectContaining({ kind: 'concurrent-upload' })]);
    expect(manager.peakUploads).toBe(2);
    expect(await statusOf('a')).toMatchObject({
      state: 'ERROR',
      done: 0,
      state_error_info: [{ a_0: 'Unable to upload the required files' }],
    });
    const { data } = jsonOf(await get('log')) as { data: Record<string, string> };
    expect(Object.values(data).join('')).toContain(
      `ERROR: Unable to serve stream of not existing blob "${sha1Of(body)}"\n`,
    );
  });

  test('are counted, kept or dropped', async () => {
    await start({ keepUploads: false });
    await upload('a', 'x.bin', Buffer.alloc(100_000));
    await upload('a', 'y.bin', 'y');
    expect(manager.bytesReceived).toBe(100_001);
    expect([...manager.blobs.values()].map(({ bytes, sizeBytes }) => [bytes, sizeBytes])).toEqual([
      [undefined, 100_000],
      [undefined, 1],
    ]);
    expect(manager.requests.map(({ method, bodyBytes, status }) => [method, bodyBytes, status])).toEqual([
      ['PUT', 100_000, 200],
      ['PUT', 1, 200],
    ]);
  });
});

describe('connections', () => {
  test('over TLS are trusted by the authority and the name, one handshake at a time', async () => {
    await start({ tls: true, username: 'ci', password: 'a:b' });
    const silent = connect(Number(new URL(manager.url).port), '127.0.0.1');
    await once(silent, 'connect');
    const info = sendRaw(manager, { path: '/api/v1/info', credentials: 'ci:a:b' });
    const first = await Promise.race([info, new Promise((resolve) => setTimeout(resolve, 200, 'blocked'))]);
    expect(first).toBe('blocked');
    silent.destroy();
    expect(await info).toMatchObject({ status: 200 });

    expect((await sendRaw(manager, { path: '/api/v1/info', credentials: 'ci:wrong' })).status).toBe(401);
    const untrusting = await sendRaw({ url: manager.url }, { path: '/api/v1/info' });
    expect(untrusting).toMatchObject({ status: 0, errorCode: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
  });

  test('have the names in their certificate that were asked for', async () => {
    await start({ tls: { commonName: 'farm.studio', subjectAltNames: ['DNS:farm.studio', 'IP:127.0.0.1'] } });
    const expecting = (serverName: string): Promise<RawAnswer> =>
      sendRaw({ url: manager.url, caPem: manager.caPem, serverName }, { path: '/api/v1/info' });
    expect(await expecting('farm.studio')).toMatchObject({ status: 200 });
    expect(await expecting('blendnet-manager')).toMatchObject({ errorCode: 'ERR_TLS_CERT_ALTNAME_INVALID' });
  });

  test('are refused during an outage; blobs and tasks come back, and unfinished ones start over', async () => {
    await start();
    for (const task of ['a', 'b']) await submit(task);
    manager.advance(4);
    expect(await statusOf('a')).toMatchObject({ state: 'RUNNING', done: 1 });
    const back = manager.restart({ downMs: 100 });
    expect(await get('task')).toMatchObject({ status: 0, errorCode: 'ECONNREFUSED' });
    await back;
    expect(await statusOf('a')).toMatchObject({ state: 'PENDING', done: 0 });
    manager.advance(100);
    expect(await statusOf('b')).toMatchObject({ state: 'COMPLETED' });
    expect(manager.blobs.has(sha1Of('BLENDER'))).toBe(true);
  });

  test.each([
    ['stuck', { a: { state: 'RUNNING', done: 0 } }],
    ['lost', {}],
  ] as const)('after an outage find unfinished tasks %s', async (unfinished, tasks) => {
    await start();
    await submit('a');
    manager.advance(4);
    await manager.restart({ unfinished });
    manager.advance(100);
    expect(jsonOf(await get('task')).data).toMatchObject(tasks);
    expect(manager.tasks.size).toBe(Object.keys(tasks).length);
  });
});

test('the pictures are pictures', async () => {
  await start();
  await using directory = await temporaryDirectory();
  const { preview, render, compose } = generateResults('x');
  await writeFiles(directory.path, { 'p.exr': preview(), 'r.exr': render(), 'c.png': compose() });
  const files = ['p.exr', 'r.exr', 'c.png'].map((name) => path.join(directory.path, name));
  const described = execFileSync('oiiotool', ['--info', '-v', ...files], { encoding: 'utf8' });
  expect(described).toContain('16 x    9, 3 channel, float openexr');
  expect(described).toContain('ViewLayer.Combined.R, ViewLayer.Combined.G, ViewLayer.Combined.B');
  expect(described).toContain('16 x    9, 3 channel, uint8 png');
});
