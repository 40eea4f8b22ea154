import { describe, expect, test } from '@jest/globals';
import { modernLayout, type BuiltBlock } from '../../support/blend-builder.ts';
import { found, missing, numbered, traceBuilt } from '../../support/built-project.ts';

/* What the real files of the fixtures do not have: newer versions' structs, and settings that change what is needed. */

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
    const result = await traceBuilt({ blocks: [image(), user, later], files, frames: [4] });
    expect(found(result)).toEqual(['f_0004.png', 'f_0007.png']);
  });

  test('in the compositor no file is needed before the start, except one that is there', async () => {
    const structs = {
      bNode: ['bNode *next', 'bNode *prev', 'char idname[64]', 'ID *id', 'void *storage'],
    };
    const node = (idname: string, values: Record<string, number> = {}): BuiltBlock[] => [
      image(),
      { code: 'NT', struct: 'ID', values: { name: 'NTtree' } },
      { code: 'DATA', struct: 'bNode', values: { idname, id: 0x700, storage: 0x8100 } },
      { code: 'DATA', struct: 'ImageUser', address: 0x8100, values: { frames: 10, sfra: 5, ...values } },
    ];
    const trace = (blocks: BuiltBlock[], frame: number, more: string[] = []) =>
      traceBuilt({ blocks, structs, files: [...files, ...more], frames: [frame] });
    const early = await trace(node('CompositorNodeImage'), 2);
    expect([found(early), missing(early)]).toEqual([[], []]);
    expect(found(await trace(node('CompositorNodeImage'), 2, ['f_0000.png']))).toEqual(['f_0000.png']);
    expect(found(await trace(node('CompositorNodeImage'), 6))).toEqual(['f_0002.png']);
    expect(missing(await trace(node('CompositorNodeImage', { offset: 9 }), 6))).toEqual(['missing //f_0001.png']);
    expect(missing(await trace(node('ShaderNodeTexImage'), 2))).toEqual(['missing //f_0001.png']);
  });

  test('without a user, or with an animated one, all of it is needed', async () => {
    expect(found(await traceBuilt({ blocks: [image()], files, frames: [4] }))).toEqual(files);
    const user = texture({ 'iuser.frames': 10, 'iuser.sfra': 1 });
    const curve: BuiltBlock[] = [
      { code: 'AC', struct: 'ID', values: { name: 'ACmove' } },
      { code: 'DATA', struct: 'FCurve', values: { rna_path: 0x9000 } },
      { code: 'DATA', raw: Buffer.from('nodes["Image Texture"].image_user.frame_offset\0'), address: 0x9000 },
    ];
    expect(found(await traceBuilt({ blocks: [image(), user, ...curve], files, frames: [4] }))).toEqual(files);
  });

  test('with stretched time all of it is needed', async () => {
    const user = texture({ 'iuser.frames': 10, 'iuser.sfra': 1 });
    const stretched = await traceBuilt({ blocks: [image(), user], files, frames: [4], scene: { 'r.images': 200 } });
    expect(found(stretched)).toEqual(files);
  });

  test('tiles before <UDIM> existed', async () => {
    const tiles: BuiltBlock[] = [
      image({ source: 6, name: '//skin.1001.png', 'tiles.first': 0x800 }),
      { code: 'DATA', struct: 'ImageTile', address: 0x800, values: { next: 0x900, tile_number: 1001 } },
      { code: 'DATA', struct: 'ImageTile', address: 0x900, values: { tile_number: 1012 } },
    ];
    const structs = { ImageTile: ['ImageTile *next', 'ImageTile *prev', 'int tile_number'] };
    const result = await traceBuilt({ blocks: tiles, structs, files: ['skin.1001.png', 'skin.1002.png'] });
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
    expect(missing(await traceBuilt({ blocks, structs, files, frames: [4, 5, 9] }))).toEqual(['missing //s_0001.vdb']);
    expect(missing(await traceBuilt({ blocks, structs, files, frames: [4, 9] }))).toEqual([]);
  });

  test('motion blur needs the neighbours', async () => {
    const scene = { 'r.mode': 0x4000, 'r.blurfac': 0.5 };
    expect(found(await traceBuilt({ blocks, structs, files, frames: [3], scene }))).toEqual(
      numbered('s_', 2, 4, '.vdb'),
    );
    expect(found(await traceBuilt({ blocks, structs, files, frames: [3] }))).toEqual(['s_0003.vdb']);
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
  const result = await traceBuilt({ blocks, structs, files: ['lens.osl'], layout: { ...modernLayout, version: 501 } });
  expect(found(result)).toEqual(['lens.osl']);
  expect(result.problems.map(({ message }) => message)).toEqual([
    'material "glass" in shot.blend → //gone.osl is not there',
  ]);
});

test('strips and sounds come along, but need not be there: no farm renders the sequencer', async () => {
  const structs = {
    bSound: ['ID id', 'char name[1024]', 'PackedFile *packedfile'],
    Sequence: ['Sequence *next', 'Sequence *prev', 'int type', 'int flag', 'Strip *strip'],
    Strip: ['StripElem *stripdata', 'char dir[768]'],
    StripElem: ['char name[256]'],
  };
  const blocks: BuiltBlock[] = [
    { code: 'SO', struct: 'bSound', values: { 'id.name': 'SOa', name: '//voice.wav' } },
    { code: 'SO', struct: 'bSound', values: { 'id.name': 'SOb', name: '//gone.wav' } },
    { code: 'SC', struct: 'Scene', values: { 'id.name': 'SCedit' } },
    { code: 'DATA', struct: 'Sequence', address: 0x8000, values: { type: 0, strip: 0x8100 } },
    { code: 'DATA', struct: 'Strip', address: 0x8100, values: { dir: '//edit/', stripdata: 0x8200 } },
    { code: 'DATA', struct: 'StripElem', address: 0x8200, values: [{ name: 'a.png' }, { name: 'gone.png' }] },
  ];
  const result = await traceBuilt({ blocks, structs, files: ['voice.wav', 'edit/a.png'] });
  expect(found(result)).toEqual(['edit/a.png', 'voice.wav']);
  expect(missing(result)).toEqual([]);
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
  expect(found(await traceBuilt({ blocks, structs, files: ['part.stl'] }))).toEqual(['part.stl']);
});
