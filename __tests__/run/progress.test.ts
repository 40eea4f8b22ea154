import { describe, expect, jest, test } from '@jest/globals';
import { RenderError } from '../../src/base/errors.ts';
import { failedEnd, type FrameDone, type FrameEnd } from '../../src/frames/end.ts';
import { ProgressLog, RunProgress } from '../../src/run/progress.ts';
import { RecordedLog } from './recorded-host.ts';

const result = { file: '', sizeBytes: 0, sha1: '' };

function done(frame: number, outcome: FrameDone['outcome']): FrameEnd {
  const results = [
    { kind: 'render', ...result },
    { kind: 'compose', ...result },
  ] as const;
  return { frame, done: { outcome, key: 'k', inputs: new Map(), renderMs: 12_300, results: [...results] } };
}

function follow(act: (log: ProgressLog) => void, total = 3, stopped = new AbortController().signal): RecordedLog {
  const recorded = new RecordedLog();
  const log = new ProgressLog(recorded, total, stopped);
  act(log);
  log.close();
  return recorded;
}

test('a frame is told of when it begins to render and when it ends, and not in between', () => {
  const { lines } = follow((log) => {
    log.progress({ frame: 2, done: 0 });
    log.progress({ frame: 1, done: 0 });
    log.progress({ frame: 2, done: 0.5 });
    log.end(done(2, 'rendered'));
    log.end(done(1, 'reused'));
  });
  expect(lines).toEqual([
    'frame 2: rendering',
    'frame 1: rendering',
    'frame 2: rendered in 12.3 s (render, compose)',
    'frame 1: reused (render, compose)',
  ]);
});

test('one that fails says why, on its line', () => {
  const { lines } = follow((log) => {
    log.end(failedEnd(1, new RenderError('task-failed', `no\n${'x'.repeat(3000)}`)));
    log.end(failedEnd(2, new RenderError('cancelled', 'Stopped.')));
  });
  expect(lines).toEqual([`frame 1: failed. no ${'x'.repeat(1997)}…`, 'frame 2: cancelled. Stopped.']);
});

test('frames that the end of the run ended are one line, and the others their own', () => {
  const stop = new AbortController();
  const { lines } = follow(
    (log) => {
      const gone = new RenderError('unreachable', 'It is gone');
      log.end(failedEnd(1, gone));
      stop.abort(gone);
      for (const frame of [4, 3, 2]) log.end(failedEnd(frame, new RenderError('unreachable', 'It is gone', { frame })));
      log.end(failedEnd(5, new RenderError('task-failed', 'no')));
      for (const frame of [6, 9]) log.end(failedEnd(frame, new RenderError('cancelled', 'Stopped.')));
    },
    9,
    stop.signal,
  );
  expect(lines).toEqual([
    ...['frame 1: failed. It is gone.', 'frame 5: failed. no.'],
    ...['frames 2-4: failed. It is gone.', 'frames 6, 9: cancelled. Stopped.'],
  ]);
});

test('the display shows each state, and nothing any more at the end', () => {
  const { states } = follow((log) => {
    log.progress({ frame: 2, done: 0.5 });
    log.end(done(2, 'rendered'));
  }, 1);
  expect(states).toEqual(['0 of 1 frames, frame 2 at 50 %', '1 of 1 frames', '']);
});

test('a log that nobody watches is told now and then, until the end', () => {
  jest.useFakeTimers();
  try {
    const { lines } = follow((log) => {
      log.progress({ frame: 2, done: 0.25 });
      jest.advanceTimersByTime(29_999);
      log.progress({ frame: 2, done: 0.5 });
      jest.advanceTimersByTime(30_001);
    });
    jest.advanceTimersByTime(300_000);
    expect(lines).toEqual(['frame 2: rendering', ...Array(2).fill('0 of 3 frames, frame 2 at 50 %')]);
  } finally {
    jest.useRealTimers();
  }
});

describe('the state of a run', () => {
  test('is how many frames have ended, and where the first others are', () => {
    const run = new RunProgress(5);
    expect(run.line()).toBe('0 of 5 frames');
    for (const frame of [7, 8, 9]) expect(run.note({ frame, done: 0.126 })).toBe(true);
    expect(run.note({ frame: 8, done: 1, samples: { done: 3, of: 64 } })).toBe(false);
    expect(run.line()).toBe('0 of 5 frames, frame 7 at 13 %, frame 8 at 100 % (3/64 samples)');
    run.end(7);
    expect(run.line()).toMatch(/^1 of 5 frames, frame 8 at 100 % \(3\/64 samples\), frame 9 at 13 %, about /);
    expect(run.note({ frame: 7, done: 0 })).toBe(false);
  });

  test('says how long the others take where that can be known', () => {
    jest.useFakeTimers();
    try {
      jest.advanceTimersByTime(1_000_000);
      const run = new RunProgress(4);
      jest.advanceTimersByTime(60_000);
      expect(run.line()).toBe('0 of 4 frames');
      run.end(1);
      expect(run.line()).toBe('1 of 4 frames, about 3 min 0 s left');
      jest.advanceTimersByTime(60_000);
      run.end(2);
      run.end(3);
      expect(run.line()).toBe('3 of 4 frames, about 40.0 s left');
      run.end(4);
      expect(run.line()).toBe('4 of 4 frames');
    } finally {
      jest.useRealTimers();
    }
  });
});
