import { expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { bringSides } from '../../src/local/sides.ts';
import { sha1Of } from '../support/manager/blobs.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

/** Brings what lies in `made` home into `out`. */
async function bringHome(folder: TemporaryFolder): Promise<{ kinds: string[]; left: string[] }> {
  mkdirSync(join(folder.path, 'out'));
  const left: string[] = [];
  const results = await bringSides(join(folder.path, 'made'), 3, join(folder.path, 'out'), (kind) => left.push(kind));
  for (const { file, sha1, sizeBytes } of results) {
    const bytes = readFileSync(join(folder.path, 'out', file));
    expect([sha1, sizeBytes]).toEqual([sha1Of(bytes), bytes.length]);
  }
  return { kinds: results.map(({ kind }) => kind), left };
}

test('files of File Output nodes and other views get places of their own below the frame', async () => {
  using folder = new TemporaryFolder();
  folder.write({
    'made/compose_0003_R.png': 'right',
    'made/preview.exr': 'no side file',
    'made/file-output/Depth0003.exr': 'depth',
    'made/file-output/masks/Mask 0003.png': 'mask',
    'made/file-output/empty.txt': '',
  });
  expect(await bringHome(folder)).toEqual({
    kinds: ['view/R.png', 'file-output/Depth0003.exr', 'file-output/empty.txt', 'file-output/masks/Mask 0003.png'],
    left: [],
  });
  expect(readFileSync(join(folder.path, 'out/frame-0003.view/R.png'), 'utf8')).toBe('right');
});

test('links, pipes and names that hide or lead away stay where they are', async () => {
  using folder = new TemporaryFolder();
  folder.write({ 'secret.png': 'secret', 'made/file-output/good.png': 'good' });
  const made = join(folder.path, 'made/file-output');
  symlinkSync(join(folder.path, 'secret.png'), join(made, 'link.png'));
  symlinkSync(folder.path, join(made, 'folder'));
  execFileSync('mkfifo', [join(made, 'pipe.png')]);
  folder.write({
    'made/file-output/.hidden': '',
    'made/file-output/back\\slash': '',
    'made/file-output/line\nbreak': '',
  });
  const { kinds, left } = await bringHome(folder);
  expect(kinds).toEqual(['file-output/good.png']);
  expect(left.sort()).toEqual(
    ['.hidden', 'back\\slash', 'folder', 'line\nbreak', 'link.png', 'pipe.png'].map((name) => `file-output/${name}`),
  );
});

test('no more than 200 files come home', async () => {
  using folder = new TemporaryFolder();
  const names = Array.from({ length: 230 }, (_, index) => `made/file-output/${String(index)}.png`);
  folder.write(Object.fromEntries(names.map((name) => [name, 'x'])));
  const { kinds, left } = await bringHome(folder);
  expect(kinds).toHaveLength(200);
  expect(left.length).toBeGreaterThan(0);
});
