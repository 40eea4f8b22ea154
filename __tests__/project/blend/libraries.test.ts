import { describe, expect, test } from '@jest/globals';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { buildBlend, modernLayout, type BuiltBlock } from '../../support/blend-builder.ts';
import { found, missing, numbered, traceBuilt } from '../../support/built-project.ts';

/* Which data-blocks of which libraries come along. */

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
    const direct = await traceBuilt({ blocks: [library('a.blend'), link('IMwood')], blends, files });
    expect(found(direct)).toEqual(['a.blend', 'wood.png']);
    const indirect = await traceBuilt({ blocks: [library('a.blend'), link('TEgrain')], blends: chained, files });
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
    const byImage = await traceBuilt({ blocks: [library('a.blend'), link('IMseq')], blends, files, frames: [2] });
    expect(found(byImage)).toEqual(['a.blend', ...files]);
    const byTexture = await traceBuilt({ blocks: [library('a.blend'), link('TEx')], blends, files, frames: [2] });
    expect(found(byTexture)).toEqual(['a.blend', 'f_0002.png']);
  });

  test('of which nothing is linked are not opened', async () => {
    const result = await traceBuilt({ blocks: [library('a.blend'), image('x', 0x900)], files: ['x.png'] });
    expect(found(result)).toEqual(['x.png']);
    expect(missing(result)).toEqual([]);
  });

  describe('that are packed', () => {
    const packed = (written: string, bytes: Buffer, at = 0x8000): BuiltBlock[] => [
      { ...library('', at), values: { 'id.name': `LI${written}`, name: written, packedfile: at + 0x10 } },
      { code: 'DATA', struct: 'PackedFile', address: at + 0x10, values: { size: bytes.length, data: at + 0x20 } },
      { code: 'DATA', raw: bytes, address: at + 0x20 },
    ];
    const wood = buildBlend([image('wood', 0x900), image('unused', 0xa00)]);

    test('name files from the folder they come from, and need not be there themselves', async () => {
      const blocks = [...packed('//lib/a.blend', wood), link('IMwood')];
      const result = await traceBuilt({ blocks, files: ['lib/wood.png', 'lib/unused.png', 'wood.png'] });
      expect(found(result)).toEqual(['lib/wood.png']);
      const { problems } = await traceBuilt({ blocks });
      expect(problems.map(({ message }) => message)).toEqual(['image "wood" in lib/a.blend → //wood.png is not there']);
    });

    test('are what other libraries link from, too', async () => {
      const blocks = [...packed('//lib/a.blend', wood), library('lib/b.blend'), link('TEgrain')];
      const grain: BuiltBlock = { code: 'TE', struct: 'Tex', values: { 'id.name': 'TEgrain', ima: 0x3000 } };
      const linked = { ...link('IMwood'), address: 0x3000 };
      const blends = { 'lib/b.blend': buildBlend([grain, library('a.blend'), linked]) };
      const result = await traceBuilt({ blocks, blends, files: ['lib/wood.png'] });
      expect(found(result)).toEqual(['lib/b.blend', 'lib/wood.png']);
    });

    test('and lie outside keep the project from being rendered when they name files', async () => {
      const blocks = (bytes: Buffer) => [...packed('//../a.blend', bytes), link('IMwood')];
      expect(missing(await traceBuilt({ blocks: blocks(wood), files: ['wood.png'] }))).toEqual(['outside //wood.png']);
      const generated = { ...image('wood', 0x900), values: { 'id.name': 'IMwood', source: 4 } };
      expect(missing(await traceBuilt({ blocks: blocks(buildBlend([generated])) }))).toEqual([]);
    });

    test.each([gzipSync, zstdCompressSync])('may be compressed (%#)', async (compress) => {
      const blocks = [...packed('//lib/a.blend', compress(wood)), link('IMwood')];
      expect(found(await traceBuilt({ blocks, files: ['lib/wood.png'] }))).toEqual(['lib/wood.png']);
    });

    test('and damaged are a problem that says what to do', async () => {
      const blocks = [...packed('//lib/a.blend', wood.subarray(0, 100)), link('IMwood')];
      expect((await traceBuilt({ blocks })).problems).toMatchObject([
        {
          kind: 'unreadable',
          message: expect.stringMatching(/^library "\/\/lib\/a.blend" in shot.blend → .* is packed/),
          hint: expect.stringMatching(/Unpack/),
        },
      ]);
    });
  });

  test('data-blocks packed from a library (5.0) mean its folder by //', async () => {
    const archive = { ...library('lib/a.blend'), values: { 'id.name': 'LIa', name: '//lib/a.blend', flag: 1 } };
    const packed = {
      ...image('wood', 0x900),
      values: { 'id.name': 'IMwood', 'id.lib': 0x700, name: '//wood.png', source: 1 },
    };
    const result = await traceBuilt({
      blocks: [archive, packed],
      layout: { ...modernLayout, version: 500 },
      files: ['lib/wood.png', 'wood.png'],
    });
    expect(found(result)).toEqual(['lib/wood.png']);
  });
});
