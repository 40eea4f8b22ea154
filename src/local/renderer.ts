import type { KeyedPlan } from '../frames/plan.ts';
import type { BlenderOutput } from './blender/output.ts';
import type { FrameCost } from './blender/session.ts';
import type { RenderedFiles } from './blender/render.ts';

/** What a renderer gets for one try of a frame. */
export interface RenderTry {
  plan: KeyedPlan;
  /** The folder that was made for it; results are in there afterwards. */
  directory: string;
  /** Gets what Blender prints. */
  output: BlenderOutput;
  /** Called whenever Blender gives a sign of life. */
  onHeard: () => void;
  /** Called with Cycles' samples in a view layer. */
  onSamples: (samples: { done: number; of: number }) => void;
  /** Its abort ends the try. */
  signal: AbortSignal;
}

/** What came of a try: files, also of one that failed. */
export interface Rendered {
  files: RenderedFiles;
  /** Why it failed, in Blender's words. */
  failure?: string;
}

/** Something that makes one frame at a time with Blender. */
export interface FrameRenderer {
  /** Makes the folder for a try, on the file system of the output directory. */
  makeFolder(frame: number): Promise<string>;
  render(request: RenderTry): Promise<Rendered>;
  /** What the last frame took, where that is known. */
  readonly cost?: FrameCost | undefined;
  close(): Promise<void>;
}
