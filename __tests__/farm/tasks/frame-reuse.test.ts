import { describe, expect, test } from '@jest/globals';
import { RenderError } from '../../../src/base/errors.ts';
import { findEarlierTasks } from '../../../src/farm/tasks/earlier.ts';
import { clientFor } from '../../support/clients.ts';
import { makeProject } from '../../support/projects.ts';
import { doneOf, failedOf, managerWith, renderAll } from '../../support/render-frames.ts';
import { startScriptedManager } from '../../support/scripted-manager.ts';

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

  test.each(['state-error-info', 'stall', 'crash-loop'] as const)(
    'leave the queue when they hang: %s',
    async (outcome) => {
      await using project = await makeProject();
      let isFirst = true;
      await using manager = await managerWith(() => {
        if (!isFirst) return 'complete';
        isFirst = false;
        return outcome;
      });
      const dead = new AbortController();
      const first = renderAll(manager, project, [1], { cancel: dead });
      await manager.until(({ tasks }) => [...tasks.values()].some(({ state }) => state === 'RUNNING'));
      dead.abort(new RenderError('cancelled', 'killed'));
      await first;
      const [left] = manager.tasks.keys();
      const run = await renderAll(manager, project, [1], { run: '2', stallMs: 400 });
      expect(doneOf(run.ends[0]).outcome).toBe('rendered');
      expect([...manager.tasks.keys()]).not.toContain(left);
    },
  );

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
    expect(run.lines.at(-1)).toMatch(/^frame 1: The Manager (has lost the preview|says: ).* Rendering it anew\.$/);
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
      stallMs: 100,
      earlier: findEarlierTasks(earlier),
    });
    expect(failedOf(run.ends[0]).failure).toMatchObject({ kind: 'unreachable' });
    expect(run.lines).toHaveLength(1);
  });
});
