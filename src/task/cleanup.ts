import pLimit from 'p-limit';
import { pause } from '../manager/retry.ts';
import type { ManagerClient } from '../manager/client.ts';

/** Requests at a time: the Manager shakes hands one client after the other anyway. */
const concurrency = 8;
const pollMs = 250;

/**
 * Stops and deletes tasks, as far as that is possible in `timeoutMs`. Waiting ones go first, so that stopping the one
 * that runs does not start the next.
 * @returns the names of tasks that are still there.
 */
export async function removeTasks(client: ManagerClient, names: string[], timeoutMs: number): Promise<string[]> {
  const signal = AbortSignal.timeout(timeoutMs);
  const slots = pLimit(concurrency);
  let left = names;
  const stopped = new Set<string>();
  try {
    while (left.length > 0) {
      const tasks = await client.tasks(signal);
      left = left.filter((name) => name in tasks);
      const running = left.filter((name) => tasks[name]?.state === 'RUNNING');
      const removable = left.filter((name) => tasks[name]?.state !== 'RUNNING');
      const tryTo = (step: (name: string) => Promise<void>, these: string[]): Promise<unknown> =>
        // A refusal is no reason to leave the others: the next look shows what is left.
        Promise.all(these.map((name) => slots(() => step(name).catch(() => undefined))));
      await tryTo(async (name) => {
        if (tasks[name]?.state === 'PENDING') await client.stop(name, signal);
        await client.remove(name, signal);
      }, removable);
      await tryTo(
        async (name) => {
          stopped.add(name);
          await client.stop(name, signal);
        },
        running.filter((name) => !stopped.has(name)),
      );
      if (running.length > 0) await pause(pollMs, signal);
    }
  } catch {
    // Out of time, or no Manager: the caller says what is left.
  }
  return left;
}
