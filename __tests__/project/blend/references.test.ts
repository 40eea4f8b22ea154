import { describe, expect, test } from '@jest/globals';
import { traceProject, type Trace } from '../../../src/project/blend/trace.ts';
import {
  buildBlend,
  modernLayout,
  projectBlocks,
  type BlendLayout,
  type BuiltBlock,
  type StructDeclarations,
} from '../../support/blend-builder.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

/* What the real files of the fixtures do not have: newer versions' structs, and settings that change what is needed. */

interface Case {
  blocks: BuiltBlock[];
  structs?: StructDeclarations;
  scene?: Record<string, number>;
  layout?: BlendLayout;
  /** Paths beside the project, without content, or other .blend files. */
  files?: string[];
  blends?: Record<string, Buffer>;
  frames?: number[];
}

async function trace({ blocks, structs, scene, layout, files = [], blends = {}, frames }: Case): Promise<Trace> {
  using folder = new TemporaryFolder();
  folder.write({ 'shot.blend': buildBlend([...projectBlocks([], scene), ...blocks], layout, structs) });
  folder.write({ ...blends, ...Object.fromEntries(files.map((path) => [path, 'x'])) });
  return await traceProject(folder.path, 'shot.blend', frames ? { frames } : {});
}

const found = ({ files }: Trace): string[] =>
  files
    .slice(1)
    .map(({ path }) => path)
    .sort();
const missing = ({ problems }: Trace): string[] => problems.map(({ kind, reference }) => `${kind} ${reference}`);
const numbered = (prefix: string, first: number, last: number, suffix: string, digits = 4): string[] =>
  Array.from({ length: last - first + 1 }, (_, index) => prefix + String(first + index).padStart(digits, '0') + suffix);

describe('image sequences', () => {
  const image = (values: object = {}): BuiltBlock => ({
    code: 'IM',
    struct: 'Image',
    address: 0x700,
    values: { 'id.name': 'IMseq', name: '//f_0001.png', source: 2, ...values },
  });
  const texture = (values: Record<string, number>): BuiltBlock => ({
    code: 'TE',
    struct: 'Tex',
    values: { 'id.name': 'TEtex', ima: 0x700, ...values },
  });
  const files = numbered('f_', 1, 10, '.png');

  test('each user has a range of its own', async () => {
    const user = texture({ 'iuser.frames': 10, 'iuser.sfra': 1 });
    const later = texture({ 'iuser.frames': 3, 'iuser.sfra': 3, 'iuser.offset': 5 });
    const result = await trace({ blocks: [image(), user, later], files, frames: [4] });
    expect(found(result)).toEqual(['f_0004.png', 'f_0007.png']);
  });

  test('without a user, or with an animated one, all of it is needed', async () => {
    expect(found(await trace({ blocks: [image()], files, frames: [4] }))).toEqual(files);
    const user = texture({ 'iuser.frames': 10, 'iuser.sfra': 1 });
    const curve: BuiltBlock[] = [
      { code: 'AC', struct: 'ID', values: { name: 'ACmove' } },
      { code: 'DATA', struct: 'FCurve', values: { rna_path: 0x9000 } },
      { code: 'DATA', raw: Buffer.from('nodes["Image Texture"].image_user.frame_offset\0'), address: 0x9000 },
    ];
    expect(found(await trace({ blocks: [image(), user, ...curve], files, frames: [4] }))).toEqual(files);
  });

  test('with stretched time all of it is needed', async () => {
    const user = texture({ 'iuser.frames': 10, 'iuser.sfra': 1 });
    const stretched = await trace({ blocks: [image(), user], files, frames: [4], scene: { 'r.images': 200 } });
    expect(found(stretched)).toEqual(files);
  });

  test('tiles before <UDIM> existed', async () => {
    const tiles: BuiltBlock[] = [
      image({ source: 6, name: '//skin.1001.png', 'tiles.first': 0x800 }),
      { code: 'DATA', struct: 'ImageTile', address: 0x800, values: { next: 0x900, tile_number: 1001 } },
      { code: 'DATA', struct: 'ImageTile', address: 0x900, values: { tile_number: 1012 } },
    ];
    const structs = { ImageTile: ['ImageTile *next', 'ImageTile *prev', 'int tile_number'] };
    const result = await trace({ blocks: tiles, structs, files: ['skin.1001.png', 'skin.1002.png'] });
    expect(found(result)).toEqual(['skin.1001.png']);
    expect(missing(result)).toEqual(['missing //skin.1012.png']);
  });
});

describe('volumes', () => {
  const structs = {
    Volume: ['ID id', 'char filepath[1024]', 'char is_sequence', 'char sequence_mode', 'int frame_start', 'int frame_duration', 'int frame_offset'],
  }; // prettier-ignore
  const smoke = { filepath: '//s_0001.vdb', is_sequence: 1, frame_start: 1, frame_duration: 20 };
  const blocks: BuiltBlock[] = [{ code: 'VO', struct: 'Volume', values: { 'id.name': 'VOsmoke', ...smoke } }];
  const files = [...numbered('s_', 1, 4, '.vdb'), ...numbered('s_', 6, 8, '.vdb')];

  test('a gap is missing, what lies past the end is not', async () => {
    expect(missing(await trace({ blocks, structs, files, frames: [4, 5, 9] }))).toEqual(['missing //s_0001.vdb']);
    expect(missing(await trace({ blocks, structs, files, frames: [4, 9] }))).toEqual([]);
  });

  test('motion blur needs the neighbours', async () => {
    const scene = { 'r.mode': 0x4000, 'r.blurfac': 0.5 };
    expect(found(await trace({ blocks, structs, files, frames: [3], scene }))).toEqual(numbered('s_', 2, 4, '.vdb'));
    expect(found(await trace({ blocks, structs, files, frames: [3] }))).toEqual(['s_0003.vdb']);
  });
});

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
      found(await trace({ blocks: cache({}), structs, files, frames }));
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
    expect(found(await trace({ blocks: cache({}), structs, files }))).toEqual([hex(1)]);
    expect(found(await trace({ blocks: cache({ index: -1 }), structs, files }))).toEqual([hex(1), hex(1, '01')]);
  });

  test('external caches lie in their own folder', async () => {
    const external = cache({ flag: 0x200, name: 'run (1)', path: '//sim', index: -1 });
    const files = ['sim/run (1)_000003.bphys', 'sim/run (1)_000004_02.bphys', 'sim/run 1_000003.bphys'];
    expect(found(await trace({ blocks: external, structs, files }))).toEqual(files.slice(0, 2));
  });

  test('only baked and external ones must be there', async () => {
    expect(missing(await trace({ blocks: cache({}), structs }))).toEqual([]);
    expect(missing(await trace({ blocks: cache({ flag: 0x41 }), structs }))).toEqual(['missing //blendcache_shot/']);
    expect(missing(await trace({ blocks: cache({ flag: 0 }), structs }))).toEqual([]);
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
  const result = await trace({ blocks, structs, files, frames: [5] });
  expect(found(result)).toEqual([...numbered('fluid/data/fluid_data_', 4, 6, '.vdb'), 'fluid/script/smoke.py']);
  expect(missing(await trace({ blocks, structs }))).toEqual(['missing //fluid']);
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
    expect(found(await trace({ blocks: modifier([{ id: 12 }]), structs, files }))).toEqual(files.slice(0, 2));
    const own = modifier([{ id: 12, flag: 2, directory: 0x8200 }]);
    expect(found(await trace({ blocks: own, structs, files }))).toEqual(['own/meta/1.json']);
  });

  test('a packed bake is not, and none need be there', async () => {
    expect(found(await trace({ blocks: modifier([{ id: 12, packed: 0x8300 }]), structs, files }))).toEqual([]);
    expect(found(await trace({ blocks: modifier([{ id: 12, bake_target: 1 }]), structs, files }))).toEqual([]);
    expect(missing(await trace({ blocks: modifier([{ id: 12 }]), structs }))).toEqual([]);
  });
});

test('shaders: only external ones, and compiled code in the .blend makes the file a courtesy', async () => {
  const structs = {
    NodeShaderScript: ['int mode', 'char filepath[1024]', 'char *bytecode'],
    NodeShaderTexIES: ['int mode', 'char filepath[1024]'],
    Camera: ['ID id', 'int custom_mode', 'char custom_filepath[1024]', 'char *custom_bytecode'],
  };
  const blocks: BuiltBlock[] = [
    { code: 'CA', struct: 'Camera', values: { 'id.name': 'CAcam', custom_mode: 1, custom_filepath: '//lens.osl' } },
    { code: 'MA', struct: 'ID', values: { name: 'MAglass' } },
    { code: 'DATA', struct: 'NodeShaderScript', values: { mode: 1, filepath: '//gone.osl' } },
    { code: 'DATA', struct: 'NodeShaderScript', values: { mode: 1, filepath: '//compiled.osl', bytecode: 0x8000 } },
    { code: 'DATA', struct: 'NodeShaderScript', values: { mode: 0, filepath: '//internal.osl' } },
    { code: 'DATA', struct: 'NodeShaderTexIES', values: { mode: 0, filepath: '//internal.ies' } },
  ];
  const result = await trace({ blocks, structs, files: ['lens.osl'], layout: { ...modernLayout, version: 501 } });
  expect(found(result)).toEqual(['lens.osl']);
  expect(result.problems.map(({ message }) => message)).toEqual([
    'material "glass" in shot.blend → //gone.osl is not there',
  ]);
});

test('an import node names its file in an input', async () => {
  const structs = {
    bNode: ['bNode *next', 'bNode *prev', 'char idname[64]', 'ListBase inputs', 'ID *id', 'void *storage'],
    bNodeSocket: ['bNodeSocket *next', 'bNodeSocket *prev', 'char identifier[64]', 'void *default_value'],
    bNodeSocketValueString: ['int subtype', 'char value[1024]'],
  };
  const blocks: BuiltBlock[] = [
    { code: 'NT', struct: 'ID', values: { name: 'NTscatter' } },
    { code: 'DATA', struct: 'bNode', values: { idname: 'GeometryNodeImportSTL', 'inputs.first': 0x8000 } },
    { code: 'DATA', struct: 'bNodeSocket', address: 0x8000, values: { identifier: 'Path', default_value: 0x8100 } },
    { code: 'DATA', struct: 'bNodeSocketValueString', address: 0x8100, values: { subtype: 1, value: '//part.stl' } },
  ];
  expect(found(await trace({ blocks, structs, files: ['part.stl'] }))).toEqual(['part.stl']);
});

describe('libraries', () => {
  const library = (name: string, address = 0x700): BuiltBlock => ({
    code: 'LI',
    struct: 'Library',
    address,
    values: { 'id.name': `LI${name}`, name: `//${name}` },
  });
  const link = (name: string): BuiltBlock => ({ code: 'ID', struct: 'ID', values: { name } });
  const image = (name: string, address: number): BuiltBlock => ({
    code: 'IM',
    struct: 'Image',
    address,
    values: { 'id.name': `IM${name}`, name: `//${name}.png`, source: 1 },
  });

  test('that link to each other, and back to the project', async () => {
    const blends = {
      'a.blend': buildBlend([image('wood', 0x900), library('b.blend'), link('IMsteel'), image('unused', 0xa00)]),
      'b.blend': buildBlend([
        image('steel', 0x900),
        library('a.blend'),
        link('IMwood'),
        library('shot.blend'),
        link('OBx'),
      ]),
    };
    // Only what is reached from the linked names counts, and place holders are reached by pointers to them.
    const chained = { ...blends, 'a.blend': buildBlend([
      { code: 'TE', struct: 'Tex', values: { 'id.name': 'TEgrain', ima: 0x3000 } },
      image('wood', 0x900), image('unused', 0xa00), library('b.blend'),
      { ...link('IMsteel'), address: 0x3000 },
    ]) }; // prettier-ignore
    const files = ['wood.png', 'steel.png', 'unused.png'];
    const direct = await trace({ blocks: [library('a.blend'), link('IMwood')], blends, files });
    expect(found(direct)).toEqual(['a.blend', 'wood.png']);
    const indirect = await trace({ blocks: [library('a.blend'), link('TEgrain')], blends: chained, files });
    expect(found(indirect)).toEqual(['a.blend', 'b.blend', 'steel.png']);
  });

  test('a sequence that another file uses is needed whole', async () => {
    const sequence = { ...image('seq', 0x900), values: { 'id.name': 'IMseq', name: '//f_0001.png', source: 2 } };
    const user: BuiltBlock = {
      code: 'TE',
      struct: 'Tex',
      values: { 'id.name': 'TEx', ima: 0x900, 'iuser.frames': 9, 'iuser.sfra': 1 },
    };
    const blends = { 'a.blend': buildBlend([sequence, user]) };
    const files = numbered('f_', 1, 3, '.png');
    const byImage = await trace({ blocks: [library('a.blend'), link('IMseq')], blends, files, frames: [2] });
    expect(found(byImage)).toEqual(['a.blend', ...files]);
    const byTexture = await trace({ blocks: [library('a.blend'), link('TEx')], blends, files, frames: [2] });
    expect(found(byTexture)).toEqual(['a.blend', 'f_0002.png']);
  });

  test('of which nothing is linked, or which are packed, are not opened', async () => {
    const packed = { ...library('b.blend', 0x800), values: { 'id.name': 'LIb', name: '//b.blend', packedfile: 0x900 } };
    const result = await trace({ blocks: [library('a.blend'), packed, link('OBx')] });
    expect(found(result)).toEqual([]);
    expect(missing(result)).toEqual([]);
  });

  test('data-blocks packed from a library (5.0) mean its folder by //', async () => {
    const archive = { ...library('lib/a.blend'), values: { 'id.name': 'LIa', name: '//lib/a.blend', flag: 1 } };
    const packed = {
      ...image('wood', 0x900),
      values: { 'id.name': 'IMwood', 'id.lib': 0x700, name: '//wood.png', source: 1 },
    };
    const result = await trace({
      blocks: [archive, packed],
      layout: { ...modernLayout, version: 500 },
      files: ['lib/wood.png', 'wood.png'],
    });
    expect(found(result)).toEqual(['lib/wood.png']);
  });
});

describe('hostile structure', () => {
  test('lists that go in circles end', async () => {
    const structs = { ImageTile: ['ImageTile *next', 'ImageTile *prev', 'int tile_number'] };
    const blocks: BuiltBlock[] = [
      {
        code: 'IM',
        struct: 'Image',
        values: { 'id.name': 'IMx', name: '//x.<UDIM>.png', source: 6, 'tiles.first': 0x800 },
      },
      { code: 'DATA', struct: 'ImageTile', address: 0x800, values: { next: 0x900, tile_number: 1001 } },
      { code: 'DATA', struct: 'ImageTile', address: 0x900, values: { next: 0x800, tile_number: 1002 } },
    ];
    expect(missing(await trace({ blocks, structs }))).toEqual(['missing //x.1001.png', 'missing //x.1002.png']);
  });

  test('types of other sizes than C has are read as C has them, or not at all', async () => {
    const blocks: BuiltBlock[] = [
      { code: 'IM', struct: 'Image', values: { 'id.name': 'IMx', name: '//x.png', source: 1 } },
    ];
    const whole = buildBlend([...projectBlocks(), ...blocks]);
    const sizes = whole.indexOf('TLEN');
    for (let type = 0; type < 20; type++) {
      using folder = new TemporaryFolder();
      const bytes = Buffer.from(whole);
      bytes.writeUInt16LE(1, sizes + 4 + type * 2);
      folder.write({ 'shot.blend': bytes });
      const { files } = await traceProject(folder.path, 'shot.blend');
      expect(files).toHaveLength(1);
    }
  });

  test('work that only repeats itself is refused', async () => {
    // 8,000 images that each lead through the same list of 8,000 tiles.
    const structs = { ImageTile: ['ImageTile *next', 'ImageTile *prev', 'int tile_number'] };
    const tiles = Array.from({ length: 8000 }, (_, index): BuiltBlock => ({
      code: 'DATA',
      struct: 'ImageTile',
      address: 0x100000 + index * 16,
      values: { next: index === 7999 ? 0 : 0x100000 + (index + 1) * 16, tile_number: 1001 },
    }));
    const images = Array.from({ length: 8000 }, () => ({
      'id.name': 'IMx',
      name: '//x.<UDIM>.png',
      source: 6,
      'tiles.first': 0x100000,
    }));
    const blocks: BuiltBlock[] = [{ code: 'IM', struct: 'Image', values: images }, ...tiles];
    await expect(trace({ blocks, structs })).rejects.toMatchObject({ kind: 'settings', message: /circles/ });
  });
});
