import type { Clock } from '../../base/waiting.ts';
import { removeTasks } from './cleanup.ts';
import type { ManagerClient } from '../api/client.ts';

const removeTimeoutMs = 15_000;

export interface OwnTasksOptions {
  /** Completed ones stay on the Manager, so that later runs can take their results. */
  keepCompleted: boolean;
  signal: AbortSignal;
  onNotice: (text: string) => void;
  clock?: Clock | undefined;
}

/** The tasks that a run has on the Manager, as far as they have to go again. */
export class OwnTasks {
  /** Names of those that are not finished. */
  readonly unfinished = new Set<string>();
  readonly #client: ManagerClient;
  readonly #options: OwnTasksOptions;

  constructor(client: ManagerClient, options: OwnTasksOptions) {
    this.#client = client;
    this.#options = options;
  }

  begin(task: string): void {
    this.unfinished.add(task);
  }

  /** To be called when the results of a completed task are home. */
  async finish(task: string): Promise<void> {
    if (this.#options.keepCompleted) this.unfinished.delete(task);
    else await this.discard(task);
  }

  /** Removes a task that is of no use any more: left running, it would block every task behind it. */
  async discard(task: string): Promise<void> {
    const { signal, onNotice, clock } = this.#options;
    const left = await removeTasks(this.#client, [task], removeTimeoutMs, { cancelled: signal, clock });
    if (left.length === 0) this.unfinished.delete(task);
    else if (!signal.aborted) onNotice(`The task ${task} could not be removed from the Manager yet.`);
  }

  /** Removes what is unfinished, at the end of the run. @returns what is left. */
  async removeAll(timeoutMs: number): Promise<string[]> {
    const { keepCompleted, clock } = this.#options;
    return await removeTasks(this.#client, [...this.unfinished], timeoutMs, { keepCompleted, clock });
  }
}
