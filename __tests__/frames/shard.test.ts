import { describe, expect, test } from '@jest/globals';
import { lastTimes } from '../../src/frames/record/history.ts';
import { formatShard, nameShards, parseShard, splitFrames } from '../../src/frames/shard.ts';

describe('what a shard is called', () => {
  test.each([
    ['2/5', { index: 2, count: 5 }],
    [' 1 / 1\n', { index: 1, count: 1 }],
    ['256/256', { index: 256, count: 256 }],
  ])('%j is a shard', (text, shard) => {
    expect(parseShard(text)).toEqual(shard);
    expect(formatShard(shard)).toBe(text.replace(/\s/g, ''));
  });

  test.each(['', '2', '0/5', '6/5', '2/0', '-1/5', '1.5/2', '2/5/7', '1/257', '１/２'])('%j is none', (text) => {
    expect(() => parseShard(text)).toThrow('use 2/5 for the second of five shards, of at most 256');
  });

  test('several are named together', () => {
    expect(nameShards([2], 5)).toBe('shard 2/5');
    expect(nameShards([2, 4, 5], 5)).toBe('shards 2, 4-5 of 5');
  });
});

describe('the frames of shards', () => {
  const frames = Array.from({ length: 12 }, (_, n) => n + 1);
  const sum = (shard: number[], times: ReadonlyMap<number, number>): number =>
    shard.reduce((total, frame) => total + (times.get(frame) ?? 0), 0);

  test('where no times are known, each has every third', () => {
    expect(splitFrames(frames, 3, new Map())).toEqual([
      [1, 4, 7, 10],
      [2, 5, 8, 11],
      [3, 6, 9, 12],
    ]);
  });

  test('where times are known, the shards take about as long', () => {
    // One frame that takes as long as all others: a shard of its own.
    const times = new Map(frames.map((frame) => [frame, frame === 7 ? 11_000 : 1000]));
    expect(splitFrames(frames, 2, times)).toEqual([[7], frames.filter((frame) => frame !== 7)]);
    const growing = new Map(frames.map((frame) => [frame, frame * 1000]));
    const sums = splitFrames(frames, 3, growing).map((shard) => sum(shard, growing));
    expect(Math.max(...sums) - Math.min(...sums)).toBeLessThanOrEqual(1000);
  });

  test('a frame whose time is unknown counts as the mean', () => {
    const times = new Map([
      [1, 1000],
      [2, 3000],
    ]);
    // Frame 3 counts 2000: with frame 1, beside frame 2.
    expect(splitFrames([1, 2, 3], 2, times)).toEqual([[2], [1, 3]]);
  });

  test('frames that take no time are shared out, too', () => {
    const times = new Map(frames.map((frame) => [frame, 0]));
    expect(splitFrames(frames, 3, times).map(({ length }) => length)).toEqual([4, 4, 4]);
  });

  test('there may be more shards than frames', () => {
    expect(splitFrames([5, 9], 4, new Map())).toEqual([[5], [9], [], []]);
  });

  test('every frame is in one shard, whatever the times', () => {
    let state = 7;
    const random = (): number => (state = (state * 16_807) % 2_147_483_647);
    for (let round = 0; round < 50; round++) {
      const some = frames.filter(() => random() % 3 > 0);
      const times = new Map(frames.filter(() => random() % 2 > 0).map((frame) => [frame, random() % 1000]));
      const shards = splitFrames(some, 1 + (random() % 6), times);
      expect(shards.flat().sort((a, b) => a - b)).toEqual(some);
    }
  });
});

test('a frame took as long as when it was rendered last', () => {
  const run = (frames: { frame: number; durationMs?: number }[]) => ({ date: '2026-11-17T03:12:44Z', frames });
  const runs = [
    run([
      { frame: 1, durationMs: 10 },
      { frame: 2, durationMs: 20 },
    ]),
    run([{ frame: 1 }, { frame: 2, durationMs: 30 }]),
  ];
  expect([...lastTimes(runs)]).toEqual([
    [1, 10],
    [2, 30],
  ]);
});
