import type { RenderError } from '../base/errors.ts';
import { failedEnd, reasonToStop, type FrameEnd } from '../frames/end.ts';
import type { Kept } from './kept/open.ts';
import type { ProgressLog } from './progress.ts';

/** Who is told of an end. */
interface Listeners {
  kept: Pick<Kept, 'frameEnded'>;
  log: ProgressLog;
  /** Ends the run when the other frames are not to go on. */
  stop: AbortController;
  failFast: boolean;
}

/** The ends of a run's frames, whoever brought them about. */
export class FrameEnds {
  readonly #byFrame = new Map<number, FrameEnd>();
  readonly #parts: Listeners;

  constructor(parts: Listeners) {
    this.#parts = parts;
  }

  take(end: FrameEnd): Promise<void> {
    const { kept, log, stop, failFast } = this.#parts;
    this.#byFrame.set(end.frame, end);
    kept.frameEnded(end.frame);
    log.end(end);
    const reason = reasonToStop(end, failFast);
    if (reason !== undefined) stop.abort(reason);
    return Promise.resolve();
  }

  /** Ends the frames that a stopped run did not get to. */
  async stopOthers(frames: number[], reason: RenderError): Promise<void> {
    for (const frame of frames) if (!this.#byFrame.has(frame)) await this.take(failedEnd(frame, reason));
  }

  /** In the order of the frames. */
  of(frames: number[]): FrameEnd[] {
    return frames.flatMap((frame) => this.#byFrame.get(frame) ?? []);
  }
}
