import type { FramePlan } from '../../src/frames/plan.ts';
import type { ProjectFile } from '../../src/project/files.ts';
import type { ManagerAddress } from './manager.ts';

/** Frames from 1 up, made from the same files, the .blend first. */
export interface FramesWork {
  manager: ManagerAddress;
  directory: string;
  paths: string[];
  frames: number;
}

export interface FramesResult {
  wallMs: number;
}

export function planFrames(files: ProjectFile[], frames: number): FramePlan[] {
  return Array.from({ length: frames }, (_, index) => ({ frame: index + 1, files }));
}
