import { Outages, type OutagesOptions } from '../../src/farm/tasks/outages.ts';
import { foreverMs, TestClock } from './clock.ts';

/** Outages that are waited for as long as ever, on a clock that makes no one wait. */
export function outagesFor(options: Partial<OutagesOptions> = {}): Outages {
  const { signal } = new AbortController();
  return new Outages({ patienceMs: foreverMs, signal, onNotice: () => undefined, clock: new TestClock(), ...options });
}
