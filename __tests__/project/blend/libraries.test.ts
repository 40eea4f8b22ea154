import { describe, expect, test } from '@jest/globals';
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

  test('of which nothing is linked, or which are packed, are not opened', async () => {
    const packed = { ...library('b.blend', 0x800), values: { 'id.name': 'LIb', name: '//b.blend', packedfile: 0x900 } };
    const result = await traceBuilt({ blocks: [library('a.blend'), packed, link('OBx')] });
    expect(found(result)).toEqual([]);
    expect(missing(result)).toEqual([]);
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
