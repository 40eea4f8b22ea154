import { truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { DigestThreads } from '../../src/project/digest-threads.ts';
import { digestFile } from '../../src/project/digest.ts';
import { ProjectRoot } from '../../src/project/files.ts';
import { seededBytes, temporaryDirectory, writeFiles } from '../support/builders.ts';
import { failureOf } from '../support/clients.ts';
import { sha1Of } from '../support/manager/blobs.ts';

const entry = new URL('../fixtures/thread.ts', import.meta.url);
const mebibyte = 1024 * 1024;

/** Threads are started with the first file here. */
const openThreads = (at = entry): DigestThreads => new DigestThreads(at, { size: 2, startAfterBytes: 0 });

test('large files are digested in threads, small ones and the first ones here, all to the same', async () => {
  await using directory = await temporaryDirectory();
  const contents = Object.fromEntries(
    [3, 1, 2, 0.01].map((size, n) => [`${n}.vdb`, seededBytes(`${n}`, size * mebibyte)]),
  );
  await writeFiles(directory.path, contents);
  const root = await ProjectRoot.open(directory.path);
  const threads = openThreads();
  const files = await Promise.all(Object.keys(contents).map((name) => root.look(name)));
  const expected = Object.values(contents).map(sha1Of);
  expect(await Promise.all(files.map(threads.digest))).toEqual(expected);
  await threads.started;
  expect(threads.digestedThere).toBe(0);
  expect(await Promise.all(files.map(threads.digest))).toEqual(expected);
  expect(threads.digestedThere).toBe(3);
  await threads.close();
});

test('a file that changed is named from a thread, too', async () => {
  await using directory = await temporaryDirectory();
  await writeFiles(directory.path, { 'a.vdb': seededBytes('a', mebibyte) });
  const file = await (await ProjectRoot.open(directory.path)).look('a.vdb');
  const threads = openThreads();
  await threads.digest(file);
  await threads.started;
  await truncate(path.join(directory.path, 'a.vdb'), mebibyte / 2);
  const here = await failureOf(digestFile(file));
  expect(await failureOf(threads.digest(file))).toMatchObject({
    kind: 'missing-file',
    file: 'a.vdb',
    message: here.message,
    hint: here.hint,
  });
  await threads.close();
});

test('without threads the work is done here', async () => {
  await using directory = await temporaryDirectory();
  await writeFile(path.join(directory.path, 'a.vdb'), seededBytes('a', mebibyte));
  const file = await (await ProjectRoot.open(directory.path)).look('a.vdb');
  const threads = openThreads(new URL('file:///nowhere/entry.ts'));
  const digest = await threads.digest(file);
  await threads.started;
  expect(await threads.digest(file)).toBe(digest);
  expect(threads.digestedThere).toBe(0);
  await threads.close();
});
