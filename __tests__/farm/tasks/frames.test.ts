import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { RenderError } from '../../../src/base/errors.ts';
import { makeProject } from '../../support/projects.ts';
import { doneOf, failedOf, managerWith, renderAll } from '../../support/render-frames.ts';
import { startScriptedManager } from '../../support/scripted-manager.ts';

describe('frames that go well', () => {
  test('are rendered and brought home', async () => {
    await using project = await makeProject();
    await using manager = await startScriptedManager();
    const ended: number[] = [];
    const run = await renderAll(manager, project, [1, 2, 3], { onEnd: ({ frame }) => void ended.push(frame) });
    const done = run.ends.map(doneOf);
    expect(done.map(({ frame, outcome }) => [frame, outcome])).toEqual([1, 2, 3].map((frame) => [frame, 'rendered']));
    expect(done[0]).toMatchObject({
      task: expect.stringMatching(/^ci-1-1-a-shot-f0001-[0-9a-f]{16}$/),
      samples: 100,
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

  test('an output folder that goes away fails every frame, in words', async () => {
    await using project = await makeProject();
    await using manager = await startScriptedManager();
    const outputDirectory = path.join(project.directory, 'gone');
    const { ends } = await renderAll(manager, project, [1, 2], { outputDirectory });
    for (const end of ends) {
      expect(failedOf(end).failure).toMatchObject({ kind: 'settings', message: expect.stringMatching(/is not there/) });
    }
  });

  test('a Manager that stays away ends every frame', async () => {
    await using project = await makeProject();
    await using manager = await startScriptedManager();
    manager.faults.add({ skip: 1, times: Infinity, action: { fault: 'reset' } });
    const run = await renderAll(manager, project, [1, 2], {
      stallMs: 100,
    });
    expect(run.ends.map((end) => failedOf(end).failure.kind)).toEqual(['unreachable', 'unreachable']);
  });

  test('a Manager that stays away is waited for once, not once for each frame', async () => {
    await using project = await makeProject();
    await using manager = await startScriptedManager();
    manager.faults.add({ skip: 1, times: Infinity, action: { fault: 'reset' } });
    const cancel = new AbortController();
    const { signal } = cancel;
    const frames = Array.from({ length: 24 }, (_, n) => n);
    const run = await renderAll(manager, project, frames, { stallMs: 300, cancel });
    expect(new Set(run.ends.map((end) => failedOf(end).failure.kind))).toEqual(new Set(['unreachable']));
    expect(signal.reason).toMatchObject({ kind: 'unreachable' });
    expect(new Set(manager.requests.map(({ path: url }) => /-f\d{4}-/.exec(url)?.[0])).size).toBeLessThanOrEqual(6);
  });

  test('a full disk ends the run, and is no bug', async () => {
    await using project = await makeProject();
    await using manager = await startScriptedManager();
    const cancel = new AbortController();
    const outputDirectory = path.join(project.directory, 'shot.blend');
    const run = await renderAll(manager, project, [1, 2], { cancel, outputDirectory });
    expect(run.ends.map((end) => failedOf(end).failure.kind)).toEqual(['settings', 'settings']);
    expect(failedOf(run.ends[0]).failure.message).toMatch(/there is a file where a folder should be \(ENOTDIR\)/);
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
