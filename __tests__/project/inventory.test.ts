import { expect, test } from '@jest/globals';
import { ProjectRoot } from '../../src/project/files.ts';
import { takeInventory } from '../../src/project/inventory.ts';
import { temporaryDirectory, writeFiles } from '../support/builders.ts';

test('traced files and globs come together, `!` takes away, and each frame gets its own', async () => {
  await using folder = await temporaryDirectory();
  await writeFiles(folder.path, {
    'shot.blend': 'b',
    'tex/wood.png': 'w',
    'tex/notes.txt': 'n',
    'cache/smoke_0001.vdb': '1',
    'cache/smoke_0002.vdb': '2',
    'results/frame-0001.compose.png': 'old',
  });
  const root = await ProjectRoot.open(folder.path);
  const lines = ['**/*', 'cache/smoke_####.vdb', '!**/*.txt', '!cache/**'];
  const all = await takeInventory(root, 'shot.blend', lines, ['results'], []);
  expect(all.filesFor(1).map(({ path }) => path)).toEqual(['shot.blend', 'tex/wood.png']);

  const framed = await takeInventory(
    root,
    'shot.blend',
    ['cache/smoke_####.vdb'],
    [],
    [{ path: 'tex/wood.png', neededBy: (frame) => frame === 2 }],
  );
  expect(framed.filesFor(1).map(({ path }) => path)).toEqual(['shot.blend', 'cache/smoke_0001.vdb']);
  expect(framed.filesFor(2).map(({ path }) => path)).toEqual(['shot.blend', 'tex/wood.png', 'cache/smoke_0002.vdb']);
  expect(framed.problems).toEqual([]);
});

test('a Git LFS pointer in place of a file is a problem', async () => {
  await using folder = await temporaryDirectory();
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12345\n`;
  await writeFiles(folder.path, { 'shot.blend': 'b', 'tex/wood.png': pointer });
  const root = await ProjectRoot.open(folder.path);
  const { problems } = await takeInventory(root, 'shot.blend', ['tex/**'], [], []);
  expect(problems).toMatchObject([
    { message: 'tex/wood.png is a Git LFS pointer, not the file.', file: 'tex/wood.png' },
  ]);
});
