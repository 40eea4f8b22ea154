import { setTimeout as delay } from 'node:timers/promises';
import { isRenderError, type RenderError } from './errors.ts';

/** Pause before the `n`th repetition (1 = first): 0.5 s, 1 s, 2 s … 15 s, up to a quarter more so that many clients spread out. */
export function retryDelayMs(n: number, random: () => number = Math.random): number {
  return Math.min(15_000, 500 * 2 ** (n - 1)) * (1 + random() / 4);
}

/** Waits; rejects with the signal's reason when it fires. */
export async function pause(timeMs: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await delay(timeMs, undefined, { signal }).catch(() => {
    signal.throwIfAborted();
  });
}

/** Whether the Manager is away: no answer, or one from something in front of it. Anything else is an answer. */
export function isOutage(error: unknown): error is RenderError {
  return isRenderError(error, 'unreachable', 'protocol') && !error.lasting;
}

/**
 * Repeats a request until it is answered, with growing pauses, for at most `patienceMs` after the first failure. Only for
 * requests that may be repeated without harm.
 * @throws what the last try threw.
 */
export async function persist<T>(request: () => Promise<T>, patienceMs: number, signal: AbortSignal): Promise<T> {
  let failingSinceMs: number | undefined;
  for (let tries = 1; ; tries++) {
    try {
      return await request();
    } catch (error) {
      const nowMs = performance.now();
      failingSinceMs ??= nowMs;
      const pauseMs = retryDelayMs(tries);
      if (!isOutage(error) || nowMs + pauseMs - failingSinceMs > patienceMs) throw error;
      await pause(pauseMs, signal);
    }
  }
}
