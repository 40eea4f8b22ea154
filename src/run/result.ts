import type { RenderError } from '../base/errors.ts';
import type { Outputs } from '../settings/outputs.ts';

/** How a run ended: what it set out as outputs, and why it failed, if it did. Everything is published by then. */
export interface RunResult {
  outputs: Partial<Outputs>;
  failure?: RenderError;
  /** Names of unfinished tasks that could not be removed from the Manager in time. */
  left: string[];
}
