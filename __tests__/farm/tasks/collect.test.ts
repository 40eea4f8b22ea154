import { readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { RenderError } from '../../../src/base/errors.ts';
import type { ResultKind } from '../../../src/frames/kinds.ts';
import { collectResult } from '../../../src/farm/tasks/collect.ts';
import type { ResultFile } from '../../../src/frames/end.ts';
import { seededBytes, temporaryDirectory } from '../../support/builders.ts';
import { clientFor, failureOf } from '../../support/clients.ts';
import { foreverMs } from '../../support/clock.ts';
import { sha1Of } from '../../support/manager/blobs.ts';
import { answers, type FaultAction } from '../../support/manager/faults.ts';
import { type ScriptedManager, startScriptedManager } from '../../support/scripted-manager.ts';
import { outagesFor } from '../../support/outages.ts';
import { submit } from '../../support/submit.ts';

const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), seededBytes('png', 300_000)]);
const never = new AbortController().signal;

/** A Manager with a completed task `t`, whose composed picture is {@link png}, and a folder to collect into. */
async function finishedTask(): Promise<
  { manager: ScriptedManager; directory: string; files: () => Promise<string[]> } & AsyncDisposable
> {
  const directory = await temporaryDirectory();
  const manager = await startScriptedManager({
    pace: 'instant',
    script: () => ({ outcome: 'complete', results: { compose: png } }),
  });
  await submit(manager, 't');
  return {
    manager,
    directory: directory.path,
    files: () => readdir(directory.path),
    [Symbol.asyncDispose]: async () => {
      await manager.stop();
      await directory[Symbol.asyncDispose]();
    },
  };
}

async function collect(
  { manager, directory }: { manager: ScriptedManager; directory: string },
  options: { kind?: ResultKind; sha1?: string; signal?: AbortSignal; frame?: number; patienceMs?: number } = {},
): Promise<ResultFile> {
  const { kind = 'compose', frame = 3, sha1 = manager.tasks.get('t')?.result[kind] ?? '' } = options;
  const { signal = never, patienceMs = foreverMs } = options;
  await using client = clientFor(manager, { idleTimeoutMs: 300 });
  const request = { task: 't', frame, kind, sha1, outputDirectory: directory };
  return await collectResult(client, request, { outages: outagesFor({ patienceMs, signal }), signal });
}

describe('a result that arrives well', () => {
  test('lies under a name made of frame, kind and its first bytes', async () => {
    await using farm = await finishedTask();
    expect(await collect(farm)).toEqual({
      kind: 'compose',
      file: 'frame-0003.compose.png',
      sizeBytes: png.length,
      sha1: sha1Of(png),
    });
    expect(await collect(farm, { kind: 'render', frame: 12_345 })).toMatchObject({ file: 'frame-12345.render.exr' });
    expect(await collect(farm, { kind: 'preview', frame: 0 })).toMatchObject({ file: 'frame-0000.preview.exr' });
    expect((await readFile(path.join(farm.directory, 'frame-0003.compose.png'))).equals(png)).toBe(true);
    expect((await farm.files()).sort()).toEqual([
      'frame-0000.preview.exr',
      'frame-0003.compose.png',
      'frame-12345.render.exr',
    ]);
  });

  test('takes the place of an older one', async () => {
    await using farm = await finishedTask();
    await writeFile(path.join(farm.directory, 'frame-0003.compose.png'), 'old');
    await collect(farm);
    expect((await readFile(path.join(farm.directory, 'frame-0003.compose.png'))).equals(png)).toBe(true);
    expect(await farm.files()).toEqual(['frame-0003.compose.png']);
  });

  test('is not written through a link', async () => {
    await using farm = await finishedTask();
    await using elsewhere = await temporaryDirectory();
    const victim = path.join(elsewhere.path, 'victim');
    await writeFile(victim, 'precious');
    await symlink(victim, path.join(farm.directory, 'frame-0003.compose.png'));
    await collect(farm);
    expect(await readFile(victim, 'utf8')).toBe('precious');
    expect((await readFile(path.join(farm.directory, 'frame-0003.compose.png'))).equals(png)).toBe(true);
  });

  test('may arrive slowly', async () => {
    await using farm = await finishedTask();
    farm.manager.faults.add({ path: '/result/', action: { fault: 'slow-answer', bytesPerSecond: 600_000 } });
    expect(await collect(farm)).toMatchObject({ sizeBytes: png.length });
  });
});

describe('a result that arrives damaged', () => {
  const damages: [title: string, action: FaultAction, reason: RegExp][] = [
    ['a byte is another', { fault: 'damage', how: 'flipped-byte' }, /its checksum is [0-9a-f]{40}, announced was/],
    ['another checksum is announced', { fault: 'damage', how: 'wrong-sha1' }, /announced was 0{40}/],
  ];
  test.each(damages)('is fetched again: %s', async (_, action) => {
    await using farm = await finishedTask();
    farm.manager.faults.add({ path: '/result/', action });
    expect(await collect(farm)).toMatchObject({ sha1: sha1Of(png), file: 'frame-0003.compose.png' });
    expect(farm.manager.faults.happened).toHaveLength(1);
    expect(await farm.files()).toEqual(['frame-0003.compose.png']);
  });

  test('is given up after four downloads, and nothing of it stays', async () => {
    const attempts = damages.map(async ([, action, reason]) => {
      await using farm = await finishedTask();
      farm.manager.faults.add({ path: '/result/', times: Infinity, action });
      const failure = await failureOf(collect(farm));
      expect(failure).toMatchObject({
        kind: 'corrupt-result',
        frame: 3,
        message: expect.stringMatching(/^The compose of frame 3 \(task t\) arrived damaged: /),
      });
      expect(failure.message).toMatch(reason);
      expect(farm.manager.faults.happened).toHaveLength(4);
      expect(await farm.files()).toEqual([]);
    });
    await Promise.all(attempts);
  });

  test('another checksum than the status told is as bad', async () => {
    await using farm = await finishedTask();
    const cancel = new AbortController();
    const collecting = failureOf(collect(farm, { sha1: '1'.repeat(40), signal: cancel.signal }));
    await farm.manager.until(({ requests }) => requests.filter((r) => r.path.includes('/result/')).length === 2);
    cancel.abort(new RenderError('cancelled', 'enough'));
    expect(await collecting).toMatchObject({ kind: 'cancelled' });
    expect(await farm.files()).toEqual([]);
  });

  test('more bytes than announced are not taken', async () => {
    await using farm = await finishedTask();
    const headers = { 'Content-Length': '1000', 'X-Checksum-Sha1': sha1Of(png) };
    const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    const bytes = Buffer.concat([Buffer.from(`HTTP/1.0 200 OK\r\n${head.join('')}\r\n`), png]);
    farm.manager.faults.add({ path: '/result/', action: { fault: 'garbage', bytes } });
    expect(await collect(farm)).toMatchObject({ sha1: sha1Of(png) });
    expect(farm.manager.faults.happened).toHaveLength(1);
  });
});

describe('what is no download at all', () => {
  test('a refusal is not repeated', async () => {
    await using farm = await finishedTask();
    farm.manager.forget('t');
    expect(await failureOf(collect(farm, { sha1: sha1Of(png) }))).toMatchObject({ kind: 'task-failed' });
    expect(await farm.files()).toEqual([]);
  });

  test('a folder that is gone is no fault of the farm, and the connection is let go', async () => {
    await using farm = await finishedTask();
    await expect(collect({ ...farm, directory: path.join(farm.directory, 'gone') })).rejects.toThrow('ENOENT');
    await farm.manager.until(({ requests }) => requests.every(({ endedAt }) => endedAt !== undefined));
  });

  test('cancelling in the middle leaves nothing', async () => {
    await using farm = await finishedTask();
    farm.manager.faults.add({ path: '/result/', action: { fault: 'slow-answer', bytesPerSecond: 100_000 } });
    const cancel = new AbortController();
    const collecting = failureOf(collect(farm, { signal: cancel.signal }));
    await farm.manager.until(({ requests }) => requests.at(-1)?.path.includes('/result/') === true);
    const isPart = (name: string): boolean => /^\.frame-0003\.compose\.[0-9a-f]{8}\.part$/.test(name);
    while (!(await farm.files()).some(isPart)) await new Promise((next) => setImmediate(next));
    const reason = new RenderError('cancelled', 'enough');
    cancel.abort(reason);
    expect(await collecting).toBe(reason);
    expect(await farm.files()).toEqual([]);
  });
});

describe('a way home that breaks', () => {
  const json = { success: false, message: 'Internal error' };
  const breaks: [title: string, action: FaultAction, message: RegExp][] = [
    ['it is cut', { fault: 'truncate', afterBytes: 1000 }, /in the middle of an answer/],
    ['more is announced than comes', { fault: 'damage', how: 'wrong-length' }, /in the middle of an answer/],
    ['it stands still', { fault: 'slow-answer', bytesPerSecond: 1 }, /silent|in the middle of an answer/],
    ['a reset', { fault: 'reset' }, /closed the connection/],
    ['503 of a proxy', answers.htmlPage(503), /answered 503 with an HTML page/],
    ['500 in BlendNet’s words', { fault: 'answer', status: 500, body: json }, /answered 500: Internal error/],
    ['429 in BlendNet’s words', { fault: 'answer', status: 429, body: json }, /answered 429: Internal error/],
  ];
  test.each(breaks)('is an outage, lived through however often: %s', async (_, action) => {
    await using farm = await finishedTask();
    farm.manager.faults.add({ path: '/result/', times: 6, action });
    expect(await collect(farm)).toMatchObject({ sha1: sha1Of(png) });
    expect(farm.manager.faults.happened).toHaveLength(6);
    expect(await farm.files()).toEqual(['frame-0003.compose.png']);
  });

  test.each(breaks)('is given up when it lasts: %s', async (_, action, message) => {
    await using farm = await finishedTask();
    farm.manager.faults.add({ path: '/result/', times: Infinity, action });
    const failure = await failureOf(collect(farm, { patienceMs: 1_000 }));
    expect(failure.kind).toMatch(/^(unreachable|protocol)$/);
    expect(failure.message).toMatch(message);
    expect(await farm.files()).toEqual([]);
  });

  test('between damaged downloads does not count as one of them', async () => {
    await using farm = await finishedTask();
    for (let times = 0; times < 3; times++) {
      farm.manager.faults.add(
        { path: '/result/', action: { fault: 'damage', how: 'flipped-byte' } },
        { path: '/result/', action: { fault: 'truncate', afterBytes: 1000 } },
      );
    }
    expect(await collect(farm)).toMatchObject({ sha1: sha1Of(png) });
  });

  test('an answer without size and checksum is asked for three times', async () => {
    await using farm = await finishedTask();
    farm.manager.faults.add({ path: '/result/', times: Infinity, action: { fault: 'damage', how: 'no-headers' } });
    expect(await failureOf(collect(farm))).toMatchObject({ kind: 'protocol' });
    expect(farm.manager.faults.happened).toHaveLength(3);
  });

  test('a result that is listed and lost is the farm’s failure, not asked for again', async () => {
    await using farm = await finishedTask();
    farm.manager.dropBlob(sha1Of(png));
    expect(await failureOf(collect(farm))).toMatchObject({
      kind: 'task-failed',
      frame: 3,
      message: expect.stringMatching(/^The Manager has lost the compose that it lists \(The Manager says: .*\)\.$/),
    });
    expect(farm.manager.requests.filter(({ path: url }) => url.includes('/result/'))).toHaveLength(1);
  });
});
