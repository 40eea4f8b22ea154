import { RenderError, type FailureKind } from '../errors.ts';
import type { DisplayPicture, PictureComparison, Region } from './comparison.ts';
import type { Tolerance } from './tolerance.ts';

/*
 * What goes between the pool and its workers. Pictures are named by their files: a worker reads them itself, so that the
 * main thread never holds one.
 */

export interface CompareJob {
  type: 'compare';
  baselineFile: string;
  candidateFile: string;
  kind: 'compose' | 'render';
  frame: number;
  tolerance?: Tolerance;
}

export interface DisplayJob {
  type: 'display';
  file: string;
  maxWidth?: number;
}

export interface DifferenceJob {
  type: 'difference';
  baselineFile: string;
  candidateFile: string;
  regions: Region[];
  decisiveLayer?: string;
  maxWidth?: number;
}

export type Job = CompareJob | DisplayJob | DifferenceJob;

export interface ResultByType {
  compare: PictureComparison;
  display: DisplayPicture;
  difference: DisplayPicture | undefined;
}

export type JobResult = ResultByType[Job['type']];

/** A worker answers each job with one of these. */
export type Answer = { result: JobResult } | { failure: Failure };

/** A {@link RenderError} on its way between threads, which would lose its class and kind. */
export interface Failure {
  message: string;
  /** Missing for an error that nobody threw on purpose. */
  kind?: FailureKind;
  hint?: string;
  file?: string;
  frame?: number;
  stack?: string;
}

export function packError(error: unknown): Failure {
  if (error instanceof RenderError) {
    const { message, kind, hint, file, frame } = error;
    return {
      ...{ message, kind },
      ...(hint === undefined ? {} : { hint }),
      ...(file === undefined ? {} : { file }),
      ...(frame === undefined ? {} : { frame }),
    };
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return stack === undefined ? { message } : { message, stack };
}

export function unpackError({ message, kind, hint, file, frame, stack }: Failure): Error {
  if (kind === undefined) return Object.assign(new Error(message), stack === undefined ? {} : { stack });
  return new RenderError(kind, message, {
    ...(hint === undefined ? {} : { hint }),
    ...(file === undefined ? {} : { file }),
    ...(frame === undefined ? {} : { frame }),
  });
}
