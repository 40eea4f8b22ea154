import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { RenderError } from '../../src/errors.ts';
import { Digests } from '../../src/project/digest.ts';
import { findEarlierTasks } from '../../src/task/earlier.ts';
import type { FrameContext, FrameDone } from '../../src/task/frame.ts';
import type { FrameFailure } from '../../src/task/frame.ts';
import { renderFrames, type FrameEnd, type FramesOptions } from '../../src/task/frames.ts';
import { Stager } from '../../src/task/stage.ts';
import { TaskWatcher } from '../../src/task/watch.ts';
import { temporaryDirectory } from '../support/builders.ts';
import { clientFor, failureOf } from '../support/clients.ts';
import { answers, hostileText } from '../support/manager/faults.ts';
import type { Outcome, OutcomeName } from '../support/manager/life.ts';
import type { ScriptedTask } from '../support/manager/task.ts';
import { makeProject, type TestProject } from '../support/projects.ts';
import { type ScriptedManager, startScriptedManager } from '../support/scripted-manager.ts';

interface Run {
  ends: FrameEnd[];
  lines: string[];
  unfinished: Set<string>;
  files: string[];
}

type RunOptions = Partial<FrameContext & FramesOptions> & {
  run?: string;
  stallTimeoutMs?: number;
  cancel?: AbortController;
};

/** Renders frames the way a run does, into a folder of their own. */
async function renderAll(
  manager: ScriptedManager,
  project: TestProject,
  frames: number[],
  { run = '1', stallTimeoutMs = 5_000, cancel = new AbortController(), failFast = false, ...options }: RunOptions = {},
): Promise<Run> {
  await using output = await temporaryDirectory();
  await using client = clientFor(manager, { idleTimeoutMs: 500 });
  const { signal } = cancel;
  const unfinished = new Set<string>();
  const lines: string[] = [];
  const ends = await renderFrames(
    {
      client,
      signal,
      unfinished,
      digests: new Digests(),
      stager: new Stager(client, { concurrency: 8, patienceMs: 3_000, signal }, 5),
      watcher: new TaskWatcher(client, { pollIntervalMs: 5, stallTimeoutMs, quietStatusMs: 50, agents: 1, signal }),
      identity: { run, attempt: 1, job: 'a' },
      blenderVersion: '3.4.1',
      earlier: findEarlierTasks(await client.tasks()),
      kinds: ['preview', 'render', 'compose'],
      attempts: 2,
      patienceMs: 3_000,
      keepTasks: true,
      outputDirectory: output.path,
      onLine: (line) => lines.push(line),
      ...options,
    },
    project.plans(...frames),
    { failFast, onEnd: options.onEnd ?? (() => undefined) },
    (reason) => {
      cancel.abort(reason);
    },
  );
  return { ends, lines, unfinished, files: (await readdir(output.path)).sort() };
}

function doneOf(end: FrameEnd | undefined): FrameDone {
  if (end === undefined || 'failed' in end) throw end?.failed ?? new Error('no frame');
  return end.done;
}

function failedOf(end: FrameEnd | undefined): FrameFailure {
  if (end === undefined || 'done' in end) throw new Error('the frame is done');
  return end.failed;
}

/** What becomes of each frame at each attempt. */
async function managerWith(
  script: (frame: number, attempt: number) => OutcomeName | Outcome,
): Promise<ScriptedManager> {
  return await startScriptedManager({
    script: ({ config, attempt }: ScriptedTask) => script(config.frame ?? -1, attempt),
  });
}

describe('frames that go well', () => {
  test('are rendered and brought home', async () => {
    await using project = await makeProject();
    await using manager = await startScriptedManager();
    const ended: number[] = [];
    const run = await renderAll(manager, project, [1, 2, 3], { onEnd: ({ frame }) => ended.push(frame) });
    const done = run.ends.map(doneOf);
    expect(done.map(({ frame, outcome }) => [frame, outcome])).toEqual([1, 2, 3].map((frame) => [frame, 'rendered']));
    expect(done[0]).toMatchObject({
      task: expect.stringMatching(/^ci-1-1-a-shot-f0001-[0-9a-f]{16}$/),
      status: { state: 'COMPLETED' },
      inputs: project.digests,
      results: [
        { kind: 'preview', file: 'frame-0001.preview.exr' },
        { kind: 'render', file: 'frame-0001.render.exr' },
        { kind: 'compose', file: 'frame-0001.compose.png' },
      ],
    });
    expect(run.files).toHaveLength(9);
    expect(ended).toEqual([1, 2, 3]);
    expect(run.unfinished.size).toBe(0);
    expect(manager.tasks.size).toBe(3);
    expect(manager.violations).toEqual([]);
  });

  test('flow: one renders while another is staged', async () => {
    await using project = await makeProject();
    await using manager = await startScriptedManager();
    await renderAll(manager, project, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    const firstOf = (pattern: RegExp): number => manager.requests.findIndex((request) => pattern.test(request.path));
    expect(firstOf(/f0001-\w+\/run$/)).toBeLessThan(firstOf(/f0012-\w+\/file/));
  });

  test('leave nothing on the Manager when that is wanted', async () => {
    await using project = await makeProject();
    await using manager = await startScriptedManager();
    const run = await renderAll(manager, project, [1, 2], { keepTasks: false });
    run.ends.map(doneOf);
    expect(manager.tasks.size).toBe(0);
    expect(run.unfinished.size).toBe(0);
  });

  test('only the results that are wanted are fetched', async () => {
    await using project = await makeProject();
    await using manager = await startScriptedManager();
    const run = await renderAll(manager, project, [1], { kinds: ['compose'] });
    expect(run.files).toEqual(['frame-0001.compose.png']);
  });
});

describe('frames that fail', () => {
  test('are sent again as new tasks, after the failed one is removed', async () => {
    await using project = await makeProject();
    await using manager = await managerWith((_, attempt) => (attempt === 1 ? 'error' : 'complete'));
    const run = await renderAll(manager, project, [1]);
    const done = doneOf(run.ends[0]);
    expect(done.task).toMatch(/-again1$/);
    expect([...manager.tasks.keys()]).toEqual([done.task]);
    const steps = manager.requests.map(({ method, path: url }) => `${method} ${url}`);
    const removed = steps.findIndex((step) => step.startsWith('DELETE'));
    expect(removed).toBeGreaterThan(0);
    expect(removed).toBeLessThan(steps.findIndex((step) => step.includes('again1')));
    expect(run.lines).toEqual([
      expect.stringMatching(/^frame 1: The Manager says: .* Sending it again as a new task\.$/),
    ]);
  });

  test('a stalled one is stopped and removed before it is sent again', async () => {
    await using project = await makeProject();
    await using manager = await managerWith((frame, attempt) =>
      frame === 1 && attempt === 1 ? 'no-start' : 'complete',
    );
    const run = await renderAll(manager, project, [1, 2], { stallTimeoutMs: 300 });
    expect(run.ends.map(doneOf).map(({ task }) => task.endsWith('-again1'))).toEqual([true, false]);
    expect(manager.tasks.size).toBe(2);
  });

  test('end with what the farm says about them, and the others go on', async () => {
    await using project = await makeProject();
    await using manager = await managerWith((frame) =>
      frame === 2
        ? { outcome: 'error', errorText: 'out of memory', messages: ['Error: \u001b[31mCUDA\u001b[0m', hostileText] }
        : 'complete',
    );
    const run = await renderAll(manager, project, [1, 2, 3], { attempts: 3 });
    expect(run.ends.map((end) => 'done' in end)).toEqual([true, false, true]);
    const { failure, diagnosis } = failedOf(run.ends[1]);
    expect(failure).toMatchObject({ kind: 'task-failed', frame: 2, message: 'The Manager says: out of memory' });
    expect(diagnosis.messages[0]).toMatch(/again2_0: Error: {1,2}\[31mCUDA/);
    expect(diagnosis.log).toEqual(expect.arrayContaining(['== Blender', '== Last progress']));
    // eslint-disable-next-line no-control-regex
    expect([...diagnosis.messages, ...diagnosis.log].join('')).not.toMatch(/[\u0000-\u001f]/);
    expect(manager.requests.filter(({ path: url }) => url.endsWith('/run'))).toHaveLength(2 + 3);
    expect([...manager.tasks.keys()].some((name) => name.includes('-f0002-'))).toBe(false);
    expect(run.unfinished.size).toBe(0);
  });

  test('keep the preview of what was rendered', async () => {
    await using project = await makeProject();
    await using manager = await managerWith(() => 'compose-error');
    const run = await renderAll(manager, project, [1], { attempts: 1 });
    expect(failedOf(run.ends[0]).preview).toMatchObject({ kind: 'preview', file: 'frame-0001.preview.exr' });
    expect(run.files).toEqual(['frame-0001.preview.exr']);
  });

  test('are not sent again when the Manager says no, and are left to be removed at the end', async () => {
    await using project = await makeProject();
    await using manager = await startScriptedManager({
      faults: [{ path: '/config', action: answers.rejected('no disk') }],
    });
    const run = await renderAll(manager, project, [1]);
    expect(failedOf(run.ends[0]).failure).toMatchObject({ kind: 'rejected', message: 'The Manager says: no disk' });
    expect([...run.unfinished]).toEqual([...manager.tasks.keys()]);
  });

  test('a missing result is a failure', async () => {
    await using project = await makeProject();
    await using manager = await startScriptedManager();
    manager.faults.add({
      path: /\/status$/,
      times: Infinity,
      action: {
        fault: 'edit',
        edit: ({ data, ...rest }) => ({ ...rest, data: { ...(data as object), result: {} } }),
      },
    });
    const run = await renderAll(manager, project, [1], { attempts: 1 });
    expect(failedOf(run.ends[0]).failure).toMatchObject({
      kind: 'task-failed',
      message: 'The Manager completed the task without a preview result.',
    });
  });

  test('a task that cannot be removed stays noted for the end of the run', async () => {
    await using project = await makeProject();
    await using manager = await startScriptedManager();
    const cancel = new AbortController();
    manager.faults.add({ method: 'DELETE', times: Infinity, action: answers.rejected('no') });
    const rendering = renderAll(manager, project, [1], { keepTasks: false, cancel });
    await manager.until(({ faults }) => faults.happened.length === 2);
    cancel.abort(new RenderError('cancelled', 'enough'));
    const run = await rendering;
    expect([...run.unfinished]).toEqual([...manager.tasks.keys()]);
  });

  test('all results come home or none: when one is gone, no other is written any more', async () => {
    await using project = await makeProject();
    await using manager = await managerWith(() => ({
      outcome: 'complete',
      results: { render: Buffer.alloc(300_000) },
    }));
    manager.faults.add(
      { path: '/result/render', action: { fault: 'slow-answer', bytesPerSecond: 300_000 } },
      { path: '/result/preview', action: { fault: 'delay', ms: 300 } },
    );
    const rendering = renderAll(manager, project, [1], { attempts: 1 });
    await manager.until(({ tasks }) => [...tasks.values()].some(({ state }) => state === 'COMPLETED'));
    const [task] = manager.tasks.values();
    manager.dropBlob(task!.result.preview!);
    const run = await rendering;
    expect(failedOf(run.ends[0]).failure).toMatchObject({ kind: 'rejected' });
    expect(run.files).toEqual(['frame-0001.compose.png']);
  });
});

describe('a run that ends early', () => {
  test('fail-fast stops the others', async () => {
    await using project = await makeProject();
    await using manager = await managerWith((frame) => (frame === 1 ? 'error' : 'stall'));
    const run = await renderAll(manager, project, [1, 2, 3], { attempts: 1, failFast: true });
    expect(run.ends.map((end) => failedOf(end).failure.kind)).toEqual(['task-failed', 'cancelled', 'cancelled']);
    expect(failedOf(run.ends[2]).failure.message).toBe('Stopped, because frame 1 failed and fail-fast is set.');
    expect([...run.unfinished].sort()).toEqual([...manager.tasks.keys()].sort());
  });

  test('cancelling ends every frame and keeps what is there', async () => {
    await using project = await makeProject();
    await using manager = await managerWith((frame) => (frame === 2 ? { outcome: 'stall' } : 'complete'));
    const cancel = new AbortController();
    const firstEnd = Promise.withResolvers<undefined>();
    const onEnd = (): void => firstEnd.resolve(undefined);
    const rendering = renderAll(manager, project, [1, 2, 3], { cancel, onEnd });
    await firstEnd.promise;
    await manager.until(({ tasks }) =>
      [...tasks.values()].some((task) => task.config.frame === 2 && task.samplesDone > 0),
    );
    const reason = new RenderError('cancelled', 'The run was cancelled.');
    cancel.abort(reason);
    const run = await rendering;
    const [first, ...others] = run.ends;
    doneOf(first);
    expect(others.map((end) => failedOf(end).failure)).toEqual([reason, reason]);
    expect(run.files).toHaveLength(3);
    expect(run.unfinished.size).toBe(2);
  });

  test('what is no failure of a frame ends the run', async () => {
    await using project = await makeProject();
    await using manager = await startScriptedManager();
    const outputDirectory = path.join(project.directory, 'gone');
    await expect(renderAll(manager, project, [1, 2], { outputDirectory })).rejects.toThrow('ENOENT');
  });

  test('a Manager that stays away ends every frame', async () => {
    await using project = await makeProject();
    await using manager = await startScriptedManager();
    manager.faults.add({ skip: 1, times: Infinity, action: { fault: 'reset' } });
    const run = await renderAll(manager, project, [1, 2], {
      patienceMs: 100,
      stager: new Stager(
        clientFor(manager),
        { concurrency: 8, patienceMs: 100, signal: new AbortController().signal },
        5,
      ),
    });
    expect(run.ends.map((end) => failedOf(end).failure.kind)).toEqual(['unreachable', 'unreachable']);
  });

  test('an outage is lived through at every step', async () => {
    await using project = await makeProject();
    await using manager = await startScriptedManager();
    for (const step of [/\/file\//, /\/config$/, /\/run$/, /\/task$/, /\/status$/, /\/result\/render$/]) {
      manager.faults.add({
        path: step,
        skip: step.source === '\\/task$' ? 1 : 0,
        action: { fault: 'reset', after: true },
      });
    }
    const run = await renderAll(manager, project, [1]);
    expect(doneOf(run.ends[0]).outcome).toBe('rendered');
    expect(manager.faults.happened).toHaveLength(6);
    expect(manager.tasks.size).toBe(1);
    expect(manager.violations).toEqual([]);
  });
});

describe('frames that were rendered before', () => {
  test('are fetched, not rendered', async () => {
    await using project = await makeProject();
    await using manager = await startScriptedManager();
    await renderAll(manager, project, [1, 2]);
    const before = manager.requests.length;
    const run = await renderAll(manager, project, [1, 2, 3], { run: '2' });
    expect(run.ends.map(doneOf).map(({ outcome }) => outcome)).toEqual(['reused', 'reused', 'rendered']);
    expect(run.files).toHaveLength(9);
    const puts = manager.requests.slice(before).filter(({ method }) => method === 'PUT');
    expect(puts.every(({ path: url }) => url.includes('-f0003-'))).toBe(true);
    expect(run.lines[0]).toMatch(/^frame 1: rendered before as ci-1-1-a-shot-f0001-/);
  });

  test('are rendered anew when a file is another', async () => {
    await using manager = await startScriptedManager();
    await using project = await makeProject({ 'shot.blend': 'one' });
    await renderAll(manager, project, [1]);
    await using other = await makeProject({ 'shot.blend': 'two' });
    const run = await renderAll(manager, other, [1], { run: '2' });
    expect(run.ends.map(doneOf).map(({ outcome }) => outcome)).toEqual(['rendered']);
  });

  test('are joined while they are being rendered, and left alone when the run is cancelled', async () => {
    await using project = await makeProject();
    await using manager = await startScriptedManager({ pace: 'manual', script: () => ({ outcome: 'complete' }) });
    const first = renderAll(manager, project, [1]);
    await manager.until(({ tasks }) => [...tasks.values()].some(({ state }) => state === 'PENDING'));
    const cancel = new AbortController();
    const cancelled = renderAll(manager, project, [1], { run: '2', cancel });
    const joined = renderAll(manager, project, [1], { run: '3' });
    const looks = manager.requests.length;
    await manager.until(({ requests }) => requests.length > looks + 20);
    cancel.abort(new RenderError('cancelled', 'enough'));
    const { unfinished } = await cancelled;
    expect(unfinished.size).toBe(0);
    manager.advance(100);
    const ends = [...(await first).ends, ...(await joined).ends].map(doneOf);
    expect(ends.map(({ outcome }) => outcome)).toEqual(['rendered', 'reused']);
    expect(manager.tasks.size).toBe(1);
  });

  test.each(['its results are gone', 'it is gone'])('are rendered anew when %s', async (what) => {
    await using project = await makeProject();
    await using manager = await startScriptedManager();
    await renderAll(manager, project, [1]);
    const [task] = manager.tasks.values();
    const earlier = findEarlierTasks(await clientFor(manager).tasks());
    if (what === 'it is gone') manager.forget(task!.name);
    else for (const sha1 of Object.values(task!.result)) manager.dropBlob(sha1!);
    const run = await renderAll(manager, project, [1], { run: '2', earlier });
    expect(doneOf(run.ends[0])).toMatchObject({ outcome: 'rendered', results: [{}, {}, {}] });
    expect(run.lines.at(-1)).toMatch(/^frame 1: The Manager says: .* Rendering it anew\.$/);
  });

  test('are rendered anew when the task that was joined fails', async () => {
    await using project = await makeProject();
    await using manager = await managerWith((_, attempt) =>
      attempt === 1 ? { outcome: 'error', renderSteps: 60 } : 'complete',
    );
    const first = renderAll(manager, project, [1], { attempts: 1 });
    await manager.until(({ tasks }) => [...tasks.values()].some(({ state }) => state === 'RUNNING'));
    const second = await renderAll(manager, project, [1], { run: '2' });
    expect(failedOf((await first).ends[0]).failure.kind).toBe('task-failed');
    expect(doneOf(second.ends[0])).toMatchObject({ outcome: 'rendered', task: expect.stringMatching(/^ci-2-/) });
    expect(second.lines).toEqual([
      expect.stringMatching(/being rendered already as ci-1-/),
      expect.stringMatching(/Rendering it anew\.$/),
    ]);
  });

  test('an outage is no reason to render anew', async () => {
    await using project = await makeProject();
    await using manager = await startScriptedManager();
    await renderAll(manager, project, [1]);
    const earlier = await clientFor(manager).tasks();
    manager.faults.add({ skip: 1, times: Infinity, action: { fault: 'reset' } });
    const run = await renderAll(manager, project, [1], {
      run: '2',
      patienceMs: 100,
      earlier: findEarlierTasks(earlier),
    });
    expect(failedOf(run.ends[0]).failure).toMatchObject({ kind: 'unreachable' });
    expect(run.lines).toHaveLength(1);
  });
});

describe('files that change', () => {
  test('fail their frames and name the file', async () => {
    await using project = await makeProject();
    await using manager = await startScriptedManager();
    const digests = new Digests();
    const [blend] = project.files;
    const stale = { ...blend!, stamp: 'of another time' };
    const plans = project.plans(1).map((plan) => ({ ...plan, files: [stale] }));
    const run = await renderAll(manager, { ...project, plans: () => plans }, [1], { digests });
    expect(failedOf(run.ends[0]).failure).toMatchObject({ kind: 'missing-file', file: 'shot.blend' });
    expect(await failureOf(digests.of(stale))).toMatchObject({ kind: 'missing-file' });
    expect(manager.tasks.size).toBe(0);
  });
});
