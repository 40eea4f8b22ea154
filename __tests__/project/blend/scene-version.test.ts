import { expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readScene } from '../../../src/project/blend/scene.ts';
import { formatVersion, type BlendVersion } from '../../../src/project/blend/scene-version.ts';
import { buildBlend, modernLayout, projectBlocks, type BlendLayout } from '../../support/blend-builder.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

const repository = join(import.meta.dirname, '../../..');
const shared = ['../shared', '../../shared'].map((path) => join(repository, path)).find((path) => existsSync(path));

const versionOf = async (path: string): Promise<BlendVersion> => (await readScene(path, 'file.blend')).version;

test('a file of Blender 3.4 says that older ones cannot open it', async () => {
  expect(await versionOf(join(repository, '__tests__/fixtures/blend/project/main_zstd.blend'))).toEqual({
    ...{ savedBy: 304, oldest: 304, compression: 'zstd', bigEndian: false },
  });
});

async function versionOfBuilt(minversion: number, layout: Partial<BlendLayout>): Promise<BlendVersion> {
  const [globals, ...rest] = projectBlocks();
  const blocks = [{ ...globals!, values: { curscene: 0x500, minversion } }, ...rest];
  const bytes = buildBlend(
    blocks,
    { ...modernLayout, ...layout },
    { FileGlobal: ['short minversion', 'Scene *curscene'] },
  );
  using folder = new TemporaryFolder().write({ 'scene.blend': bytes });
  return await versionOf(join(folder.path, 'scene.blend'));
}

test.each<[number, Partial<BlendLayout>, Partial<BlendVersion>]>([
  [306, { version: 403 }, { savedBy: 403, oldest: 306, compression: 'none', bigEndian: false }],
  // Its header is one that 4.5 was the first to know, whatever the file claims.
  [306, { version: 502 }, { savedBy: 502, oldest: 405 }],
  [501, { version: 502 }, { oldest: 501 }],
  [270, { version: 279, littleEndian: false, pointerSize: 4 }, { savedBy: 279, oldest: 270, bigEndian: true }],
])('the oldest Blender for minversion %i in %j', async (minversion, layout, expected) => {
  expect(await versionOfBuilt(minversion, layout)).toMatchObject(expected);
});

test('a file that says nothing of older ones', async () => {
  using folder = new TemporaryFolder().write({ 'scene.blend': buildBlend(projectBlocks()) });
  expect((await versionOf(join(folder.path, 'scene.blend'))).oldest).toBe(0);
});

if (shared === undefined) {
  test.skip('real files of other versions: the folder shared is not beside the clone', () => {});
} else {
  // As Blender's BKE_blender_version.h of that version has it.
  test.each([
    ['cases/newcomer/cycles-5.2.blend', { savedBy: 502, oldest: 405, compression: 'zstd' }],
    ['blend-corpus/bat/blendfiles/basic_file.blend', { savedBy: 279, oldest: 270, compression: 'none' }],
  ])('%s', async (file, expected) => {
    expect(await versionOf(join(shared, file))).toMatchObject(expected);
  });
}

test.each([
  [279, '2.79'],
  [304, '3.4'],
  [500, '5.0'],
])('%i is called %s', (version, name) => {
  expect(formatVersion(version)).toBe(name);
});
