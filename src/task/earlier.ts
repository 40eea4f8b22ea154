import type { TaskInfo, TaskList } from '../manager/schema.ts';
import { keyInName } from './plan.ts';

/** What an earlier task is worth: results first, then work under way; anything else is rendered anew. */
const worth: Partial<Record<TaskInfo['state'], number>> = { COMPLETED: 3, RUNNING: 2, PENDING: 1 };

/** The tasks of earlier runs that may stand in for rendering a frame again, by the key in their names. */
export function findEarlierTasks(tasks: TaskList): Map<string, TaskInfo> {
  const earlier = new Map<string, TaskInfo>();
  for (const [name, task] of Object.entries(tasks)) {
    if (task.state === 'UNKNOWN') continue;
    const key = keyInName(name);
    const value = worth[task.state] ?? 0;
    if (key === undefined || value === 0 || task.state_error_info.length > 0) continue;
    const best = earlier.get(key);
    if (best === undefined || value > (worth[best.state] ?? 0)) earlier.set(key, { ...task, name });
  }
  return earlier;
}
