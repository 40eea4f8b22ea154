import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { pairPictures } from '../../src/compare/pair-files.ts';
import { temporaryDirectory } from './pictures.ts';

const root = await temporaryDirectory();

async function makeDirectory(name: string, files: string[]): Promise<string> {
  const directory = join(root, name);
  await mkdir(directory);
  for (const file of files) await writeFile(join(directory, file), '');
  return directory;
}

describe('pairs', () => {
  test('are made by frame and kind, whatever the extension and the number of zeros', async () => {
    const baseline = await makeDirectory('baseline', [
      'frame-0003.compose.png',
      'frame-0003.render.exr',
      'frame-0004.compose.png',
      'frame-0009.compose.png',
      'frame-0003.preview.exr',
      'notes.txt',
      'frame-0003.compose.png.bak',
    ]);
    await mkdir(join(baseline, 'frame-0004.render.exr'));
    const candidate = await makeDirectory('candidate', [
      'frame-3.compose.JPG',
      'frame-0003.render.exr',
      'frame-0004.compose.png',
      'frame-0012.compose.webp',
      'frame--005.compose.png',
    ]);
    expect(await pairPictures(baseline, candidate)).toEqual([
      { frame: -5, kind: 'compose', candidate: join(candidate, 'frame--005.compose.png') },
      {
        ...{ frame: 3, kind: 'compose' },
        ...{ baseline: join(baseline, 'frame-0003.compose.png'), candidate: join(candidate, 'frame-3.compose.JPG') },
      },
      {
        ...{ frame: 3, kind: 'render' },
        ...{ baseline: join(baseline, 'frame-0003.render.exr'), candidate: join(candidate, 'frame-0003.render.exr') },
      },
      {
        ...{ frame: 4, kind: 'compose' },
        ...{ baseline: join(baseline, 'frame-0004.compose.png'), candidate: join(candidate, 'frame-0004.compose.png') },
      },
      { frame: 9, kind: 'compose', baseline: join(baseline, 'frame-0009.compose.png') },
      { frame: 12, kind: 'compose', candidate: join(candidate, 'frame-0012.compose.webp') },
    ]);
    expect((await pairPictures(baseline, candidate, [4, 12])).map(({ frame }) => frame)).toEqual([4, 12]);
  });

  test('of side files are made by their names, and not of what is no picture or a link', async () => {
    const directories = await Promise.all(
      ['side-baseline', 'side-candidate'].map(async (name) => {
        const directory = await makeDirectory(name, []);
        await mkdir(join(directory, 'frame-0001.file-output', 'masks'), { recursive: true });
        await writeFile(join(directory, 'frame-0001.file-output', 'masks', 'A.png'), '');
        await writeFile(join(directory, 'frame-0001.file-output', 'notes.txt'), '');
        await symlink(directory, join(directory, 'frame-0002.file-output'));
        await symlink('masks', join(directory, 'frame-0001.file-output', 'link'));
        return directory;
      }),
    );
    const [baseline = '', candidate = ''] = directories;
    await mkdir(join(candidate, 'frame-0001.view'));
    await writeFile(join(candidate, 'frame-0001.view', 'R.png'), '');
    const name = 'frame-0001.file-output/masks/A.png';
    expect(await pairPictures(baseline, candidate)).toEqual([
      {
        ...{ frame: 1, kind: 'file-output/masks/A.png' },
        ...{ baseline: join(baseline, name), candidate: join(candidate, name) },
      },
      { frame: 1, kind: 'view/R.png', candidate: join(candidate, 'frame-0001.view/R.png') },
    ]);
  });

  test('have no baseline where there is no directory', async () => {
    const candidate = await makeDirectory('first', ['frame-0001.compose.png']);
    expect(await pairPictures(join(root, 'nowhere'), candidate)).toEqual([
      { frame: 1, kind: 'compose', candidate: join(candidate, 'frame-0001.compose.png') },
    ]);
  });

  test('cannot be made of two pictures of one kind', async () => {
    const twice = await makeDirectory('twice', ['frame-0001.compose.png', 'frame-0001.compose.exr']);
    await expect(pairPictures(twice, root)).rejects.toMatchObject({
      kind: 'settings',
      message: 'There are two baseline pictures of frame 1 (compose)',
    });
  });

  test('cannot be made of a file', async () => {
    const file = join(root, 'file');
    await writeFile(file, '');
    await expect(pairPictures(file, root)).rejects.toMatchObject({ kind: 'missing-file' });
  });
});
