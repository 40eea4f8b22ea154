import { lstatSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  dropPart,
  placeOfPart,
  placePart,
  replaceWhole,
  streamInto,
  writePart,
  writeWhole,
} from '../../src/base/files/replace.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

describe('a file that is replaced', () => {
  test('is the old one until the new one is whole', async () => {
    using folder = new TemporaryFolder();
    const path = join(folder.path, 'a.txt');
    writeFileSync(path, 'old');
    const said = await replaceWhole(path, async (handle) => {
      await handle.writeFile('ne');
      expect(readFileSync(path, 'utf8')).toBe('old');
      await handle.writeFile('w');
      return 'done';
    });
    expect([said, readFileSync(path, 'utf8'), readdirSync(folder.path)]).toEqual(['done', 'new', ['a.txt']]);
  });

  test('is no link any more, and what it led to is as it was', async () => {
    using folder = new TemporaryFolder();
    const [path, victim] = [join(folder.path, 'a.txt'), join(folder.path, 'victim')];
    writeFileSync(victim, 'precious');
    symlinkSync(victim, path);
    await writeWhole(path, 'new');
    expect([readFileSync(victim, 'utf8'), readFileSync(path, 'utf8')]).toEqual(['precious', 'new']);
    expect(lstatSync(path).isSymbolicLink()).toBe(false);
  });

  test('stays when writing fails or its place is taken, and nothing is left beside it', async () => {
    using folder = new TemporaryFolder();
    const path = join(folder.path, 'a.txt');
    writeFileSync(path, 'old');
    const failing = replaceWhole(path, () => Promise.reject(new Error('no disk')));
    await expect(failing).rejects.toThrow('no disk');
    folder.write({ 'folder/x': '' });
    await expect(writeWhole(join(folder.path, 'folder'), 'new')).rejects.toThrow(/EISDIR|ENOTEMPTY|EEXIST/);
    expect([readFileSync(path, 'utf8'), readdirSync(folder.path)]).toEqual(['old', ['a.txt', 'folder']]);
  });
});

test('parts of one name do not get in each other’s way, and are placed or dropped', async () => {
  using folder = new TemporaryFolder();
  const write = (text: string) => writePart(folder.path, 'a', (handle) => handle.writeFile(text));
  const [one, two] = await Promise.all([write('one'), write('two')]);
  expect(new Set(readdirSync(folder.path)).size).toBe(2);
  expect(readdirSync(folder.path)[0]).toMatch(/^\.a\.[0-9a-f]{8}\.part$/);
  expect(placeOfPart(one.path)).toBe(join(folder.path, 'a'));
  await placePart(one, 'a.txt');
  await dropPart(two);
  expect([readdirSync(folder.path), readFileSync(join(folder.path, 'a.txt'), 'utf8')]).toEqual([['a.txt'], 'one']);
});

test('a stream into a part writes chunk after chunk, and leaves its end to the part', async () => {
  using folder = new TemporaryFolder();
  const path = join(folder.path, 'a.txt');
  await replaceWhole(path, async (handle) => {
    const stream = streamInto(handle);
    for (const chunk of ['one ', 'two ', 'three']) stream.write(chunk);
    await new Promise((ended) => stream.end(ended));
  });
  expect(readFileSync(path, 'utf8')).toBe('one two three');
});
