import { isRenderError, RenderError } from '../../base/errors.ts';
import { otherVersion } from '../api/answer.ts';
import type { ManagerClient } from '../api/client.ts';
import { systemClock, type Clock } from '../../base/waiting.ts';
import { isOutage } from '../api/failure.ts';
import { countActive, type TaskInfo, type TaskList, type TaskStatus, type UnknownTask } from '../api/schema.ts';
import { printable } from '../../base/printable.ts';
import { explainBrokenScript, findBrokenScript } from './broken-script.ts';
import type { Outages } from './outages.ts';
import { explainStuck, StuckFarm } from './stuck.ts';
import { explainStall, formatMinutes } from './stall.ts';
import {
  findFailure,
  hasAdvanced,
  hasProgressed,
  wantsRestart,
  wantsStatus,
  workInVain,
  type TaskTrack,
} from './progress.ts';

export interface WatchOptions {
  pollIntervalMs: number;
  stallTimeoutMs: number;
  /** Between two looks at the details of a running task that does not seem to move (default 5 s). */
  quietStatusMs?: number;
  /** Active Agents when the run began. */
  agents: number;
  signal: AbortSignal;
  /** Told after every look that showed something new. */
  onChange?: (track: Readonly<TaskTrack>) => void;
  outages: Outages;
  clock?: Clock | undefined;
}

interface Watched extends TaskTrack {
  end: PromiseWithResolvers<TaskStatus>;
}

/** Polls of all tasks, together: one request however many frames there are, one more for a task that moves. */
export class TaskWatcher {
  readonly #client: ManagerClient;
  readonly #options: WatchOptions;
  readonly #watched = new Map<string, Watched>();
  /** Of tasks that run or ran without having ended well. */
  readonly #lastStatus = new Map<string, TaskStatus>();
  #polling = false;
  readonly #clock: Clock;
  #answeredAtMs: number;
  /** Looks in a row that got no answer. */
  #failedLooks = 0;
  /** The most that were active at a time: Agents may join while the run goes on. */
  #agents: number;
  /** The task that the farm works on, whoever it is of. */
  #running: string | undefined;
  /** The whole farm's tasks at the last look: while any of them moves, waiting in the queue is no stall. */
  #farm = '';
  #farmMovedAtMs: number;
  readonly #stuck: StuckFarm;

  constructor(client: ManagerClient, options: WatchOptions) {
    this.#client = client;
    this.#options = options;
    this.#agents = options.agents;
    this.#clock = options.clock ?? systemClock;
    this.#answeredAtMs = this.#clock.nowMs();
    this.#farmMovedAtMs = this.#answeredAtMs;
    this.#stuck = new StuckFarm(client);
  }

  /**
   * Waits until a running task is completed and gives its last status.
   * @throws RenderError `task-failed`, `stalled`, `no-agents` or `unreachable` when it will not be, `cancelled` on the signal.
   */
  async watch(task: string, frame: number): Promise<TaskStatus> {
    const nowMs = this.#clock.nowMs();
    const end = Promise.withResolvers<TaskStatus>();
    this.#watched.set(task, {
      task,
      frame,
      end,
      progressAtMs: nowMs,
      workloadsAtProgress: 0,
      statusAtMs: -Infinity,
      restarts: 0,
    });
    if (!this.#polling) void this.#poll();
    return await end.promise;
  }

  /** The last status of a task that is or was watched. */
  lastStatus(task: string): TaskStatus | undefined {
    return this.#lastStatus.get(task);
  }

  async #poll(): Promise<void> {
    this.#polling = true;
    this.#answeredAtMs = this.#clock.nowMs();
    try {
      while (this.#watched.size > 0) {
        await this.#look();
        if (this.#watched.size > 0) await this.#clock.pause(this.#nextPollMs(), this.#options.signal);
      }
    } catch (error) {
      for (const watched of this.#watched.values()) this.#finish(watched, error);
    } finally {
      this.#polling = false;
    }
  }

  async #look(): Promise<void> {
    // A task that is watched from now on may be younger than the list that comes.
    const watching = [...this.#watched.values()];
    let tasks: TaskList;
    try {
      tasks = await this.#client.tasks(this.#options.signal);
    } catch (error) {
      this.#noteOutage(error);
      return;
    }
    const nowMs = this.#clock.nowMs();
    if (this.#failedLooks > 0) this.#endOutage(nowMs);
    this.#answeredAtMs = nowMs;
    const farm = JSON.stringify(Object.values(tasks), ['name', 'state', 'done']);
    // What blocks the queue may be a task of ours: then that one is found to stall, not those behind it.
    const isOursRunning = [...this.#watched.keys()].some((task) => tasks[task]?.state === 'RUNNING');
    const queueMoves = farm !== this.#farm || isOursRunning;
    if (farm !== this.#farm) this.#farmMovedAtMs = nowMs;
    this.#farm = farm;
    this.#running = Object.keys(tasks).find((task) => tasks[task]?.state === 'RUNNING');
    for (const watched of watching) {
      try {
        await this.#lookAt(watched, tasks[watched.task], queueMoves, nowMs);
      } catch (error) {
        // Without Agents no other task will get on either.
        if (isRenderError(error, 'no-agents')) throw error;
        // The Manager answers otherwise, so this is no outage: as far as anybody knows, the task makes no progress.
        const mayStillAnswer = nowMs - watched.progressAtMs <= this.#options.stallTimeoutMs;
        if (!isRenderError(error, 'unreachable', 'protocol') || !mayStillAnswer)
          this.#finish(watched, failureOf(watched, error));
      }
    }
    await this.#checkStuck(tasks, nowMs);
  }

  /** Of a task of ours, samples tell before the list does. */
  async #checkStuck(tasks: TaskList, nowMs: number): Promise<void> {
    const running = Object.keys(tasks).filter((task) => tasks[task]?.state === 'RUNNING');
    const movedAtMs = running.map((task) => this.#watched.get(task)?.progressAtMs ?? 0);
    const quietMs = nowMs - Math.max(this.#farmMovedAtMs, ...movedAtMs);
    const stuck = await this.#stuck.find(quietMs, running, this.#options.signal);
    if (stuck !== undefined) throw explainStuck(stuck, this.#watched.has(stuck));
  }

  async #lookAt(
    watched: Watched,
    info: TaskInfo | UnknownTask | undefined,
    queueMoves: boolean,
    nowMs: number,
  ): Promise<void> {
    const { frame } = watched;
    if (info === undefined) throw new RenderError('task-failed', 'The Manager no longer knows the task.', { frame });
    if (info.state === 'UNKNOWN') {
      const message = `The Manager lists the task in a way that cannot be read: ${printable(info.problem)}`;
      // It answers, so this is no outage to wait for.
      this.#finish(watched, new RenderError('protocol', message, { frame, hint: otherVersion }));
      return;
    }
    let changed = hasProgressed(watched.info, info);
    if (changed || (info.state === 'PENDING' && queueMoves)) watched.progressAtMs = nowMs;
    const askStatus = wantsStatus(watched, info, nowMs, this.#options.quietStatusMs ?? 5_000);
    watched.info = info;
    if (askStatus) changed = (await this.#readStatus(watched, nowMs)) || changed;
    if (askStatus && !changed && info.state === 'RUNNING') await this.#checkScript(watched);
    let failure = findFailure(watched, this.#agents);
    if (failure !== undefined && workInVain(watched) > 0) {
      this.#agents = Math.max(this.#agents, countActive(await this.#client.resources(this.#options.signal)));
      failure = findFailure(watched, this.#agents);
    }
    if (failure !== undefined) throw failure;
    if (changed) this.#options.onChange?.(watched);
    if (info.state === 'COMPLETED' && watched.status !== undefined) {
      this.#watched.delete(watched.task);
      this.#lastStatus.delete(watched.task);
      watched.end.resolve(watched.status);
    } else if (wantsRestart(info)) {
      await this.#client.run(watched.task, this.#options.signal);
      watched.restarts += 1;
    } else if (nowMs - watched.progressAtMs > this.#options.stallTimeoutMs) {
      const { stallTimeoutMs, signal } = this.#options;
      throw explainStall(
        watched,
        info,
        stallTimeoutMs,
        countActive(await this.#client.resources(signal)),
        this.#running,
      );
    }
  }

  /** Of a task that does not seem to move: whether what renders it can still move. */
  async #checkScript({ task, status }: Watched): Promise<void> {
    if (status?.result.render) return;
    // Whatever is wrong with this look, the next one tells more.
    const messages = await this.#client.taskMessages(task, this.#options.signal).catch(() => ({}));
    const error = findBrokenScript(messages);
    if (error !== undefined) throw explainBrokenScript(error, task);
  }

  /** @returns whether the status shows anything new. */
  async #readStatus(watched: Watched, nowMs: number): Promise<boolean> {
    const status = await this.#client.taskStatus(watched.task, this.#options.signal);
    const advanced = hasAdvanced(watched.status, status);
    if (advanced) {
      watched.progressAtMs = nowMs;
      watched.workloadsAtProgress = status.samples_done === 0 ? watched.workloadsAtProgress : status.workloads_taken;
    }
    watched.statusAtMs = nowMs;
    watched.status = status;
    this.#lastStatus.set(watched.task, status);
    return advanced;
  }

  /** An outage is lived with as long as frames may stall. */
  #noteOutage(error: unknown): void {
    if (!isOutage(error, ++this.#failedLooks)) throw error;
    const silentMs = this.#clock.nowMs() - this.#answeredAtMs;
    if (silentMs > this.#options.stallTimeoutMs) {
      throw new RenderError(
        'unreachable',
        `The Manager has not answered for ${formatMinutes(silentMs)}. ${error.message}`,
        {
          cause: error,
          hint: 'Check the Manager; the frames that are done are kept. stall-timeout sets how long an outage may last.',
        },
      );
    }
    this.#options.outages.begin(this, error.message);
  }

  /** Nobody knows what tasks did while the Manager was away, so that time is no stall of theirs. */
  #endOutage(nowMs: number): void {
    this.#failedLooks = 0;
    const silentMs = nowMs - this.#answeredAtMs;
    for (const watched of this.#watched.values()) {
      watched.progressAtMs = Math.min(nowMs, watched.progressAtMs + silentMs);
    }
    this.#options.outages.end(this);
  }

  /** Faster while something is about to end, slower while nothing moves. */
  #nextPollMs(): number {
    const interval = this.#options.pollIntervalMs;
    const nowMs = this.#clock.nowMs();
    let quietMs = Infinity;
    for (const { status, info, progressAtMs } of this.#watched.values()) {
      quietMs = Math.min(quietMs, nowMs - progressAtMs);
      const endsSoon = info?.state === 'RUNNING' && (info.done >= 1 || (status?.remaining ?? Infinity) <= 5);
      if (endsSoon) return interval / 4;
    }
    return quietMs > 30 * interval ? 3 * interval : interval;
  }

  #finish(watched: Watched, error: unknown): void {
    this.#watched.delete(watched.task);
    watched.end.reject(error instanceof Error ? error : new Error(String(error)));
  }
}

/** The same failure, of one frame: the Manager answers otherwise. */
function failureOf({ frame }: Watched, error: unknown): unknown {
  if (!isRenderError(error) || error.frame !== undefined) return error;
  const { kind, message, hint, cause } = error;
  return new RenderError(kind, message, { frame, cause, ...(hint === undefined ? {} : { hint }) });
}
