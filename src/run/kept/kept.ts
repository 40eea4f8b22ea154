import type { ResultKind, TaskStatus } from '../../farm/api/schema.ts';
import type { CollectedResult } from '../../farm/tasks/collect.ts';

/** A frame's results as they came home, with the task that made them. */
export interface KeptFrame {
  task: string;
  status: TaskStatus;
  results: CollectedResult[];
}

/** Which frame, and the folder that its results lie in or are to be put into. */
export interface KeptRequest {
  frame: number;
  key: string;
  outputDirectory: string;
}

/** Results of earlier runs, by frame key, kept apart from any Manager. What fails here is logged, and costs a rendering. */
export interface KeptResults {
  /** Puts a frame's results into the output directory, verified; undefined when not all of them are there. */
  take(request: KeptRequest, kinds: ResultKind[], signal: AbortSignal): Promise<KeptFrame | undefined>;
  /** @returns whether the store has got anything new. */
  keep(request: KeptRequest, frame: KeptFrame): Promise<boolean>;
}
