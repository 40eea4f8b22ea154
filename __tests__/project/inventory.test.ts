import { rename, symlink } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ProjectRoot } from '../../src/project/files.ts';
import { findProject, takeInventory, type Inventory, type NeededFile } from '../../src/project/inventory.ts';
import { temporaryDirectory, writeFiles } from '../support/builders.ts';
import { failureOf } from '../support/clients.ts';

async function inventoryOf(
  files: string[],
  dependencies: string[],
  traced: NeededFile[] = [],
  ignored = ['results [1]'],
): Promise<Inventory> {
  await using directory = await temporaryDirectory();
  await writeFiles(directory.path, Object.fromEntries(['shot.blend', ...files].map((file) => [file, file])));
  const root = await ProjectRoot.open(directory.path);
  return await takeInventory(root, 'shot.blend', dependencies, ignored, traced);
}

const pathsFor = (inventory: Inventory, frame: number): string[] => inventory.filesFor(frame).map((file) => file.path);

describe('takeInventory', () => {
  test('refuses a file that is another than was traced, for what it needs is not known', async () => {
    await using directory = await temporaryDirectory();
    await writeFiles(directory.path, { 'shot.blend': 'one', 'lib.blend': 'one', new: 'two' });
    const root = await ProjectRoot.open(directory.path);
    const traced = await Promise.all(['shot.blend', 'lib.blend'].map((file) => root.look(file)));
    expect((await takeInventory(root, 'shot.blend', [], [], traced)).files).toHaveLength(2);
    await rename(path.join(directory.path, 'new'), path.join(directory.path, 'lib.blend'));
    expect(await failureOf(takeInventory(root, 'shot.blend', [], [], traced))).toMatchObject({
      kind: 'missing-file',
      file: 'lib.blend',
      message: 'lib.blend changed while the run was reading it.',
    });
  });

  test('joins what is traced and what is added, less what is removed, each once, the .blend first', async () => {
    const inventory = await inventoryOf(
      ['a.png', 'b.png', 'textures/c.png', 'textures/c.psd'],
      ['textures/**', '*.png', '!b.png', '!**/*.psd'],
      [{ path: 'a.png' }, { path: 'b.png' }, { path: 'shot.blend' }],
    );
    expect(pathsFor(inventory, 1)).toEqual(['shot.blend', 'a.png', 'textures/c.png']);
    expect(inventory.files.map((file) => file.path)).toEqual(pathsFor(inventory, 1));
    expect(inventory).toMatchObject({ project: 'shot.blend', problems: [] });
  });

  test('gives each frame its own files, and those that all need', async () => {
    const inventory = await inventoryOf(
      ['cache/0001.vdb', 'cache/0002.vdb', 'cache/0003.vdb', 'all.png', 'even.png'],
      ['cache/####.vdb'],
      [{ path: 'all.png' }, { path: 'even.png', neededBy: (frame) => frame % 2 === 0 }],
    );
    expect(pathsFor(inventory, 1)).toEqual(['shot.blend', 'all.png', 'cache/0001.vdb']);
    expect(pathsFor(inventory, 2)).toEqual(['shot.blend', 'all.png', 'even.png', 'cache/0002.vdb']);
    expect(pathsFor(inventory, 9)).toEqual(['shot.blend', 'all.png']);
    expect(inventory.files).toHaveLength(6);
  });

  test('a file that one pattern gives to a frame and another to all is needed by all', async () => {
    const inventory = await inventoryOf(['cache/0001.vdb'], ['cache/####.vdb', 'cache/*']);
    expect(pathsFor(inventory, 7)).toEqual(['shot.blend', 'cache/0001.vdb']);
  });

  test('never takes results for files of the project, nor removes the .blend', async () => {
    const files = ['results [1]/old.png', 'results 1/texture.png'];
    const inventory = await inventoryOf(files, ['**', 'results*/*.png', '!shot.blend']);
    expect(pathsFor(inventory, 1)).toEqual(['shot.blend', 'results 1/texture.png']);
  });

  test('a pattern that names nothing is a problem, each of them', async () => {
    const inventory = await inventoryOf([], ['auto', 'textures/**', 'cache/####.vdb']);
    expect(inventory.problems.map(({ message }) => message)).toEqual([
      'dependencies: "textures/**" names no file.',
      'dependencies: "cache/####.vdb" names no file.',
    ]);
  });

  test('a link that leads outside is named', async () => {
    await using elsewhere = await temporaryDirectory();
    await using directory = await temporaryDirectory();
    await writeFiles(directory.path, { 'shot.blend': '' });
    await symlink(elsewhere.path, path.join(directory.path, 'out'));
    const root = await ProjectRoot.open(directory.path);
    expect(await failureOf(takeInventory(root, 'shot.blend', ['*'], ['results'], []))).toMatchObject({
      kind: 'missing-file',
      file: 'out',
      message: 'out leads outside the working directory.',
    });
  });
});

describe('what a pattern leaves out', () => {
  test('is told: hidden files, keys, and names that cannot be sent', async () => {
    const files = ['tex/.a.png', 'tex/.b/c.png', 'tex/d.png', 'tex/key.pem', 'tex/.env', 'tex/e\nf.png'];
    const inventory = await inventoryOf(files, ['tex/**']);
    expect(pathsFor(inventory, 1)).toEqual(['shot.blend', 'tex/d.png']);
    expect(inventory.notes).toEqual([
      'dependencies "tex/**" leaves out hidden files: tex/.a.png, tex/.b/c.png (a pattern with the dot takes them)',
    ]);
    expect(inventory.leftOut).toEqual([
      {
        message: 'dependencies "tex/**" leaves out what looks like keys or passwords: tex/key.pem.',
        hint: 'Exclude it (!tex/key.pem), or name it to send it: tex/key.pem',
        file: 'tex/key.pem',
      },
    ]);
    expect(inventory.problems).toMatchObject([
      { message: 'dependencies "tex/**": tex/e�f.png has a name that cannot be sent.' },
    ]);
  });

  test('is counted where it is much', async () => {
    const { notes } = await inventoryOf(['a', '.1', '.2', '.3', '.4', '.5'], ['*']);
    expect(notes).toEqual([
      'dependencies "*" leaves out hidden files: .1, .2, .3 and 2 more (a pattern with the dot takes them)',
    ]);
  });

  test('is nothing where it is excluded', async () => {
    const { notes, leftOut } = await inventoryOf(['a', '.1', 'key.pem'], ['*', '!.*', '!*.pem']);
    expect([notes, leftOut]).toEqual([[], []]);
  });

  test('comes along when another pattern names it', async () => {
    const inventory = await inventoryOf(['tex/key.pem', 'tex/.env'], ['tex/**', 'tex/*.pem', '**/.env']);
    expect(pathsFor(inventory, 1)).toEqual(['shot.blend', 'tex/key.pem', 'tex/.env']);
    expect(inventory.leftOut).toEqual([]);
  });
});

describe('findProject', () => {
  test('takes a path below the working directory, also an absolute one', async () => {
    await using directory = await temporaryDirectory();
    await writeFiles(directory.path, { 'scenes/shot.blend': '' });
    const root = await ProjectRoot.open(directory.path);
    for (const setting of [
      'scenes/shot.blend',
      './scenes/../scenes/shot.blend',
      `${directory.path}/scenes/shot.blend`,
    ]) {
      expect(await findProject(root, setting)).toBe('scenes/shot.blend');
    }
  });

  test('takes an absolute path through a link to the working directory', async () => {
    await using directory = await temporaryDirectory();
    await writeFiles(directory.path, { 'real/scenes/shot.blend': '' });
    const link = path.join(directory.path, 'link');
    await symlink('real', link);
    const root = await ProjectRoot.open(link);
    expect(await findProject(root, path.join(link, 'scenes/shot.blend'))).toBe('scenes/shot.blend');
  });

  test.each([
    ['../shot.blend', 'settings', /project "\.\.\/shot\.blend" lies outside working-directory/],
    ['/etc/passwd', 'settings', /lies outside/],
    ['.', 'settings', /lies outside/],
    ['gone.blend', 'missing-file', /gone\.blend is not there/],
    ['folder', 'missing-file', /folder is not a file/],
  ])('%s is refused', async (setting, kind, message) => {
    await using directory = await temporaryDirectory();
    await writeFiles(directory.path, { 'folder/x': '' });
    const root = await ProjectRoot.open(directory.path);
    expect(await failureOf(findProject(root, setting))).toMatchObject({
      kind,
      message: expect.stringMatching(message),
    });
  });
});
