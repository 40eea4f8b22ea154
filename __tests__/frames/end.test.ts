import { describe, expect, test } from '@jest/globals';
import { failureKindNames, RenderError, type FailureKind } from '../../src/base/errors.ts';
import { endOf, failedEnd, reasonToStop, type FrameEnd } from '../../src/frames/end.ts';

const done: FrameEnd = {
  frame: 3,
  done: { outcome: 'rendered', key: 'k', inputs: new Map(), renderMs: 1, results: [] },
};

describe('endOf', () => {
  test('is the end that the work comes to', async () => {
    expect(await endOf(3, () => Promise.resolve(done))).toBe(done);
  });

  test('is a failed one where the work fails', async () => {
    const failure = new RenderError('stalled', 'no progress');
    expect(await endOf(3, () => Promise.reject(failure))).toEqual({
      frame: 3,
      failed: { failure, messages: [], log: [] },
    });
  });

  test('says what the file system refuses', async () => {
    const full = Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' });
    expect(await endOf(3, () => Promise.reject(full))).toMatchObject({
      failed: { failure: { kind: 'settings', message: expect.stringContaining('the disk is full') } },
    });
  });

  test('is none where the program is wrong', async () => {
    const bug = new TypeError('x is undefined');
    await expect(endOf(3, () => Promise.reject(bug))).rejects.toBe(bug);
  });
});

describe('the other frames', () => {
  const stopping: FailureKind[] = ['unreachable', 'unauthorized', 'protocol', 'no-agents', 'settings'];

  test.each(failureKindNames)('after one that failed as %s', (kind) => {
    const failure = new RenderError(kind, 'why');
    expect(reasonToStop(failedEnd(3, failure), false)).toBe(stopping.includes(kind) ? failure : undefined);
  });

  test('go on where only the one frame meets it', () => {
    expect(reasonToStop(failedEnd(3, new RenderError('protocol', 'why', { frame: 3 })), false)).toBeUndefined();
  });

  test('stop where the queue of all of them stands still', () => {
    const failure = new RenderError('stalled', 'why', { frame: 3, lasting: true });
    expect(reasonToStop(failedEnd(3, failure), false)).toBe(failure);
  });

  test('go on after one that is there, with fail-fast too', () => {
    expect(reasonToStop(done, true)).toBeUndefined();
  });

  test('are cancelled with fail-fast', () => {
    const failure = new RenderError('task-failed', 'why', { frame: 3 });
    expect(reasonToStop(failedEnd(3, failure), true)).toMatchObject({
      kind: 'cancelled',
      message: 'Stopped, because frame 3 failed and fail-fast is set.',
      cause: failure,
    });
  });
});
