import { isRenderError, RenderError, type FailureKind } from '../base/errors.ts';
import { explainFileError } from '../base/files/errors.ts';
import type { ResultKind, SideKind } from './kinds.ts';

/** A result on disk, verified. */
export interface ResultFile {
  kind: ResultKind | SideKind;
  /** Path below the output directory with `/`, such as `frame-0003.compose.png`. */
  file: string;
  sizeBytes: number;
  sha1: string;
}

/** What an engine, or an earlier run, has to tell of a frame that is there. */
export interface FrameResults {
  /** How long the frame took to render, by the clock of whoever rendered it; without its time in a queue. */
  renderMs: number;
  samples?: number;
  /** The farm's task that made it. */
  task?: string;
  results: ResultFile[];
}

/** A frame that is there. */
export interface FrameDone extends FrameResults {
  outcome: 'rendered' | 'reused';
  key: string;
  /** sha1 by path of every file it was made from. */
  inputs: Map<string, string>;
  /** One of them changed while it was rendered: what {@link key} says need not be so. */
  inputsChanged?: boolean;
}

/** A frame that failed for good. */
export interface FrameFailed {
  failure: RenderError;
  /** The last task that was to render it, if it came to that. */
  task?: string;
  /** Blender's words, oldest first, safe to print. */
  messages: string[];
  /** Everything for a log file, safe to print. */
  log: string[];
  /** The preview of what was rendered until then, if any. */
  preview?: ResultFile;
}

/** How one frame ended. */
export type FrameEnd = { frame: number; done: FrameDone } | { frame: number; failed: FrameFailed };

/** An end without anything that Blender said. */
export function failedEnd(frame: number, failure: RenderError, rest: Partial<FrameFailed> = {}): FrameEnd {
  return { frame, failed: { messages: [], log: [], ...rest, failure } };
}

/**
 * Runs the work on a frame and makes an end of whatever it throws on purpose, refusals of the file system included.
 * @throws what is a bug of ours
 */
export async function endOf(frame: number, work: () => Promise<FrameEnd>): Promise<FrameEnd> {
  try {
    return await work();
  } catch (thrown) {
    const error = explainFileError(thrown);
    if (error instanceof RenderError) return failedEnd(frame, error);
    throw error;
  }
}

/** What every other frame would meet, too, each after its own wait: no farm, no disk. */
const kindsOfTheRun: FailureKind[] = ['unreachable', 'unauthorized', 'protocol', 'no-agents', 'settings'];

/** Why the other frames are not to go on after the end of one, if so. */
export function reasonToStop(end: FrameEnd, failFast: boolean): RenderError | undefined {
  if ('done' in end) return undefined;
  const { failure } = end.failed;
  if (isRenderError(failure, ...kindsOfTheRun) && failure.frame === undefined) return failure;
  // A queue that stands still, whichever frame noticed first.
  if (isRenderError(failure, 'stalled') && failure.lasting) return failure;
  if (!failFast) return undefined;
  const message = `Stopped, because frame ${end.frame} failed and fail-fast is set.`;
  return new RenderError('cancelled', message, { cause: failure });
}
