import { describe, expect, test } from '@jest/globals';
import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { RenderError } from '../../../src/base/errors.ts';
import { answers, type FaultAction, hostileText } from '../../support/manager/faults.ts';
import { makeProject, type TestProject } from '../../support/projects.ts';
import { doneOf, failedOf, managerWith, renderAll, type Run } from '../../support/render-frames.ts';
import { type ScriptedManager, startScriptedManager } from '../../support/scripted-manager.ts';
import { submit } from '../../support/submit.ts';

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
    const run = await renderAll(manager, project, [1, 2], { stallMs: 300 });
    expect(run.ends.map(doneOf).map(({ task }) => task?.endsWith('-again1'))).toEqual([true, false]);
    expect(manager.tasks.size).toBe(2);
  });

  test("one that waits behind somebody else's task is not sent again: it would wait there, too", async () => {
    await using project = await makeProject();
    await using manager = await startScriptedManager({
      script: ({ name }) => (name === 'other' ? 'no-start' : 'complete'),
    });
    await submit(manager, 'other');
    const run = await renderAll(manager, project, [1, 2], { attempts: 3, stallMs: 300 });
    for (const end of run.ends) expect(failedOf(end).failure).toMatchObject({ kind: 'stalled', lasting: true });
    expect(manager.requests.filter(({ path: url }) => url.endsWith('/run'))).toHaveLength(1 + 2);
    expect(run.lines).toEqual([]);
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
    const { failure, messages, log } = failedOf(run.ends[1]);
    expect(failure).toMatchObject({ kind: 'task-failed', frame: 2, message: 'The Manager says: out of memory' });
    expect(messages[0]).toMatch(/again2_0: Error: {1,2}\[31mCUDA/);
    expect(log).toEqual(expect.arrayContaining(['== Blender', '== Last progress']));
    // eslint-disable-next-line no-control-regex
    expect([...messages, ...log].join('')).not.toMatch(/[\u0000-\u001f]/);
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
    const dropped = Promise.withResolvers<undefined>();
    manager.faults.add(
      { path: '/result/render', action: { fault: 'slow-answer', bytesPerSecond: 3_000 } },
      { path: '/result/preview', action: { fault: 'delay', until: dropped.promise } },
    );
    const rendering = renderAll(manager, project, [1], { attempts: 1, kinds: ['preview', 'render'] });
    await manager.until(({ requests }) => requests.some(({ path: url }) => url.includes('/result/render')));
    const [task] = manager.tasks.values();
    manager.dropBlob(task!.result.preview!);
    dropped.resolve(undefined);
    const run = await rendering;
    expect(failedOf(run.ends[0]).failure).toMatchObject({ kind: 'task-failed' });
    expect(run.files).toEqual([]);
  });
});

describe('the way home', () => {
  test('may break as often as it likes: the completed task is fetched in the end', async () => {
    await using project = await makeProject();
    await using manager = await startScriptedManager({
      faults: [{ path: '/result/', times: 20, action: { fault: 'truncate', afterBytes: 10 } }],
    });
    const run = await renderAll(manager, project, [1]);
    expect(doneOf(run.ends[0]).task).not.toMatch(/again/);
    expect(manager.requests.filter(({ method }) => method === 'DELETE')).toEqual([]);
  });

  test('may damage what comes: the frame is sent again, and the completed task stays', async () => {
    await using project = await makeProject();
    await using manager = await startScriptedManager({
      faults: [{ path: '/result/preview', times: 4, action: { fault: 'damage', how: 'flipped-byte' } }],
    });
    const run = await renderAll(manager, project, [1]);
    expect(doneOf(run.ends[0]).task).toMatch(/-again1$/);
    expect([...manager.tasks.values()].map(({ state }) => state)).toEqual(['COMPLETED', 'COMPLETED']);
    expect(run.unfinished.size).toBe(0);
  });

  test('of a result that the Manager has lost is none: the frame is sent again', async () => {
    await using project = await makeProject();
    await using manager = await startScriptedManager();
    const rendering = renderAll(manager, project, [1]);
    await manager.until(({ tasks }) => [...tasks.values()].some(({ result }) => result.render !== null));
    const [task] = manager.tasks.values();
    manager.dropBlob(task!.result.render!);
    const run = await rendering;
    expect(doneOf(run.ends[0]).task).toMatch(/-again1$/);
    expect([...manager.tasks.keys()]).toEqual([doneOf(run.ends[0]).task]);
    expect(run.lines).toEqual([expect.stringMatching(/has lost the render that it lists \(.*\)\. Sending it again/)]);
  });
});

describe('files that change', () => {
  /** Two frames share a texture that another replaces while it is on its way to the Manager. */
  async function replaceWhileSent(manager: ScriptedManager, project: TestProject, action: FaultAction): Promise<Run> {
    const replaced = Promise.withResolvers<undefined>();
    // A client whose upload is cut asks what became of it before it sends the file again.
    manager.faults.add(
      { method: 'PUT', path: '.png', action },
      { method: 'GET', path: '.png', action: { fault: 'delay', until: replaced.promise } },
    );
    const running = renderAll(manager, project, [1, 2]);
    await manager.until(({ faults }) => faults.happened.length > 0);
    await manager.until(() => manager.bytesReceived > 100_000);
    const texture = path.join(project.directory, 'wood.png');
    await writeFile(`${texture}.new`, 'other');
    await rename(`${texture}.new`, texture);
    replaced.resolve(undefined);
    return await running;
  }

  test('by being replaced while they are sent go whole, and every frame uses what was sent', async () => {
    await using project = await makeProject({ 'shot.blend': 'BLENDER', 'wood.png': { randomBytes: 4_000_000 } });
    await using manager = await startScriptedManager();
    const run = await replaceWhileSent(manager, project, { fault: 'slow-upload', bytesPerSecond: 8_000_000 });
    expect(run.ends.map((end) => doneOf(end).inputs)).toEqual([project.digests, project.digests]);
    for (const { files } of manager.tasks.values()) {
      expect(files.get('/project/wood.png')).toBe(project.digests.get('wood.png'));
    }
    expect(manager.blobs.get(project.digests.get('wood.png')!)).toMatchObject({ sizeBytes: 4_000_000 });
  });

  test('and have to be sent again fail every frame that needs them, by name', async () => {
    await using project = await makeProject({ 'shot.blend': 'BLENDER', 'wood.png': { randomBytes: 4_000_000 } });
    await using manager = await startScriptedManager();
    const run = await replaceWhileSent(manager, project, { fault: 'cut-upload', afterBytes: 2_000_000 });
    for (const end of run.ends) {
      expect(failedOf(end).failure).toMatchObject({ kind: 'missing-file', file: 'wood.png' });
    }
  });
});
