import { expect, test } from '@jest/globals';
import { RenderError } from '../../../src/base/errors.ts';
import type { ManagerClient } from '../../../src/farm/api/client.ts';
import { Diagnoser, diagnoseTask, type Diagnosis } from '../../../src/farm/tasks/diagnose.ts';
import { clientFor } from '../../support/clients.ts';
import { TestClock } from '../../support/clock.ts';
import { hostileText } from '../../support/manager/faults.ts';
import { startScriptedManager } from '../../support/scripted-manager.ts';
import { submit } from '../../support/submit.ts';

const never = new AbortController().signal;
const json = (data: unknown): { fault: 'answer'; status: number; body: object } => ({
  fault: 'answer',
  status: 200,
  body: { success: true, data },
});

const diagnose = (client: ManagerClient, task: string, cancelled: AbortSignal): Promise<Diagnosis> =>
  diagnoseTask(client, task, cancelled, true, new TestClock());

test('tells what Blender, the Manager and the Agents said', async () => {
  await using manager = await startScriptedManager({
    pace: 'instant',
    script: () => ({ outcome: 'error', messages: ['Read blend', '', 'Error: out of memory'] }),
  });
  await submit(manager, 't');
  manager.faults.add(
    { path: 'v1/log', action: json({ '1.1': 'first', '1.2': ' ', '1.3': 'piece', '1.4': '\n', '2.0': '\nthird\n' }) },
    { path: 'agent/agent-1/log', action: json({ '1': ['agent line'], '2': 'another' }) },
  );
  await using client = clientFor(manager);
  const { messages, log } = await diagnose(client, 't', never);
  expect(messages).toEqual(['t_0: Read blend', '', 't_0: Error: out of memory']);
  expect(log).toEqual([
    '== Blender',
    ...messages,
    '== Last progress',
    expect.stringMatching(/^t_0: \{.*"operation":"Finished"/),
    '== Manager log',
    'first piece',
    '',
    'third',
    '== Agent logs',
    'agent line',
    'another',
  ]);
});

test('gives whole lines of the Manager’s log, which comes in pieces, and the last ones', async () => {
  await using manager = await startScriptedManager();
  await submit(manager, 't');
  const pieces = Array.from({ length: 1_000 }, (_, n) => [`line ${n}`, '\n']).flat();
  manager.faults.add({ path: 'v1/log', action: json(Object.fromEntries(pieces.map((piece, n) => [`1.${n}`, piece]))) });
  await using client = clientFor(manager);
  const { log } = await diagnose(client, 't', never);
  const lines = log.slice(log.indexOf('== Manager log') + 1);
  expect(lines).toEqual(Array.from({ length: 200 }, (_, n) => `line ${800 + n}`));
});

test('is bounded and safe to print, whatever it is told', async () => {
  await using manager = await startScriptedManager();
  await submit(manager, 't');
  const nested = `{"success":true,"data":[${'['.repeat(50_000)}${']'.repeat(50_000)}]}`;
  manager.faults.add(
    { path: '/messages', action: json({ [hostileText]: Array(5_000).fill(hostileText), empty: null }) },
    { path: '/details', action: json({ [hostileText]: [{ text: hostileText.repeat(100) }], empty: null }) },
    { path: 'v1/log', action: { fault: 'answer', status: 200, body: nested } },
    { path: '/agent/0/log', action: json([hostileText, 7, null, { x: hostileText }]) },
    { path: 'resources', action: json({ agents: Object.fromEntries(Array.from({ length: 100 }, (_, n) => [n, {}])) }) },
  );
  await using client = clientFor(manager);
  const { messages, log } = await diagnose(client, 't', never);
  expect(messages).toHaveLength(200);
  expect(log.length).toBeLessThan(1_000);
  // eslint-disable-next-line no-control-regex
  expect([...messages, ...log].filter((line) => /[\u0000-\u001f\u007f]/.test(line) || line.length > 1_000)).toEqual([]);
  expect(manager.requests.filter((request) => request.path.includes('/agent/')).length).toBeLessThanOrEqual(16);
});

test('never throws: what cannot be had is said so', async () => {
  await using manager = await startScriptedManager();
  await using client = clientFor(manager);
  expect((await diagnose(client, 'gone', never)).log).toEqual(['== Blender: no answer', '== Last progress: no answer']);
  const cancelled = AbortSignal.abort(new RenderError('cancelled', 'enough'));
  const before = manager.requests.length;
  expect((await diagnose(client, 'gone', cancelled)).log).toHaveLength(4);
  expect(manager.requests).toHaveLength(before);
});

test("reads the farm's own logs for the first failures of a run only", async () => {
  await using manager = await startScriptedManager();
  const names = Array.from({ length: 10 }, (_, n) => `t${n}`);
  await submit(manager, ...names);
  await using client = clientFor(manager);
  const before = manager.requests.length;
  const diagnoser = new Diagnoser(client, new TestClock());
  await Promise.all(names.map((task) => diagnoser.diagnose(task, never)));
  const asked = manager.requests.slice(before).map(({ path }) => path);
  expect(asked.filter((path) => path.endsWith('/messages'))).toHaveLength(10);
  expect(asked.filter((path) => path.endsWith('/log'))).toHaveLength(3 + 3);
});
