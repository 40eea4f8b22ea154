import { describe, expect, test } from '@jest/globals';
import { formatDependencyTree } from '../../../src/project/blend/format-deps.ts';
import { traceProject } from '../../../src/project/blend/trace.ts';
import {
  baseStructs,
  BlendWriter,
  buildBlend,
  modernLayout,
  projectBlocks,
  type BuiltBlock,
} from '../../support/blend-builder.ts';
import { missing, traceBuilt } from '../../support/built-project.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

/* Files that are made to be trouble, rather than damaged by chance. */

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
    expect(missing(await traceBuilt({ blocks, structs }))).toEqual(['missing //x.1001.png', 'missing //x.1002.png']);
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

  describe('members that are endless', () => {
    const endless = '[999999999]'.repeat(40);
    const structs = {
      Nothing: [],
      Image: ['ID id', `Nothing nothing${endless}`, `void *pointers${endless}`, 'char name[64]'],
    };
    const start = new BlendWriter(modernLayout, baseStructs).struct('Image', { 'id.name': 'IMx', name: '//x.png' });
    // As long as the type's size can say that it is.
    const image: BuiltBlock = { code: 'IM', struct: 'Image', raw: Buffer.concat([start, Buffer.alloc(0x10000)]) };

    test('of a project are refused', async () => {
      await expect(traceBuilt({ blocks: [image], structs })).rejects.toMatchObject({
        message: expect.stringMatching(/larger than any/),
      });
    });

    test('of a library are a problem', async () => {
      const blocks: BuiltBlock[] = [
        { code: 'LI', struct: 'Library', values: { 'id.name': 'LIa', name: '//a.blend' } },
        { code: 'ID', struct: 'ID', values: { name: 'IMx' } },
      ];
      const blends = { 'a.blend': buildBlend([image], modernLayout, structs) };
      expect(missing(await traceBuilt({ blocks, blends }))).toEqual(['unreadable //a.blend']);
    });
  });

  test('a description of millions of structs is refused before it fills the memory', async () => {
    const whole = buildBlend(projectBlocks());
    const count = whole.lastIndexOf('STRC') + 4;
    // Each takes four bytes, and is of no size and without members.
    const structs = Buffer.alloc(4 + 4_000_000 * 4);
    structs.writeUInt32LE(4_000_000);
    const dna = whole.lastIndexOf('DNA1');
    const bytes = Buffer.concat([whole.subarray(0, count), structs, whole.subarray(-24)]);
    bytes.writeInt32LE(bytes.length - 24 - (dna + 24), dna + 4);
    using folder = new TemporaryFolder();
    folder.write({ 'shot.blend': bytes });
    await expect(traceProject(folder.path, 'shot.blend')).rejects.toMatchObject({
      kind: 'settings',
      message: expect.stringMatching(/damaged description of its structs/),
    });
  });

  test('problems past a thousand are counted, not listed', async () => {
    const images = Array.from({ length: 1500 }, (_, index) => ({
      'id.name': `IM${index}`,
      name: `//${index}.png`,
      source: 1,
    }));
    const trace = await traceBuilt({ blocks: [{ code: 'IM', struct: 'Image', values: images }] });
    expect([trace.problems.length, trace.problemsLeftOut]).toEqual([1000, 500]);
    expect(formatDependencyTree(trace)).toMatch(/^1 file, 1500 problems$/m);
  });

  test('blocks of one address, and addresses that end alike, are told apart', async () => {
    const structs = { ImageTile: ['ImageTile *next', 'ImageTile *prev', 'int tile_number'] };
    const tile = (address: number, tile_number: number, next = 0): BuiltBlock => ({
      code: 'DATA',
      struct: 'ImageTile',
      address,
      values: { next, tile_number },
    });
    const values = { 'id.name': 'IMx', name: '//x.<UDIM>.png', source: 6, 'tiles.first': 0x800 };
    const blocks: BuiltBlock[] = [
      { code: 'IM', struct: 'Image', values },
      tile(0x800, 1001),
      tile(0x800, 1002, 2 ** 32 + 0x800),
      tile(2 ** 32 + 0x800, 1003, 2 ** 40 + 0x800),
      tile(2 ** 40 + 0x800, 1004),
    ];
    expect(missing(await traceBuilt({ blocks, structs }))).toEqual(
      [1002, 1003, 1004].map((number) => `missing //x.${number}.png`),
    );
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
    await expect(traceBuilt({ blocks, structs })).rejects.toMatchObject({
      kind: 'settings',
      message: expect.stringMatching(/circles/),
    });
  });
});
