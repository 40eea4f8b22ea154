import type { Clock } from '../../src/base/waiting.ts';

/** Longer than any test waits on its clock: what ends with it is no part of the test. */
export const foreverMs = 1e9;

/**
 * A clock that stands still but for pauses, which it takes at once: nothing depends on how busy the machine is. Whoever
 * pauses makes time pass for all.
 */
export class TestClock implements Clock {
  #nowMs = 1_000;
  readonly #timeouts = new Map<AbortController, number>();
  /** What was paused for, in order. */
  readonly pausesMs: number[] = [];

  nowMs(): number {
    return this.#nowMs;
  }

  async pause(timeMs: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.pausesMs.push(timeMs);
    this.pass(timeMs);
    // Others get their turn, as in any pause.
    await new Promise((next) => setImmediate(next));
    signal.throwIfAborted();
  }

  timeout(timeMs: number): AbortSignal {
    const timeout = new AbortController();
    this.#timeouts.set(timeout, this.#nowMs + timeMs);
    return timeout.signal;
  }

  /** Lets time pass. */
  pass(timeMs: number): void {
    this.#nowMs += timeMs;
    for (const [timeout, atMs] of this.#timeouts) {
      if (atMs > this.#nowMs) continue;
      this.#timeouts.delete(timeout);
      timeout.abort(new DOMException('out of time', 'TimeoutError'));
    }
  }
}
