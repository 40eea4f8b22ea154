import { readFile, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { DigestThreads } from '../../src/project/digest-threads.ts';
import { digestFile } from '../../src/project/digest.ts';
import { Digests } from '../../src/project/digests.ts';
import { ProjectRoot } from '../../src/project/files.ts';
import { seededBytes, temporaryDirectory, writeFiles } from '../support/builders.ts';
import { failureOf } from '../support/clients.ts';
import { runNode } from '../support/run-node.ts';
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
  expect(await Promise.all(files.map((file) => threads.digest(file)))).toEqual(expected);
  await threads.started;
  expect(threads.digestedThere).toBe(0);
  expect(await Promise.all(files.map((file) => threads.digest(file)))).toEqual(expected);
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

test('after a thread has crashed the rest is done here', async () => {
  await using directory = await temporaryDirectory();
  const crashing = `
    import { appendFileSync } from 'node:fs';
    import { parentPort } from 'node:worker_threads';
    import { serveJobs } from '${new URL('../../src/base/threads/serve.ts', import.meta.url).href}';
    appendFileSync(new URL('log', import.meta.url), 'started ');
    serveJobs(parentPort, () => process.exit(1));
  `;
  await writeFiles(directory.path, { 'a.vdb': seededBytes('a', mebibyte), 'entry.mjs': crashing });
  const file = await (await ProjectRoot.open(directory.path)).look('a.vdb');
  const threads = openThreads(pathToFileURL(path.join(directory.path, 'entry.mjs')));
  await threads.digest(file);
  await threads.started;
  const digests = [];
  for (let round = 0; round < 5; round++) digests.push(await threads.digest(file));
  expect(new Set(digests)).toEqual(new Set([await digestFile(file)]));
  expect(await readFile(path.join(directory.path, 'log'), 'utf8')).toBe('started started ');
  await threads.close();
});

test('closing while threads start leaves no file waiting', async () => {
  await using directory = await temporaryDirectory();
  await writeFiles(directory.path, { 'a.vdb': { sparseBytes: 64 * mebibyte } });
  const file = await (await ProjectRoot.open(directory.path)).look('a.vdb');
  const threads = openThreads(new URL('../fixtures/threads/sleeping.ts', import.meta.url));
  const digest = threads.digest(file);
  await threads.close();
  expect(await digest).toBe(await digestFile(file));
});

test('a process that waits for its threads to start does not end', async () => {
  await using directory = await temporaryDirectory();
  const src = new URL('../../src/project/', import.meta.url).href;
  const script = `
    import { DigestThreads } from '${src}digest-threads.ts';
    import { ProjectRoot } from '${src}files.ts';
    const file = await (await ProjectRoot.open(import.meta.dirname)).look('a.vdb');
    const threads = new DigestThreads(new URL('${entry.href}'), { size: 2, startAfterBytes: 0 });
    await threads.digest(file);
    process.stdout.write(String(threads.digestedThere));
    await threads.close();
  `;
  await writeFiles(directory.path, { 'a.vdb': { sparseBytes: 64 * mebibyte }, 'script.mjs': script });
  expect(await runNode([path.join(directory.path, 'script.mjs')])).toMatchObject({
    exitCode: 0,
    stdout: '1',
  });
});

describe('an abort', () => {
  // Files that take minutes to read.
  const sparseBytes = 200 * 1024 * mebibyte;

  test.each([
    ['here', 0],
    ['in a thread', 1],
  ])('ends what is being digested %s', async (_where, before) => {
    await using directory = await temporaryDirectory();
    await writeFiles(directory.path, { 'first.vdb': seededBytes('a', mebibyte), 'a.vdb': { sparseBytes } });
    const root = await ProjectRoot.open(directory.path);
    const threads = new DigestThreads(entry, { size: 2, startAfterBytes: before === 0 ? Infinity : 0 });
    if (before > 0) await threads.digest(await root.look('first.vdb'));
    await threads.started;
    const { digest } = threads;
    const digests = new Digests({ digest });
    const cancel = new AbortController();
    const digesting = digests.of(await root.look('a.vdb'), cancel.signal);
    setImmediate(() => {
      cancel.abort(new Error('enough'));
    });
    await expect(digesting).rejects.toThrow('enough');
    await expect(digests.of(await root.look('first.vdb'), cancel.signal)).rejects.toThrow('enough');
    await threads.close();
  });
});
