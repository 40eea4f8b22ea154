import { expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { seededBytes, temporaryDirectory, writeFiles } from './builders.ts';

test('a temporary directory is there in its scope and gone after it, with all that is in it', async () => {
  let directoryPath: string;
  {
    await using directory = await temporaryDirectory();
    directoryPath = directory.path;
    await writeFiles(directoryPath, { 'deep/er/file.txt': 'text' });
    expect(await readFile(path.join(directoryPath, 'deep/er/file.txt'), 'utf8')).toBe('text');
  }
  expect(existsSync(directoryPath)).toBe(false);
});

test('random files are the same for the same seed, and as big as asked', async () => {
  await using directory = await temporaryDirectory();
  const sizeBytes = 20 * 1024 * 1024 + 7;
  await writeFiles(directory.path, {
    'a.bin': { randomBytes: sizeBytes, seed: 1 },
    'b.bin': { randomBytes: sizeBytes, seed: 2 },
  });
  const [a, b] = await Promise.all(['a.bin', 'b.bin'].map((name) => readFile(path.join(directory.path, name))));
  expect(a!.equals(seededBytes(1, sizeBytes))).toBe(true);
  expect(b!.length).toBe(sizeBytes);
  expect(a!.equals(b!)).toBe(false);
});

test('a sparse file has its size and takes no space', async () => {
  await using directory = await temporaryDirectory();
  await writeFiles(directory.path, { 'big.bin': { sparseBytes: 5 * 1024 ** 3 } });
  const { size, blocks } = await stat(path.join(directory.path, 'big.bin'));
  expect(size).toBe(5 * 1024 ** 3);
  expect(blocks).toBeLessThan(100);
});
