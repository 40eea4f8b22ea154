import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { access, chmod, mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { BlobStore } from '../../../src/local/farm/store.ts';
import { sha1Of, startFarm, temporaryDirectory } from './farm-support.ts';

/* What a farm keeps in its state directory, and with whom it shares it. */

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
/** Notes that it was started, and does nothing else. */
let blender: string;
beforeAll(async () => {
  directory = await temporaryDirectory();
  blender = join(directory.path, 'blender.sh');
  const lines = ['#!/bin/sh', 'if [ "$1" = --version ]; then echo "Blender 3.4.1"; exit; fi', 'touch "$0.started"'];
  await writeFile(blender, lines.join('\n'));
  await chmod(blender, 0o755);
});
afterAll(() => directory.remove());

const start = (name: string, options = {}) =>
  startFarm({ stateDirectory: join(directory.path, name), blender, ...options });
const wasStarted = () =>
  access(`${blender}.started`).then(
    () => true,
    () => false,
  );

/** A state directory in which a killed farm has left a task that waits. */
async function leaveWaiting(name: string): Promise<void> {
  const farm = await start(name);
  await farm.put('waiting', 'a.blend', Buffer.from('a'));
  await farm.json('PUT', 'task/waiting/config', '{"project": "a.blend", "project_path": "/p", "cwd_path": "/p"}');
  await farm.stop();
  const [file = ''] = await readdir(join(directory.path, name, 'tasks'));
  const path = join(directory.path, name, 'tasks', file);
  await writeFile(path, (await readFile(path, 'utf8')).replace('"CREATED"', '"PENDING"'));
}

test('a farm that finds its port taken has not started Blender, and says what to do', async () => {
  await leaveWaiting('port');
  const other = await start('other');
  await expect(start('port', { port: Number(new URL(other.farm.url).port) })).rejects.toMatchObject({
    kind: 'settings',
    hint: expect.stringContaining('--port 0'),
  });
  expect(await wasStarted()).toBe(false);
  await other.stop();
});

test('a second farm in the same place is refused, and leaves the first one alone', async () => {
  const farm = await start('shared');
  const workspace = join(directory.path, 'shared/work/task-of-the-first');
  await mkdir(workspace);
  await expect(start('shared')).rejects.toMatchObject({
    kind: 'settings',
    message: expect.stringMatching(/^Another local farm works in/),
  });
  expect(await readdir(join(directory.path, 'shared/work'))).toEqual(['task-of-the-first']);
  await farm.stop();
  await (await start('shared')).stop();
});

test('a file that is too large for the disk is refused for that reason, and the log says so', async () => {
  const lines: string[] = [];
  const farm = await start('full', { log: (line: string) => lines.push(line) });
  const headers = { 'Content-Length': Number.MAX_SAFE_INTEGER, 'X-Checksum-Sha1': sha1Of('data') };
  const answer = await farm.exchange('PUT', '/api/v1/task/full/file/a.vdb', { headers });
  const message = `No space left for ${Number.MAX_SAFE_INTEGER} bytes on the disk of the local farm`;
  expect(JSON.parse(answer?.body.toString() ?? '')).toEqual({ success: false, message });
  expect(lines).toContain(`ERROR: a.vdb: ${message}`);
  await farm.stop();
});

test('blobs that no task needs go when they are old, or the oldest ones when there are too many', async () => {
  const store = await BlobStore.open(join(directory.path, 'store'));
  const add = async (content: string, daysAgo: number) => {
    await store.receive(Readable.from([content]), sha1Of(content), content.length);
    const at = Date.now() / 1000 - daysAgo * 86_400;
    await utimes(join(directory.path, 'store/blobs', sha1Of(content).slice(0, 2), sha1Of(content)), at, at);
  };
  await add('needed', 9);
  await add('old', 8);
  await add('third', 3);
  await add('second', 2);
  await add('first', 0);
  const left = async () => {
    const names = ['needed', 'old', 'third', 'second', 'first'];
    const blobs = await Promise.all(names.map((name) => store.get(sha1Of(name))));
    return names.filter((_, index) => blobs[index] !== undefined);
  };
  const needed = () => new Set([sha1Of('needed')]);
  await store.evict(needed, { idleMs: 7 * 86_400_000, maxBytes: 1000 });
  expect(await left()).toEqual(['needed', 'third', 'second', 'first']);
  await store.evict(needed, { idleMs: 7 * 86_400_000, maxBytes: 'needed+second+first'.length - 2 });
  expect(await left()).toEqual(['needed', 'second', 'first']);
  // What was sent just now may be about to become part of a task.
  await store.evict(needed, { idleMs: 7 * 86_400_000, maxBytes: 0 });
  expect(await left()).toEqual(['needed', 'first']);
});

test('room is made when a task is removed', async () => {
  const farm = await start('busy');
  await farm.put('done', 'a.vdb', Buffer.from('old'));
  await farm.put('done', 'b.vdb', Buffer.from('new'));
  const blobs = join(directory.path, 'busy/blobs');
  const at = Date.now() / 1000 - 8 * 86_400;
  await utimes(join(blobs, sha1Of('old').slice(0, 2), sha1Of('old')), at, at);
  await farm.json('DELETE', 'task/done');
  const left = (await readdir(blobs, { recursive: true })).filter((name) => name.includes('/'));
  expect(left).toEqual([join(sha1Of('new').slice(0, 2), sha1Of('new'))]);
  await farm.stop();
});
