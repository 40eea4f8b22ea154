import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { RenderError } from '../../src/base/errors.ts';
import { ProjectRoot } from '../../src/project/files.ts';
import { excluder, expandGlob, parseDependencies, type Globbed, type GlobbedFile } from '../../src/project/globs.ts';
import { temporaryDirectory, writeFiles } from '../support/builders.ts';

async function expand(directory: string, pattern: string, isSkipped = excluder([])): Promise<GlobbedFile[]> {
  return (await expandGlob(await ProjectRoot.open(directory), pattern, isSkipped)).files;
}

async function pathsOf(files: string[], pattern: string): Promise<string[]> {
  await using directory = await temporaryDirectory();
  await writeFiles(directory.path, Object.fromEntries(files.map((file) => [file, ''])));
  return (await expand(directory.path, pattern)).map((file) => file.path);
}

describe('parseDependencies', () => {
  test('sorts what is traced, added and removed', () => {
    expect(parseDependencies(['auto', './textures/**', '!*.psd', 'cache/####.vdb', '! *.tmp'])).toEqual({
      auto: true,
      globs: ['textures/**', 'cache/####.vdb'],
      excludes: ['*.psd', '*.tmp'],
    });
  });

  test.each([
    ['/etc/*', /"\/etc\/\*" is absolute/],
    ['C:/x/*', /is absolute/],
    ['a\\b', /has a backslash/],
    ['../x', /leaves working-directory/],
    ['a/../../x', /leaves working-directory/],
    ['!../x', /"\.\.\/x" leaves/],
    ['!', /is empty/],
    ['./', /is empty/],
    ['.git/**', /lies in \.git/],
    ['sub/.git/config', /lies in \.git/],
  ])('%j is refused', (line, message) => {
    const parse = (): unknown => parseDependencies(['auto', line]);
    expect(parse).toThrow(RenderError);
    expect(parse).toThrow(message);
  });
});

describe('expandGlob', () => {
  const files = ['a.png', 'textures/b.png', 'textures/deep/c.png', 'textures/deep/d.exr', 'textures/.hidden/e.png'];

  test.each([
    ['*.png', ['a.png']],
    ['**', ['a.png', 'textures/b.png', 'textures/deep/c.png', 'textures/deep/d.exr']],
    ['**/*.png', ['a.png', 'textures/b.png', 'textures/deep/c.png']],
    ['textures/*', ['textures/b.png']],
    ['textures/**', ['textures/b.png', 'textures/deep/c.png', 'textures/deep/d.exr']],
    ['textures/*/*.{png,exr}', ['textures/deep/c.png', 'textures/deep/d.exr']],
    ['textures/.hidden/*', ['textures/.hidden/e.png']],
    ['textures/.*/*', ['textures/.hidden/e.png']],
    ['textures/b.png', ['textures/b.png']],
    ['textures/deep/?.png', ['textures/deep/c.png']],
    ['textures', []],
    ['Textures/**', []],
    ['gone/**', []],
    ['a.png/*', []],
  ])('%s', async (pattern, paths) => {
    expect(await pathsOf(files, pattern)).toEqual(paths);
  });

  test.each(['wood [1].png', 'a(b)/c{d}.png', 'what!?.png', '+(x)/@y*.png'])('finds %s by its name', async (name) => {
    expect(await pathsOf([name, 'other.png'], name)).toEqual([name]);
  });

  test('a frame number stands for itself, padded', async () => {
    await using directory = await temporaryDirectory();
    const names = ['0001.vdb', '0012.vdb', '12345.vdb', '12.vdb', '00012.vdb', 'x012.vdb', '0012_0013.vdb'];
    await writeFiles(directory.path, Object.fromEntries(names.map((name) => [`cache/${name}`, ''])));
    expect(await expand(directory.path, 'cache/####.vdb')).toEqual([
      { path: 'cache/0001.vdb', frame: 1 },
      { path: 'cache/0012.vdb', frame: 12 },
      { path: 'cache/12345.vdb', frame: 12_345 },
    ]);
  });

  test('a frame number stands for the same frame everywhere in a pattern, however wide', async () => {
    await using directory = await temporaryDirectory();
    const names = ['f01/a [x]_0001.bphys', 'f01/a [x]_0002.bphys', 'f02/a [x]_0002.bphys', 'f02/a [x]_0002_00.bphys'];
    await writeFiles(directory.path, Object.fromEntries(names.map((name) => [`cache_3/${name}`, ''])));
    expect(await expand(directory.path, 'cache_*/f##/*_####*.bphys')).toEqual([
      { path: 'cache_3/f01/a [x]_0001.bphys', frame: 1 },
      { path: 'cache_3/f02/a [x]_0002.bphys', frame: 2 },
      { path: 'cache_3/f02/a [x]_0002_00.bphys', frame: 2 },
    ]);
    expect(await expand(directory.path, 'cache_3/f02/a [x]_####.bphys')).toEqual([
      { path: 'cache_3/f02/a [x]_0002.bphys', frame: 2 },
    ]);
  });

  test('links are followed, but not in circles', async () => {
    await using directory = await temporaryDirectory();
    await writeFiles(directory.path, { 'a/x.png': '', 'b/y.png': '' });
    const link = (target: string, name: string): Promise<void> => symlink(target, path.join(directory.path, name));
    await link('.', 'a/self');
    await link('..', 'a/up');
    await link('../b', 'a/b');
    await link('../a', 'b/a');
    await link('x.png', 'a/z.png');
    expect((await expand(directory.path, 'a/**')).map((file) => file.path)).toEqual([
      'a/b/y.png',
      'a/x.png',
      'a/z.png',
    ]);
  });

  test('links that lead outside or nowhere are given as they are, and not entered', async () => {
    await using elsewhere = await temporaryDirectory();
    await writeFiles(elsewhere.path, { 'secret.png': '' });
    await using directory = await temporaryDirectory();
    await mkdir(path.join(directory.path, 'textures'));
    await symlink(elsewhere.path, path.join(directory.path, 'textures/out'));
    await symlink('gone.png', path.join(directory.path, 'textures/broken.png'));
    await symlink(elsewhere.path, path.join(directory.path, 'out'));
    expect(await expand(directory.path, 'textures/**')).toEqual([
      { path: 'textures/broken.png' },
      { path: 'textures/out' },
    ]);
    expect(await expand(directory.path, 'out/**')).toEqual([]);
  });

  test('what is skipped is not even entered', async () => {
    await using directory = await temporaryDirectory();
    await writeFiles(directory.path, { 'a/x.png': '', 'a/b/y.png': '', 'a/b/c/z.png': '' });
    const asked: string[] = [];
    const isSkipped = (name: string): boolean => {
      asked.push(name);
      return name === 'a/b';
    };
    expect(await expand(directory.path, '**', isSkipped)).toEqual([{ path: 'a/x.png' }]);
    expect([...new Set(asked)]).toEqual(['a', 'a/b', 'a/x.png']);
  });
});

test('patterns are seen from the folder that settings are written from', async () => {
  await using directory = await temporaryDirectory();
  await writeFiles(directory.path, { 'tex/0001.png': '', 'a [1]/tex/0001.png': '', 'a [1]/tex/0002.png': '' });
  const root = await ProjectRoot.open(directory.path, { seenFrom: path.join(directory.path, 'a [1]') });
  const find = async (pattern: string): Promise<GlobbedFile[]> => {
    return (await expandGlob(root, pattern, excluder(['tex/0001.png'], root.patternFolder))).files;
  };
  expect(await find('tex/*')).toEqual([{ path: 'a [1]/tex/0002.png' }]);
  expect(await find('tex/####.png')).toEqual([{ path: 'a [1]/tex/0002.png', frame: 2 }]);
  const isExcluded = excluder(['*.psd', '**/*.tmp'], 'scenes');
  expect(['scenes/a.psd', 'tex/a.tmp', 'a.psd'].filter((name) => !isExcluded(name))).toEqual([]);
  expect(['scenes/x/a.psd', 'tex/a.psd'].filter(isExcluded)).toEqual([]);
});

test('nothing is found in .git, which is not even entered', async () => {
  await using directory = await temporaryDirectory();
  await writeFiles(directory.path, { '.git/config': '', 'sub/.git': '', a: '' });
  expect(await pathsOf(['.git/config', 'sub/.git', 'a'], '{*,.*,*/.*,.*/*}')).toEqual(['a']);
});

/** Names as bytes, which are not UTF-8, or hold control characters. */
test('names that cannot be sent are told, of files and of folders that would be looked into', async () => {
  await using directory = await temporaryDirectory();
  await writeFiles(directory.path, { 'tex/a.png': '', 'tex/b\n/c.png': '', 'tex/d\ne.png': '', 'tex/f\t.txt': '' });
  await writeFile(Buffer.from(`${directory.path}/tex/caf\xe9.png`, 'latin1'), '');
  const root = await ProjectRoot.open(directory.path);
  const find = (pattern: string): Promise<Globbed> => expandGlob(root, pattern, excluder([]));
  expect(await find('tex/*.png')).toMatchObject({
    files: [{ path: 'tex/a.png' }],
    leftOut: { odd: ['tex/caf�.png', 'tex/d�e.png'] },
  });
  const deep = await find('**');
  expect(deep.files).toEqual([{ path: 'tex/a.png' }]);
  expect(deep.leftOut.odd.sort()).toEqual(['tex/b�', 'tex/caf�.png', 'tex/d�e.png', 'tex/f�.txt']);
});

test('what is skipped is left out by its plain name, too', async () => {
  await using directory = await temporaryDirectory();
  await writeFiles(directory.path, { 'a/x.png': '', 'results/y.png': '' });
  const isSkipped = excluder(['a/x.png', 'results']);
  expect(await expand(directory.path, 'a/x.png', isSkipped)).toEqual([]);
  expect(await expand(directory.path, 'results/y.png', isSkipped)).toEqual([]);
});

test('excluder removes names, patterns and folders, hidden ones too', () => {
  const isExcluded = excluder(['*.psd', 'tmp', 'render [1]', '**/*.blend1']);
  const removed = ['a.psd', 'tmp', 'tmp/a/.b', 'render [1]', 'x/y.blend1'];
  expect(removed.filter((file) => !isExcluded(file))).toEqual([]);
  expect(['a.png', 'x/a.psd', 'tmp2', 'x/tmp'].filter(isExcluded)).toEqual([]);
});
