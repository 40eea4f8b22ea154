import { expect, test } from '@jest/globals';
import { readFileSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeScripts } from '../../../src/local/blender/scripts.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

test('a link that a Blender before left in the place of a script is not written through', async () => {
  using folder = new TemporaryFolder();
  folder.write({ 'mine.txt': 'mine', 'blender/.keep': '' });
  const directory = join(folder.path, 'blender');
  const first = await writeScripts(directory, 'session.py', { of: 1 });
  rmSync(first.script);
  symlinkSync(join(folder.path, 'mine.txt'), first.script);
  const second = await writeScripts(directory, 'session.py', { of: 2 });
  expect(readFileSync(join(folder.path, 'mine.txt'), 'utf8')).toBe('mine');
  expect(dirname(second.script)).not.toBe(dirname(first.script));
  expect(JSON.parse(readFileSync(second.scriptArgument, 'utf8'))).toEqual({ of: 2 });
});
