import { describe, expect, test } from '@jest/globals';
import { RenderError } from '../../../src/base/errors.ts';
import type { ManagerClient } from '../../../src/farm/api/client.ts';
import { removeTasks, type RemoveOptions } from '../../../src/farm/tasks/cleanup.ts';
import { clientFor } from '../../support/clients.ts';
import { TestClock } from '../../support/clock.ts';
import { answers } from '../../support/manager/faults.ts';
import { startScriptedManager } from '../../support/scripted-manager.ts';
import { submit } from '../../support/submit.ts';

/** Removes tasks, on a clock of its own. */
async function remove(
  client: ManagerClient,
  names: string[],
  timeoutMs: number,
  options: RemoveOptions = {},
): Promise<string[]> {
  return await removeTasks(client, names, timeoutMs, { clock: new TestClock(), ...options });
}

describe('removeTasks', () => {
  test('removes 200 waiting tasks and the running one, and no other, in the time a cancelled run has', async () => {
    await using manager = await startScriptedManager({ script: () => 'stall' });
    const names = Array.from({ length: 200 }, (_, n) => `ours-${n}`);
    await submit(manager, ...names, 'other');
    manager.advance(3);
    expect(manager.tasks.get('ours-0')?.state).toBe('RUNNING');
    await using client = clientFor(manager);
    const before = manager.requests.length;
    expect(await remove(client, names, 4_000)).toEqual([]);
    expect([...manager.tasks.keys()]).toEqual(['other']);
    // Each is stopped and removed once; the list is asked for as often as the time allows, at most.
    const requests = manager.requests.slice(before);
    const looks = requests.filter(({ path }) => path === '/api/v1/task').length;
    expect(requests.length - looks).toBeLessThanOrEqual(2 * names.length);
    expect(looks).toBeLessThanOrEqual(16);
  });

  test('does not start the next one by stopping the one that runs', async () => {
    await using manager = await startScriptedManager({ script: () => 'stall' });
    await submit(manager, 'a', 'b', 'c');
    manager.advance(3);
    await using client = clientFor(manager);
    const ran = new Set<string>();
    const watching = manager.until(({ tasks }) => {
      for (const task of tasks.values()) if (task.state === 'RUNNING') ran.add(task.name);
      return tasks.size === 0;
    });
    expect(await remove(client, ['a', 'b', 'c'], 5_000)).toEqual([]);
    await watching;
    expect([...ran]).toEqual(['a']);
  });

  test('removes tasks in every state, and does not mind those that are gone', async () => {
    await using manager = await startScriptedManager({ pace: 'manual' });
    await submit(manager, 'COMPLETED', 'STOPPED', 'ERROR', 'CREATED');
    for (const task of manager.tasks.values()) task.state = task.name as typeof task.state;
    await using client = clientFor(manager);
    expect(await remove(client, [...manager.tasks.keys(), 'gone'], 5_000)).toEqual([]);
    expect(manager.tasks.size).toBe(0);
  });

  test('leaves what was completed meanwhile, when a later run may take it', async () => {
    await using manager = await startScriptedManager({ pace: 'manual' });
    await submit(manager, 'done', 'failed', 'waits');
    manager.tasks.get('done')!.state = 'COMPLETED';
    Object.assign(manager.tasks.get('failed')!, { state: 'COMPLETED', errorInfo: [{ failed: 'no' }] });
    await using client = clientFor(manager);
    expect(await remove(client, [...manager.tasks.keys()], 5_000, { keepCompleted: true })).toEqual([]);
    expect([...manager.tasks.keys()]).toEqual(['done']);
  });

  test('removes a task whose state is not known, whether it runs or not', async () => {
    await using manager = await startScriptedManager({ script: () => 'stall' });
    await submit(manager, 'runs', 'waits');
    manager.advance(3);
    const edit = (answer: Record<string, unknown>): unknown => {
      for (const task of Object.values(answer['data'] as Record<string, object>)) Object.assign(task, { state: 'NEW' });
      return answer;
    };
    manager.faults.add({ path: /\/task$/, times: Infinity, action: { fault: 'edit', edit } });
    await using client = clientFor(manager);
    expect(await remove(client, ['runs', 'waits'], 5_000)).toEqual([]);
    expect(manager.tasks.size).toBe(0);
  });

  test('asks nothing when there is nothing to remove', async () => {
    await using manager = await startScriptedManager();
    await using client = clientFor(manager);
    expect(await remove(client, [], 5_000)).toEqual([]);
    expect(manager.requests).toEqual([]);
  });

  test('lives through an outage, and stops again what was not heard', async () => {
    await using manager = await startScriptedManager({ script: () => 'stall' });
    await submit(manager, 'a');
    manager.advance(3);
    manager.faults.add(
      { path: /\/task$/, action: { fault: 'close' } },
      { path: '/stop', action: { fault: 'reset' } },
      { method: 'DELETE', action: answers.htmlPage(502) },
    );
    await using client = clientFor(manager);
    expect(await remove(client, ['a'], 5_000)).toEqual([]);
    expect(manager.faults.happened).toHaveLength(3);
  });

  test('a task that cannot be removed does not hold up the others, and is not asked about without pause', async () => {
    await using manager = await startScriptedManager({ pace: 'manual' });
    await submit(manager, 'stubborn', 'a', 'b');
    manager.faults.add({ method: 'DELETE', path: '/stubborn', times: Infinity, action: answers.rejected('no') });
    await using client = clientFor(manager);
    expect(await remove(client, ['stubborn', 'a', 'b'], 800)).toEqual(['stubborn']);
    expect([...manager.tasks.keys()]).toEqual(['stubborn']);
    const looks = manager.requests.filter((request) => request.path === '/api/v1/task').length;
    expect(looks).toBeLessThanOrEqual(5);
  });

  test('ends in time when the Manager does not answer', async () => {
    await using manager = await startScriptedManager();
    await submit(manager, 'a');
    manager.faults.add({ times: Infinity, action: { fault: 'hang' } });
    await using client = clientFor(manager);
    const clock = new TestClock();
    const removing = remove(client, ['a'], 300, { clock });
    await manager.until(({ faults }) => faults.happened.length === 1);
    clock.pass(300);
    expect(await removing).toEqual(['a']);
  });

  test('ends at once when it is cancelled', async () => {
    await using manager = await startScriptedManager({ pace: 'manual' });
    await submit(manager, 'a');
    manager.advance();
    const cancel = new AbortController();
    await using client = clientFor(manager);
    const removing = remove(client, ['a'], 60_000, { cancelled: cancel.signal });
    await manager.until(({ requests }) => requests.some(({ path }) => path.endsWith('/stop')));
    cancel.abort(new RenderError('cancelled', 'enough'));
    expect(await removing).toEqual(['a']);
  });
});
