import { TaskWatcher, type WatchOptions } from '../../src/farm/tasks/watch.ts';
import { clientFor } from './clients.ts';
import { outagesFor } from './outages.ts';
import { foreverMs, TestClock } from './clock.ts';
import type { ScriptedManager } from './scripted-manager.ts';

/** A watcher on a clock of its own, and what it tells. */
export function watcherFor(
  manager: ScriptedManager,
  options: Partial<Omit<WatchOptions, 'clock'>> = {},
): { watcher: TaskWatcher; clock: TestClock; changes: string[]; outages: string[] } {
  const changes: string[] = [];
  const outages: string[] = [];
  const clock = new TestClock();
  const watcher = new TaskWatcher(clientFor(manager), {
    pollIntervalMs: 10,
    stallTimeoutMs: foreverMs,
    quietStatusMs: 100,
    agents: 1,
    signal: new AbortController().signal,
    onChange: ({ task, info }) => changes.push(`${task} ${info?.state ?? ''} ${info?.done ?? ''}`),
    outages: outagesFor({ clock, onNotice: (text) => outages.push(text) }),
    clock,
    ...options,
  });
  return { watcher, clock, changes, outages };
}
