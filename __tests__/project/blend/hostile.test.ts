import { describe, expect, test } from '@jest/globals';
import { traceProject } from '../../../src/project/blend/trace.ts';
import { buildBlend, projectBlocks, type BuiltBlock } from '../../support/blend-builder.ts';
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
    await expect(traceBuilt({ blocks, structs })).rejects.toMatchObject({ kind: 'settings', message: /circles/ });
  });
});
