import { describe, expect, test } from '@jest/globals';
import { type BuiltBlock } from '../../support/blend-builder.ts';
import { found, missing, numbered, traceBuilt } from '../../support/built-project.ts';

/* What simulations and bakes leave on disk, and which of it a frame needs. */

describe('point caches', () => {
  const structs = {
    PointCache: ['PointCache *next', 'PointCache *prev', 'int flag', 'int startframe', 'int endframe', 'int index', 'char name[64]', 'char path[1024]'],
  }; // prettier-ignore
  const cache = (values: Record<string, string | number>): BuiltBlock[] => [
    { code: 'OB', struct: 'Object', values: { 'id.name': 'OBNär' } },
    { code: 'DATA', struct: 'PointCache', values: { startframe: 1, endframe: 20, flag: 0x40, index: 0, ...values } },
  ];
  const hex = (number: number, index = '00'): string =>
    `blendcache_shot/4EC3A472_${String(number).padStart(6, '0')}_${index}.bphys`;

  test('the frame’s own file, else those around it; the saved frame’s; the description', async () => {
    const files = [0, 1, 4, 7, 10].map((number) => hex(number));
    const needs = async (frames: number[]): Promise<string[]> =>
      found(await traceBuilt({ blocks: cache({}), structs, files, frames }));
    expect(await needs([7])).toEqual([hex(0), hex(1), hex(7)]);
    expect(await needs([5])).toEqual([hex(0), hex(1), hex(4), hex(7)]);
    expect(await needs([99])).toEqual([hex(0), hex(1), hex(10)]);
  });

  test('another cache of the same object is another cache’s business', async () => {
    const files = [
      hex(1),
      hex(1, '01'),
      'blendcache_shot/OTHER_000001_00.bphys',
      'blendcache_shot/4EC3A472_x_00.bphys',
    ];
    expect(found(await traceBuilt({ blocks: cache({}), structs, files }))).toEqual([hex(1)]);
    expect(found(await traceBuilt({ blocks: cache({ index: -1 }), structs, files }))).toEqual([hex(1), hex(1, '01')]);
  });

  test('external caches lie in their own folder', async () => {
    const external = cache({ flag: 0x200, name: 'run (1)', path: '//sim', index: -1 });
    const files = ['sim/run (1)_000003.bphys', 'sim/run (1)_000004_02.bphys', 'sim/run 1_000003.bphys'];
    expect(found(await traceBuilt({ blocks: external, structs, files }))).toEqual(files.slice(0, 2));
  });

  test('only baked and external ones must be there', async () => {
    expect(missing(await traceBuilt({ blocks: cache({}), structs }))).toEqual([]);
    expect(missing(await traceBuilt({ blocks: cache({ flag: 0x41 }), structs }))).toEqual([
      'missing //blendcache_shot/',
    ]);
    expect(missing(await traceBuilt({ blocks: cache({ flag: 0 }), structs }))).toEqual([]);
  });
});

test('a baked fluid: the frame, its neighbours, and scripts', async () => {
  const structs = {
    FluidDomainSettings: ['int cache_flag', 'int cache_frame_offset', 'char cache_directory[1024]', 'short cache_type'],
  };
  const blocks: BuiltBlock[] = [
    { code: 'OB', struct: 'Object', values: { 'id.name': 'OBtank' } },
    {
      code: 'DATA',
      struct: 'FluidDomainSettings',
      values: { cache_flag: 2, cache_directory: '//fluid', cache_type: 1 },
    },
  ];
  const files = [...numbered('fluid/data/fluid_data_', 1, 9, '.vdb'), 'fluid/script/smoke.py'];
  const result = await traceBuilt({ blocks, structs, files, frames: [5] });
  expect(found(result)).toEqual([...numbered('fluid/data/fluid_data_', 4, 6, '.vdb'), 'fluid/script/smoke.py']);
  expect(missing(await traceBuilt({ blocks, structs }))).toEqual(['missing //fluid']);
});

describe('geometry nodes (4.3)', () => {
  const structs = {
    NodesModifierData: ['char *simulation_bake_directory', 'int8_t bake_target', 'int bakes_num', 'NodesModifierBake *bakes'],
    NodesModifierBake: ['int id', 'int flag', 'int8_t bake_target', 'char *directory', 'void *packed'],
  }; // prettier-ignore
  const modifier = (bakes: Record<string, number>[]): BuiltBlock[] => [
    { code: 'OB', struct: 'Object', values: { 'id.name': 'OBgrass' } },
    {
      code: 'DATA',
      struct: 'NodesModifierData',
      values: { simulation_bake_directory: 0x8000, bakes: 0x8100, bake_target: 2, bakes_num: bakes.length },
    },
    { code: 'DATA', raw: Buffer.from('//bake\0'), address: 0x8000 },
    { code: 'DATA', raw: Buffer.from('//own\0'), address: 0x8200 },
    { code: 'DATA', struct: 'NodesModifierBake', values: bakes, address: 0x8100 },
  ];
  const files = ['bake/12/blobs/1.blob', 'bake/12/meta/1.json', 'own/meta/1.json'];

  test('a bake on disk is taken whole', async () => {
    expect(found(await traceBuilt({ blocks: modifier([{ id: 12 }]), structs, files }))).toEqual(files.slice(0, 2));
    const own = modifier([{ id: 12, flag: 2, directory: 0x8200 }]);
    expect(found(await traceBuilt({ blocks: own, structs, files }))).toEqual(['own/meta/1.json']);
  });

  test('a packed bake is not, and none need be there', async () => {
    expect(found(await traceBuilt({ blocks: modifier([{ id: 12, packed: 0x8300 }]), structs, files }))).toEqual([]);
    expect(found(await traceBuilt({ blocks: modifier([{ id: 12, bake_target: 1 }]), structs, files }))).toEqual([]);
    expect(missing(await traceBuilt({ blocks: modifier([{ id: 12 }]), structs }))).toEqual([]);
  });
});
