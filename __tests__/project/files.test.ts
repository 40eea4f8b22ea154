import { symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ProjectRoot } from '../../src/project/files.ts';
import { temporaryDirectory, writeFiles } from '../support/builders.ts';
import { failureOf } from '../support/clients.ts';

describe('ProjectRoot.open', () => {
  test('resolves links', async () => {
    await using directory = await temporaryDirectory();
    await writeFiles(directory.path, { 'real/a': 'a' });
    await symlink('real', path.join(directory.path, 'link'));
    const root = await ProjectRoot.open(path.join(directory.path, 'link'));
    expect(root.directory).toBe(path.join(directory.path, 'real'));
  });

  test('needs a folder', async () => {
    await using directory = await temporaryDirectory();
    await writeFile(path.join(directory.path, 'file'), '');
    const [gone, file] = ['gone', 'file'].map((name) => failureOf(ProjectRoot.open(path.join(directory.path, name))));
    expect(await gone).toMatchObject({ kind: 'settings', message: expect.stringMatching(/is not there\.$/) });
    expect(await file).toMatchObject({ kind: 'settings', message: expect.stringMatching(/is not a folder\.$/) });
  });
});

test('ProjectRoot.locate finds what is named through a link from outside', async () => {
  await using directory = await temporaryDirectory();
  await writeFiles(directory.path, { 'real/shots/a.blend': 'a' });
  await symlink('real', path.join(directory.path, 'link'));
  await symlink('shots', path.join(directory.path, 'real/inner'));
  const root = await ProjectRoot.open(path.join(directory.path, 'link'));
  const locate = (name: string): Promise<string | undefined> => root.locate(path.join(directory.path, name));
  expect(await locate('link/shots/a.blend')).toBe('shots/a.blend');
  expect(await locate('link/shots/new.blend')).toBe('shots/new.blend');
  // What lies below as it is written keeps its name.
  expect(await locate('real/inner/a.blend')).toBe('inner/a.blend');
  expect(await locate('link/../a.blend')).toBeUndefined();
  expect(await locate('gone/a.blend')).toBeUndefined();
});

describe('ProjectRoot.relative', () => {
  test.each([
    ['/w/a', 'a'],
    ['/w/a/b/../c.png', 'a/c.png'],
    ['/w/c:drive.png', 'c:drive.png'],
    ['/w/..a/b', '..a/b'],
    ['/w', undefined],
    ['/w/', undefined],
    ['/w/../x', undefined],
    ['/wider/a', undefined],
    ['/', undefined],
  ])('%s → %s', async (absolute, relative) => {
    await using directory = await temporaryDirectory();
    const root = await ProjectRoot.open(directory.path);
    expect(root.relative(absolute.replace(/^\/w(?=\/|$)/, directory.path))).toBe(relative);
  });
});

describe('ProjectRoot.look', () => {
  test('gives size and stamp, through links that stay inside', async () => {
    await using directory = await temporaryDirectory();
    await writeFiles(directory.path, { 'textures/a.png': 'abc', empty: '' });
    await symlink('textures/a.png', path.join(directory.path, 'link.png'));
    await symlink('textures', path.join(directory.path, 'folder'));
    const root = await ProjectRoot.open(directory.path);
    const file = await root.look('textures/a.png');
    expect(file).toMatchObject({ path: 'textures/a.png', sizeBytes: 3 });
    expect(await root.look('link.png')).toMatchObject({ path: 'link.png', sizeBytes: 3, stamp: file.stamp });
    expect(await root.look('folder/a.png')).toMatchObject({ path: 'folder/a.png', stamp: file.stamp });
    expect((await root.look('empty')).sizeBytes).toBe(0);
    await writeFile(path.join(directory.path, 'textures/a.png'), 'abd');
    expect((await root.look('textures/a.png')).stamp).not.toBe(file.stamp);
  });

  test('names what is not there, no file, or outside', async () => {
    await using elsewhere = await temporaryDirectory();
    await writeFiles(elsewhere.path, { secret: 'x' });
    await using directory = await temporaryDirectory();
    await writeFiles(directory.path, { 'folder/a': '' });
    await symlink(path.join(elsewhere.path, 'secret'), path.join(directory.path, 'leak'));
    await symlink(elsewhere.path, path.join(directory.path, 'way-out'));
    await symlink('loop', path.join(directory.path, 'loop'));
    const root = await ProjectRoot.open(directory.path);
    const cases: [name: string, message: RegExp][] = [
      ['gone.png', /^gone\.png is not there\.$/],
      ['folder', /^folder is not a file\.$/],
      ['loop', /is not there/],
      ['a\0b', /^a�b has a name that cannot be sent\.$/],
      ['caf�.png', /has a name that cannot be sent/],
      ['leak', /^leak leads outside the working directory\.$/],
      ['way-out/secret', /leads outside/],
      [`../${path.basename(elsewhere.path)}/secret`, /leads outside/],
      ['../gone', /leads outside/],
      ['', /leads outside/],
      ['\u001b[31m.png', /^�\[31m\.png has a name that cannot be sent/],
    ];
    for (const [name, message] of cases) {
      const failure = await failureOf(root.look(name));
      expect(failure).toMatchObject({ kind: 'missing-file', file: name, message: expect.stringMatching(message) });
    }
  });

  test('gives nothing of .git, and keys and passwords only where they are named, also through links', async () => {
    await using directory = await temporaryDirectory();
    await writeFiles(directory.path, { '.git/config': 'token', 'conf/.env': 'key' });
    const link = (target: string, name: string): Promise<void> => symlink(target, path.join(directory.path, name));
    await link('.git/config', 'a.png');
    await link('.git', 'folder');
    await link('conf/.env', 'b.png');
    const root = await ProjectRoot.open(directory.path);
    const isNamed = (name: string): boolean => name === 'conf/.env';
    for (const name of ['.git/config', 'a.png', 'folder/config', '.GIT/config']) {
      const failure = await failureOf(root.look(name, () => true));
      expect(failure).toMatchObject({ kind: 'missing-file', file: name });
    }
    for (const name of ['conf/.env', 'b.png']) {
      expect(await failureOf(root.look(name))).toMatchObject({
        message: `${name} looks like a key or a password, and is not sent.`,
      });
      expect(await root.look(name, isNamed)).toMatchObject({ path: name, sizeBytes: 3 });
    }
  });
});
