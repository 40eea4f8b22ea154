import type { ManagerClient } from '../api/client.ts';
import type { TaskInfo, TaskList, UnknownTask } from '../api/schema.ts';
import { keyInName } from './name.ts';

/** Which tasks are of no use to anyone. */
export interface UselessTasks {
  /** Those that ended before (Unix time). */
  beforeMs: number;
  /** Names of tasks to leave, however old. */
  inUse: ReadonlySet<string>;
  /** The Manager's tasks when the run began: what was stopped by then, and is now, nobody starts again. */
  tasksBefore: TaskList;
}

/**
 * Removes tasks that runs of this program made and that are of no use any more. Nothing is stopped for it: a task that
 * somebody has started again meanwhile is refused by the Manager.
 * @throws RenderError when the Manager does not answer; the signal's reason when it takes too long.
 */
export async function pruneTasks(
  client: ManagerClient,
  { beforeMs, inUse, tasksBefore }: UselessTasks,
  signal: AbortSignal,
): Promise<{ removed: number; left: number }> {
  const tasks = Object.entries(await client.tasks(signal));
  const old = tasks.filter(
    ([name, task]) =>
      keyInName(name) !== undefined &&
      !inUse.has(name) &&
      (isOld(task, beforeMs) || isLeftOver(task, tasksBefore[name])),
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

/** Stopped by a run that was ended before it could remove it. A run that lives starts such a task again within seconds. */
function isLeftOver(task: TaskInfo | UnknownTask, before: TaskInfo | UnknownTask | undefined): boolean {
  if (task.state !== 'STOPPED' || before?.state !== 'STOPPED') return false;
  return task.end_time === before.end_time;
}
