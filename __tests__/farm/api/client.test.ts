import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ManagerClient } from '../../../src/farm/api/client.ts';
import type { TaskConfig } from '../../../src/farm/api/schema.ts';
import { clientFor, failureOf, sourceOf } from '../../support/clients.ts';
import { sha1Of } from '../../support/manager/blobs.ts';
import { type FaultAction, answers, hostileText } from '../../support/manager/faults.ts';
import { type ScriptedManager, startScriptedManager } from '../../support/scripted-manager.ts';

const config: TaskConfig = {
  project: 'shot.blend',
  project_path: '/project',
  cwd_path: '/project',
  frame: 3,
  seed: 7,
  use_compositing_nodes: true,
};

describe('a task from its first file to its removal', () => {
  test('every endpoint gives what the Manager says, as typed data', async () => {
    await using manager = await startScriptedManager({ agents: [{ name: 'a 1', active: true }] });
    await using client = clientFor(manager);
    expect((await client.info()).blender.version_string).toBe('3.4.1');
    expect((await client.resources()).agents).toEqual({ 'a 1': { active: true } });
    const source = sourceOf(Buffer.from('BLENDER-v300'));
    await client.upload('task 1', 'shot.blend', source);
    expect(await client.fileInfo('task 1', 'shot.blend')).toMatchObject({ id: source.sha1, blob: { size: 12 } });
    await client.configure('task 1', config);
    expect(await client.files('task 1')).toEqual({ '/project/shot.blend': source.sha1 });
    expect(manager.tasks.get('task 1')?.config).toMatchObject({ project: 'shot.blend', frame: 3, seed: 7 });
    await client.run('task 1');
    let status = await client.taskStatus('task 1');
    while (status.state !== 'COMPLETED') status = await client.taskStatus('task 1');
    expect(await client.tasks()).toMatchObject({ 'task 1': { state: 'COMPLETED', done: 1, frame: 3 } });
    expect(await client.taskMessages('task 1')).toEqual({ 'task 1_0': expect.arrayContaining([expect.any(String)]) });
    expect(await client.taskDetails('task 1')).toEqual({ 'task 1_0': [expect.objectContaining({ frame: 3 })] });
    const download = await client.result('task 1', 'compose');
    const chunks: Buffer[] = [];
    for await (const chunk of download.body) chunks.push(chunk);
    expect(sha1Of(Buffer.concat(chunks))).toBe(status.result.compose);
    expect(download).toMatchObject({ sha1: status.result.compose, sizeBytes: Buffer.concat(chunks).length });
    await client.remove('task 1');
    expect(await client.tasks()).toEqual({});
    expect(manager.violations).toEqual([]);
  });

  test('a running task can be stopped', async () => {
    await using manager = await startScriptedManager({ pace: 'manual' });
    await using client = clientFor(manager);
    await client.upload('t', 'shot.blend', sourceOf(Buffer.from('x')));
    await client.configure('t', config);
    await client.run('t');
    manager.advance();
    expect(await failureOf(client.remove('t'))).toMatchObject({ kind: 'rejected' });
    await client.stop('t');
    manager.advance();
    expect((await client.taskStatus('t')).state).toBe('STOPPED');
  });

  test.each(['a b/x#y?.png', 'größe/布/🎬.exr', '100%/%41%2F.png', "it's (a) [test]!*&=+;@:,$~.png"])(
    'the path %j arrives as it is',
    async (path) => {
      await using manager = await startScriptedManager();
      await using client = clientFor(manager);
      const source = sourceOf(Buffer.from('content'));
      await client.upload('t', path, source);
      expect([...(manager.tasks.get('t')?.files ?? [])]).toEqual([[path, source.sha1]]);
      expect((await client.fileInfo('t', path)).path).toBe(path);
    },
  );

  test('a password with colons and other letters is let in', async () => {
    await using manager = await startScriptedManager({ username: 'ci', password: 'pä:ss:wörd ' });
    await using client = clientFor(manager, { username: 'ci', password: 'pä:ss:wörd ' });
    expect(await client.tasks()).toEqual({});
  });
});

describe('entries that cannot be read', () => {
  const edited = (edit: (data: Record<string, Record<string, unknown>>) => void): FaultAction => ({
    fault: 'edit',
    edit: (answer) => {
      edit(answer['data'] as Record<string, Record<string, unknown>>);
      return answer;
    },
  });

  test('leave every other task as it is, and say what is wrong with them', async () => {
    await using manager = await startScriptedManager({ pace: 'manual' });
    await using client = clientFor(manager);
    for (const task of ['ours', 'new state', 'no progress']) await client.configure(task, config);
    manager.faults.add({
      action: edited((tasks) => {
        tasks['new state']!['state'] = 'PAUSED';
        tasks['no progress']!['done'] = null;
        Object.assign(tasks, { nothing: null, text: 'x', list: [] });
      }),
    });
    const { ours, ...others } = await client.tasks();
    expect(ours).toMatchObject({ name: 'ours', state: 'CREATED', done: 0 });
    expect(Object.entries(others).map(([name, task]) => [name, task.state, 'problem' in task && task.problem])).toEqual(
      [
        ['new state', 'UNKNOWN', expect.stringMatching(/^state: .*"PAUSED"$/)],
        ['no progress', 'UNKNOWN', expect.stringMatching(/^done: .*null$/)],
        ['nothing', 'UNKNOWN', expect.stringMatching(/^data: .*null$/)],
        ['text', 'UNKNOWN', expect.stringMatching(/^data: .*"x"$/)],
        ['list', 'UNKNOWN', expect.stringMatching(/^name: /)],
      ],
    );
  });

  test('an Agent that cannot be read counts as idle', async () => {
    const agents = ['good', 'null', 'named'].map((name) => ({ name, active: true }));
    await using manager = await startScriptedManager({ agents });
    await using client = clientFor(manager);
    manager.faults.add({
      action: edited(({ agents }) => {
        Object.assign(agents!, { null: null, list: [], half: { name: 7 }, yes: { active: 'yes' } });
        agents!['named'] = { name: null, active: true };
      }),
    });
    expect((await client.resources()).agents).toEqual({
      good: { active: true },
      named: { active: true },
      null: { active: false },
      list: { active: false },
      half: { active: false },
      yes: { active: false },
    });
  });
});

describe('answers that are none', () => {
  let manager: ScriptedManager;
  beforeAll(async () => {
    manager = await startScriptedManager();
  });
  afterAll(() => manager.stop());

  const json = (body: object | string): FaultAction => ({ fault: 'answer', status: 200, body });
  const cases: [title: string, action: FaultAction, kind: string, message: RegExp][] = [
    ['wrong password', answers.unauthorized(), 'unauthorized', /refuses the username and password/],
    [
      'a proxy that asks for credentials',
      answers.htmlPage(407),
      'unauthorized',
      /answered 407, but not as a BlendNet Manager/,
    ],
    [
      'nginx that wants a certificate',
      {
        ...{ fault: 'answer', status: 400, headers: { 'Content-Type': 'text/html' } },
        body: '<html><title>400 No required SSL certificate was sent</title></html>',
      },
      'unauthorized',
      /wants a certificate of the client/,
    ],
    ['the Manager says no', answers.rejected('Unable to find task'), 'rejected', /^The Manager says: Unable to find/],
    ['no without a reason', { fault: 'answer', status: 400, body: { success: false } }, 'rejected', /status 400/],
    ['success that is none', json({ success: false, message: 'no' }), 'rejected', /The Manager says: no/],
    ['HTML with 200', answers.htmlPage(200), 'protocol', /it answered 200 with an HTML page/],
    ['HTML with 502', answers.htmlPage(502), 'protocol', /it answered 502 with an HTML page/],
    ['a redirect', { fault: 'answer', status: 301, body: '' }, 'protocol', /it answered 301 with nothing/],
    [
      'nested JSON',
      json('['.repeat(1_000_000)),
      'protocol',
      /an answer that is refused: it is nested more than 64 levels deep\./,
    ],
    ['broken JSON', answers.brokenJson(), 'protocol', /something else: "\{"success": true, "data": \{"na"/],
    ['JSON of somebody else', json({ ok: true }), 'protocol', /something else: "\{"ok":true\}"/],
    ['another shape', json({ success: true, data: 7 }), 'protocol', /another shape: data: Invalid/],
    ['no data', json({ success: true }), 'protocol', /another shape: data: Invalid/],
    ['a huge answer', { fault: 'huge', sizeBytes: 40 * 1024 * 1024 }, 'protocol', /more than 33554432 bytes/],
    [
      'no HTTP',
      { fault: 'garbage', bytes: Buffer.from('SSH-2.0-OpenSSH_9.2\r\n') },
      'protocol',
      /not answer with HTTP/,
    ],
    ['closed without an answer', { fault: 'close' }, 'unreachable', /does not answer: it closed the connection\./],
    ['a reset', { fault: 'reset' }, 'unreachable', /does not answer: it closed the connection\./],
    [
      'cut in the middle',
      { fault: 'answer', status: 200, body: '{"su', headers: { 'Content-Length': '99' } },
      'unreachable',
      /closed the connection in the middle of an answer/,
    ],
  ];
  test.each(cases)('%s', async (_, action, kind, message) => {
    manager.faults.clear();
    manager.faults.add({ action });
    await using client = clientFor(manager);
    const failure = await failureOf(client.tasks());
    expect(failure).toMatchObject({ kind, message: expect.stringMatching(message) });
  });

  test('silence', async () => {
    manager.faults.add({ action: { fault: 'hang' } });
    await using client = clientFor(manager, { idleTimeoutMs: 100 });
    expect(await failureOf(client.tasks())).toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(/accepted the request and stayed silent/),
    });
  });

  test('an answer that trickles in is read as long as bytes keep coming', async () => {
    // A few bytes twenty times a second: longer than the client's patience in all, and far from it between two of them.
    manager.faults.add({ action: { fault: 'slow-answer', bytesPerSecond: 80 } });
    await using client = clientFor(manager, { idleTimeoutMs: 2_000 });
    expect((await client.info()).blender.version_string).toBe('3.4.1');
  });

  test('an answer that trickles in without an end is given up, in the head and in the body', async () => {
    await using client = clientFor(manager, { answerTimeoutMs: 200 });
    const slow: FaultAction[] = [
      { fault: 'slow-answer', bytesPerSecond: 10 },
      { fault: 'slow-answer', bytesPerSecond: 10, quickHead: true },
    ];
    for (const action of slow) {
      manager.faults.add({ action });
      const failure = await failureOf(client.info());
      expect(failure).toMatchObject({
        kind: 'unreachable',
        message: expect.stringMatching(/an answer takes too long\.$/),
      });
    }
    expect(manager.faults.happened.slice(-2).map(({ action }) => action)).toEqual(slow);
  });

  test('an answer that stops in the middle is given up', async () => {
    manager.faults.add({ action: { fault: 'slow-answer', bytesPerSecond: 1 } });
    await using client = clientFor(manager, { idleTimeoutMs: 100 });
    expect(await failureOf(client.info())).toMatchObject({ kind: 'unreachable' });
  });

  test('an answer that comes a byte at a time is given up, although there is never silence', async () => {
    manager.faults.add({ action: { fault: 'slow-answer', bytesPerSecond: 20 } });
    await using client = clientFor(manager, { rateWindowMs: 1_000 });
    expect(await failureOf(client.info())).toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(/only \d+ bytes passed in 1 s/),
    });
  });

  test.each([
    ['tasks', (client: ManagerClient) => client.tasks()],
    ['files', (client: ManagerClient) => client.files('t')],
    ['messages', (client: ManagerClient) => client.taskMessages('t')],
  ])('a list of %s where names are due', async (_, ask) => {
    await using client = clientFor(manager);
    manager.faults.add({ action: json({ success: true, data: [] }) });
    const failure = await failureOf(ask(client));
    expect(failure).toMatchObject({
      kind: 'protocol',
      lasting: true,
      message: expect.stringMatching(/received Array/),
    });
  });

  test('a list of Agents, and one of results', async () => {
    await using client = clientFor(manager);
    manager.faults.add({ action: json({ success: true, data: { manager: {}, agents: ['a'] } }) });
    expect(await failureOf(client.resources())).toMatchObject({ message: expect.stringMatching(/agents: .*Array/) });
    const status = { name: 't', state: 'RUNNING', done: 0, samples: 4, samples_done: 0, result: [] };
    manager.faults.add({ action: json({ success: true, data: status }) });
    expect(await failureOf(client.taskStatus('t'))).toMatchObject({
      message: expect.stringMatching(/result: .*Array/),
    });
  });

  test('hostile words reach nobody as they are', async () => {
    await using client = clientFor(manager);
    for (const action of [
      answers.rejected(hostileText),
      json(hostileText),
      json({ success: true, data: hostileText }),
    ]) {
      manager.faults.add({ action });
      const { message } = await failureOf(client.tasks());
      // eslint-disable-next-line no-control-regex
      expect(message).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
    }
  });

  test('a result without its size and checksum is none', async () => {
    await using client = clientFor(manager);
    for (const headers of [{}, { 'Content-Length': '3' }, { 'Content-Length': '3', 'X-Checksum-Sha1': 'ABC' }]) {
      manager.faults.add({ action: { fault: 'answer', status: 200, body: 'abc', headers } });
      const failure = await failureOf(client.result('t', 'preview'));
      expect(failure).toMatchObject({ kind: 'protocol', message: expect.stringMatching(/size and checksum/) });
    }
    expect(await failureOf(client.result('t', 'preview'))).toMatchObject({ kind: 'rejected' });
  });

  test('a cancelled request says why', async () => {
    await using client = clientFor(manager);
    manager.faults.add({ action: { fault: 'hang' } });
    const cancel = new AbortController();
    const waiting = failureOf(client.tasks(cancel.signal));
    const before = manager.requests.length;
    await manager.until(() => manager.requests.length > before);
    cancel.abort();
    expect(await waiting).toMatchObject({ kind: 'cancelled' });
  });
});
