import { readdir, readFile, rename, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { DigestCache } from '../../src/project/digest-cache.ts';
import { Digests } from '../../src/project/digests.ts';
import { ProjectRoot } from '../../src/project/files.ts';
import { seededBytes, temporaryDirectory, writeFiles, type TemporaryDirectory } from '../support/builders.ts';
import { cpuMsOf } from '../support/cost.ts';
import { sha1Of } from '../support/manager/blobs.ts';

/** As if every file had been written long ago; the change time cannot be set. */
const later = (): number => Date.now() + 60_000;

async function digestAll(directory: TemporaryDirectory, cache: DigestCache, ...names: string[]): Promise<string[]> {
  const root = await ProjectRoot.open(path.join(directory.path, 'project'));
  const digests = new Digests({ cache });
  return await Promise.all(names.map(async (name) => await digests.of(await root.look(name))));
}

const writtenAt = 1_700_000_000;

async function makeProject(files: Record<string, string> = { a: 'one', b: 'two' }): Promise<TemporaryDirectory> {
  const directory = await temporaryDirectory();
  const project = path.join(directory.path, 'project');
  await writeFiles(project, files);
  // Whole seconds, which `utimes` can set exactly.
  for (const name of Object.keys(files)) await utimes(path.join(project, name), writtenAt, writtenAt);
  return directory;
}

const fileOf = (directory: TemporaryDirectory): string => path.join(directory.path, 'state', 'digests');

/** A cache that has seen the project, written and read again. */
async function warmCache(directory: TemporaryDirectory, ...names: string[]): Promise<DigestCache> {
  const cache = await DigestCache.read(fileOf(directory), later);
  await digestAll(directory, cache, ...names);
  expect(await cache.write()).toBe(true);
  return await DigestCache.read(fileOf(directory), later);
}

/** Puts a wrong digest into the cache's file, by which one sees whether it was used. */
async function forge(directory: TemporaryDirectory): Promise<DigestCache> {
  const [, json = ''] = (await readFile(fileOf(directory), 'utf8')).split('\n');
  const forged = json.replaceAll(/"[0-9a-f]{40}"/g, `"${'f'.repeat(40)}"`);
  await writeFile(fileOf(directory), `blendnet-render digests 1 ${sha1Of(forged)}\n${forged}\n`);
  return await DigestCache.read(fileOf(directory), later);
}

const wrong = 'f'.repeat(40);

test('files that have not changed are not read again', async () => {
  await using directory = await makeProject();
  await warmCache(directory, 'a', 'b');
  const cache = await forge(directory);
  expect(await digestAll(directory, cache, 'a', 'b')).toEqual([wrong, wrong]);
  expect(await cache.write()).toBe(false);
});

describe('a file is digested again', () => {
  const changes: [what: string, change: (file: string) => Promise<void>][] = [
    ['when its content changes', (file) => writeFile(file, 'ONE')],
    [
      'when its content changes, and its size and modification time do not',
      async (file) => {
        const before = await stat(file, { bigint: true });
        await writeFile(file, 'ONE');
        await utimes(file, writtenAt, writtenAt);
        const { size, mtimeNs, ino } = await stat(file, { bigint: true });
        expect({ size, mtimeNs, ino }).toEqual({ size: before.size, mtimeNs: before.mtimeNs, ino: before.ino });
      },
    ],
    ['when only its times change, as in a new checkout', (file) => utimes(file, 1, 1)],
    [
      'when another file takes its place',
      async (file) => {
        await writeFile(`${file}.new`, 'ONE');
        await utimes(`${file}.new`, writtenAt, writtenAt);
        await rename(`${file}.new`, file);
      },
    ],
  ];
  test.each(changes)('%s', async (_, change) => {
    await using directory = await makeProject();
    await warmCache(directory, 'a', 'b');
    const cache = await forge(directory);
    const file = path.join(directory.path, 'project', 'a');
    await change(file);
    expect(await digestAll(directory, cache, 'a', 'b')).toEqual([sha1Of(await readFile(file)), wrong]);
    expect(await cache.write()).toBe(true);
  });

  test('when it had only just changed: the next change may not show', async () => {
    await using directory = await makeProject();
    const cache = await DigestCache.read(fileOf(directory));
    expect(await digestAll(directory, cache, 'a')).toEqual([sha1Of('one')]);
    expect(await cache.write()).toBe(false);
    // Two seconds on, the clock of some file systems has not moved.
    const soon = await DigestCache.read(fileOf(directory), () => Date.now() + 2_000);
    await digestAll(directory, soon, 'a');
    expect(await soon.write()).toBe(false);
  });

  test('when its time lies in the future', async () => {
    await using directory = await makeProject();
    await utimes(path.join(directory.path, 'project', 'a'), 4e9, 4e9);
    const cache = await DigestCache.read(fileOf(directory), later);
    await digestAll(directory, cache, 'a');
    expect(await cache.write()).toBe(false);
  });
});

test('a file that changes while it is read is not kept', async () => {
  await using directory = await makeProject({});
  const file = path.join(directory.path, 'project', 'a');
  await writeFiles(path.dirname(file), { a: seededBytes('a', 64 * 1024 * 1024) });
  let reads = 0;
  const cache = await DigestCache.read(fileOf(directory), () => {
    reads += 1;
    return later();
  });
  const root = await ProjectRoot.open(path.dirname(file));
  const look = await root.look('a');
  const digest = new Digests({ cache }).of(look);
  const outcome = expect(digest).rejects.toMatchObject({ kind: 'missing-file' });
  while (reads === 0) await new Promise(setImmediate);
  await writeFile(file, 'other');
  await outcome;
  expect(await cache.write()).toBe(false);
});

describe('a cache file that is', () => {
  const contents: [what: string, change: (text: string) => string][] = [
    ['empty', () => ''],
    ['cut off', (text) => text.slice(0, -10)],
    ['no text', () => '\u0000\u0001\u0002\n\n'],
    ['of another version', (text) => text.replace('digests 1', 'digests 2')],
    ['changed in one digit', (text) => text.replace(/[0-9a-f](?="\]\]\n)/, (digit) => (digit === '0' ? '1' : '0'))],
    ['no JSON', () => `blendnet-render digests 1 ${sha1Of('[')}\n[\n`],
    ['of another shape', () => `blendnet-render digests 1 ${sha1Of('[["a","b","c"]]')}\n[["a","b","c"]]\n`],
    ['deep', () => `blendnet-render digests 1 ${sha1Of('['.repeat(100_000))}\n${'['.repeat(100_000)}\n`],
  ];
  test.each(contents)('%s counts as empty, and is replaced', async (_, change) => {
    await using directory = await makeProject();
    await warmCache(directory, 'a');
    await writeFile(fileOf(directory), change(await readFile(fileOf(directory), 'utf8')));
    const cache = await DigestCache.read(fileOf(directory), later);
    expect(await digestAll(directory, cache, 'a')).toEqual([sha1Of('one')]);
    expect(await cache.write()).toBe(true);
    await forge(directory);
    expect(await digestAll(directory, await DigestCache.read(fileOf(directory), later), 'a')).toEqual([wrong]);
  });

  test('larger than any that is written is not read', async () => {
    await using directory = await makeProject();
    await writeFiles(directory.path, { 'state/digests': { sparseBytes: 1024 ** 4 } });
    const costMs = await cpuMsOf(async () => {
      const cache = await DigestCache.read(fileOf(directory), later);
      expect(await digestAll(directory, cache, 'a')).toEqual([sha1Of('one')]);
    });
    expect(costMs).toBeLessThan(5_000);
  });
});

test('two runs that write at the same time leave a whole file', async () => {
  await using directory = await makeProject();
  const caches = await Promise.all(
    Array.from({ length: 8 }, async (_, index) => {
      const cache = await DigestCache.read(fileOf(directory), later);
      await digestAll(directory, cache, index % 2 === 0 ? 'a' : 'b');
      return cache;
    }),
  );
  await Promise.all(caches.map((cache) => cache.write()));
  const forged = await forge(directory);
  const found = await digestAll(directory, forged, 'a', 'b');
  expect(found.filter((digest) => digest === wrong)).toHaveLength(1);
});

test('what was used longest ago makes room', async () => {
  await using directory = await makeProject();
  const cache = await DigestCache.read(fileOf(directory), later);
  const facts = await stat(path.join(directory.path, 'project', 'a'), { bigint: true });
  for (let number = 0; number < 50_001; number++) cache.note(`/film/${number}`, facts, later(), sha1Of('one'));
  expect(cache.find('/film/0', facts)).toBe(sha1Of('one'));
  await cache.write();
  const kept = await DigestCache.read(fileOf(directory), later);
  expect(['/film/0', '/film/1', '/film/2'].map((name) => kept.find(name, facts) !== undefined)).toEqual([
    true,
    false,
    true,
  ]);
});

test('what killed runs left half written is removed, unless it may still be being written', async () => {
  await using directory = await makeProject();
  const names = ['.digests.0123abcd.part', '.digests.89abcdef.part', '.digests.backup', '.results.0123abcd.part'];
  await writeFiles(directory.path, Object.fromEntries(names.map((name) => [`state/${name}`, 'half'])));
  const hourAgo = Date.now() / 1000 - 3700;
  for (const name of names.toSpliced(1, 1)) await utimes(path.join(directory.path, 'state', name), hourAgo, hourAgo);
  await DigestCache.read(fileOf(directory), later);
  expect((await readdir(path.join(directory.path, 'state'))).sort()).toEqual(names.slice(1));
});
