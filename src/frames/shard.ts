import { formatFrames } from '../base/ranges.ts';

/** The part of a run's frames that one CI job renders: the second of five is `{ index: 2, count: 5 }`. */
export interface Shard {
  index: number;
  count: number;
}

/** GitHub's limit for the jobs of a matrix, which no other CI is below. */
export const maxShards = 256;

/** Parses `2/5`. @throws Error that says what is wrong with the text */
export function parseShard(text: string): Shard {
  const [, first = '', second = ''] = /^(\d{1,4})\s*\/\s*(\d{1,4})$/.exec(text.trim()) ?? [];
  const [index, count] = [Number(first), Number(second)];
  if (first === '' || count < 1 || count > maxShards || index < 1 || index > count) {
    throw new Error(`use 2/5 for the second of five shards, of at most ${maxShards}`);
  }
  return { index, count };
}

export function formatShard({ index, count }: Shard): string {
  return `${index}/${count}`;
}

/** `shard 2/5`, `shards 2, 4-5 of 5`. */
export function nameShards(indexes: number[], count: number): string {
  return indexes.length === 1 ? `shard ${indexes[0]}/${count}` : `shards ${formatFrames(indexes)} of ${count}`;
}

/** How long frames took in earlier runs, in milliseconds. */
export type FrameTimes = ReadonlyMap<number, number>;

/**
 * Shares frames out to shards that take about as long as each other: the slowest frame first, each to the shard that has
 * least to do. A frame whose time nobody knows counts as the mean of the others; where no time is known, each shard gets
 * every `count`th frame. The same arguments give the same shares in every job.
 * @returns the frames of each shard, ascending; some are empty where there are more shards than frames
 */
export function splitFrames(frames: readonly number[], count: number, times: FrameTimes): number[][] {
  const known = frames.flatMap((frame) => times.get(frame) ?? []);
  const mean = known.length === 0 ? 1 : known.reduce((sum, timeMs) => sum + timeMs, 0) / known.length;
  const timeOf = (frame: number): number => times.get(frame) ?? mean;
  const shards = Array.from({ length: count }, () => ({ frames: [] as number[], timeMs: 0 }));
  for (const frame of frames.toSorted((a, b) => timeOf(b) - timeOf(a) || a - b)) {
    const least = shards.reduce((best, shard) => (isLess(shard, best) ? shard : best));
    least.frames.push(frame);
    least.timeMs += timeOf(frame);
  }
  return shards.map((shard) => shard.frames.sort((a, b) => a - b));
}

/** Frames that take no time at all are shared out, too. */
function isLess(a: { frames: number[]; timeMs: number }, b: { frames: number[]; timeMs: number }): boolean {
  return a.timeMs < b.timeMs || (a.timeMs === b.timeMs && a.frames.length < b.frames.length);
}
