import { describe, expect, test } from '@jest/globals';
import { RenderError } from '../../src/errors.ts';
import { TaskWatcher, type WatchOptions } from '../../src/task/watch.ts';
import { clientFor, failureOf } from '../support/clients.ts';
import { answers, hostileText } from '../support/manager/faults.ts';
import type { Outcome, OutcomeName } from '../support/manager/life.ts';
import { type ScriptedManager, startScriptedManager } from '../support/scripted-manager.ts';
import { submit } from '../support/submit.ts';

function watcherFor(
  manager: ScriptedManager,
  options: Partial<WatchOptions> = {},
): { watcher: TaskWatcher; changes: string[]; outages: string[] } {
  const changes: string[] = [];
  const outages: string[] = [];
  const watcher = new TaskWatcher(clientFor(manager, { idleTimeoutMs: 300 }), {
    pollIntervalMs: 10,
    stallTimeoutMs: 20_000,
    quietStatusMs: 100,
    agents: 1,
    signal: new AbortController().signal,
    onChange: ({ task, info }) => changes.push(`${task} ${info?.state ?? ''} ${info?.done ?? ''}`),
    onOutage: (text) => outages.push(text),
    ...options,
  });
  return { watcher, changes, outages };
}

async function managerWith(script: (name: string) => OutcomeName | Outcome): Promise<ScriptedManager> {
  return await startScriptedManager({ script: ({ name }) => script(name) });
}

describe('a task that goes well', () => {
  test('is followed through its states to its results', async () => {
    await using manager = await managerWith(() => ({ outcome: 'complete', renderSteps: 3 }));
    await submit(manager, 't');
    const { watcher, changes } = watcherFor(manager);
    const status = await watcher.watch('t', 0);
    expect(status).toMatchObject({ state: 'COMPLETED', samples_done: 100, done: 1 });
    expect(status.result).toEqual(manager.tasks.get('t')?.result);
    expect(changes[0]).toBe('t PENDING 0');
    expect(changes.some((change) => /^t RUNNING 0\.\d+$/.test(change))).toBe(true);
    expect(changes.at(-1)).toBe('t COMPLETED 1');
    expect(watcher.lastStatus('t')).toBeUndefined();
  });

  test('200 tasks cost one request a look, and one more for the one that moves', async () => {
    await using manager = await startScriptedManager({ pace: 'manual' });
    const names = Array.from({ length: 200 }, (_, n) => `t${n}`);
    await submit(manager, ...names);
    const before = manager.requests.length;
    const { watcher } = watcherFor(manager);
    const watching = names.map((name, frame) => watcher.watch(name, frame));
    const looks = (): number =>
      manager.requests.slice(before).filter((request) => request.path === '/api/v1/task').length;
    await manager.until(() => looks() === 3);
    expect(manager.requests.slice(before)).toHaveLength(3);
    manager.advance();
    await manager.until(() => looks() === 8);
    expect(manager.requests.length - before - looks()).toBeLessThanOrEqual(looks() - 3);
    manager.advance(2_000);
    const statuses = await Promise.all(watching);
    expect(statuses.every(({ state }) => state === 'COMPLETED')).toBe(true);
  }, 60_000);

  test('a task that is watched while others are is polled with them', async () => {
    await using manager = await startScriptedManager({ pace: 'manual' });
    await submit(manager, 'a', 'b');
    const { watcher } = watcherFor(manager);
    const first = watcher.watch('a', 0);
    const before = manager.requests.length;
    await manager.until(({ requests }) => requests.length >= before + 1);
    const second = watcher.watch('b', 1);
    manager.advance(100);
    expect((await first).name).toBe('a');
    expect((await second).name).toBe('b');
    await submit(manager, 'c');
    manager.advance(100);
    expect((await watcher.watch('c', 2)).name).toBe('c');
  });

  test('looks are more frequent when the end is near and rarer when nothing moves', async () => {
    await using manager = await startScriptedManager({ pace: 'manual' });
    await submit(manager, 't');
    const { watcher } = watcherFor(manager, { pollIntervalMs: 40 });
    const watching = watcher.watch('t', 0);
    const gaps = async (count: number): Promise<number[]> => {
      const from = manager.requests.length;
      const looks = (): number[] =>
        manager.requests
          .slice(from)
          .filter((r) => r.path === '/api/v1/task')
          .map((r) => r.startedAt);
      await manager.until(() => looks().length > count);
      return looks()
        .slice(1)
        .map((at, index) => at - looks()[index]!);
    };
    const usual = Math.min(...(await gaps(3)));
    expect(usual).toBeGreaterThanOrEqual(36);
    // 30 intervals without anything new.
    const quietAtMs = performance.now() + 31 * 40;
    await manager.until(() => performance.now() > quietAtMs);
    expect(Math.min(...(await gaps(2)))).toBeGreaterThanOrEqual(115);
    manager.advance(4); // All samples are done, the results are not.
    await manager.until(({ requests }) => requests.at(-1)?.path.endsWith('/status') === true);
    expect(Math.min(...(await gaps(3)))).toBeLessThan(36);
    manager.advance(100);
    await watching;
  });
});

describe('a task that fails', () => {
  const cases: [title: string, outcome: OutcomeName | Outcome, message: RegExp][] = [
    ['with ERROR', 'error', /^The Manager says: Blender ended with code 1$/],
    ['in the compositor', 'compose-error', /Result file of the compose operation not found/],
    ['with state_error_info while RUNNING', 'state-error-info', /^The Manager says: Blender ended with code 1$/],
    ['again and again without a sample', 'crash-loop', /Agents took the work \d+ times and brought no sample back/],
    ['by being stopped each time', 'stopped', /Somebody stopped the task 4 times/],
  ];
  test.each(cases)('%s', async (_, outcome, message) => {
    await using manager = await managerWith(() => outcome);
    await submit(manager, 't');
    const { watcher } = watcherFor(manager);
    const failure = await failureOf(watcher.watch('t', 7));
    expect(failure).toMatchObject({ kind: 'task-failed', frame: 7, message: expect.stringMatching(message) });
    expect(watcher.lastStatus('t')).toBeDefined();
  });

  test('keeps the reason that only the list knows', async () => {
    await using manager = await startScriptedManager({ pace: 'manual', script: () => 'error' });
    await submit(manager, 't');
    manager.advance(2);
    const { watcher, changes } = watcherFor(manager);
    const watching = failureOf(watcher.watch('t', 7));
    await manager.until(() => changes.length > 0);
    manager.advance(10);
    expect((await watching).message).toBe('The Manager says: Blender ended with code 1');
  });

  test.each(['CREATED', 'PENDING', 'COMPLETED', 'STOPPED', 'ERROR'] as const)(
    'state_error_info counts in the state %s',
    async (state) => {
      await using manager = await startScriptedManager({ pace: 'manual' });
      await submit(manager, 't');
      Object.assign(manager.tasks.get('t')!, { state, errorInfo: [{ t: 'no disk' }] });
      const { watcher } = watcherFor(manager);
      expect(await failureOf(watcher.watch('t', 7))).toMatchObject({
        kind: 'task-failed',
        message: 'The Manager says: no disk',
      });
    },
  );

  test('with ERROR and no reason', async () => {
    await using manager = await startScriptedManager({ pace: 'manual' });
    await submit(manager, 't');
    manager.tasks.get('t')!.state = 'ERROR';
    const { watcher } = watcherFor(manager);
    expect((await failureOf(watcher.watch('t', 7))).message).toBe('The Manager ended the task with ERROR.');
  });

  test('with hostile words, deeply nested', async () => {
    await using manager = await startScriptedManager({ pace: 'manual' });
    await submit(manager, 't');
    const nested = `${'['.repeat(20_000)}"x"${']'.repeat(20_000)}`;
    manager.faults.add({
      action: {
        fault: 'answer',
        status: 200,
        body: `{"success":true,"data":{"t":{"name":"t","state":"ERROR","done":0,
          "state_error_info":[{"t":${JSON.stringify(hostileText)}},${nested}]}}}`,
      },
    });
    const { watcher } = watcherFor(manager);
    const { kind, message } = await failureOf(watcher.watch('t', 7));
    expect(kind).toBe('task-failed');
    // eslint-disable-next-line no-control-regex
    expect(message).not.toMatch(/[\u0000-\u001f]/);
  });

  test('alone: others are watched on', async () => {
    await using manager = await managerWith((name) => (name === 'bad' ? 'error' : 'complete'));
    await submit(manager, 'bad', 'good');
    const { watcher } = watcherFor(manager);
    const good = watcher.watch('good', 1);
    expect(await failureOf(watcher.watch('bad', 0))).toMatchObject({ kind: 'task-failed' });
    expect((await good).state).toBe('COMPLETED');
  });

  test('when the Manager has lost it', async () => {
    await using manager = await startScriptedManager({ pace: 'manual' });
    await submit(manager, 't');
    const { watcher, outages } = watcherFor(manager);
    const watching = failureOf(watcher.watch('t', 7));
    await manager.restart({ downMs: 50, unfinished: 'lost' });
    expect(await watching).toMatchObject({ kind: 'task-failed', message: expect.stringMatching(/no longer knows/) });
    expect(outages.at(-1) ?? 'The Manager is back.').toBe('The Manager is back.');
  });
});

describe('a task that somebody stops', () => {
  test('is run again', async () => {
    await using manager = await startScriptedManager({
      script: ({ attempt }) => (attempt === 1 ? 'stopped' : 'complete'),
    });
    await submit(manager, 't');
    const { watcher } = watcherFor(manager);
    expect((await watcher.watch('t', 0)).state).toBe('COMPLETED');
    expect(manager.requests.filter(({ path }) => path.endsWith('/t/run'))).toHaveLength(2);
  });

  test('an outage while it is run again does not count as another stop', async () => {
    await using manager = await startScriptedManager({
      script: ({ attempt }) => (attempt === 1 ? 'stopped' : 'complete'),
    });
    await submit(manager, 't');
    manager.faults.add({ path: '/t/run', times: 6, action: { fault: 'close' } });
    const { watcher } = watcherFor(manager);
    expect((await watcher.watch('t', 0)).state).toBe('COMPLETED');
  });
});

describe('a task that stalls', () => {
  test.each(['stall', 'no-start'] as const)('is found out (%s)', async (outcome) => {
    await using manager = await managerWith(() => outcome);
    await submit(manager, 't');
    const { watcher } = watcherFor(manager, { stallTimeoutMs: 250 });
    expect(await failureOf(watcher.watch('t', 7))).toMatchObject({
      kind: 'stalled',
      frame: 7,
      message: 'No progress for 0 s (state RUNNING).',
      hint: expect.stringContaining('stall-timeout'),
    });
  });

  test('is found out alone: those behind it have their turn', async () => {
    await using manager = await managerWith((name) => (name === 'bad' ? 'stall' : 'complete'));
    await submit(manager, 'bad', 'good');
    const { watcher } = watcherFor(manager, { stallTimeoutMs: 250 });
    const good = watcher.watch('good', 1);
    expect(await failureOf(watcher.watch('bad', 0))).toMatchObject({ kind: 'stalled' });
    manager.forget('bad');
    expect((await good).state).toBe('COMPLETED');
  });

  test("behind somebody else's task it waits as long as anything on the farm moves", async () => {
    await using manager = await managerWith((name) =>
      name === 'other' ? { outcome: 'stall', renderSteps: 40 } : 'complete',
    );
    await submit(manager, 'other', 'ours');
    const { watcher } = watcherFor(manager, { stallTimeoutMs: 250 });
    const startedAtMs = performance.now();
    expect(await failureOf(watcher.watch('ours', 7))).toMatchObject({
      kind: 'stalled',
      message: expect.stringMatching(/state PENDING.*It waits in the queue behind a task that does not move/),
    });
    expect(manager.tasks.get('other')?.samplesDone).toBe(50);
    expect(performance.now() - startedAtMs).toBeGreaterThan(2 * 250);
  });

  test('without Agents every task ends at once', async () => {
    await using manager = await startScriptedManager({ agents: [{ name: 'a', active: false }] });
    await submit(manager, 'a', 'b', 'c');
    const { watcher } = watcherFor(manager, { stallTimeoutMs: 250 });
    const failures = await Promise.all(['a', 'b', 'c'].map((name, frame) => failureOf(watcher.watch(name, frame))));
    expect(failures.map(({ kind }) => kind)).toEqual(['no-agents', 'no-agents', 'no-agents']);
    expect(failures[0]).toMatchObject({ message: expect.stringMatching(/^No Agent is active/) });
  });
});

describe('a Manager that goes away', () => {
  test('shorter than patience: nothing is lost, and it is told once', async () => {
    await using manager = await managerWith(() => ({ outcome: 'complete', renderSteps: 10 }));
    await submit(manager, 't');
    const { watcher, outages } = watcherFor(manager);
    const watching = watcher.watch('t', 0);
    await manager.until(({ tasks }) => (tasks.get('t')?.samplesDone ?? 0) > 0);
    await manager.restart({ downMs: 200 });
    expect((await watching).state).toBe('COMPLETED');
    expect(outages).toEqual([expect.stringMatching(/Waiting for it to come back\.$/), 'The Manager is back.']);
  });

  test('the time it was away is no stall of the task', async () => {
    await using manager = await startScriptedManager({ pace: 'manual' });
    await submit(manager, 't');
    manager.advance(2);
    const { watcher, outages } = watcherFor(manager, { stallTimeoutMs: 600 });
    const watching = watcher.watch('t', 0);
    await manager.until(({ requests }) => requests.at(-1)?.path.endsWith('/t/status') === true);
    const quietUntilMs = performance.now() + 300;
    await manager.until(() => performance.now() > quietUntilMs);
    manager.faults.add({ times: Infinity, action: { fault: 'close' } });
    const awayUntilMs = performance.now() + 400;
    await manager.until(() => performance.now() > awayUntilMs);
    manager.faults.clear();
    await manager.until(() => outages.length === 2);
    manager.advance(100);
    expect((await watching).state).toBe('COMPLETED');
  });

  test('longer than patience: every task ends with what was wrong', async () => {
    await using manager = await startScriptedManager();
    await submit(manager, 'a', 'b');
    const { watcher } = watcherFor(manager, { stallTimeoutMs: 300 });
    const watching = ['a', 'b'].map((name, frame) => failureOf(watcher.watch(name, frame)));
    manager.faults.add({ times: Infinity, action: answers.htmlPage(502) });
    for (const failure of await Promise.all(watching)) {
      expect(failure).toMatchObject({
        kind: 'unreachable',
        message: expect.stringMatching(/^The Manager has not answered for 0 s\. .*502 with an HTML page/),
        cause: { kind: 'protocol' },
      });
    }
  });

  test('refused credentials are no outage', async () => {
    await using manager = await startScriptedManager();
    await submit(manager, 't');
    manager.faults.add({ times: Infinity, action: answers.unauthorized() });
    const { watcher } = watcherFor(manager);
    expect(await failureOf(watcher.watch('t', 0))).toMatchObject({ kind: 'unauthorized' });
  });
});

describe('cancelling', () => {
  test('ends every watch with the reason, also in the middle of a request', async () => {
    await using manager = await startScriptedManager({ pace: 'manual' });
    await submit(manager, 'a', 'b');
    manager.faults.add({ path: /\/task$/, skip: 1, action: { fault: 'hang' } });
    const cancel = new AbortController();
    const { watcher } = watcherFor(manager, { signal: cancel.signal });
    const watching = ['a', 'b'].map((name, frame) => failureOf(watcher.watch(name, frame)));
    await manager.until(({ faults, requests }) => faults.happened.length === 1 && requests.length > 0);
    const reason = new RenderError('timeout', 'too long');
    cancel.abort(reason);
    expect(await Promise.all(watching)).toEqual([reason, reason]);
    expect(await failureOf(watcher.watch('a', 0))).toBe(reason);
  });
});
