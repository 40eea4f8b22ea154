import { describe, expect, test } from '@jest/globals';
import { answers } from '../../support/manager/faults.ts';
import { makeProject } from '../../support/projects.ts';
import { doneOf, failedOf, renderAll } from '../../support/render-frames.ts';
import { startScriptedManager, type ScriptedManager } from '../../support/scripted-manager.ts';

describe('a Manager that is killed while a task is made, and forgets it', () => {
  /** Kills it when the next request for `path` has arrived, which is never answered. */
  async function killAt(manager: ScriptedManager, path: string): Promise<void> {
    manager.faults.add({ path, action: { fault: 'hang' } });
    await manager.until(({ faults }) => faults.happened.length > 0);
    // The texture is there by then, and its answer has arrived.
    await manager.until(({ requests }) => requests.some((r) => r.path.endsWith('wood.png') && r.endedAt !== undefined));
    await manager.restart();
  }

  test.each(['shot.blend', '/config', '/run'])('at %s: nothing is rendered without all of its files', async (path) => {
    await using project = await makeProject();
    await using manager = await startScriptedManager();
    const killing = killAt(manager, path);
    const run = await renderAll(manager, project, [1]);
    await killing;
    const { task } = doneOf(run.ends[0]);
    expect([...manager.tasks.keys()]).toEqual([task]);
    expect(manager.tasks.get(task!)?.files.size).toBe(2);
    expect(run.lines).toEqual([expect.stringMatching(/^frame 1: The Manager .* killed\. Sending it again/)]);
    expect(manager.violations).toEqual([]);
  });

  test('again and again: the frame fails, and says why', async () => {
    await using project = await makeProject();
    await using manager = await startScriptedManager({
      faults: [{ path: /\/task\/[^/]*\/file$/, times: Infinity, action: answers.rejected('Unable to find task') }],
    });
    const run = await renderAll(manager, project, [1]);
    expect(failedOf(run.ends[0]).failure).toMatchObject({
      kind: 'task-failed',
      frame: 1,
      message: 'The Manager has forgotten the task while it was made, as it does when it is killed.',
      hint: expect.stringContaining('attempts'),
    });
    expect(manager.requests.filter((request) => request.path.endsWith('/run'))).toEqual([]);
  });
});

test('files that the Manager renames are found again', async () => {
  await using project = await makeProject({ 'shot.blend': 'BLENDER', 'a\\b é.png': 'x', 'sub dir/c': 'x' });
  await using manager = await startScriptedManager();
  expect(doneOf((await renderAll(manager, project, [1])).ends[0]).outcome).toBe('rendered');
});
