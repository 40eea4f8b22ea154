import type { RenderError } from '../base/errors.ts';
import type { SceneFacts } from '../project/blend/scene.ts';
import type { FrameEnd } from './end.ts';
import type { ResultKind } from './kinds.ts';
import type { KeyedPlan, RenderConfiguration, RenderProject } from './plan.ts';

/** Something that makes frames: a farm, or Blender on this machine. */
export interface Engine {
  readonly facts: EngineFacts;
  /** Whether scripts and drivers in a .blend run; missing where that is not ours to decide, as on a farm. */
  readonly scripts?: boolean;
  /** The results it makes where nobody says which are wanted. */
  readonly kinds: ResultKind[];
  /**
   * What it cannot render, asked before anything is begun.
   * @param file the .blend, below the working directory
   */
  check(scene: SceneFacts, file: string): RenderError | undefined;
  /** How it renders the scene; samples may be more than were asked for, where it could not render these. */
  configure(scene: SceneFacts): RenderConfiguration;
  /**
   * Renders frames and tells the end of each by {@link EngineRun.onEnd}, in any order. It takes a plan when it has room for
   * it; once the signal has fired it takes none any more, and those under way end as failed.
   * @throws RenderError when it cannot begin; what is a bug of ours. Nothing is under way by then.
   */
  render(plans: AsyncIterable<KeyedPlan>, run: EngineRun): Promise<EngineTotals>;
  close(): Promise<void>;
}

/** Its name where Blender on this machine renders. */
export const localEngine = 'local';

export interface EngineFacts {
  /** As people know it: the Manager's address, or {@link localEngine}. */
  name: string;
  blenderVersion: string;
  /** What Cycles renders with, once that is known. */
  device?: string;
  /** Whether Cycles keeps data from frame to frame, once that is known. */
  persistentData?: boolean;
  /** How many machines share the work, where it is a farm. */
  agents?: number;
}

/** What an engine gets for a run. */
export interface EngineRun {
  project: RenderProject;
  /** Absolute; results are put there under the names of `frames/names.ts`. */
  outputDirectory: string;
  kinds: ResultKind[];
  /** How often a frame that fails is tried in all. */
  attempts: number;
  /** How long a frame may make no progress. */
  stallMs: number;
  /** Ends the run; its reason is a RenderError. */
  signal: AbortSignal;
  /** Told as often as there is news of a frame that is being rendered. */
  onProgress: (progress: FrameProgress) => void;
  /** Awaited: what is done with an end holds up the engine, and not memory. */
  onEnd: (end: FrameEnd) => Promise<void>;
  /** Something worth a line in the log. */
  onNotice: (text: string, level?: 'info' | 'warning') => void;
}

export interface FrameProgress {
  frame: number;
  /** 0 … 1 */
  done: number;
  samples?: { done: number; of: number };
}

/** What went over the wire. `known` files were on the farm already and cost a request each. */
export interface UploadTotals {
  filesSent: number;
  bytesSent: number;
  filesKnown: number;
  bytesKnown: number;
}

export interface EngineTotals {
  /** Missing where nothing has to be sent. */
  upload?: UploadTotals;
  /** Names of unfinished tasks that could not be removed in time. */
  left: string[];
}
