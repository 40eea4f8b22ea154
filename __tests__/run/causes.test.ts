import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { describeCause } from '../../src/frames/record/causes.ts';
import type { RecordedContent } from '../../src/frames/record/contents.ts';
import { keepContent, newRoom } from '../../src/project/blend/diff/recorded.ts';
import { openBlend } from '../../src/project/blend/open-blend.ts';
import { findCauses, type Made } from '../../src/run/causes.ts';
import { buildBlend, modernLayout, projectBlocks, type BuiltBlock } from '../support/blend-builder.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const structs = { Object: ['ID id', 'float loc', 'float size'], Text: ['ID id', 'int flags'] };
const lamp = (values: Record<string, number | string>): BuiltBlock => ({
  ...{ code: 'OB', struct: 'Object', address: 0x600 },
  values: { 'id.name': 'OBKey', ...values },
});
const sha1 = (digit: number): string => String(digit).repeat(40);

async function content(digit: number, blocks: readonly BuiltBlock[], scripts = false): Promise<RecordedContent> {
  using folder = new TemporaryFolder();
  folder.write({ 'a.blend': buildBlend(blocks, modernLayout, structs) });
  return await openBlend(join(folder.path, 'a.blend'), 'a.blend', (blend) => ({
    sha1: sha1(digit),
    ...keepContent(blend, newRoom(), { scripts, scene: 'active' }),
  }));
}

const withKey = (values: Record<string, number | string>): BuiltBlock[] => [
  ...projectBlocks().slice(0, 2),
  lamp(values),
];
const frames = [1, 2, 3];

/** A run whose frames need the .blend with this content; `wood` is what frame 2 needs besides. */
async function made(digit: number, blocks: readonly BuiltBlock[], wood = 8): Promise<Made> {
  return {
    inputs: [
      { path: 'shot.blend', sha1: sha1(digit), frames },
      { path: 'textures/wood.png', sha1: sha1(wood), frames: [2] },
    ],
    contents: [await content(digit, blocks)],
  };
}
const said = (before: Made, after: Made, isSetUpAlike = true): [string, string[]][] =>
  findCauses(frames, before, after, () => isSetUpAlike).map((cause) => [
    cause.frames,
    describeCause(cause, 'shot.blend', 10),
  ]);

test('each frame is told what has changed of what it needs', async () => {
  const before = await made(1, withKey({ loc: 1 }));
  const after = await made(2, withKey({ loc: 1.5 }), 9);
  const moved = 'object "Key": Location 1 → 1.5';
  expect(said(before, after)).toEqual([
    ['1, 3', [moved]],
    ['2', [moved, 'textures/wood.png changed']],
  ]);
});

test('where no input has changed, that is said, unless the setup has', async () => {
  const before = await made(1, withKey({ loc: 1 }));
  const savedAgain = await made(2, withKey({ loc: 1 }).toReversed());
  const alike = [['1-3', [expect.stringMatching(/^The picture changed, and no input did/)]]];
  expect(said(before, before)).toEqual(alike);
  expect(said(before, savedAgain)).toEqual(alike);
  expect(said(before, savedAgain, false)).toEqual([]);
});

test('files that are new or gone, of a library the file beside the data-block', async () => {
  const library = { path: 'lib.blend', frames };
  const before = { inputs: [{ ...library, sha1: sha1(3) }], contents: [await content(3, withKey({ size: 1 }))] };
  const inputs = [
    { ...library, sha1: sha1(4) },
    { path: 'new.png', sha1: sha1(5), frames: [1] },
  ];
  const after = { inputs, contents: [await content(4, withKey({ size: 2 }))] };
  expect(said(before, after)).toEqual([
    ['1', ['lib.blend: object "Key": Scale 1 → 2', 'new.png added']],
    ['2-3', ['lib.blend: object "Key": Scale 1 → 2']],
  ]);
  expect(said(after, before)[0]).toEqual(['1', ['lib.blend: object "Key": Scale 2 → 1', 'new.png removed']]);
});

test('a record of an older version knows the file, or nothing at all', async () => {
  const after = await made(2, withKey({ loc: 2 }));
  const { inputs } = await made(1, withKey({ loc: 1 }));
  expect(said({ inputs }, after)).toEqual([['1-3', ['shot.blend changed']]]);
  expect(said({ inputs: [] }, after)).toEqual([]);
  const [one] = (await made(1, withKey({ loc: 1 }))).contents ?? [];
  const otherRules = { inputs, contents: [{ ...one!, facts: '[0,"0"]' }] };
  expect(said(otherRules, after)).toEqual([['1-3', ['shot.blend changed']]]);
});

test('what cannot be told is not claimed', async () => {
  const before = await made(1, withKey({ loc: 1 }));
  const { inputs } = await made(2, withKey({ loc: 1 }));
  const script: BuiltBlock = { code: 'TX', struct: 'Text', values: { 'id.name': 'TXrig.py', flags: 1 << 4 } };
  const after = { inputs, contents: [await content(2, [...withKey({ loc: 1 }), script], true)] };
  expect(said(before, after)).toEqual([['1-3', ['shot.blend changed']]]);
});

test('damaged and hostile members are not known, and names are shown as text', async () => {
  const before = await made(1, withKey({ loc: 1 }));
  const after = await made(2, withKey({ loc: 2, 'id.name': 'OBKey\u001B[31m\n' }));
  expect(said(before, after)).toEqual([
    [
      '1-3',
      ['object "Key" removed', 'object "Key [31m " added', 'scene "Scene": Camera object "Key" → object "Key [31m "'],
    ],
  ]);
  const moved = await made(2, withKey({ loc: 2 }));
  const [young] = moved.contents ?? [];
  for (const members of ['', '!', Buffer.alloc(1000).toString('base64')]) {
    expect(said(before, { ...moved, contents: [{ ...young!, members }] })).toEqual([['1-3', ['object "Key" changed']]]);
  }
});

test('a record has room for so much, and says what it has left out', async () => {
  const images = (count: number): BuiltBlock[] =>
    Array.from({ length: count }, (_, index) => ({
      ...{ code: 'OB', struct: 'Object', address: 0x100000 + index * 0x100 },
      values: { 'id.name': `OBone ${index}`, loc: index },
    }));
  const kept = async (count: number) => {
    using folder = new TemporaryFolder();
    folder.write({ 'a.blend': buildBlend(images(count), modernLayout, structs) });
    return await openBlend(join(folder.path, 'a.blend'), 'a.blend', (blend) =>
      keepContent(blend, newRoom(), { scripts: false }),
    );
  };
  const { dataBlocks, dataBlocksLeftOut, members } = await kept(20_010);
  expect([dataBlocks.length, dataBlocksLeftOut]).toEqual([20_000, 10]);
  expect(JSON.stringify({ dataBlocks, members }).length).toBeLessThan(2_000_000);
});
