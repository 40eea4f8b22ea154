import { randomInt } from 'node:crypto';
import * as v from 'valibot';
import type { TaskState } from '../../farm/api/schema.ts';
import type { ResultKind } from '../../frames/kinds.ts';
import { maxSeed } from '../../frames/plan.ts';
import { isAbsolute, parseDirectory, parsePath, toAbsolute } from './paths.ts';
import type { Progress } from '../blender/progress.ts';

/** A task as the farm keeps it, in memory and (as JSON, see task-files.ts) on disk. Times are Unix seconds. */
export interface Task {
  name: string;
  state: TaskState;
  config: Config;
  /** sha1 by path; the paths are absolute once the configuration says where relative ones start. */
  files: Map<string, string>;
  createTime: number;
  startTime: number | null;
  endTime: number | null;
  /** When it was asked to run, in milliseconds: the order of the queue. */
  queuedAtMs: number;
  startTimeActual: number | null;
  samplesDone: number;
  /** Seconds, as Blender estimates them. */
  remaining: number | null;
  results: Record<ResultKind, string | null>;
  resultsProcessing: boolean | null;
  workloadsTaken: number;
  errors: string[];
  /** Blender's words and progress, by workload. */
  messages: Map<string, string[]>;
  details: Map<string, Progress[]>;
}

const text = v.pipe(v.string(), v.maxLength(4096));
const relativePath = v.pipe(
  text,
  v.transform(parsePath),
  v.string(),
  v.check((path) => !path.startsWith('/') && !isAbsolute(path)),
);
const directory = v.pipe(text, v.transform(parseDirectory), v.string());
const count = (min: number, max: number) => v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));

/** What `PUT config` may set; keys that are left out keep their value, unknown ones are dropped, null is left out. */
export const configSchema = v.object({
  project: v.nullish(relativePath),
  project_path: v.nullish(directory),
  cwd_path: v.nullish(directory),
  samples: v.nullish(count(1, maxSeed)),
  seed: v.nullish(count(0, maxSeed)),
  frame: v.nullish(count(0, maxSeed)),
  // Any number is fine: the one agent there is does the work.
  agents_num: v.nullish(count(0, maxSeed)),
  use_compositing_nodes: v.nullish(v.boolean()),
  compose_filepath: v.nullish(text),
});
type Config = v.InferOutput<typeof configSchema>;

const defaultSamples = 100;

export function createTask(name: string): Task {
  return {
    name,
    state: 'CREATED',
    config: { seed: randomInt(maxSeed) },
    files: new Map(),
    createTime: unixTime(),
    startTime: null,
    endTime: null,
    queuedAtMs: 0,
    startTimeActual: null,
    samplesDone: 0,
    remaining: null,
    results: { preview: null, render: null, compose: null },
    resultsProcessing: null,
    workloadsTaken: 0,
    errors: [],
    messages: new Map(),
    details: new Map(),
  };
}

export function unixTime(): number {
  return Math.floor(Date.now() / 1000);
}

export function samplesOf(task: Task): number {
  return task.config.samples ?? defaultSamples;
}

/** Whether files and configuration may change: until it is asked to run. */
export function canBeChanged(task: Task): boolean {
  return task.state === 'CREATED';
}

/** Applies a configuration; false (and nothing changed) when one of its values is not allowed. */
export function configure(task: Task, sent: object): boolean {
  const parsed = v.safeParse(configSchema, sent);
  if (!parsed.success) return false;
  const given = Object.entries(parsed.output).filter(([, value]) => value !== null && value !== undefined);
  task.config = { ...task.config, seed: randomInt(maxSeed), ...Object.fromEntries(given) };
  return true;
}

/** Registers a file, under its absolute path if the configuration is there already. */
export function addFile(task: Task, path: string, sha1: string): void {
  const { project_path: projectPath, cwd_path: cwdPath } = task.config;
  task.files.set(projectPath && cwdPath ? toAbsolute(path, projectPath, cwdPath) : path, sha1);
}

/** Makes all paths absolute; false when the configuration does not say yet where they start. */
export function resolvePaths(task: Task): boolean {
  const { project_path: projectPath, cwd_path: cwdPath } = task.config;
  if (!projectPath || !cwdPath) return task.files.size === 0;
  for (const [path, sha1] of task.files) {
    const absolute = toAbsolute(path, projectPath, cwdPath);
    if (absolute === path) continue;
    task.files.delete(path);
    task.files.set(absolute, sha1);
  }
  return true;
}

/** What keeps a task from being rendered at all; empty when nothing does. */
export function findMistakes(task: Task): string[] {
  const relative = [...task.files.keys()].filter((path) => !isAbsolute(path));
  if (relative.length > 0) return relative.map((path) => `The file path "${path}" is not absolute`);
  const { project, project_path: projectPath } = task.config;
  if (!project || !projectPath) return ['The configuration names no project'];
  const known = task.files.has(projectPath + project);
  return known ? [] : [`The project file "${project}" is not among the task's files`];
}
