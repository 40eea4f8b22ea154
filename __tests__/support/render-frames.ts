import { readdir } from 'node:fs/promises';
import { Digests } from '../../src/project/digests.ts';
import { findEarlierTasks } from '../../src/farm/tasks/earlier.ts';
import type { FrameContext, FrameDone, FrameFailure } from '../../src/farm/tasks/frame.ts';
import { renderFrames, type FrameEnd, type FramesOptions } from '../../src/farm/tasks/frames.ts';
import { Stager } from '../../src/farm/tasks/stage.ts';
import { TaskWatcher } from '../../src/farm/tasks/watch.ts';
import { temporaryDirectory } from './builders.ts';
import { clientFor } from './clients.ts';
import type { Outcome, OutcomeName } from './manager/life.ts';
import type { ScriptedTask } from './manager/task.ts';
import type { TestProject } from './projects.ts';
import { type ScriptedManager, startScriptedManager } from './scripted-manager.ts';

/** What is left of a run, its files gone. */
export interface Run {
  ends: FrameEnd[];
  lines: string[];
  unfinished: Set<string>;
  files: string[];
}

export type RunOptions = Partial<FrameContext & FramesOptions> & {
  run?: string;
  stallTimeoutMs?: number;
  cancel?: AbortController;
};

/** Renders frames the way a run does, into a folder of their own. */
export async function renderAll(
  manager: ScriptedManager,
  project: TestProject,
  frames: number[],
  { run = '1', stallTimeoutMs = 5_000, cancel = new AbortController(), failFast = false, ...options }: RunOptions = {},
): Promise<Run> {
  await using output = await temporaryDirectory();
  await using client = clientFor(manager, { idleTimeoutMs: 500 });
  const { signal } = cancel;
  const unfinished = new Set<string>();
  const lines: string[] = [];
  const ends = await renderFrames(
    {
      client,
      signal,
      unfinished,
      digests: new Digests(),
      stager: new Stager(client, { concurrency: 8, patienceMs: 3_000, signal }, 5),
      watcher: new TaskWatcher(client, { pollIntervalMs: 5, stallTimeoutMs, quietStatusMs: 50, agents: 1, signal }),
      identity: { run, attempt: 1, job: 'a' },
      blenderVersion: '3.4.1',
      earlier: findEarlierTasks(await client.tasks()),
      kinds: ['preview', 'render', 'compose'],
      attempts: 2,
      patienceMs: 3_000,
      keepTasks: true,
      outputDirectory: output.path,
      onLine: (line) => lines.push(line),
      ...options,
    },
    project.plans(...frames),
    { failFast, onEnd: options.onEnd ?? (() => undefined) },
    (reason) => {
      cancel.abort(reason);
    },
  );
  return { ends, lines, unfinished, files: (await readdir(output.path)).sort() };
}

/** A frame that has to have come home. */
export function doneOf(end: FrameEnd | undefined): FrameDone {
  if (end === undefined || 'failed' in end) throw end?.failed ?? new Error('no frame');
  return end.done;
}

/** A frame that has to have failed. */
export function failedOf(end: FrameEnd | undefined): FrameFailure {
  if (end === undefined || 'done' in end) throw new Error('the frame is done');
  return end.failed;
}

/** A Manager that is told what becomes of each frame at each attempt. */
export async function managerWith(
  script: (frame: number, attempt: number) => OutcomeName | Outcome,
): Promise<ScriptedManager> {
  return await startScriptedManager({
    script: ({ config, attempt }: ScriptedTask) => script(config.frame ?? -1, attempt),
  });
}
