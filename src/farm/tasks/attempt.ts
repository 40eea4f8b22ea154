import pLimit from 'p-limit';
import { isRenderError, type FailureKind, type RenderError } from '../../base/errors.ts';
import type { FrameResults } from '../../frames/end.ts';
import type { KeyedPlan, RenderProject } from '../../frames/plan.ts';
import type { ManagerClient } from '../api/client.ts';
import type { TaskInfo, TaskStatus } from '../api/schema.ts';
import { taskConfig } from './config.ts';
import type { Outages } from './outages.ts';
import type { OwnTasks } from './own-tasks.ts';
import type { Results } from './results.ts';
import type { Stager } from './stage.ts';
import { submitTask } from './submit.ts';
import type { TaskWatcher } from './watch.ts';

/** Frames that are staged at a time: more would share the same connections. */
const stagedAtOnce = 4;

/** Another try helps when the farm failed; it does not when it said no, when nobody answers, or when the queue stands still. */
const anotherAttemptHelps: FailureKind[] = ['task-failed', 'stalled', 'corrupt-result'];

export function isWorthAnotherAttempt(error: unknown): error is RenderError {
  return isRenderError(error, ...anotherAttemptHelps) && !error.lasting;
}

export interface AttemptsOptions {
  project: RenderProject;
  /** How many the farm has. */
  agents: number;
  outages: Outages;
  signal: AbortSignal;
  onNotice: (text: string) => void;
}

/** One try to get a frame from the Manager: by a new task, or by one of an earlier run. */
export class Attempts {
  readonly #client: ManagerClient;
  readonly #parts: { stager: Stager; watcher: TaskWatcher; results: Results; own: OwnTasks };
  readonly #options: AttemptsOptions;
  readonly #staging = pLimit(stagedAtOnce);

  constructor(
    client: ManagerClient,
    parts: { stager: Stager; watcher: TaskWatcher; results: Results; own: OwnTasks },
    options: AttemptsOptions,
  ) {
    this.#client = client;
    this.#parts = parts;
    this.#options = options;
  }

  /** Submit, watch, collect: the life of one task. */
  async render(plan: KeyedPlan, task: string): Promise<FrameResults> {
    const { stager, watcher, results, own } = this.#parts;
    const { project, agents, outages, signal } = this.#options;
    await this.#staging(async () => {
      signal.throwIfAborted();
      own.begin(task);
      const context = { client: this.#client, stager, outages, signal };
      await submitTask(context, task, plan, taskConfig(project, plan.frame, agents));
    });
    const status = await watcher.watch(task, plan.frame);
    const collected = await results.collect(task, plan.frame, status);
    await own.finish(task);
    return describe(task, status, collected);
  }

  /** Takes or joins a task of an earlier run; undefined when that leads nowhere and the frame is to be rendered. */
  async takeEarlier({ frame }: KeyedPlan, earlier: TaskInfo): Promise<FrameResults | undefined> {
    const { watcher, results, own } = this.#parts;
    const { outages, signal, onNotice } = this.#options;
    const { name } = earlier;
    try {
      const done = earlier.state === 'COMPLETED';
      onNotice(`frame ${frame}: ${done ? 'rendered before' : 'being rendered already'} as ${name}`);
      const status = done
        ? await outages.outlast(() => this.#client.taskStatus(name, signal))
        : await watcher.watch(name, frame);
      return describe(name, status, await results.collect(name, frame, status));
    } catch (error) {
      if (signal.aborted || !(isRenderError(error, 'rejected') || isWorthAnotherAttempt(error))) throw error;
      onNotice(`frame ${frame}: ${error.message} Rendering it anew.`);
      // What is wrong on the way home is no fault of a completed task.
      if (!isRenderError(error, 'corrupt-result')) await own.discard(name);
      return undefined;
    }
  }
}

function describe(task: string, status: TaskStatus, results: FrameResults['results']): FrameResults {
  return { task, renderMs: renderTimeOf(status), samples: status.samples_done, results };
}

/** The Manager counts in whole seconds. */
function renderTimeOf({ start_time: start, end_time: end }: TaskStatus): number {
  return typeof start === 'number' && typeof end === 'number' ? Math.max(0, end - start) * 1000 : 0;
}
