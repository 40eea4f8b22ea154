import { expect, test } from '@jest/globals';
import type { ManagerClient } from '../../../src/farm/api/client.ts';
import type { TaskList } from '../../../src/farm/api/schema.ts';
import { pruneTasks } from '../../../src/farm/tasks/prune.ts';
import { clientFor, failureOf } from '../../support/clients.ts';
import { answers } from '../../support/manager/faults.ts';
import { startScriptedManager, type ScriptedManager } from '../../support/scripted-manager.ts';
import { submit } from '../../support/submit.ts';

const dayS = 24 * 3600;
const { signal } = new AbortController();

const ours = (run: number): string => `ci-${run}-1-a-shot-f0001-0123456789abcdef`;
const weekAgoMs = (): number => Date.now() - 7 * dayS * 1000;

/** As if a task had been made and, if it has, ended that long ago. */
function age(manager: ScriptedManager, name: string, days: number): void {
  const task = manager.tasks.get(name)!;
  Object.assign(task, { createTime: task.createTime - days * dayS });
  if (task.endTime !== null) task.endTime -= days * dayS;
}

/** Prunes what is of no use, and was so when the run began or was not there. */
async function prune(
  client: ManagerClient,
  beforeMs: number,
  end: AbortSignal,
  inUse = new Set<string>(),
  tasksBefore: TaskList = {},
): ReturnType<typeof pruneTasks> {
  return await pruneTasks(client, { beforeMs, inUse, tasksBefore }, end);
}

/** The next list of tasks says this of the task. */
function listAs(manager: ScriptedManager, name: string, changes: Record<string, unknown>): void {
  const edit = (answer: Record<string, unknown>): unknown => {
    Object.assign((answer['data'] as Record<string, object>)[name]!, changes);
    return answer;
  };
  manager.faults.add({ action: { fault: 'edit', edit } });
}

test('what ended long ago is removed: ours alone, not what is used, and nothing that runs', async () => {
  await using manager = await startScriptedManager({
    pace: 'manual',
    script: ({ name }) => (name === ours(2) ? 'error' : 'complete'),
  });
  await using client = clientFor(manager);
  const foreign = ['mytask-1', 'ci-1-1-a-shot-f0001-0123456789ABCDEF', 'nightly-f0001-0123456789abcdef'];
  const ended = [ours(1), ours(2), `${ours(3)}-again1`, ours(4), ours(5), ...foreign];
  await submit(manager, ...ended);
  manager.advance(1000);
  await submit(manager, ours(6), ours(7));
  manager.advance(1);
  for (const name of [...ended, ours(6), ours(7)].filter((task) => task !== ours(4))) age(manager, name, 8);
  age(manager, ours(4), 6);

  const pruned = await prune(client, weekAgoMs(), signal, new Set([ours(5)]));

  expect(pruned).toEqual({ removed: 3, left: 0 });
  expect([...manager.tasks.keys()].sort()).toEqual([ours(4), ours(5), ours(6), ours(7), ...foreign].sort());
  expect([manager.tasks.get(ours(6))?.state, manager.tasks.get(ours(7))?.state]).toEqual(['RUNNING', 'PENDING']);
});

test('what was stopped when the run began, and still is, goes however young', async () => {
  await using manager = await startScriptedManager({ pace: 'manual' });
  const names = [1, 2, 3, 4, 5].map(ours);
  await submit(manager, ...names, 'theirs');
  await using client = clientFor(manager);
  for (const task of manager.tasks.values()) task.end('STOPPED');
  manager.tasks.get(ours(5))!.state = 'CREATED';
  const all = Object.entries(await client.tasks());
  const before = Object.fromEntries(all.filter(([name]) => name !== ours(4)));
  // One is started again, one is started again and stopped once more, one is new.
  manager.tasks.get(ours(2))!.state = 'PENDING';
  manager.tasks.get(ours(3))!.endTime! += 1;
  expect(await prune(client, weekAgoMs(), signal, new Set(), before)).toEqual({ removed: 1, left: 0 });
  expect([...manager.tasks.keys()]).toEqual([...names.slice(1), 'theirs']);
});

test('a render counts from its end, however long it took', async () => {
  await using manager = await startScriptedManager({ pace: 'instant' });
  await using client = clientFor(manager);
  await submit(manager, ours(1), ours(2));
  for (const task of manager.tasks.values()) Object.assign(task, { createTime: task.createTime - 30 * dayS });
  manager.tasks.get(ours(1))!.endTime! -= 8 * dayS;
  expect(await prune(client, weekAgoMs(), signal)).toEqual({ removed: 1, left: 0 });
  expect([...manager.tasks.keys()]).toEqual([ours(2)]);
});

test('a task goes when it ended before the time, to the millisecond', async () => {
  await using manager = await startScriptedManager({ pace: 'instant' });
  await using client = clientFor(manager);
  await submit(manager, ours(1));
  const endedAtMs = manager.tasks.get(ours(1))!.endTime! * 1000;
  expect(await prune(client, endedAtMs, signal)).toEqual({ removed: 0, left: 0 });
  expect(await prune(client, endedAtMs + 1, signal)).toEqual({ removed: 1, left: 0 });
});

test.each([
  ['PENDING', 0],
  ['RUNNING', 0],
  ['PAUSED', 0],
  ['CREATED', 1],
  ['STOPPED', 1],
  ['ERROR', 1],
])('of old tasks, %s ones: %i are removed', async (state, removed) => {
  await using manager = await startScriptedManager({ pace: 'instant' });
  await using client = clientFor(manager);
  await submit(manager, ours(1));
  age(manager, ours(1), 8);
  listAs(manager, ours(1), { state });
  expect(await prune(client, weekAgoMs(), signal)).toEqual({ removed, left: 0 });
});

test('a task of which no time is known is left', async () => {
  await using manager = await startScriptedManager({ pace: 'instant' });
  await using client = clientFor(manager);
  await submit(manager, ours(1));
  listAs(manager, ours(1), { create_time: null, end_time: null });
  expect(await prune(client, weekAgoMs(), signal)).toEqual({ removed: 0, left: 0 });
});

test('a task that was never run goes when it is old', async () => {
  await using manager = await startScriptedManager();
  await using client = clientFor(manager);
  const config = { project: 'a', project_path: '/p', cwd_path: '/p', seed: 0, use_compositing_nodes: true };
  for (const run of [1, 2]) await client.configure(ours(run), config);
  age(manager, ours(1), 8);
  expect(await prune(client, weekAgoMs(), signal)).toEqual({ removed: 1, left: 0 });
  expect([...manager.tasks.keys()]).toEqual([ours(2)]);
});

test('what cannot be read is left, and does not keep the rest', async () => {
  await using manager = await startScriptedManager({ pace: 'instant' });
  await using client = clientFor(manager);
  await submit(manager, ours(1), ours(2));
  for (const run of [1, 2]) age(manager, ours(run), 8);
  listAs(manager, ours(1), { done: null });
  expect(await prune(client, weekAgoMs(), signal)).toEqual({ removed: 1, left: 0 });
  expect([...manager.tasks.keys()]).toEqual([ours(1)]);
});

test('what cannot be removed is counted, and what does not answer is said', async () => {
  await using manager = await startScriptedManager({
    pace: 'instant',
    faults: [{ method: 'DELETE', action: answers.rejected('Unable to remove the running task') }],
  });
  await using client = clientFor(manager);
  await submit(manager, ours(1), ours(2));
  for (const run of [1, 2]) age(manager, ours(run), 8);
  expect(await prune(client, weekAgoMs(), signal)).toEqual({ removed: 1, left: 1 });
  await manager.stop();
  expect(await failureOf(prune(client, weekAgoMs(), signal))).toMatchObject({ kind: 'unreachable' });
});

test('pruning ends in time', async () => {
  await using manager = await startScriptedManager({
    pace: 'instant',
    faults: [{ method: 'DELETE', times: 100, action: { fault: 'hang' } }],
  });
  await using client = clientFor(manager);
  const names = Array.from({ length: 30 }, (_, run) => ours(run));
  await submit(manager, ...names);
  for (const name of names) age(manager, name, 8);
  const timeout = new AbortController();
  const pruning = prune(client, weekAgoMs(), timeout.signal);
  await manager.until(({ faults }) => faults.happened.length === 4);
  timeout.abort();
  expect(await pruning).toEqual({ removed: 0, left: 30 });
  expect(manager.faults.happened).toHaveLength(4);
});
