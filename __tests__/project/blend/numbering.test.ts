import { describe, expect, test } from '@jest/globals';
import type { ImageUser } from '../../../src/project/blend/references/image-user.ts';
import {
  imageNumber,
  seriesOf,
  volumeNumber,
  type VolumeSequence,
} from '../../../src/project/blend/references/numbering.ts';

// The expected numbers are those of the files that Blender 3.4.1 opened to render these frames with Cycles.
describe('imageNumber', () => {
  const frames = [0, 1, 2, 3, 5, 6, 7, 9, 10, 11, 13, 14];
  test.each<[Omit<ImageUser, 'inCompositor'>, number[]]>([
    [{ frames: 5, offset: 0, start: 1, isCyclic: false }, [0, 1, 2, 3, 5, 5, 5, 5, 5, 5, 5, 5]],
    [{ frames: 5, offset: 2, start: 3, isCyclic: false }, [2, 2, 2, 3, 5, 6, 7, 7, 7, 7, 7, 7]],
    [{ frames: 5, offset: 0, start: 1, isCyclic: true }, [5, 1, 2, 3, 5, 1, 2, 4, 5, 1, 3, 4]],
    [{ frames: 5, offset: 3, start: 4, isCyclic: true }, [5, 6, 7, 8, 5, 6, 7, 4, 5, 6, 8, 4]],
    [{ frames: 1, offset: 0, start: 1, isCyclic: false }, [0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]],
    [{ frames: 5, offset: -1, start: 2, isCyclic: false }, [0, 0, 0, 1, 3, 4, 4, 4, 4, 4, 4, 4]],
  ])('%j', (user, expected) => {
    expect(frames.map((frame) => imageNumber(user, frame))).toEqual(expected);
  });
});

describe('volumeNumber', () => {
  const frames = [1, 2, 4, 5, 8, 11];
  test.each<[VolumeSequence, (number | undefined)[]]>([
    [{ mode: 'clip', duration: 5, start: 3, offset: 0 }, [undefined, undefined, 2, 3, undefined, undefined]],
    [{ mode: 'extend', duration: 4, start: 2, offset: 1 }, [2, 2, 4, 5, 5, 5]],
    [{ mode: 'repeat', duration: 4, start: 2, offset: 0 }, [4, 1, 3, 4, 3, 2]],
    [{ mode: 'ping-pong', duration: 4, start: 1, offset: 2 }, [3, 4, 6, 5, 4, 5]],
  ])('%j', (sequence, expected) => {
    expect(frames.map((frame) => volumeNumber(sequence, frame))).toEqual(expected);
  });
});

describe('seriesOf', () => {
  test.each<[string, string, number | undefined]>([
    ['//seq/shot.001.png', 'shot.017.png', 17],
    ['//seq/shot2_0010.png', 'shot2_12345.png', 12345],
    ['//seq/shot2_0010.png', 'shot3_0010.png', undefined],
    ['//seq/f_0001.png', 'f_001.png', undefined],
    ['//seq/f_0001.png', 'f_-001.png', -1],
    ['//seq/f_0001.png', 'f_0001.png.bak', undefined],
    ['//seq\\0001.png', '0100.png', 100],
  ])('%s: %s is number %s', (written, name, number) => {
    expect(seriesOf(written)?.numberOf(name)).toBe(number);
  });

  test('a name without a number is no series', () => {
    expect(seriesOf('//seq12/wood.png')).toBeUndefined();
    expect(seriesOf('//cloud_0001_low.vdb', { isTrailing: true })).toBeUndefined();
  });
});
