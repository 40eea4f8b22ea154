import { RenderError, type FailureKind } from '../errors.ts';

/** What a thread says first: it takes jobs. */
export const ready = 'ready';

/** A thread answers each job with one of these. */
export type Answer<Result> = { result: Result } | { failure: Failure };

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
