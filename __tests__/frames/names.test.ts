import { describe, expect, test } from '@jest/globals';
import { resultExtensions } from '../../src/frames/file-type.ts';
import {
  frameOfFile,
  logName,
  nameBelow,
  parsePictureName,
  parseSideName,
  resultStem,
  sideName,
  workFolder,
} from '../../src/frames/names.ts';

test.each([0, 1, 3, 9999, 12_345, -5, -1234])('the files of frame %d are known again', (frame) => {
  const compose = `${resultStem(frame, 'compose')}.png`;
  expect(parsePictureName(`/somewhere/${compose}`)).toEqual({ frame, kind: 'compose' });
  expect(parsePictureName(`${resultStem(frame, 'render')}.EXR`)).toEqual({ frame, kind: 'render' });
  for (const extension of resultExtensions) {
    expect(parsePictureName(`${resultStem(frame, 'compose')}.${extension}`)).toEqual({ frame, kind: 'compose' });
  }
  expect(frameOfFile(compose)).toBe(frame);
  expect(frameOfFile(`${resultStem(frame, 'preview')}.exr`)).toBe(frame);
  expect(frameOfFile(logName(frame))).toBe(frame);
  // What is half made.
  expect(frameOfFile(`.${compose}.0123abcd.part`)).toBe(frame);
  expect(frameOfFile(`${workFolder(frame)}aBc123`)).toBe(frame);
});

test.each(['file-output/Depth0003.exr', 'file-output/a/Über b.png', 'view/R.png'] as const)(
  'the side file %s is known again',
  (kind) => {
    const name = sideName(3, kind);
    expect(parseSideName(name)).toEqual({ frame: 3, kind });
    expect(nameBelow(`/some/where/${name}`, kind)).toBe(name);
    expect(frameOfFile(name.split('/')[0] ?? '')).toBe(3);
  },
);

test.each(['../x', 'a/../x', '/x', 'a//x', '.x', 'x.', 'a\\x', 'C:x', 'a\nb', 'a\u202eb', '', `${'a/'.repeat(9)}x`])(
  'no side file is called %j',
  (name) => {
    expect(parseSideName(`frame-0003.file-output/${name}`)).toBeUndefined();
  },
);

test('names are padded as Blender pads them', () => {
  expect([3, 12_345, -5].map((frame) => resultStem(frame, 'render'))).toEqual([
    'frame-0003.render',
    'frame-12345.render',
    'frame--005.render',
  ]);
});

describe('a name that is none of ours', () => {
  test.each(['frame-1.txt', 'frame-0001.composed.png', 'a-frame-0001.log', 'frame-x.log', 'render.json', ''])(
    '%j belongs to no frame',
    (name) => {
      expect(frameOfFile(name)).toBeUndefined();
    },
  );

  test.each([
    'frame-0001.preview.exr',
    'frame-0001.compose',
    'frame-0001.compose.png.part',
    'frame-0001.compose.html',
    'frame-0001.compose.svg',
    'frame-0001.compose.PNG.js',
    'frame-123456789.render.exr',
  ])('%j is no picture to compare', (name) => {
    expect(parsePictureName(name)).toBeUndefined();
  });
});
