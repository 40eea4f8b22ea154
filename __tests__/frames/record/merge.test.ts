import { describe, expect, test } from '@jest/globals';
import type { ResultKind } from '../../../src/frames/kinds.ts';
import { formatPictureRecords, mergeRecords } from '../../../src/frames/record/merge.ts';
import { parsePictureRecords } from '../../../src/frames/record/pictures.ts';
import { formatFrames, selectFrames } from '../../../src/base/ranges.ts';

const sha1 = (digit: string): string => digit.repeat(40);
const nothing = { pictures: [], inputs: [] };

function makeText(changes: Record<string, unknown> = {}): string {
  const picture = (frame: number) => ({
    kind: 'compose',
    file: `frame-000${frame}.compose.png`,
    sizeBytes: 9,
    sha1: sha1('0'),
  });
  const frames = [1, 2, 3, 7].map((frame) => ({
    frame,
    outcome: 'rendered',
    task: `task-${frame}`,
    results: [picture(frame)],
  }));
  const inputs = [
    { path: 'shot.blend', sha1: sha1('a') },
    { path: 'cache_2.vdb', sha1: sha1('b'), frames: '2-3, 7' },
  ];
  return JSON.stringify({ version: 1, project: 'shot.blend', seed: 0, samples: 8, inputs, frames, ...changes });
}

describe('merging', () => {
  test('a record with nothing gives what it says itself', () => {
    const manifest = parsePictureRecords(makeText());
    const text = formatPictureRecords(mergeRecords(nothing, manifest));
    expect(JSON.parse(text)).toMatchObject({ project: 'shot.blend', seed: 0, samples: 8 });
    expect(parsePictureRecords(text)).toEqual({
      ...manifest,
      inputs: manifest.inputs.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    });
  });

  test('keeps what a record says of side files', () => {
    const file = 'frame-0001.file-output/Depth0001.exr';
    const frame = { frame: 1, results: [], sides: [{ file, sizeBytes: 5, sha1: sha1('d') }] };
    const text = formatPictureRecords(mergeRecords(nothing, parsePictureRecords(makeText({ frames: [frame] }))));
    expect(parsePictureRecords(text).pictures).toMatchObject([{ frame: 1, kind: 'file-output/Depth0001.exr', file }]);
    expect(JSON.parse(text)).toMatchObject({ frames: [{ results: [], sides: [{ file }] }] });
  });

  test('lists the frames of an input that is for some of them only', () => {
    const text = formatPictureRecords(mergeRecords(nothing, parsePictureRecords(makeText())));
    expect(JSON.parse(text)).toHaveProperty('inputs', [
      { path: 'cache_2.vdb', sha1: sha1('b'), frames: '2-3, 7' },
      { path: 'shot.blend', sha1: sha1('a') },
    ]);
  });

  test('sorts pictures by frame and kind, and inputs by path and content', () => {
    const { pictures } = parsePictureRecords(makeText());
    const of = (frame: number, kind: ResultKind) => ({ ...pictures[0]!, frame, kind });
    const input = (path: string, digit: string, ...frames: number[]) => ({ path, sha1: sha1(digit), frames });
    const merged = mergeRecords(
      { pictures: [of(10, 'render'), of(9, 'render')], inputs: [input('b', '2', 9), input('a', '1', 9, 10)] },
      { pictures: [of(10, 'compose'), of(2, 'compose')], inputs: [input('b', '1', 2), input('a', '1', 2)] },
    );
    expect(merged.pictures.map(({ frame, kind }) => `${frame} ${kind}`)).toEqual([
      ...['2 compose', '9 render', '10 compose', '10 render'],
    ]);
    expect(merged.inputs).toEqual([input('a', '1', 2, 9, 10), input('b', '1', 2), input('b', '2', 9)]);
  });

  test('says what holds for all pictures, and for those of a frame, only once', () => {
    const own = { file: 'frame-0001.compose.png', sizeBytes: 9, sha1: sha1('0') };
    const of = (frame: number, kind: ResultKind, agents: number) => ({
      ...{ frame, kind, ...own, facts: { seed: 0, samples: frame, agents } },
    });
    const pictures = [of(1, 'compose', 1), of(1, 'render', 2), of(2, 'compose', 1)];
    expect(JSON.parse(formatPictureRecords({ pictures, inputs: [] }))).toEqual({
      ...{ version: 1, seed: 0, inputs: [] },
      frames: [
        {
          ...{ frame: 1, samples: 1 },
          results: [
            { kind: 'compose', ...own, agents: 1 },
            { kind: 'render', ...own, agents: 2 },
          ],
        },
        { frame: 2, samples: 2, agents: 1, results: [{ kind: 'compose', ...own }] },
      ],
    });
  });

  test('keeps no input that none of the pictures was made from', () => {
    const { pictures, inputs } = parsePictureRecords(makeText());
    const merged = mergeRecords({ pictures: pictures.filter(({ frame }) => frame === 1), inputs }, nothing);
    expect(merged.inputs).toEqual([{ path: 'shot.blend', sha1: sha1('a'), frames: [1] }]);
  });

  test('says at the top only what every picture says, the silent ones too', () => {
    const { pictures } = parsePictureRecords(makeText());
    const silent = { ...pictures[0]!, frame: 9, facts: {} };
    const text = formatPictureRecords(mergeRecords({ pictures: [silent], inputs: [] }, { pictures, inputs: [] }));
    expect(JSON.parse(text)).not.toHaveProperty('samples');
    expect(parsePictureRecords(text).pictures.find(({ frame }) => frame === 9)?.facts).toEqual({});
    expect(parsePictureRecords(text).pictures.find(({ frame }) => frame === 7)?.facts).toEqual(pictures[3]?.facts);
  });
});

describe('a record from outside', () => {
  test.each<[string, string, RegExp]>([
    ['no JSON', 's3cret', /^it is not JSON$/],
    ['null', 'null', /^it: expected Object$/],
    ['a newer version', makeText({ version: 2 }), /newer version of this program \(2, known is 1\)/],
    ['no version', makeText({ version: undefined }), /version/],
    [
      'a file that is a path',
      makeText({
        frames: [{ frame: 1, results: [{ kind: 'compose', file: '../a.png', sizeBytes: 1, sha1: sha1('a') }] }],
      }),
      /results\.0\.file/,
    ],
    ['no frames', makeText({ frames: undefined }), /frames/],
    ['a sha1 that is a path', makeText({ inputs: [{ path: 'x', sha1: '../../etc' }] }), /inputs\.0\.sha1/],
    ['a seed that is text', makeText({ seed: 's3cret' }), /^seed: expected number$/],
  ])('%s is broken, and it says where', (_, text, where) => {
    expect(() => parsePictureRecords(text)).toThrow(where);
  });

  test('costs no more than a real one, however many inputs it claims', () => {
    const frames = Array.from({ length: 20_000 }, (_, frame) => ({ frame, results: [] }));
    const inputs = Array.from({ length: 20_000 }, (_, i) => ({ path: `${i}`, sha1: sha1('a'), frames: '0-9999999' }));
    expect(() => parsePictureRecords(makeText({ frames, inputs }))).toThrow(/more inputs than any project/);
  });
});

describe('frames in a text', () => {
  test.each([[[]], [[5]], [[1, 2, 3]], [[-7, -6, -1, 0, 1, 4, 10, 11]]])('%j are found again', (frames: number[]) => {
    const all = Array.from({ length: 40 }, (_, i) => i - 20);
    expect(selectFrames(formatFrames(frames), all)).toEqual(frames);
  });

  test('are those that there are, and nonsense names none', () => {
    expect(selectFrames('0-9999999', [3, 5])).toEqual([3, 5]);
    expect(selectFrames('9-1, 2, x, 3-', [1, 2, 3])).toEqual([]);
    expect(selectFrames('1'.repeat(1_000_000), [1])).toEqual([]);
  });
});
