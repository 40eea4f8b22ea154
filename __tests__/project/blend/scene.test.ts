import { describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { readScene, type SceneFacts } from '../../../src/project/blend/scene.ts';
import { baseStructs, buildBlend, modernLayout, projectBlocks, type BuiltBlock } from '../../support/blend-builder.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/blend/project');

// As Blender 3.4.1 shows them.
test('the facts of a real file', async () => {
  expect(await readScene(join(fixtures, 'main_zstd.blend'), 'main_zstd.blend')).toEqual({
    name: 'Scene',
    frameStart: 1,
    frameEnd: 5,
    frameStep: 1,
    currentFrame: 1,
    engine: 'BLENDER_EEVEE',
    samplesByDefault: false,
    width: 1920,
    height: 1080,
    fileFormat: 'PNG',
    compositing: true,
    camera: true,
    sequencer: true,
    version: { savedBy: 304, oldest: 304, compression: 'zstd', bigEndian: false },
    details: {
      denoising: false,
      adaptiveSampling: false,
      compositorNodes: true,
      fileOutputs: ['File Output'],
      inEditMode: [],
    },
  });
});

async function readBuilt(
  blocks: BuiltBlock[],
  structs?: Record<string, readonly string[]>,
  version = 304,
): Promise<SceneFacts> {
  using folder = new TemporaryFolder();
  folder.write({ 'scene.blend': buildBlend(blocks, { ...modernLayout, version }, structs) });
  return await readScene(join(folder.path, 'scene.blend'), 'shots/scene.blend');
}

test('a file that cannot be read is named as the project has it', async () => {
  using folder = new TemporaryFolder();
  folder.write({ 'scene.blend': 'BLENDER' });
  const reading = readScene(join(folder.path, 'scene.blend'), 'shots/scene.blend');
  await expect(reading).rejects.toThrow(/^shots\/scene\.blend cannot be read/);
});

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
  const withProperties = (list: string, more: Record<string, number> = {}, samples = 'samples'): BuiltBlock[] => {
    const [globals, scene, ...rest] = projectBlocks([], { [list]: 0x8000 });
    const [[name, value] = ['none', 0]] = Object.entries(more);
    return [
      globals!,
      scene!,
      property(0x8000, { 'data.group.first': 0x8100 }),
      property(0x8100, { name: 'other', next: 0x8200 }),
      property(0x8200, { name: 'cycles', 'data.group.first': 0x8300 }),
      property(0x8300, { name: 'seed', 'data.val': 7, next: 0x8400 }),
      property(0x8400, { name: samples, 'data.val': 96, next: 0x8500 }),
      property(0x8500, { name, 'data.val': value }),
      ...rest,
    ];
  };

  test.each(['id.properties', 'id.system_properties'])('in %s', async (list) => {
    const scene = await readBuilt(withProperties(list), structs);
    expect(scene).toMatchObject({ samples: 96, samplesByDefault: false });
  });

  // As Blender 3.4.1 opens such files, by the versions of its version_update.py.
  test.each([
    [269, 10],
    [276, 10],
    [277, 128],
    [293, 128],
    [300, 4096],
    [304, 4096],
    [501, 4096],
  ])('that were never set are the default of the Blender that wrote the file: %i', async (version, samples) => {
    expect(await readBuilt(projectBlocks(), structs, version)).toMatchObject({ samples, samplesByDefault: true });
  });

  test.each([
    [293, 1, 9216],
    [293, 0, 96],
    [300, 1, 96],
  ])('of Blender %i with use_square_samples %i', async (version, use_square_samples, samples) => {
    const blocks = withProperties('id.properties', { use_square_samples });
    expect((await readBuilt(blocks, structs, version)).samples).toBe(samples);
  });

  test('by default are squared, too, and stay in the range of Blender', async () => {
    const blocks = withProperties('id.properties', { use_square_samples: 1 }, 'aa_samples');
    expect(await readBuilt(blocks, structs, 279)).toMatchObject({ samples: 128 * 128, samplesByDefault: true });
    const [globals, scene, ...rest] = withProperties('id.properties', { use_square_samples: 1 });
    const many = rest.map((block) =>
      block.address === 0x8400 ? property(0x8400, { name: 'samples', 'data.val': 100_000, next: 0x8500 }) : block,
    );
    expect((await readBuilt([globals!, scene!, ...many], structs, 279)).samples).toBe(2 ** 24);
  });

  test('are none of other engines', async () => {
    const scene = await readBuilt(projectBlocks([], { 'r.engine': 'BLENDER_EEVEE' }), structs);
    expect(scene).not.toHaveProperty('samples');
    expect(scene.samplesByDefault).toBe(false);
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
