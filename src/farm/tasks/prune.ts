import type { ManagerClient } from '../api/client.ts';
import type { TaskInfo, UnknownTask } from '../api/schema.ts';
import { keyInName } from './name.ts';

/**
 * Removes tasks that runs of this program made and that ended before `beforeMs` (Unix time). Nothing is stopped for it: a
 * task that somebody has started again meanwhile is refused by the Manager.
 * @param inUse names of tasks to leave, however old.
 * @throws RenderError when the Manager does not answer; the signal's reason when it takes too long.
 */
export async function pruneTasks(
  client: ManagerClient,
  beforeMs: number,
  inUse: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<{ removed: number; left: number }> {
  const tasks = Object.entries(await client.tasks(signal));
  const old = tasks.filter(
    ([name, task]) => keyInName(name) !== undefined && !inUse.has(name) && isOld(task, beforeMs),
  );
  const ends = await Promise.allSettled(old.map(([name]) => client.remove(name, signal)));
  const removed = ends.filter(({ status }) => status === 'fulfilled').length;
  return { removed, left: old.length - removed };
}

/** A task without an end counts from when it was made: its run was killed while it was staged. */
function isOld(task: TaskInfo | UnknownTask, beforeMs: number): boolean {
  if (task.state === 'RUNNING' || task.state === 'PENDING' || task.state === 'UNKNOWN') return false;
  const endedAt = task.end_time ?? task.create_time;
  return typeof endedAt === 'number' && endedAt * 1000 < beforeMs;
}
