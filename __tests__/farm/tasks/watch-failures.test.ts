import { describe, expect, test } from '@jest/globals';
import { reasonToStop } from '../../../src/frames/end.ts';
import { failureOf } from '../../support/clients.ts';
import { type FaultAction, hostileText } from '../../support/manager/faults.ts';
import type { Outcome, OutcomeName } from '../../support/manager/life.ts';
import { startScriptedManager } from '../../support/scripted-manager.ts';
import { submit } from '../../support/submit.ts';
import { watcherFor } from '../../support/watchers.ts';

/** The list of tasks with one entry changed. */
const listAs = (task: string, changes: object): FaultAction => ({
  fault: 'edit',
  edit: (answer) => {
    Object.assign((answer['data'] as Record<string, object>)[task] ?? {}, changes);
    return answer;
  },
});

describe("somebody else's task that cannot be read", () => {
  test('is nobody’s concern', async () => {
    await using manager = await startScriptedManager();
    manager.addForeignTask('theirs', 3);
    await submit(manager, 'ours');
    manager.faults.add({ path: /\/task$/, times: Infinity, action: listAs('theirs', { state: 'PAUSED', done: null }) });
    const { watcher, outages } = watcherFor(manager);
    expect((await watcher.watch('ours', 1)).state).toBe('COMPLETED');
    expect(outages).toEqual([]);
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
    await using manager = await startScriptedManager({ script: () => outcome });
    await submit(manager, 't');
    const { watcher } = watcherFor(manager);
    const failure = await failureOf(watcher.watch('t', 7));
    expect(failure).toMatchObject({ kind: 'task-failed', frame: 7, message: expect.stringMatching(message) });
    expect(watcher.lastStatus('t')).toBeDefined();
  });

  // As a farm with Blender 5.2.2 said it.
  const addOn = [
    'Traceback (most recent call last):',
    'File "/usr/share/blender/scripts/modules/addon_utils.py", line 544, in enable',
    'mod.register()',
    "ModuleNotFoundError: No module named 'cattrs'",
  ];
  const begun = ['INFO: Preparing rendering of: /ws/project/shot.blend', 'INFO: Starting render process'];
  const broken = [
    'Traceback (most recent call last):',
    'File "/BlendNet/script-render.py", line 181, in <module>',
    "scene.render.image_settings.file_format = 'OPEN_EXR_MULTILAYER'",
    '^^^^^^^^^^',
    'TypeError: bpy_struct: item.attr = val: enum "OPEN_EXR_MULTILAYER" not found in (\'AVIF\')',
  ];

  test('since the script that renders it broke off: at once, and the farm with it', async () => {
    await using manager = await startScriptedManager({
      script: () => ({ outcome: 'broken-script', messages: [...addOn, ...begun, ...broken] }),
    });
    await submit(manager, 't', 'behind it');
    const { watcher, clock } = watcherFor(manager, { pollIntervalMs: 2_000 });
    const startedAtMs = clock.nowMs();
    const failures = await Promise.all([failureOf(watcher.watch('t', 7)), failureOf(watcher.watch('behind it', 8))]);
    expect(clock.nowMs() - startedAtMs).toBeLessThan(30_000);
    for (const failure of failures) {
      expect(failure).toMatchObject({
        kind: 'no-agents',
        message: expect.stringContaining(
          'TypeError: bpy_struct: item.attr = val: enum "OPEN_EXR_MULTILAYER" not found',
        ),
        hint: expect.stringContaining('the task t can be removed'),
      });
      expect(reasonToStop({ frame: 7, failed: { failure, messages: [], log: [] } }, false)).toBe(failure);
    }
  });

  test.each<[string, string[]]>([
    ['of an add-on, before', [...addOn, ...begun]],
    [
      'of a handler in the .blend',
      [...begun, broken[0]!, 'File "/ws/shot.blend/Text", line 1, in before', 'KeyError: 1'],
    ],
    ['that is not whole yet', [...begun, ...broken.slice(0, 3)]],
    ['of a script that Blender ended with', [...addOn, ...broken]],
  ])('not by a traceback %s', async (_, messages) => {
    await using manager = await startScriptedManager({ script: () => ({ outcome: 'broken-script', messages }) });
    await submit(manager, 't');
    const { watcher } = watcherFor(manager, { pollIntervalMs: 2_000, stallTimeoutMs: 60_000 });
    expect(await failureOf(watcher.watch('t', 7))).toMatchObject({ kind: 'stalled', frame: 7 });
    expect(manager.requests.some(({ path }) => path.endsWith('/messages'))).toBe(true);
  });

  test('and the farm with it, since its Manager was started again while an Agent rendered', async () => {
    await using manager = await startScriptedManager({ script: () => 'resent' });
    await submit(manager, 't', 'behind it');
    const { watcher, clock } = watcherFor(manager, { pollIntervalMs: 2_000 });
    const startedAtMs = clock.nowMs();
    const failures = await Promise.all([failureOf(watcher.watch('t', 7)), failureOf(watcher.watch('behind it', 8))]);
    expect(clock.nowMs() - startedAtMs).toBeLessThan(60_000);
    for (const failure of failures) {
      expect(failure).toMatchObject({
        kind: 'no-agents',
        message: expect.stringMatching(/^No Agent takes work any more/),
      });
      expect(failure.hint).toMatch(/^Start the Manager again/);
      // What every frame would meet ends the run.
      expect(reasonToStop({ frame: 7, failed: { failure, messages: [], log: [] } }, false)).toBe(failure);
    }
  });

  test('and so it is told of a task of somebody else that holds up the queue', async () => {
    await using manager = await startScriptedManager({
      script: ({ name }) => (name === 'theirs' ? 'resent' : 'complete'),
    });
    await submit(manager, 'theirs', 't');
    const { watcher } = watcherFor(manager, { pollIntervalMs: 2_000 });
    const failure = await failureOf(watcher.watch('t', 7));
    expect(failure).toMatchObject({
      kind: 'no-agents',
      hint: expect.stringMatching(/^Remove the task theirs, then start/),
    });
  });

  test('and a log without such words is read seldom, and says nothing', async () => {
    await using manager = await startScriptedManager({ script: () => 'no-start' });
    await submit(manager, 't');
    const { watcher } = watcherFor(manager, { pollIntervalMs: 2_000, stallTimeoutMs: 900_000 });
    expect(await failureOf(watcher.watch('t', 7))).toMatchObject({ kind: 'stalled' });
    // After half a minute, one, two, four and eight of them.
    expect(manager.requests.filter(({ path: url }) => url.endsWith('/log')).length).toBeLessThanOrEqual(5);
  });

  test('Agents that joined meanwhile may each take the work once', async () => {
    await using manager = await startScriptedManager({ pace: 'manual' });
    await submit(manager, 't');
    manager.advance();
    manager.agents = Array.from({ length: 10 }, (_, n) => ({ name: `agent-${n}`, active: true }));
    const taken = (answer: Record<string, unknown>): unknown => {
      Object.assign(answer['data'] as object, { workloads_taken: 10, samples_done: 0 });
      return answer;
    };
    manager.faults.add({ path: /\/status$/, times: 3, action: { fault: 'edit', edit: taken } });
    const { watcher } = watcherFor(manager, { quietStatusMs: 10 });
    const watching = watcher.watch('t', 7);
    await manager.until(({ faults }) => faults.happened.length === 3);
    manager.advance(100);
    expect((await watching).state).toBe('COMPLETED');
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

  test.each([
    [50, 'task-failed'],
    // No Manager says anything like that: it is not read.
    [20_000, 'protocol'],
  ])('with hostile words, nested %i levels deep', async (depth, expected) => {
    await using manager = await startScriptedManager({ pace: 'manual' });
    await submit(manager, 't');
    const nested = `${'['.repeat(depth)}"x"${']'.repeat(depth)}`;
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
    expect(kind).toBe(expected);
    // eslint-disable-next-line no-control-regex
    expect(message).not.toMatch(/[\u0000-\u001f]/);
  });

  test('alone: others are watched on', async () => {
    await using manager = await startScriptedManager({ script: ({ name }) => (name === 'bad' ? 'error' : 'complete') });
    await submit(manager, 'bad', 'good');
    const { watcher } = watcherFor(manager);
    const good = watcher.watch('good', 1);
    expect(await failureOf(watcher.watch('bad', 0))).toMatchObject({ kind: 'task-failed' });
    expect((await good).state).toBe('COMPLETED');
  });

  test('when the list describes it in a way that is not known, at once and in so many words', async () => {
    await using manager = await startScriptedManager({ pace: 'manual' });
    await submit(manager, 't', 'u');
    const { watcher, outages } = watcherFor(manager);
    const watching = ['t', 'u'].map((name, frame) => watcher.watch(name, frame));
    const failing = failureOf(watching[0]!);
    manager.faults.add({ path: /\/task$/, times: Infinity, action: listAs('t', { state: `PAUSED${hostileText}` }) });
    const failure = await failing;
    expect(failure).toMatchObject({
      kind: 'protocol',
      frame: 0,
      message: expect.stringMatching(/^The Manager lists the task in a way that cannot be read: state: .*"PAUSED/),
      hint: expect.stringContaining('manager-url'),
    });
    // eslint-disable-next-line no-control-regex
    expect(failure.message).not.toMatch(/[\u0000-\u001f]/);
    manager.advance(100);
    expect((await watching[1]!).state).toBe('COMPLETED');
    expect(outages).toEqual([]);
  });

  test('when the Manager has lost it', async () => {
    await using manager = await startScriptedManager({ pace: 'manual' });
    await submit(manager, 't');
    const { watcher, outages } = watcherFor(manager);
    const watching = failureOf(watcher.watch('t', 7));
    await manager.restart({ downMs: 50, unfinished: 'lost' });
    expect(await watching).toMatchObject({ kind: 'task-failed', message: expect.stringMatching(/no longer knows/) });
    expect(outages.at(-1) ?? 'The Manager is back').toMatch(/^The Manager is back/);
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

describe('a task that cannot be asked about while the Manager answers', () => {
  const badStatus: FaultAction = {
    fault: 'edit',
    edit: ({ data, ...rest }) => ({ ...rest, data: { ...(data as object), remaining: 'soon' } }),
  };

  test('is asked about again as long as a task may stall', async () => {
    await using manager = await startScriptedManager();
    await submit(manager, 't');
    manager.faults.add(
      { path: '/t/status', times: 3, action: badStatus },
      { path: '/t/status', times: 3, action: { fault: 'close' } },
    );
    const { watcher, outages } = watcherFor(manager);
    expect((await watcher.watch('t', 7)).state).toBe('COMPLETED');
    expect(outages).toEqual([]);
  });

  test.each<[string, FaultAction, object]>([
    ['answers of another shape', badStatus, { kind: 'protocol', message: expect.stringMatching(/remaining: Invalid/) }],
    ['no answers', { fault: 'close' }, { kind: 'unreachable' }],
  ])('ends with what was wrong, and alone: %s', async (_, action, failure) => {
    await using manager = await startScriptedManager();
    await submit(manager, 'bad', 'good');
    manager.faults.add({ path: '/bad/status', times: Infinity, action });
    const { watcher, outages } = watcherFor(manager, { stallTimeoutMs: 400 });
    const good = watcher.watch('good', 1);
    expect(await failureOf(watcher.watch('bad', 7))).toMatchObject(failure);
    expect((await good).state).toBe('COMPLETED');
    expect(outages).toEqual([]);
  });
});

describe('a task that stalls', () => {
  test.each(['stall', 'no-start'] as const)('is found out (%s)', async (outcome) => {
    await using manager = await startScriptedManager({ script: () => outcome });
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
    await using manager = await startScriptedManager({ script: ({ name }) => (name === 'bad' ? 'stall' : 'complete') });
    await submit(manager, 'bad', 'good');
    const { watcher } = watcherFor(manager, { stallTimeoutMs: 250 });
    const good = watcher.watch('good', 1);
    expect(await failureOf(watcher.watch('bad', 0))).toMatchObject({ kind: 'stalled' });
    manager.forget('bad');
    expect((await good).state).toBe('COMPLETED');
  });

  test("behind somebody else's task it waits as long as anything on the farm moves", async () => {
    await using manager = await startScriptedManager({
      script: ({ name }) => (name === 'other' ? { outcome: 'stall', renderSteps: 40 } : 'complete'),
    });
    await submit(manager, 'other', 'ours');
    const { watcher, clock } = watcherFor(manager, { stallTimeoutMs: 250 });
    const startedAtMs = clock.nowMs();
    expect(await failureOf(watcher.watch('ours', 7))).toMatchObject({
      kind: 'stalled',
      message: expect.stringMatching(/state PENDING.*It waits in the queue behind the task other, which does not move/),
      hint: expect.stringMatching(/^Stop that task on the Manager .* start the Manager again/),
      lasting: true,
    });
    expect(manager.tasks.get('other')?.samplesDone).toBe(50);
    expect(clock.nowMs() - startedAtMs).toBeGreaterThan(2 * 250);
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
