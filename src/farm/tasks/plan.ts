import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { TaskConfig } from '../api/schema.ts';
import type { ProjectFile } from '../../project/files.ts';

/**
 * Name of the one folder that every path of a task lies in, on every machine. The Manager moves files outside
 * `project_path` elsewhere and rewrites only some references to them, so a texture beside the .blend's folder would be
 * lost (pink) in any other layout.
 */
export const taskRoot = '/project';

/** Changes when the same inputs would give other results because of us. */
const keyVersion = 1;

/** One frame to render and everything it needs. */
export interface FramePlan {
  frame: number;
  /** The .blend first. */
  files: ProjectFile[];
  config: TaskConfig;
}

export interface RenderConfiguration {
  samples?: number | undefined;
  seed: number;
  agents?: number | undefined;
  compositing: boolean;
}

/** @param project path of the .blend below the working directory. */
export function planConfig(project: string, frame: number, configuration: RenderConfiguration): TaskConfig {
  return {
    project,
    project_path: taskRoot,
    cwd_path: taskRoot,
    frame,
    ...(configuration.samples === undefined ? {} : { samples: configuration.samples }),
    seed: configuration.seed,
    ...(configuration.agents === undefined ? {} : { agents_num: configuration.agents }),
    use_compositing_nodes: configuration.compositing,
  };
}

/**
 * What decides a frame's pixels, as 16 hex digits: every file with its path, the configuration, and Blender's version.
 * @param digests sha1 by path.
 */
export function frameKey(plan: FramePlan, digests: Map<string, string>, blenderVersion: string): string {
  const files = plan.files
    .map((file) => [file.path, digests.get(file.path)])
    .sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  const hash = createHash('sha1').update(JSON.stringify([keyVersion, blenderVersion, plan.config, files]));
  return hash.digest('hex').slice(0, 16);
}

/** Which job of which run a task belongs to; goes into its name. */
export interface RunIdentity {
  /** The workflow run's number, or another name for this run. */
  run: string;
  attempt: number;
  /** Tells the jobs of a matrix apart, which share run and attempt: a few hex digits. */
  job: string;
}

/**
 * A task's name: readable, safe in an URL, unique to run, attempt, job and frame, with the key by which another run finds
 * it: `ci-4711-1-a3f9-shot-f0003-0123456789abcdef`; when the frame is sent again, `…-again1`.
 */
export function taskName(identity: RunIdentity, plan: FramePlan, key: string, again: number): string {
  const stem = basename(plan.config.project).replace(/\.blend$/i, '');
  const project = dashed(stem).slice(0, 40) || 'project';
  const frame = String(plan.frame).padStart(4, '0');
  return `${jobPrefix(identity)}${project}-f${frame}-${key}${again === 0 ? '' : `-again${again}`}`;
}

/** What the names of all tasks of a job begin with. */
export function jobPrefix({ run, attempt, job }: RunIdentity): string {
  return `ci-${dashed(run)}-${attempt}-${job}-`;
}

function dashed(text: string): string {
  return text.replace(/[^a-zA-Z0-9]+/g, '-').replace(/^-|-$/g, '');
}

/** The key in a task's name, or undefined when the name is not one of ours. */
export function keyInName(name: string): string | undefined {
  return /^ci-.*-f\d{4,}-([0-9a-f]{16})(?:-again\d+)?$/.exec(name)?.[1];
}
