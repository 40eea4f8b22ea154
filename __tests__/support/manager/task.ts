import type { TaskState } from '../../../src/farm/api/schema.ts';
import type { ResultKind } from '../../../src/frames/kinds.ts';
import { maxSeed } from '../../../src/frames/plan.ts';
import { unixNow } from './blobs.ts';

/** The keys of a configuration the Manager keeps; all others are ignored. */
export interface ScriptedConfig {
  project?: string;
  project_path?: string;
  cwd_path?: string;
  samples?: number;
  seed?: number;
  frame?: number;
  agents_num?: number;
  use_compositing_nodes?: boolean;
  compose_filepath?: string;
}

type Check = (value: unknown) => boolean;

/** A path without a parent directory in it. */
export function isStraight(path: string): boolean {
  return !path.startsWith('..') && !path.endsWith('..') && !path.includes('/../');
}

/** Absolute on any system; `//` starts a path relative to the project. */
export function isAbsolute(path: string): boolean {
  return (path.startsWith('/') && !path.startsWith('//')) || /^.:[/\\]/.test(path);
}

const isText: Check = (value) => typeof value === 'string';
const isFolder: Check = (value) => typeof value === 'string' && isAbsolute(value) && isStraight(value);
const isInteger =
  (min: number, max = Infinity): Check =>
  (value) =>
    Number.isInteger(value) && (value as number) >= min && (value as number) <= max;

/** One frame's work on the scripted Manager, with every field the API shows. */
export class ScriptedTask {
  readonly name: string;
  config: ScriptedConfig = {};
  /** Registered paths and their sha1, in the order of registration. */
  readonly files = new Map<string, string>();
  state: TaskState = 'CREATED';
  errorInfo: unknown[] = [];
  readonly createTime = unixNow();
  startTime: number | null = null;
  endTime: number | null = null;
  startTimeActual: number | null = null;
  samplesDone = 0;
  remaining: number | null = null;
  samplesPerWorkload: number | null = null;
  samplesAcquired = 0;
  workloadsTaken = 0;
  resultsProcessing: boolean | null = null;
  readonly result: Record<ResultKind, string | null> = { preview: null, render: null, compose: null };
  messages: Record<string, unknown[] | null> = {};
  details: Record<string, unknown[] | null> = {};
  /** 1 for the first task that was run for its project and frame, 2 for the next, … */
  attempt = 0;
  stopRequested = false;
  /** Somebody else's task: how many steps it renders. */
  foreignSteps: number | undefined;
  readonly #defaultSeed: number;

  constructor(name: string, defaultSeed: number) {
    this.name = name;
    this.#defaultSeed = defaultSeed;
  }

  get samples(): number {
    return this.config.samples ?? 100;
  }

  get seed(): number {
    return this.config.seed ?? this.#defaultSeed;
  }

  get projectSha1(): string | undefined {
    const { project, project_path: projectPath } = this.config;
    return project === undefined ? undefined : this.files.get(`${projectPath ?? ''}${project}`);
  }

  /** Takes over the known keys; false when one of them has a wrong value, and the others are taken all the same. */
  configure(config: Record<string, unknown>, agentsMax: number): boolean {
    if (this.state !== 'CREATED') return false;
    const checks: Record<keyof ScriptedConfig, Check> = {
      project: isText,
      project_path: isFolder,
      cwd_path: isFolder,
      samples: isInteger(1),
      seed: isInteger(0, maxSeed),
      frame: isInteger(0),
      agents_num: isInteger(0, agentsMax),
      use_compositing_nodes: (value) => typeof value === 'boolean',
      compose_filepath: isText,
    };
    let accepted = true;
    for (const [key, check] of Object.entries(checks)) {
      if (!(key in config)) continue;
      let value = config[key];
      if (key.endsWith('_path') && typeof value === 'string') value = `${value.replace(/\/+$/, '')}/`;
      if (check(value)) this.config = { ...this.config, [key]: value };
      else accepted = false;
    }
    return accepted;
  }

  /** Makes registered paths absolute. `unconfigured` when the folders are not known yet, `false` when a path climbs up. */
  fixPaths(paths: readonly string[]): boolean | 'unconfigured' {
    const { project_path: projectPath, cwd_path: cwdPath } = this.config;
    let fixed: boolean | 'unconfigured' = true;
    for (const path of paths) {
      if (!isStraight(path)) return false;
      if (projectPath === undefined || cwdPath === undefined) {
        fixed = 'unconfigured';
      } else if (!isAbsolute(path)) {
        const root = path.startsWith('//') ? projectPath : cwdPath;
        const sha1 = this.files.get(path) ?? '';
        this.files.delete(path);
        this.files.set(root + path.replace(/^\/+/, ''), sha1);
      }
    }
    return fixed;
  }

  fail(info: unknown): void {
    this.errorInfo.push(info);
    this.endTime = unixNow();
    this.state = 'ERROR';
  }

  end(state: 'COMPLETED' | 'STOPPED'): void {
    this.endTime = unixNow();
    this.state = state;
  }

  /** Back to the first sample, as a restarted Manager starts it. */
  resetProgress(): void {
    this.samplesDone = 0;
    this.samplesAcquired = 0;
    this.startTimeActual = null;
    this.remaining = null;
    this.resultsProcessing = null;
    this.stopRequested = false;
  }

  /** An entry of `GET task`. */
  infoJson(): Record<string, unknown> {
    return {
      name: this.name,
      create_time: this.createTime,
      start_time: this.startTime,
      end_time: this.endTime,
      state: this.state,
      frame: this.config.frame ?? null,
      done: this.samplesDone / this.samples,
      ...(this.errorInfo.length > 0 ? { state_error_info: [...this.errorInfo] } : {}),
    };
  }

  /** `GET task/NAME/status`. */
  statusJson(): Record<string, unknown> {
    return {
      ...this.infoJson(),
      project: this.config.project ?? null,
      samples: this.samples,
      seed: this.seed,
      samples_done: this.samplesDone,
      remaining: this.remaining,
      result: { ...this.result },
      start_time_actual: this.startTimeActual,
      samples_per_workload: this.samplesPerWorkload,
      samples_acquired: this.samplesAcquired,
      workloads_taken: this.workloadsTaken,
      results_processing: this.resultsProcessing,
      compose_filepath: this.config.compose_filepath ?? null,
    };
  }
}
