import { appendFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { failureOf } from '../../support/clients.ts';
import { answers } from '../../support/manager/faults.ts';
import { makeProject, type TestProject } from '../../support/projects.ts';
import { startScriptedManager, type ScriptedManager } from '../../support/scripted-manager.ts';
import { mebibyte, sharedFiles, stagerFor } from '../../support/stagers.ts';

/** Of a Manager so slow that an early answer is waited for as long as ever. */
const patientLatencyMs = 60_000;

describe('every byte goes over the wire once', () => {
  test('20 frames that share 50 files of 1 MB', async () => {
    await using project = await makeProject(sharedFiles(50, mebibyte));
    await using manager = await startScriptedManager({ keepUploads: false });
    const { stager, stage } = stagerFor(manager);
    const frames = Array.from({ length: 20 }, (_, n) => `frame-${n}`);
    await Promise.all(frames.map((task) => stage(task, project)));
    await manager.until(({ requests }) => requests.every(({ endedAt }) => endedAt !== undefined));
    expect(manager.bytesReceived).toBeLessThanOrEqual(1.02 * 50 * mebibyte);
    expect(stager.totals).toMatchObject({
      filesSent: 50,
      bytesSent: 50 * mebibyte,
      filesKnown: 950,
      bytesKnown: 950 * mebibyte,
    });
    expect(stager.totals.wireBytes).toBe(50 * mebibyte);
    expect([...manager.tasks.values()].map(({ files }) => files.size)).toEqual(frames.map(() => 50));
    expect(manager.violations).toEqual([]);
    expect(manager.peakUploads).toBeLessThanOrEqual(8);
  });

  test('one content under many names is never on its way twice', async () => {
    const same = Object.fromEntries(
      Array.from({ length: 30 }, (_, n) => [`copies/${n}.png`, { randomBytes: mebibyte, seed: 'same' }]),
    );
    await using project = await makeProject(same);
    await using manager = await startScriptedManager({
      faults: [{ action: { fault: 'slow-upload', bytesPerSecond: 20 * mebibyte } }],
    });
    const { stager, stage } = stagerFor(manager, { concurrency: 32 });
    await Promise.all([stage('a', project), stage('b', project)]);
    expect(manager.violations).toEqual([]);
    expect([...manager.blobs.values()]).toMatchObject([{ lost: false }]);
    expect(stager.totals).toMatchObject({ filesSent: 1, filesKnown: 59 });
    expect(manager.tasks.get('b')?.files.size).toBe(30);
  });

  test('the next one has its turn when the first fails, and a second run sends nothing', async () => {
    await using project = await makeProject({
      a: { randomBytes: mebibyte, seed: 1 },
      b: { randomBytes: mebibyte, seed: 1 },
    });
    await using manager = await startScriptedManager({
      faults: [{ path: 'x/file/a', action: answers.rejected('no') }],
    });
    const { stage } = stagerFor(manager);
    const first = failureOf(stage('x', project));
    await stage('y', project);
    expect(await first).toMatchObject({ kind: 'rejected', file: 'a' });
    const again = stagerFor(manager, {}, patientLatencyMs);
    await again.stage('z', project);
    expect(again.stager.totals).toMatchObject({ filesSent: 0, filesKnown: 2, wireBytes: 0 });
    expect(manager.violations).toEqual([]);
  });
});

describe('files that are not what they were', () => {
  const cases: [what: string, change: (file: string) => Promise<unknown>][] = [
    ['written to', (file) => writeFile(file, Buffer.alloc(3 * mebibyte, 'x'))],
    ['truncated', (file) => truncate(file, 1000)],
    ['grown', (file) => appendFile(file, 'more')],
  ];
  const replace = async (file: string): Promise<void> => {
    await writeFile(`${file}.new`, Buffer.alloc(3 * mebibyte));
    await rename(`${file}.new`, file);
  };

  test.each([...cases, ['replaced', replace] as const])('%s before they are sent', async (_, change) => {
    await using project = await makeProject({ 'a b.png': { randomBytes: 3 * mebibyte } });
    await using manager = await startScriptedManager();
    await change(path.join(project.directory, 'a b.png'));
    expect(await failureOf(stagerFor(manager).stage('t', project))).toMatchObject({
      kind: 'missing-file',
      file: 'a b.png',
      message: 'a b.png changed while the run was reading it.',
    });
    expect(manager.blobs.size).toBe(0);
  });

  /** Begins to stage a file; ends when its first chunk is on its way. What the connection does not hold waits for `readOn`. */
  async function beginStaging(
    project: TestProject,
    manager: ScriptedManager,
  ): Promise<{ staging: Promise<void>; readOn: () => void }> {
    const changed = Promise.withResolvers<undefined>();
    manager.faults.add({ action: { fault: 'delay', until: changed.promise } });
    const { stager, stage } = stagerFor(manager);
    const staging = stage('t', project);
    staging.catch(() => undefined);
    while (stager.totals.wireBytes === 0) await nextTurn();
    const readOn = (): void => {
      changed.resolve(undefined);
    };
    return { staging, readOn };
  }

  test.each(cases)('%s while they are sent', async (_, change) => {
    await using project = await makeProject({ 'a.png': { randomBytes: 16 * mebibyte } });
    await using manager = await startScriptedManager();
    const { staging, readOn } = await beginStaging(project, manager);
    await change(path.join(project.directory, 'a.png'));
    readOn();
    expect(await failureOf(staging)).toMatchObject({ kind: 'missing-file', file: 'a.png' });
    expect(manager.blobs.size).toBe(0);
  });

  test('replaced while they are sent: the file that was opened is sent to its end', async () => {
    await using project = await makeProject({ 'a.png': { randomBytes: 16 * mebibyte } });
    await using manager = await startScriptedManager();
    const { staging, readOn } = await beginStaging(project, manager);
    await replace(path.join(project.directory, 'a.png'));
    readOn();
    await staging;
    expect([...manager.blobs.keys()]).toEqual([...project.digests.values()]);
  });

  test('gone', async () => {
    await using project = await makeProject({ 'a.png': 'x' });
    await using manager = await startScriptedManager();
    await rm(path.join(project.directory, 'a.png'));
    expect(await failureOf(stagerFor(manager).stage('t', project))).toMatchObject({
      kind: 'missing-file',
      file: 'a.png',
      message: 'a.png cannot be read any more.',
    });
  });
});
