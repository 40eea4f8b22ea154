import { RenderError } from '../base/errors.ts';

/** When a run gives up. To be disposed of, so that it does not keep the process. */
export interface Deadline extends Disposable {
  /** Its reason is a RenderError `timeout`. */
  readonly signal: AbortSignal;
}

/** Starts a run's time. */
export function startDeadline(minutes: number): Deadline {
  const stop = new AbortController();
  const timer = setTimeout(() => {
    const hint = 'Raise timeout, or render fewer frames or samples.';
    stop.abort(new RenderError('timeout', `The run was not done after ${minutes} min.`, { hint }));
  }, minutes * 60_000);
  return {
    signal: stop.signal,
    [Symbol.dispose]: () => {
      clearTimeout(timer);
    },
  };
}
