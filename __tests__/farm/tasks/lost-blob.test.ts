import { describe, expect, test } from '@jest/globals';
import { taskConfig } from '../../../src/farm/tasks/config.ts';
import type { KeyedPlan } from '../../../src/frames/plan.ts';
import { clientFor, failureOf } from '../../support/clients.ts';
import { answers } from '../../support/manager/faults.ts';
import { makeProject } from '../../support/projects.ts';
import { doneOf, failedOf, renderAll } from '../../support/render-frames.ts';
import { startScriptedManager } from '../../support/scripted-manager.ts';
import { stagerFor } from '../../support/stagers.ts';
import { watcherFor } from '../../support/watchers.ts';

const hint = expect.stringContaining('concurrency: blendnet-farm');

test('bytes that keep arriving damaged may be another run’s', async () => {
  await using project = await makeProject();
  await using manager = await startScriptedManager({
    faults: [{ path: 'wood.png', times: 9, action: answers.damaged() }],
  });
  expect(await failureOf(stagerFor(manager).stage('t', project))).toMatchObject({
    kind: 'rejected',
    file: 'textures/wood.png',
    message: 'textures/wood.png could not be sent. The Manager says: Error during receiving the file',
    hint,
  });
  expect(manager.requests.filter(({ path }) => path.endsWith('wood.png'))).toHaveLength(4);
});

test('other refusals have nothing to do with other runs', async () => {
  await using project = await makeProject();
  await using manager = await startScriptedManager({
    faults: [{ path: 'wood.png', action: answers.rejected('Disk full') }],
  });
  expect((await failureOf(stagerFor(manager).stage('t', project))).hint).toBeUndefined();
});

test('a blob that the Manager has lost is named', async () => {
  await using project = await makeProject();
  await using manager = await startScriptedManager();
  await using client = clientFor(manager);
  await stagerFor(manager).stage('t', project);
  await client.configure('t', taskConfig(project.project, 1, 1));
  const sha1 = project.digests.get('textures/wood.png')!;
  (manager.blobs as Map<string, unknown>).delete(sha1);
  await client.run('t');
  const { watcher } = watcherFor(manager);
  expect(await failureOf(watcher.watch('t', 1))).toMatchObject({
    kind: 'task-failed',
    frame: 1,
    file: 'textures/wood.png',
    message: expect.stringContaining(`The Manager has lost textures/wood.png (sha1 ${sha1}). It says: Unable to find`),
    hint,
  });
});

describe('a file that the Manager lists and cannot read', () => {
  test('is named as soon as the farm says so, with the way to bring it back', async () => {
    await using project = await makeProject();
    await using manager = await startScriptedManager();
    await stagerFor(manager).stage('before', project);
    const sha1 = project.digests.get('textures/wood.png')!;
    manager.dropBlob(sha1, 'file');
    const run = await renderAll(manager, project, [1]);
    expect(failedOf(run.ends[0]).failure).toMatchObject({
      kind: 'task-failed',
      frame: 1,
      file: 'textures/wood.png',
      message: `The Manager has lost textures/wood.png (sha1 ${sha1}): it lists the file, but cannot read it.`,
      hint: expect.stringContaining(`BlendNet_cache/blobs/${sha1.slice(0, 2)}/${sha1}`),
      cause: { message: 'The Manager says: Unable to upload the required files' },
    });
    expect(run.unfinished.size).toBe(0);
  });

  test('does not concern frames that do without it', async () => {
    await using project = await makeProject();
    await using manager = await startScriptedManager();
    await stagerFor(manager).stage('before', project);
    manager.dropBlob(project.digests.get('textures/wood.png')!, 'file');
    const [plan] = project.plans(1);
    const plans = (): KeyedPlan[] => [{ ...plan!, files: plan!.files.slice(0, 1) }];
    expect(doneOf((await renderAll(manager, { ...project, plans }, [1])).ends[0]).outcome).toBe('rendered');
  });

  test.each([
    ['cannot be had', answers.rejected('no')],
    [
      'names others',
      {
        fault: 'answer',
        status: 200,
        body: { success: true, data: { '1.0': `not existing blob "${'0'.repeat(40)}"\n` } },
      },
    ],
  ] as const)('is not guessed when the log %s', async (_, action) => {
    await using project = await makeProject();
    await using manager = await startScriptedManager();
    await stagerFor(manager).stage('before', project);
    manager.dropBlob(project.digests.get('textures/wood.png')!, 'file');
    manager.faults.add({ path: 'v1/log', times: Infinity, action });
    const { failure } = failedOf((await renderAll(manager, project, [1])).ends[0]);
    expect(failure).toMatchObject({
      message: 'The Manager says: Unable to upload the required files',
      hint: expect.stringContaining('"not existing blob" in the Manager’s log'),
    });
    expect(failure.file).toBeUndefined();
  });
});
