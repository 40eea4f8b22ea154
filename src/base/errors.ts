/**
 * Every way a run can end badly, what the process then exits with, and the heading under which docs/troubleshooting.md
 * explains it.
 * The names are part of the public interface: they appear as the output `failure-kind`.
 */
export const failureKinds = {
  settings: { exitCode: 2, title: 'A setting is wrong' },
  'missing-file': { exitCode: 2, title: 'The project needs a file that is not there' },
  unreachable: { exitCode: 3, title: 'The Manager, or the server of releases, does not answer' },
  unauthorized: { exitCode: 3, title: 'The Manager refuses the credentials' },
  rejected: { exitCode: 3, title: 'The Manager refuses a request' },
  protocol: { exitCode: 3, title: 'The answer is not a BlendNet answer' },
  'no-agents': { exitCode: 3, title: 'The farm has no active Agent' },
  'task-failed': { exitCode: 1, title: 'A frame could not be rendered' },
  'corrupt-result': { exitCode: 1, title: 'A result arrived damaged' },
  stalled: { exitCode: 4, title: 'A frame makes no progress' },
  timeout: { exitCode: 4, title: 'The run took too long' },
  cancelled: { exitCode: 5, title: 'The run was cancelled' },
  different: { exitCode: 6, title: 'A frame differs from its baseline' },
} as const satisfies Record<string, { exitCode: number; title: string }>;

export type FailureKind = keyof typeof failureKinds;
export const failureKindNames = Object.keys(failureKinds) as FailureKind[];

export interface RenderErrorDetails {
  /** What the reader can do about it, one sentence in the imperative. */
  hint?: string;
  /** The frame (timeline number) it happened to. */
  frame?: number;
  /** The file it happened to, as a path below the working directory. */
  file?: string;
  /** Asking again would bring the same answer. */
  lasting?: boolean;
  /** What was thrown underneath. */
  cause?: unknown;
}

/** The one error this program throws on purpose; anything else that is thrown is a bug of ours. */
export class RenderError extends Error {
  override readonly name = 'RenderError';
  readonly kind: FailureKind;
  readonly hint: string | undefined;
  readonly frame: number | undefined;
  readonly file: string | undefined;
  readonly lasting: boolean;

  constructor(kind: FailureKind, message: string, details: RenderErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.kind = kind;
    this.hint = details.hint;
    this.frame = details.frame;
    this.file = details.file;
    this.lasting = details.lasting ?? false;
  }

  get exitCode(): number {
    return failureKinds[this.kind].exitCode;
  }
}

/** Whether `error` is a {@link RenderError}, optionally of one of `kinds`. */
export function isRenderError(error: unknown, ...kinds: FailureKind[]): error is RenderError {
  return error instanceof RenderError && (kinds.length === 0 || kinds.includes(error.kind));
}

/** The message of whatever was thrown, for use inside a sentence. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
