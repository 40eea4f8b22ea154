import { messageOf } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import { printable } from '../base/printable.ts';
import { formatDuration } from '../base/quantities.ts';
import { fewRanges, formatFrames } from '../base/ranges.ts';
import { sentences } from '../base/sentences.ts';
import type { FrameEnd } from '../frames/end.ts';
import type { FrameProgress } from '../frames/engine.ts';

const heartbeatMs = 30_000;

/** Tells how the frames get on: a line as each begins and ends, the state of all now and then. To be closed. */
export class ProgressLog {
  readonly #log: Log;
  readonly #run: RunProgress;
  readonly #heartbeat: NodeJS.Timeout;
  readonly #stopped: AbortSignal;
  /** Frames that the end of the run ended, by what is said of them. */
  readonly #cutOff = new Map<string, number[]>();

  /** @param stopped what ends the run for all frames; they are told of together */
  constructor(log: Log, total: number, stopped: AbortSignal) {
    this.#log = log;
    this.#stopped = stopped;
    this.#run = new RunProgress(total);
    this.#heartbeat = setInterval(() => {
      log.info(this.#run.line());
    }, heartbeatMs);
  }

  progress(progress: FrameProgress): void {
    if (this.#run.note(progress)) this.#log.info(`frame ${progress.frame}: rendering`);
    this.#log.progress(this.#run.line());
  }

  end(end: FrameEnd): void {
    this.#run.end(end.frame);
    const { frame } = end;
    const told = describeEnd(end);
    if (!this.#isCutOff(end)) this.#log.info(`frame ${frame}: ${told}`);
    else {
      const together = this.#cutOff.get(told) ?? [];
      together.push(frame);
      this.#cutOff.set(told, together);
    }
    this.#log.progress(this.#run.line());
  }

  #isCutOff(end: FrameEnd): boolean {
    if (!('failed' in end)) return false;
    const { kind, message } = end.failed.failure;
    return kind === 'cancelled' || (this.#stopped.aborted && messageOf(this.#stopped.reason) === message);
  }

  close(): void {
    clearInterval(this.#heartbeat);
    for (const [told, frames] of this.#cutOff) {
      this.#log.info(`${frames.length === 1 ? 'frame' : 'frames'} ${formatFrames(frames, fewRanges)}: ${told}`);
    }
    this.#log.progress('');
  }
}

/** What became of a frame, to follow its number. */
function describeEnd(end: FrameEnd): string {
  if ('failed' in end) {
    const { kind, message } = end.failed.failure;
    return `${kind === 'cancelled' ? 'cancelled' : 'failed'}. ${sentences(printable(message, 2000))}`;
  }
  const { outcome, renderMs, results } = end.done;
  const time = outcome === 'rendered' ? ` in ${formatDuration(renderMs)}` : '';
  return `${outcome}${time} (${results.map(({ kind }) => kind).join(', ')})`;
}

/** Frames that are named in a line. */
const maxNamed = 2;

/** Where the run stands, in one line. */
export class RunProgress {
  readonly #total: number;
  readonly #startedAtMs = performance.now();
  readonly #running = new Map<number, FrameProgress>();
  /** Frames that have begun to render. */
  readonly #begun = new Set<number>();
  #ended = 0;

  constructor(total: number) {
    this.#total = total;
  }

  /** @returns whether the frame has just begun to render. */
  note(progress: FrameProgress): boolean {
    this.#running.set(progress.frame, progress);
    const isNew = !this.#begun.has(progress.frame);
    this.#begun.add(progress.frame);
    return isNew;
  }

  end(frame: number): void {
    this.#ended += 1;
    this.#running.delete(frame);
  }

  line(): string {
    const parts = [`${this.#ended} of ${this.#total} frames`];
    for (const { frame, done, samples } of [...this.#running.values()].slice(0, maxNamed)) {
      const counted = samples === undefined ? '' : ` (${samples.done}/${samples.of} samples)`;
      parts.push(`frame ${frame} at ${Math.round(done * 100)} %${counted}`);
    }
    const elapsedMs = performance.now() - this.#startedAtMs;
    if (this.#ended > 0 && this.#ended < this.#total) {
      parts.push(`about ${formatDuration((elapsedMs / this.#ended) * (this.#total - this.#ended))} left`);
    }
    return parts.join(', ');
  }
}
