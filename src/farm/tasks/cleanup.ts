import { persist, systemClock, type Clock } from '../../base/waiting.ts';
import type { ManagerClient } from '../api/client.ts';
import { whileAway } from '../api/failure.ts';
import type { TaskInfo, UnknownTask } from '../api/schema.ts';

const pollMs = 250;
/** How long a Manager may be away meanwhile. */
const awayMs = 30_000;

export interface RemoveOptions {
  /** Leaves those that were completed meanwhile: a later run takes their results. */
  keepCompleted?: boolean;
  /** Ends it early. */
  cancelled?: AbortSignal;
  clock?: Clock | undefined;
}

/**
 * Stops and deletes tasks, as far as that is possible in `timeoutMs`. Waiting ones go first, so that stopping the one
 * that runs does not start the next.
 * @returns the names of tasks that should be gone and are still there.
 */
export async function removeTasks(
  client: ManagerClient,
  names: string[],
  timeoutMs: number,
  { keepCompleted = false, cancelled, clock = systemClock }: RemoveOptions = {},
): Promise<string[]> {
  const timeout = clock.timeout(timeoutMs);
  const signal = cancelled === undefined ? timeout : AbortSignal.any([cancelled, timeout]);
  let left = names;
  const stopped = new Set<string>();
  try {
    for (let looks = 1; left.length > 0; looks++) {
      const tasks = await persist(() => client.tasks(signal), whileAway(Math.min(timeoutMs, awayMs)), signal, clock);
      left = left.filter((name) => name in tasks && !(keepCompleted && isDone(tasks[name])));
      const running = left.filter((name) => tasks[name]?.state === 'RUNNING');
      const removable = left.filter((name) => tasks[name]?.state !== 'RUNNING');
      const tryTo = (step: (name: string) => Promise<void>, these: string[]): Promise<unknown> =>
        // A refusal is no reason to leave the others: the next look shows what is left.
        Promise.all(these.map((name) => step(name).catch(() => undefined)));
      await tryTo(async (name) => {
        if (tasks[name]?.state === 'PENDING' || tasks[name]?.state === 'UNKNOWN') await client.stop(name, signal);
        await client.remove(name, signal);
      }, removable);
      await tryTo(
        async (name) => {
          await client.stop(name, signal);
          stopped.add(name);
        },
        running.filter((name) => !stopped.has(name)),
      );
      // What is still there after a second try takes its time to stop, or is refused.
      if (running.length > 0 || looks > 1) await clock.pause(pollMs, signal);
    }
  } catch {
    // Out of time, or no Manager: the caller says what is left.
  }
  return left;
}

function isDone(task: TaskInfo | UnknownTask | undefined): boolean {
  return task?.state === 'COMPLETED' && task.state_error_info.length === 0;
}
