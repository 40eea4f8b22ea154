import { describe, expect, test } from '@jest/globals';
import { RenderError } from '../../../src/base/errors.ts';
import { failureOf } from '../../support/clients.ts';
import { answers } from '../../support/manager/faults.ts';
import { startScriptedManager } from '../../support/scripted-manager.ts';
import { submit } from '../../support/submit.ts';
import { watcherFor } from '../../support/watchers.ts';

describe('a task that goes well', () => {
  test('is followed through its states to its results', async () => {
    await using manager = await startScriptedManager({ script: () => ({ outcome: 'complete', renderSteps: 3 }) });
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
  });

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

  test('a list that was asked for before a task was made says nothing about it', async () => {
    await using manager = await startScriptedManager({ pace: 'manual' });
    await submit(manager, 'a');
    const { watcher } = watcherFor(manager);
    const first = watcher.watch('a', 0);
    const from = manager.requests.length;
    const made = Promise.withResolvers<undefined>();
    manager.faults.add({ path: /\/task$/, skip: 1, action: { fault: 'hold', until: made.promise } });
    await manager.until(({ requests }) => requests.length === from + 2);
    await submit(manager, 'b');
    const second = watcher.watch('b', 1);
    made.resolve(undefined);
    await manager.until(({ requests }) => requests.filter(({ path }) => path.endsWith('/task')).length === 3);
    manager.advance(100);
    expect((await Promise.all([first, second])).map(({ name }) => name)).toEqual(['a', 'b']);
    expect(manager.requests.filter(({ path }) => path.endsWith('/run'))).toHaveLength(2);
  });

  test('looks are more frequent when the end is near and rarer when nothing moves', async () => {
    await using manager = await startScriptedManager({ pace: 'manual' });
    await submit(manager, 't');
    const { watcher, clock } = watcherFor(manager, { pollIntervalMs: 40 });
    const watching = watcher.watch('t', 0);
    const lastPause = (pauseMs: number) => (): boolean => clock.pausesMs.at(-1) === pauseMs;
    await manager.until(() => clock.pausesMs.length === 20);
    expect(new Set(clock.pausesMs)).toEqual(new Set([40]));
    // After 30 intervals without anything new.
    await manager.until(lastPause(120));
    expect(clock.pausesMs.filter((pauseMs) => pauseMs === 40).length).toBeGreaterThan(30);
    manager.advance(4); // All samples are done, the results are not.
    await manager.until(lastPause(10));
    expect(new Set(clock.pausesMs)).toEqual(new Set([40, 120, 10]));
    manager.advance(100);
    await watching;
  });
});

describe('a Manager that goes away', () => {
  test('shorter than patience: nothing is lost, and it is told once', async () => {
    await using manager = await startScriptedManager({ script: () => ({ outcome: 'complete', renderSteps: 10 }) });
    await submit(manager, 't');
    const { watcher, outages } = watcherFor(manager);
    const watching = watcher.watch('t', 0);
    await manager.until(({ tasks }) => (tasks.get('t')?.samplesDone ?? 0) > 0);
    await manager.restart({ downMs: 200 });
    expect((await watching).state).toBe('COMPLETED');
    expect(outages).toEqual([
      expect.stringMatching(/Waiting for it to come back\.$/),
      expect.stringMatching(/^The Manager is back, after /),
    ]);
  });

  test('the time it was away is no stall of the task', async () => {
    await using manager = await startScriptedManager({ pace: 'manual' });
    await submit(manager, 't');
    manager.advance(2);
    const { watcher, clock, outages } = watcherFor(manager, { stallTimeoutMs: 600 });
    const watching = watcher.watch('t', 0);
    const passed = async (timeMs: number): Promise<void> => {
      const atMs = clock.nowMs() + timeMs;
      await manager.until(() => clock.nowMs() > atMs);
    };
    await manager.until(({ requests }) => requests.at(-1)?.path.endsWith('/t/status') === true);
    await passed(300);
    manager.faults.add({ times: Infinity, action: { fault: 'close' } });
    await passed(400);
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
