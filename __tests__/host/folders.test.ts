import { userInfo } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { cacheFolder, folderFrom } from '../../src/host/folders.ts';

const home = userInfo().homedir;

test.each<[Record<string, string>, string]>([
  [{ XDG_CACHE_HOME: '/caches', HOME: '/home/ci' }, '/caches'],
  [{ HOME: '/home/ci' }, '/home/ci/.cache'],
  [{ XDG_CACHE_HOME: '', HOME: '/home/ci' }, '/home/ci/.cache'],
  [{ XDG_CACHE_HOME: 'relative', HOME: '/home/ci' }, '/home/ci/.cache'],
  [{ XDG_CACHE_HOME: './.cache', HOME: '', USERPROFILE: '/users/ci' }, '/users/ci/.cache'],
  [{ HOME: '.' }, join(home, '.cache')],
  [{ HOME: '' }, join(home, '.cache')],
  [{}, join(home, '.cache')],
])('with %j caches go to %s, never below the current folder', (env, folder) => {
  expect(cacheFolder(env)).toBe(folder);
});

test('a variable that is empty or relative names no folder', () => {
  const env = { A: '/tmp/a', B: '', C: 'b/c' };
  expect(['A', 'B', 'C', 'D'].map((name) => folderFrom(env, name))).toEqual(['/tmp/a', ...Array<undefined>(3)]);
});
