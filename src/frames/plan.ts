import type { ProjectFile } from '../project/files.ts';

/** Largest seed that Blender and BlendNet's Manager accept. */
export const maxSeed = 2_147_483_647;

/** In pixels, or in percent of the size in the .blend. */
export type Resolution = { percentage: number } | { width: number; height: number };

/** What is set for a render; what is left out is as the .blend has it. */
export interface RenderSettings {
  samples?: number | undefined;
  seed?: number | undefined;
  /** How many Agents of a farm share a frame (left out: all). */
  agents?: number | undefined;
  compositing?: boolean | undefined;
  scene?: string | undefined;
  camera?: string | undefined;
  viewLayer?: string | undefined;
  resolution?: Resolution | undefined;
  addons?: string[] | undefined;
  device?: 'cpu' | 'gpu' | 'auto' | undefined;
  /** Whether Cycles keeps data from frame to frame; `auto`: where pictures are the same with it, else as saved. */
  persistentData?: 'auto' | 'on' | 'off' | undefined;
}

/** How frames are rendered. */
export interface RenderConfiguration extends RenderSettings {
  /** As Blender renders what was saved, or as a BlendNet Agent does. */
  like: 'saved' | 'farm';
  /** The .blend has scripts or drivers that are left out. */
  scripts?: 'off';
}

/** A project as an engine renders it. */
export interface RenderProject {
  /** The .blend, below the working directory, with `/` on every system. */
  path: string;
  /** The working directory, absolute. */
  directory: string;
  configuration: RenderConfiguration;
  /** Cycles' samples per pixel, set or saved. */
  samples?: number | undefined;
}

/** One frame to render and everything it needs. */
export interface FramePlan {
  /** Number on the timeline. */
  frame: number;
  /** The .blend first. */
  files: ProjectFile[];
}

/** A plan whose files are digested. */
export interface KeyedPlan extends FramePlan {
  /** What decides the frame's pixels, see {@link frameKey}. */
  key: string;
  /** sha1 by path of every file. */
  inputs: Map<string, string>;
}
