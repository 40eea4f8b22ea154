import { expect, test } from '@jest/globals';
import { RenderError } from '../../src/base/errors.ts';
import { failedEnd, type FrameEnd } from '../../src/frames/end.ts';
import { FrameEnds } from '../../src/run/ends.ts';
import { ProgressLog } from '../../src/run/progress.ts';
import { RecordedLog } from './recorded-host.ts';

const done = (frame: number): FrameEnd => ({
  frame,
  done: { outcome: 'reused', key: 'k', inputs: new Map(), renderMs: 1, results: [] },
});

interface Taking extends Disposable {
  ends: FrameEnds;
  stop: AbortController;
  lines: string[];
  /** Frames that the kept results were told of. */
  told: number[];
}

function takeEnds(failFast: boolean): Taking {
  const [recorded, stop, told] = [new RecordedLog(), new AbortController(), [] as number[]];
  const log = new ProgressLog(recorded, 3, stop.signal);
  const kept = { frameEnded: (frame: number): void => void told.push(frame) };
  const ends = new FrameEnds({ kept, log, stop, failFast });
  return {
    ...{ ends, stop, told, lines: recorded.lines },
    [Symbol.dispose]: () => {
      log.close();
    },
  };
}

test('ends are told of as they come, and given in the order of the frames', async () => {
  using taking = takeEnds(false);
  const { ends, lines, told, stop } = taking;
  const failed = failedEnd(1, new RenderError('task-failed', 'no', { frame: 1 }));
  await ends.take(done(2));
  await ends.take(failed);
  expect(ends.of([1, 2, 3])).toEqual([failed, done(2)]);
  expect(lines).toEqual(['frame 2: reused ()', 'frame 1: failed. no.']);
  expect(told).toEqual([2, 1]);
  expect(stop.signal.aborted).toBe(false);
});

test('what every frame would meet stops the run, and so does any failure with fail-fast', async () => {
  using patient = takeEnds(false);
  const gone = new RenderError('unreachable', 'gone');
  await patient.ends.take(failedEnd(1, gone));
  expect(patient.stop.signal.reason).toBe(gone);
  using hasty = takeEnds(true);
  await hasty.ends.take(failedEnd(1, new RenderError('task-failed', 'no', { frame: 1 })));
  expect(hasty.stop.signal.reason).toMatchObject({ kind: 'cancelled' });
});

test('a run that is stopped ends the frames that have not ended, and no others', async () => {
  using taking = takeEnds(false);
  const { ends, lines, told } = taking;
  const reason = new RenderError('cancelled', 'Stopped.');
  await ends.take(done(2));
  await ends.stopOthers([1, 2, 3], reason);
  expect(ends.of([1, 2, 3])).toEqual([failedEnd(1, reason), done(2), failedEnd(3, reason)]);
  expect(told).toEqual([2, 1, 3]);
  expect(lines).toHaveLength(1);
  taking[Symbol.dispose]();
  expect(lines.slice(1)).toEqual(['frames 1, 3: cancelled. Stopped.']);
});
