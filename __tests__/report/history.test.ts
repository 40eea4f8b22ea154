import { describe, expect, test } from '@jest/globals';
import { formatHistory, maxHistoryBytes, parseHistory, type HistoryEntry } from '../../src/frames/record/history.ts';
import { describeEntry } from '../../src/report/history.ts';
import { makeComparison, makeFrame, makePicture, makeRun, metrics } from './runs.ts';

const longest = 'a'.repeat(64);

function makeEntries(runs: number, frames: number): HistoryEntry[] {
  return Array.from({ length: runs }, (_, run) => ({
    date: new Date(Date.UTC(2026, 0, 1 + run)).toISOString(),
    commit: longest,
    frames: Array.from({ length: frames }, (__, frame) => ({
      frame: 1_000_000 + frame,
      durationMs: 123_456_789,
      maxError: 0.123456,
      verdict: 'within-tolerance',
    })),
  }));
}

const text = (runs: unknown, version = 1): string => JSON.stringify({ version, runs });

describe('an entry', () => {
  const compared = (max: number) =>
    makePicture('different', { comparison: makeComparison('different', { metrics: { ...metrics, max } }) });
  // The main layer is nearly equal, and the depth is not.
  const depth = { name: 'V.Depth', purpose: 'depth', verdict: 'different', metrics: { ...metrics, max: 0.5 } } as const;
  // Data that differs within its tolerance may be of any size.
  const ids = {
    ...depth,
    name: 'V.Crypto',
    purpose: 'data',
    verdict: 'within-tolerance',
    metrics: { ...metrics, max: 1e23 },
  } as const;
  const layered = makePicture('different', {
    comparison: makeComparison('different', { metrics: { ...metrics, max: 0.01 }, layers: [depth, ids] }),
  });
  const run = makeRun({
    commit: { sha: '8f3c2b1a9d0e4f5a' },
    frames: [
      makeFrame(1, { durationMs: 9000.4, pictures: [compared(0.25), layered] }),
      makeFrame(2, { outcome: 'reused', pictures: [makePicture('same')] }),
      makeFrame(3, { outcome: 'failed', error: { kind: 'task-failed', message: 'no' } }),
      makeFrame(4, { outcome: 'cancelled' }),
      makeFrame(5, { pictures: [compared(Infinity)] }),
    ],
  });

  test('tells time, error and verdict of the frames that came to something', () => {
    expect(parseHistory(formatHistory([], describeEntry(run)))).toEqual([
      {
        date: '2026-11-17T03:12:44Z',
        commit: '8f3c2b1a9d0e4f5a',
        frames: [
          { frame: 1, durationMs: 9000, maxError: 0.5, verdict: 'different' },
          // The time that taking it from an earlier run took is not its render time.
          { frame: 2, verdict: 'same' },
          { frame: 3, verdict: 'failed' },
          { frame: 5, durationMs: 9005, verdict: 'different' },
        ],
      },
    ]);
  });

  test('comes after the earlier ones', () => {
    const earlier = makeEntries(2, 1);
    const entries = parseHistory(formatHistory(earlier, describeEntry(run)));
    expect(entries.slice(0, 2)).toEqual(earlier);
    expect(entries).toHaveLength(3);
  });

  test('is a line of its own', () => {
    expect(formatHistory(makeEntries(2, 3), describeEntry(run)).split('\n')).toHaveLength(3 + 2 + 1);
  });
});

describe('bounds', () => {
  test('the oldest runs go, and what is written can be read again', () => {
    const written = formatHistory(
      makeEntries(100, 1000),
      describeEntry(makeRun({ startedAt: '2026-11-17T03:12:44.000Z' })),
    );
    expect(Buffer.byteLength(written)).toBeLessThan(maxHistoryBytes);
    const entries = parseHistory(written);
    expect(entries).toHaveLength(100);
    expect(entries[0]?.date).toBe('2026-01-02T00:00:00.000Z');
    expect(entries.at(-1)?.date).toBe('2026-11-17T03:12:44.000Z');
  });

  test('a thousand frames a run, the first ones', () => {
    const frames = Array.from({ length: 1200 }, (_, frame) => makeFrame(frame));
    expect(
      parseHistory(formatHistory([], describeEntry(makeRun({ frames }))))[0]?.frames.map(({ frame }) => frame),
    ).toEqual(frames.slice(0, 1000).map(({ frame }) => frame));
    expect(parseHistory(text(makeEntries(1, 1200)))[0]?.frames).toHaveLength(1000);
  });
});

describe('a history from outside', () => {
  const [entry] = makeEntries(1, 1);
  const frame = entry?.frames[0];

  test.each<[string, string, RegExp]>([
    ['no JSON', '{"version":1,', /JSON/],
    ['another version', text([], 2), /version: /],
    ['a list', '[]', /version: /],
    ['a number', '7', /^it: /],
    ['no runs', '{"version":1}', /runs/],
    ['a date that is none', text([{ ...entry, date: 'yesterday' }]), /runs\.0\.date/],
    ['a date longer than a date', text([{ ...entry, date: `2026-01-01T00:00:00.${'0'.repeat(1000)}Z` }]), /date/],
    ['a commit that is markup', text([{ ...entry, commit: '<b>' }]), /runs\.0\.commit/],
    ['a frame between frames', text([{ ...entry, frames: [{ ...frame, frame: 1.5 }] }]), /runs\.0\.frames\.0\.frame/],
    ['a time before it began', text([{ ...entry, frames: [{ ...frame, durationMs: -1 }] }]), /durationMs/],
    [
      'an endless error',
      `{"version":1,"runs":[{"date":"2026-01-01T00:00:00Z","frames":[{"frame":1,"maxError":1e999}]}]}`,
      /maxError/,
    ],
    ['a verdict that is a command', text([{ ...entry, frames: [{ ...frame, verdict: '::error::' }] }]), /verdict/],
  ])('%s is broken, and it says where', (_, broken, where) => {
    expect(() => parseHistory(broken)).toThrow(where);
  });

  test('keeps only what is known', () => {
    const more = { ...entry, __proto__: { x: 1 }, extra: 'x', frames: [{ ...frame, extra: 'x' }] };
    expect(parseHistory(text([more]))).toEqual([entry]);
  });
});
