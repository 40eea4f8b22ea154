import { appendFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { digestFile, readUnchanged } from '../../src/project/digest.ts';
import { Digests } from '../../src/project/digests.ts';
import { ProjectRoot } from '../../src/project/files.ts';
import { seededBytes, temporaryDirectory, writeFiles } from '../support/builders.ts';
import { failureOf } from '../support/clients.ts';
import { sha1Of } from '../support/manager/blobs.ts';
import { openFiles } from '../support/open-files.ts';

const chunkBytes = 256 * 1024;

test.each([0, 1, chunkBytes - 1, chunkBytes, chunkBytes + 1, 5 * chunkBytes + 7])(
  'a file of %d bytes is read and digested whole',
  async (sizeBytes) => {
    await using directory = await temporaryDirectory();
    const content = seededBytes('content', sizeBytes);
    await writeFiles(directory.path, { a: content });
    const file = await (await ProjectRoot.open(directory.path)).look('a');
    expect(await digestFile(file)).toBe(sha1Of(content));
    const chunks: Buffer[] = [];
    for await (const chunk of readUnchanged(file)) chunks.push(Buffer.from(chunk));
    expect(Buffer.concat(chunks).equals(content)).toBe(true);
  },
);

test('a chunk is good until three more have been asked for', async () => {
  await using directory = await temporaryDirectory();
  const content = seededBytes('content', 8 * chunkBytes);
  await writeFiles(directory.path, { a: content });
  const chunks = readUnchanged(await (await ProjectRoot.open(directory.path)).look('a'));
  const first = (await chunks.next()).value as Buffer;
  for (let more = 0; more < 3; more++) await chunks.next();
  expect(first.equals(content.subarray(0, chunkBytes))).toBe(true);
  await chunks.return(undefined);
});

const changes: [what: string, change: (file: string) => Promise<void>][] = [
  ['written to', (file) => writeFile(file, Buffer.alloc(5 * chunkBytes, 'x'))],
  ['truncated', (file) => truncate(file, 1000)],
  ['grown', (file) => appendFile(file, 'more')],
  ['touched', (file) => utimes(file, 1, 1)],
];
test.each(changes)('a file that is %s while it is read is named, and never read to its end', async (_, change) => {
  await using directory = await temporaryDirectory();
  await writeFiles(directory.path, { 'a b.png': seededBytes('content', 5 * chunkBytes) });
  const file = await (await ProjectRoot.open(directory.path)).look('a b.png');
  let readBytes = 0;
  const reading = async (): Promise<void> => {
    for await (const chunk of readUnchanged(file)) {
      if (readBytes === 0) await change(path.join(directory.path, 'a b.png'));
      readBytes += chunk.length;
    }
  };
  expect(await failureOf(reading())).toMatchObject({
    kind: 'missing-file',
    file: 'a b.png',
    message: 'a b.png changed while the run was reading it.',
  });
  expect(readBytes).toBeLessThan(5 * chunkBytes);
});

test('files are digested once, and again when they are others', async () => {
  await using directory = await temporaryDirectory();
  await writeFiles(directory.path, { a: 'one', b: 'one' });
  const root = await ProjectRoot.open(directory.path);
  const digests = new Digests();
  const [a, b] = [await root.look('a'), await root.look('b')];
  expect(await Promise.all([digests.of(a), digests.of(a), digests.of(b)])).toEqual(Array(3).fill(sha1Of('one')));
  // Known by now: the file is not opened any more.
  await rm(path.join(directory.path, 'a'));
  expect(await digests.of(a)).toBe(sha1Of('one'));
  await writeFiles(directory.path, { a: 'other' });
  expect(await digests.of(await root.look('a'))).toBe(sha1Of('other'));
  expect(await failureOf(digestFile(a))).toMatchObject({ kind: 'missing-file', file: 'a' });
});

test('few of many files are open at a time', async () => {
  await using directory = await temporaryDirectory();
  const names = Array.from({ length: 100 }, (_, n) => `${n}.vdb`);
  await writeFiles(directory.path, Object.fromEntries(names.map((name) => [name, { sparseBytes: 4 * chunkBytes }])));
  const root = await ProjectRoot.open(directory.path);
  const files = await Promise.all(names.map((name) => root.look(name)));
  const digests = new Digests();
  const work = { done: false };
  const all = Promise.all(files.map((file) => digests.of(file))).finally(() => (work.done = true));
  const counts: number[] = [];
  while (!work.done) counts.push((await openFiles(directory.path)).length);
  expect(new Set(await all).size).toBe(1);
  expect(Math.max(...counts)).toBeGreaterThan(0);
  expect(Math.max(...counts)).toBeLessThanOrEqual(4);
});
