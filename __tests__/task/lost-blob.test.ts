import { expect, test } from '@jest/globals';
import { TaskWatcher } from '../../src/task/watch.ts';
import { clientFor, failureOf } from '../support/clients.ts';
import { answers } from '../support/manager/faults.ts';
import { makeProject } from '../support/projects.ts';
import { startScriptedManager } from '../support/scripted-manager.ts';
import { stagerFor } from '../support/stagers.ts';

const hint = expect.stringContaining('concurrency: blendnet-farm');

test('bytes that keep arriving damaged may be another run’s', async () => {
  await using project = await makeProject();
  await using manager = await startScriptedManager({
    faults: [{ path: 'wood.png', times: 9, action: answers.rejected('Error during receiving the file') }],
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
  await client.configure('t', project.plans(1)[0]!.config);
  const sha1 = project.digests.get('textures/wood.png')!;
  (manager.blobs as Map<string, unknown>).delete(sha1);
  await client.run('t');
  const { signal } = new AbortController();
  const watcher = new TaskWatcher(client, { pollIntervalMs: 5, stallTimeoutMs: 5_000, agents: 1, signal });
  expect(await failureOf(watcher.watch('t', 1))).toMatchObject({
    kind: 'task-failed',
    frame: 1,
    file: 'textures/wood.png',
    message: expect.stringContaining(`The Manager has lost textures/wood.png (sha1 ${sha1}). It says: Unable to find`),
    hint,
  });
});
