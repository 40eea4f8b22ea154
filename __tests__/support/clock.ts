import type { Clock } from '../../src/base/waiting.ts';

/** A clock that stands still but for pauses, which it takes at once: nothing depends on how busy the machine is. */
export class TestClock implements Clock {
  #nowMs = 1_000;
  /** What was paused for, in order. */
  readonly pausesMs: number[] = [];

  nowMs(): number {
    return this.#nowMs;
  }

  async pause(timeMs: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.pausesMs.push(timeMs);
    this.#nowMs += timeMs;
    // Others get their turn, as in any pause.
    await new Promise((next) => setImmediate(next));
    signal.throwIfAborted();
  }

  /** Lets time pass. */
  pass(timeMs: number): void {
    this.#nowMs += timeMs;
  }
}
