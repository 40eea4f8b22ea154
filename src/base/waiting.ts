import { setTimeout as delay } from 'node:timers/promises';

/** Time for whatever waits. Tests bring one of their own, so that nothing they say depends on how busy a machine is. */
export interface Clock {
  /** Milliseconds that only ever grow. */
  nowMs(): number;
  /** Waits; rejects with the signal's reason when it fires. */
  pause(timeMs: number, signal: AbortSignal): Promise<void>;
  /** A signal that fires when that much time has passed. */
  timeout(timeMs: number): AbortSignal;
}

export const systemClock: Clock = {
  nowMs: () => performance.now(),
  pause: async (timeMs, signal) => {
    signal.throwIfAborted();
    await delay(timeMs, undefined, { signal }).catch(() => {
      signal.throwIfAborted();
    });
  },
  timeout: (timeMs) => AbortSignal.timeout(timeMs),
};

/** Pause before the `n`th repetition (1 = first): 0.5 s, 1 s, 2 s … 15 s, up to a quarter more so that many clients spread out. */
export function retryDelayMs(n: number, random: () => number = Math.random): number {
  return Math.min(15_000, 500 * 2 ** (n - 1)) * (1 + random() / 4);
}

/** What decides whether something that failed is tried again. */
export interface Try {
  /** How often it was tried, 1 at first. */
  tries: number;
  /** For how long nothing has moved, from the first failure to the time of the next try. */
  failingMs: number;
}

/**
 * Repeats a request with growing pauses until it succeeds. Only for requests that may be repeated without harm.
 * @param request is given what to call when something moves: a try that transfers for an hour and then breaks was not
 *   failing for an hour
 * @throws what the last try threw, when `isWorthRepeating` says no; the signal's reason.
 */
export async function persist<T>(
  request: (moved: () => void) => Promise<T>,
  isWorthRepeating: (error: unknown, soFar: Try) => boolean,
  signal: AbortSignal,
  clock: Clock = systemClock,
): Promise<T> {
  let failingMs = 0;
  let quietSinceMs = 0;
  const moved = (): void => {
    quietSinceMs = clock.nowMs();
  };
  for (let tries = 1; ; tries++) {
    try {
      return await request(moved);
    } catch (error) {
      const failedAtMs = clock.nowMs();
      if (tries > 1) failingMs += failedAtMs - quietSinceMs;
      const pauseMs = retryDelayMs(tries);
      if (!isWorthRepeating(error, { tries, failingMs: failingMs + pauseMs })) throw error;
      await clock.pause(pauseMs, signal);
      moved();
      failingMs += quietSinceMs - failedAtMs;
    }
  }
}

/** Waits for work that cannot be stopped. @throws the signal's reason as soon as it fires. */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return await work;
  // What becomes of it after the signal nobody is told.
  work.catch(() => undefined);
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => {
    aborted.reject(signal.reason as Error);
  };
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
