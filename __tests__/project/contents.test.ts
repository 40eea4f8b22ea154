import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Contents, type Content, type ContentRequest } from '../../src/project/contents.ts';
import { DigestCache } from '../../src/project/digest-cache.ts';
import { ProjectRoot } from '../../src/project/files.ts';
import { buildBlend, modernLayout, projectBlocks, type BuiltBlock } from '../support/blend-builder.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const structs = {
  Object: ['ID id', 'int mode', 'float loc[3]', 'Object *parent'],
  DriverTarget: ['char *rna_path'],
  Text: ['ID id', 'int flags'],
};

async function contentOf(
  blocks: readonly BuiltBlock[],
  request: ContentRequest = { scripts: false },
  layout = modernLayout,
): Promise<Content> {
  using folder = new TemporaryFolder();
  folder.write({ 'a.blend': buildBlend(blocks, layout, structs) });
  const root = await ProjectRoot.open(folder.path);
  return await new Contents().of(await root.look('a.blend'), request, new AbortController().signal);
}

const object = (name: string, address: number, values: Record<string, number | string> = {}): BuiltBlock => ({
  ...{ code: 'OB', struct: 'Object', address },
  values: { 'id.name': `OB${name}`, ...values },
});
const scene = (name: string, address: number, camera: number): BuiltBlock => ({
  ...{ code: 'SC', struct: 'Scene', address },
  values: { 'id.name': `SC${name}`, camera },
});
const scenes = (far: number): BuiltBlock[] => [
  { code: 'GLOB', struct: 'FileGlobal', values: { curscene: 0x10000 } },
  scene('Main', 0x10000, 0x30000),
  scene('Other', 0x20000, 0x40000),
  object('Near', 0x30000, { parent: 0x50000 }),
  object('Far', 0x40000, { loc: far }),
  object('Parent', 0x50000),
];

test('a scene is what it leads to, and a file all that is in it', async () => {
  const of = async (far: number, request: Omit<ContentRequest, 'scripts'>) =>
    await contentOf(scenes(far), { scripts: false, ...request });
  expect(await of(1, { scene: 'active' })).toEqual(await of(2, { scene: 'active' }));
  expect(await of(1, { scene: { name: 'Main' } })).toEqual(await of(2, { scene: { name: 'Main' } }));
  expect(await of(1, { scene: { name: 'Other' } })).not.toEqual(await of(2, { scene: { name: 'Other' } }));
  expect(await of(1, {})).not.toEqual(await of(2, {}));
  // Blender says that it is not there; what is known of it is all there is.
  expect(await of(1, { scene: { name: 'Lost' } })).not.toEqual(await of(2, { scene: { name: 'Lost' } }));
});

test('what an object that is led to on a second step says counts', async () => {
  const moved = scenes(1).map((one) => (one.address === 0x50000 ? object('Parent', 0x50000, { loc: 3 }) : one));
  expect(await contentOf(moved, { scripts: false, scene: 'active' })).not.toEqual(
    await contentOf(scenes(1), { scripts: false, scene: 'active' }),
  );
});

test('a file that another Blender saved is converted by this one, and is another', async () => {
  const blocks = projectBlocks();
  expect(await contentOf(blocks)).not.toEqual(await contentOf(blocks, undefined, { ...modernLayout, version: 305 }));
});

const text: BuiltBlock = { code: 'TX', struct: 'Text', values: { 'id.name': 'TXrig.py', flags: 1 << 4 } };
const driver = (path: string): BuiltBlock[] => [
  object('Driven', 0x30000),
  { code: 'DATA', struct: 'DriverTarget', address: 0x31000, values: { rna_path: 0x32000 } },
  { code: 'DATA', raw: Buffer.from(`${path}\0`), address: 0x32000 },
];

test('where something can read what is left out, only the bytes count', async () => {
  expect(await contentOf([text], { scripts: true })).toEqual({ uncertain: 'text "rig.py" can read all of it' });
  expect(await contentOf([text], { scripts: false })).toHaveProperty('digest');
  expect(await contentOf([object('Cube', 0x30000, { mode: 1 })])).toEqual({
    uncertain: 'object "Cube" was saved while it was edited',
  });
  expect(await contentOf([object('Rig', 0x30000, { mode: 64 })])).toHaveProperty('digest');
  for (const path of ['hide_viewport', 'modifiers["S"].levels', 'cursor.location[0]', 'nodes["A"].location.x']) {
    expect(await contentOf(driver(path))).toEqual({ uncertain: `a driver of object "Driven" reads ${path}` });
  }
  for (const path of ['location.x', '["hide"]', 'pose.bones["show_case"].scale', 'data.energy']) {
    expect(await contentOf(driver(path))).toHaveProperty('digest');
  }
});

test('a file that cannot be read is known by its bytes', async () => {
  using folder = new TemporaryFolder();
  folder.write({ 'a.blend': 'BLENDER' });
  const root = await ProjectRoot.open(folder.path);
  const found = await new Contents().of(await root.look('a.blend'), { scripts: false }, new AbortController().signal);
  expect(JSON.stringify(found)).toMatch(/"uncertain":"a.blend cannot be read/);
});

test('a later run asks the cache, for each question on its own, and not the file', async () => {
  using folder = new TemporaryFolder();
  const file = join(folder.path, 'cache', 'digests');
  folder.write({ 'a.blend': buildBlend(scenes(1), modernLayout, structs) });
  const root = await ProjectRoot.open(folder.path);
  const look = await root.look('a.blend');
  const { signal } = new AbortController();
  const minuteMs = 60_000;
  const cache = await DigestCache.read(file, () => Date.now() + minuteMs);
  const first = await new Contents(cache).of(look, { scripts: false }, signal);
  const active = await new Contents(cache).of(look, { scripts: false, scene: 'active' }, signal);
  expect(active).not.toEqual(first);
  await cache.write();
  const later = await DigestCache.read(file);
  expect(await new Contents(later).of(look, { scripts: false }, signal)).toEqual(first);
  expect(await new Contents(later).of(look, { scripts: false, scene: 'active' }, signal)).toEqual(active);
});
