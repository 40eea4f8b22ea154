import { describe, expect, test } from '@jest/globals';
import { RenderError } from '../../src/base/errors.ts';
import { pause, persist, retryDelayMs } from '../../src/base/waiting.ts';
import { failureOf } from '../support/clients.ts';

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

describe('pause', () => {
  test('ends with the reason of the signal', async () => {
    const cancel = new AbortController();
    const pausing = failureOf(pause(60_000, cancel.signal));
    const reason = new RenderError('timeout', 'too long');
    cancel.abort(reason);
    expect(await pausing).toBe(reason);
    expect(await failureOf(pause(0, cancel.signal))).toBe(reason);
  });
});

describe('persist', () => {
  test('repeats until there is an answer', async () => {
    let tries = 0;
    const answer = persist(() => (++tries < 2 ? Promise.reject(away()) : Promise.resolve('yes')), 10_000, never);
    expect(await answer).toBe('yes');
    expect(tries).toBe(2);
  });

  test('does not repeat what was answered', async () => {
    for (const kind of ['rejected', 'unauthorized', 'cancelled'] as const) {
      let tries = 0;
      const refused = new RenderError(kind, 'no');
      const asking = persist(() => (tries++, Promise.reject(refused)), 10_000, never);
      expect(await failureOf(asking)).toBe(refused);
      expect(tries).toBe(1);
    }
  });

  test('gives up with the last failure when the next try would come too late', async () => {
    let tries = 0;
    const startedAtMs = performance.now();
    const failure = await failureOf(
      persist(() => Promise.reject(new RenderError('protocol', `try ${++tries}`)), 1_000, never),
    );
    expect(failure.message).toBe('try 2');
    expect(performance.now() - startedAtMs).toBeLessThan(1_000);
  });

  test('counts patience from the first failure, however long the first try took', async () => {
    let tries = 0;
    const slowThenGood = async (): Promise<string> => {
      if (++tries > 1) return 'yes';
      await pause(700, never);
      throw away();
    };
    expect(await persist(slowThenGood, 700, never)).toBe('yes');
  });

  test('ends with the reason of the signal', async () => {
    const cancel = new AbortController();
    const reason = new RenderError('cancelled', 'enough');
    const asking = persist(() => Promise.reject(away()), 60_000, cancel.signal);
    cancel.abort(reason);
    expect(await failureOf(asking)).toBe(reason);
  });
});
