import type { FrameResults } from '../../frames/end.ts';
import type { ResultKind } from '../../frames/kinds.ts';

/** Which frame, and the folder that its results lie in or are to be put into. */
export interface KeptRequest {
  frame: number;
  key: string;
  outputDirectory: string;
}

/** Results of earlier runs, by frame key, kept apart from any engine. What fails here is logged, and costs a rendering. */
export interface KeptResults {
  /** Puts a frame's results into the output directory, verified; undefined when not all of them are there. */
  take(request: KeptRequest, kinds: ResultKind[], signal: AbortSignal): Promise<FrameResults | undefined>;
  /** Whether they are there, as far as can be told without reading the pictures. */
  has(request: Pick<KeptRequest, 'frame' | 'key'>, kinds: ResultKind[], signal: AbortSignal): Promise<boolean>;
  /** @returns whether the store has got anything new. */
  keep(request: KeptRequest, frame: FrameResults): Promise<boolean>;
}
