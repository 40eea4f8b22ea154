import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { readBounded } from '../../src/base/files/bounded.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

test('a file is read up to its bound, and no link is followed', async () => {
  using folder = new TemporaryFolder().write({ 'a.txt': '12345', 'folder/b': '' });
  const path = (name: string): string => join(folder.path, name);
  symlinkSync('a.txt', path('link'));
  expect(await readBounded(path('a.txt'), 5)).toBe('12345');
  await expect(readBounded(path('a.txt'), 4)).rejects.toThrow('it is larger than');
  await expect(readBounded(path('link'), 5)).rejects.toThrow('it is a link');
  await expect(readBounded(path('folder'), 5)).rejects.toThrow('it is not a file');
  await expect(readBounded('/dev/zero', 5)).rejects.toThrow('it is not a file');
  await expect(readBounded(path('none'), 5)).rejects.toThrow('ENOENT');
});
