import { describe, expect, test } from '@jest/globals';
import { RenderError } from '../../src/base/errors.ts';
import { persist, retryDelayMs, systemClock, untilAborted } from '../../src/base/waiting.ts';
import { isOutage, whileAway } from '../../src/farm/api/failure.ts';
import { failureOf } from '../support/clients.ts';
import { TestClock } from '../support/clock.ts';

const never = new AbortController().signal;
const away = (): RenderError => new RenderError('unreachable', 'away');

describe('retryDelayMs', () => {
  test('doubles from half a second up to a quarter of a minute', () => {
    const delays = [1, 2, 3, 4, 5, 6, 7, 50].map((n) => retryDelayMs(n, () => 0));
    expect(delays).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
  });

  test('spreads by up to a quarter', () => {
    expect(retryDelayMs(1, () => 0.999)).toBeCloseTo(624.9, 0);
  });
});

describe('a pause', () => {
  test('ends with the reason of the signal', async () => {
    const cancel = new AbortController();
    const pausing = failureOf(systemClock.pause(60_000, cancel.signal));
    const reason = new RenderError('timeout', 'too long');
    cancel.abort(reason);
    expect(await pausing).toBe(reason);
    expect(await failureOf(systemClock.pause(0, cancel.signal))).toBe(reason);
  });
});

describe('persist', () => {
  test('repeats until there is an answer, with growing pauses', async () => {
    const clock = new TestClock();
    let tries = 0;
    const request = (): Promise<string> => (++tries < 4 ? Promise.reject(away()) : Promise.resolve('yes'));
    expect(await persist(request, whileAway(10_000), never, clock)).toBe('yes');
    expect(tries).toBe(4);
    const [first = 0, second = 0, third = 0] = clock.pausesMs;
    expect([first >= 500, second >= 1000, third >= 2000, clock.pausesMs.length]).toEqual([true, true, true, 3]);
  });

  test('does not repeat what was answered', async () => {
    for (const kind of ['rejected', 'unauthorized', 'cancelled'] as const) {
      let tries = 0;
      const refused = new RenderError(kind, 'no');
      const asking = persist(() => (tries++, Promise.reject(refused)), whileAway(10_000), never);
      expect(await failureOf(asking)).toBe(refused);
      expect(tries).toBe(1);
    }
  });

  test('gives up with the last failure when the next try would come too late', async () => {
    const clock = new TestClock();
    let tries = 0;
    const request = (): Promise<never> => Promise.reject(new RenderError('protocol', `try ${++tries}`));
    const failure = await failureOf(persist(request, whileAway(1_000), never, clock));
    expect(failure.message).toBe('try 2');
    expect(clock.nowMs()).toBeLessThan(1_000 + 1_000);
  });

  test('counts patience from the first failure, however long the first try took', async () => {
    const clock = new TestClock();
    let tries = 0;
    const slowThenGood = (): Promise<string> => {
      if (++tries > 1) return Promise.resolve('yes');
      clock.pass(100_000);
      return Promise.reject(away());
    };
    expect(await persist(slowThenGood, whileAway(700), never, clock)).toBe('yes');
  });

  test('does not count the time in which something moved', async () => {
    const clock = new TestClock();
    let tries = 0;
    const breaksAfterAnHour = (moved: () => void): Promise<string> => {
      if (++tries === 4) return Promise.resolve('yes');
      clock.pass(3_600_000);
      moved();
      return Promise.reject(away());
    };
    expect(await persist(breaksAfterAnHour, whileAway(10_000), never, clock)).toBe('yes');
  });

  test('counts the silence after what moved, and all pauses', async () => {
    const clock = new TestClock();
    const movesAndHangs = (moved: () => void): Promise<never> => {
      moved();
      clock.pass(60_000);
      return Promise.reject(away());
    };
    const failing: number[] = [];
    await failureOf(persist(movesAndHangs, (_, { failingMs }) => failing.push(failingMs) < 3, never, clock));
    const [first = 0, second = 0] = clock.pausesMs;
    expect(failing[1]).toBeGreaterThanOrEqual(60_000 + first + 1_000);
    expect(failing[2]).toBeGreaterThanOrEqual(120_000 + first + second + 2_000);
  });

  test('tells how often it was tried', async () => {
    const tries: number[] = [];
    const asking = persist(
      () => Promise.reject(away()),
      (_, soFar) => tries.push(soFar.tries) < 3,
      never,
      new TestClock(),
    );
    await failureOf(asking);
    expect(tries).toEqual([1, 2, 3]);
  });

  test('ends with the reason of the signal', async () => {
    const cancel = new AbortController();
    const reason = new RenderError('cancelled', 'enough');
    const asking = persist(() => Promise.reject(away()), whileAway(60_000), cancel.signal);
    cancel.abort(reason);
    expect(await failureOf(asking)).toBe(reason);
  });
});

describe('untilAborted', () => {
  test('gives what the work gives', async () => {
    expect(await untilAborted(Promise.resolve(1), never)).toBe(1);
    expect(await untilAborted(Promise.resolve(2), undefined)).toBe(2);
    expect(await failureOf(untilAborted(Promise.reject(away()), never))).toMatchObject({ kind: 'unreachable' });
  });

  test('ends with the reason of the signal, whatever the work does', async () => {
    const cancel = new AbortController();
    const reason = new RenderError('cancelled', 'enough');
    const waiting = untilAborted(new Promise(() => undefined), cancel.signal);
    cancel.abort(reason);
    expect(await failureOf(waiting)).toBe(reason);
    expect(await failureOf(untilAborted(Promise.resolve(1), cancel.signal))).toBe(reason);
  });
});

test('what asking again would not change is no outage', () => {
  expect(isOutage(away())).toBe(true);
  expect(isOutage(new RenderError('unreachable', 'a wrong certificate', { lasting: true }))).toBe(false);
  expect(isOutage(new RenderError('rejected', 'no'))).toBe(false);
});
