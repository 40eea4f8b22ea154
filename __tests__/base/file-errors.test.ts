import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { RenderError } from '../../src/base/errors.ts';
import { describeFileError, explainFileError } from '../../src/base/files/errors.ts';
import { makeFolder } from '../../src/base/files/folders.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

/** Runs a program that may make mounts, which only it sees. */
function withOwnMounts(...command: string[]): SpawnSyncReturns<string> {
  return spawnSync('unshare', ['--user', '--map-root-user', '--mount', ...command], { encoding: 'utf8' });
}

/** Not every container lets one. */
const canMount = withOwnMounts('mount', '-t', 'tmpfs', 'none', '/mnt').status === 0;
const testReadOnly = canMount ? test : test.skip;
const whereMounts = canMount ? '' : ' (skipped: no mounts of its own here)';

/** What the system really says of a folder with a file `file`, a folder `folder` and a link `loop` to itself. */
async function refusal(attempt: (path: (name: string) => string) => Promise<unknown>): Promise<[unknown, string]> {
  using folder = new TemporaryFolder().write({ file: '', 'folder/x': '' });
  symlinkSync('loop', join(folder.path, 'loop'));
  const error: unknown = await attempt((name) => join(folder.path, name)).catch((thrown: unknown) => thrown);
  return [error, folder.path];
}

describe('a refusal of the file system is told in words', () => {
  test.each<[string, (path: (name: string) => string) => Promise<unknown>]>([
    ['DIR/none: it is not there (ENOENT)', (path) => readFile(path('none'))],
    ['DIR/folder: there is a folder of that name (EISDIR)', (path) => writeFile(path('folder'), '')],
    // Of a renaming, the place that it was for.
    ['DIR/folder: there is a folder of that name (EISDIR)', (path) => rename(path('file'), path('folder'))],
    ['DIR/file: there is a file of that name (EEXIST)', (path) => mkdir(path('file'))],
    ['DIR/file/a: there is a file where a folder should be (ENOTDIR)', (path) => mkdir(path('file/a'))],
    ['DIR/loop: it is a link that leads in a circle (ELOOP)', (path) => readFile(path('loop'))],
    [`DIR/${'n'.repeat(300)}: the name is too long (ENAMETOOLONG)`, (path) => writeFile(path('n'.repeat(300)), '')],
  ])('%s', async (words, attempt) => {
    const [error, directory] = await refusal(attempt);
    const expected = words.replace('DIR', directory);
    expect(describeFileError(error)).toBe(expected);
    expect(explainFileError(error)).toMatchObject({
      ...{ kind: 'settings', cause: error },
      message: `${expected.replace(': ', ' cannot be used: ')}.`,
    });
  });

  test('also where no table of ours knows the code', () => {
    const error = Object.assign(new Error('ENOTBLK'), { code: 'ENOTBLK', errno: -15, syscall: 'open', path: '/x' });
    expect(describeFileError(error)).toMatch(/^\/x: .+ \(ENOTBLK\)$/);
    expect(explainFileError(error)).toBeInstanceOf(RenderError);
  });

  test('and a disk’s own needs no place', () => {
    const error = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', errno: -28, syscall: 'write' });
    expect(explainFileError(error)).toMatchObject({
      message: 'The results cannot be written: the disk is full (ENOSPC).',
    });
  });

  test('but what is no refusal of a file stays what it is', () => {
    const spawn = { code: 'ENOENT', errno: -2, syscall: 'spawn blender', path: 'blender' };
    const errors = [
      new TypeError('a bug'),
      Object.assign(new Error('no program'), spawn),
      Object.assign(new Error('no peer'), { code: 'ECONNREFUSED', errno: -111, syscall: 'connect' }),
      Object.assign(new Error('not there'), { code: 'ENOENT', errno: -2, syscall: 'read' }),
      undefined,
      'text',
    ];
    for (const error of errors) expect(explainFileError(error)).toBe(error);
    expect(describeFileError(errors[0])).toBe('a bug');
  });
});

describe('a folder is made', () => {
  test('with those above it, and may be there', async () => {
    using folder = new TemporaryFolder();
    const path = join(folder.path, 'a/b/c');
    await Promise.all([makeFolder(path), makeFolder(path), makeFolder(join(folder.path, 'a/b/d'))]);
    await makeFolder(path);
    await writeFile(join(path, 'file'), '');
    await makeFolder('/');
  });

  test('or the true reason is told', async () => {
    using folder = new TemporaryFolder().write({ file: '' });
    mkdirSync(join(folder.path, 'a'));
    symlinkSync('gone', join(folder.path, 'link'));
    await expect(makeFolder(join(folder.path, 'file'))).rejects.toThrow('EEXIST');
    await expect(makeFolder(join(folder.path, 'file/b/c'))).rejects.toThrow('ENOTDIR');
    await expect(makeFolder(join(folder.path, 'link'))).rejects.toThrow('EEXIST');
  });

  test('never where the system takes none, and that is told at once', async () => {
    const error: unknown = await makeFolder('/proc/none/a/b').catch((thrown: unknown) => thrown);
    expect(describeFileError(error)).toBe('/proc/none: no folder can be made there (ENOENT)');
  });

  testReadOnly(`not on a disk that is read-only, which is told as such${whereMounts}`, () => {
    using folder = new TemporaryFolder();
    const module = new URL('../../src/base/files/folders.ts', import.meta.url).href;
    const script = `import('${module}').then((m) => m.makeFolder('${folder.path}/a/b')).catch((e) => console.log(e.code))`;
    const mounted = `mount -t tmpfs -o ro none '${folder.path}' && exec "$0" -e "$1"`;
    expect(withOwnMounts('sh', '-c', mounted, process.execPath, script).stdout).toBe('EROFS\n');
  });
});
