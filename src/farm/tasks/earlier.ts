import type { TaskInfo, TaskList, TaskState } from '../api/schema.ts';
import { keyInName } from './name.ts';

/** The tasks of earlier runs that were to render the same frame. */
export interface EarlierTasks {
  /** The one that may stand in for rendering it again; of completed ones the latest, made because those before could not be fetched. */
  best?: TaskInfo;
  /** Names of those that failed. One that still counts as running blocks every task behind it. */
  failed: string[];
}

/** What a task is worth: results first, then work under way. */
const worth: Partial<Record<TaskState, number>> = { COMPLETED: 3, RUNNING: 2, PENDING: 1 };

/** The tasks of earlier runs by the key in their names. One that is just being made by another run is left out. */
export function findEarlierTasks(tasks: TaskList): Map<string, EarlierTasks> {
  const earlier = new Map<string, EarlierTasks>();
  for (const [name, task] of Object.entries(tasks)) {
    const key = keyInName(name);
    if (key === undefined || task.state === 'UNKNOWN' || task.state === 'CREATED') continue;
    const ofKey = earlier.get(key) ?? { failed: [] };
    earlier.set(key, ofKey);
    const value = worth[task.state] ?? 0;
    const before = (ofKey.best && worth[ofKey.best.state]) ?? 0;
    if (value === 0 || task.state_error_info.length > 0) ofKey.failed.push(name);
    else if (value > before || (value === before && task.state === 'COMPLETED')) ofKey.best = { ...task, name };
  }
  return earlier;
}
