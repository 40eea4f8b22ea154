import { TaskWatcher, type WatchOptions } from '../../src/farm/tasks/watch.ts';
import { clientFor } from './clients.ts';
import type { ScriptedManager } from './scripted-manager.ts';

/** A watcher in a hurry, and what it tells. */
export function watcherFor(
  manager: ScriptedManager,
  options: Partial<WatchOptions> = {},
): { watcher: TaskWatcher; changes: string[]; outages: string[] } {
  const changes: string[] = [];
  const outages: string[] = [];
  const watcher = new TaskWatcher(clientFor(manager, { idleTimeoutMs: 300 }), {
    pollIntervalMs: 10,
    stallTimeoutMs: 20_000,
    quietStatusMs: 100,
    agents: 1,
    signal: new AbortController().signal,
    onChange: ({ task, info }) => changes.push(`${task} ${info?.state ?? ''} ${info?.done ?? ''}`),
    onOutage: (text) => outages.push(text),
    ...options,
  });
  return { watcher, changes, outages };
}
