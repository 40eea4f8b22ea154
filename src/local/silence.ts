import { RenderError } from '../base/errors.ts';
import { formatDuration } from '../base/quantities.ts';

/** Fires when nothing was heard of a process for too long. To be closed. */
export class Silence {
  /** Fires with the run's own signal, too. */
  readonly signal: AbortSignal;
  readonly #limitMs: number;
  readonly #tooLong = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #closed = false;

  constructor(limitMs: number, cancelled: AbortSignal) {
    this.#limitMs = limitMs;
    this.signal = AbortSignal.any([cancelled, this.#tooLong.signal]);
    this.#timer = setTimeout(() => {
      this.#tooLong.abort();
    }, limitMs);
  }

  /** Something was heard. */
  broken(): void {
    // A timer that was cleared would run again.
    if (!this.#closed) this.#timer.refresh();
  }

  /** The error for a frame that was given up for it; undefined when it never lasted too long. */
  failureOf(frame: number): RenderError | undefined {
    if (!this.#tooLong.signal.aborted) return undefined;
    return new RenderError('stalled', `Blender said nothing for ${formatDuration(this.#limitMs)}.`, {
      frame,
      hint: 'Raise stall-timeout when a sample really takes that long.',
    });
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }
}
