import { describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { readScene, type SceneFacts } from '../../../src/project/blend/scene.ts';
import { baseStructs, buildBlend, projectBlocks, type BuiltBlock } from '../../support/blend-builder.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/blend/project');

// As Blender 3.4.1 shows them.
test('the facts of a real file', async () => {
  expect(await readScene(join(fixtures, 'main_zstd.blend'))).toEqual({
    name: 'Scene',
    frameStart: 1,
    frameEnd: 5,
    frameStep: 1,
    currentFrame: 1,
    engine: 'BLENDER_EEVEE',
    width: 1920,
    height: 1080,
    fileFormat: 'PNG',
    compositing: true,
    camera: true,
    version: '3.4',
    compression: 'zstd',
  });
});

async function readBuilt(blocks: BuiltBlock[], structs?: Record<string, readonly string[]>): Promise<SceneFacts> {
  using folder = new TemporaryFolder();
  folder.write({ 'scene.blend': buildBlend(blocks, undefined, structs) });
  return await readScene(join(folder.path, 'scene.blend'));
}

test('the active scene is the one Blender had open, else the first', async () => {
  const other: BuiltBlock = { code: 'SC', struct: 'Scene', address: 0x900, values: { 'id.name': 'SCOther' } };
  const [globals, ...rest] = projectBlocks();
  const pointing = (address: number): BuiltBlock => ({ ...globals!, values: { curscene: address } });
  expect((await readBuilt([pointing(0x900), ...rest, other])).name).toBe('Other');
  expect((await readBuilt([pointing(0x999), ...rest, other])).name).toBe('Scene');
});

test('without any scene there is nothing to render', async () => {
  const image: BuiltBlock = { code: 'IM', struct: 'Image', values: { 'id.name': 'IMx' } };
  await expect(readBuilt([image])).rejects.toMatchObject({
    kind: 'settings',
    message: expect.stringMatching(/has no scene/),
  });
});

describe('Cycles samples', () => {
  const structs = {
    ID: [...baseStructs['ID']!, 'IDProperty *properties', 'IDProperty *system_properties'],
    IDProperty: ['IDProperty *next', 'IDProperty *prev', 'char type', 'char name[64]', 'IDPropertyData data'],
    IDPropertyData: ['void *pointer', 'ListBase group', 'int val'],
  };
  const property = (address: number, values: Record<string, string | number>): BuiltBlock => ({
    code: 'DATA',
    struct: 'IDProperty',
    address,
    values,
  });
  const withProperties = (list: string): BuiltBlock[] => {
    const [globals, scene, ...rest] = projectBlocks([], { [list]: 0x8000 });
    return [
      globals!,
      scene!,
      property(0x8000, { 'data.group.first': 0x8100 }),
      property(0x8100, { name: 'other', next: 0x8200 }),
      property(0x8200, { name: 'cycles', 'data.group.first': 0x8300 }),
      property(0x8300, { name: 'seed', 'data.val': 7, next: 0x8400 }),
      property(0x8400, { name: 'samples', 'data.val': 96 }),
      ...rest,
    ];
  };

  test.each(['id.properties', 'id.system_properties'])('in %s', async (list) => {
    expect((await readBuilt(withProperties(list), structs)).samples).toBe(96);
  });

  test('are left out when the scene does not set them', async () => {
    expect(await readBuilt(projectBlocks(), structs)).not.toHaveProperty('samples');
  });
});

test('the compositor works when it is switched on and has nodes', async () => {
  const compositing = async (scene: Record<string, number>): Promise<boolean> =>
    (await readBuilt(projectBlocks([], scene))).compositing;
  expect(await compositing({ 'r.scemode': 0x40, use_nodes: 1, nodetree: 0x900 })).toBe(true);
  expect(await compositing({ 'r.scemode': 0, use_nodes: 1, nodetree: 0x900 })).toBe(false);
  expect(await compositing({ 'r.scemode': 0x40, use_nodes: 0, nodetree: 0x900 })).toBe(false);
  const group = { Scene: [...baseStructs['Scene']!, 'bNodeTree *compositing_node_group'] };
  const since5 = projectBlocks([], { 'r.scemode': 0x40, compositing_node_group: 0x900 });
  expect((await readBuilt(since5, group)).compositing).toBe(true);
});

test('a camera that only a marker brings in is a camera', async () => {
  const structs = { TimeMarker: ['TimeMarker *next', 'TimeMarker *prev', 'int frame', 'Object *camera'] };
  const [globals, scene, camera] = projectBlocks([], { camera: 0, 'markers.first': 0x8000 });
  const marker: BuiltBlock = { code: 'DATA', struct: 'TimeMarker', address: 0x8000, values: { camera: 0x600 } };
  expect((await readBuilt([globals!, scene!, marker, camera!], structs)).camera).toBe(true);
  expect((await readBuilt([globals!, scene!, marker], structs)).camera).toBe(false);
});
