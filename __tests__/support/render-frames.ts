import { readdir } from 'node:fs/promises';
import { findEarlierTasks, type EarlierTasks } from '../../src/farm/tasks/earlier.ts';
import { renderFrames } from '../../src/farm/tasks/frames.ts';
import { makeTools } from '../../src/farm/tools.ts';
import { reasonToStop, type FrameDone, type FrameEnd, type FrameFailed } from '../../src/frames/end.ts';
import type { ResultKind } from '../../src/frames/kinds.ts';
import type { KeyedPlan } from '../../src/frames/plan.ts';
import { temporaryDirectory } from './builders.ts';
import { clientFor } from './clients.ts';
import { foreverMs, TestClock } from './clock.ts';
import type { Outcome, OutcomeName } from './manager/life.ts';
import type { ScriptedTask } from './manager/task.ts';
import type { TestProject } from './projects.ts';
import { type ScriptedManager, startScriptedManager } from './scripted-manager.ts';

/** What is left of a run, its files gone. */
export interface Run {
  /** In the order of the frames. */
  ends: FrameEnd[];
  lines: string[];
  unfinished: Set<string>;
  files: string[];
}

export interface RunOptions {
  /** The run's number. */
  run?: string;
  stallMs?: number;
  cancel?: AbortController;
  failFast?: boolean;
  onEnd?: (end: FrameEnd) => void;
  earlier?: ReadonlyMap<string, EarlierTasks>;
  kinds?: ResultKind[];
  attempts?: number;
  keepTasks?: boolean;
  outputDirectory?: string;
}

/** Renders frames on a farm the way a run does, into a folder of their own, on a clock of its own. */
export async function renderAll(
  manager: ScriptedManager,
  project: TestProject,
  frames: number[],
  options: RunOptions = {},
): Promise<Run> {
  const { run = '1', cancel = new AbortController(), stallMs = foreverMs, keepTasks = true, attempts = 2 } = options;
  await using output = await temporaryDirectory();
  await using client = clientFor(manager);
  const { signal } = cancel;
  const lines: string[] = [];
  const onNotice = (line: string, level = 'info'): void => {
    if (level === 'info') lines.push(line);
  };
  const tools = makeTools(
    client,
    {
      project: project.project,
      outputDirectory: options.outputDirectory ?? output.path,
      kinds: options.kinds ?? ['preview', 'render', 'compose'],
      stallMs,
      signal,
      onNotice,
      onProgress: () => undefined,
    },
    {
      ...{
        keepTasks,
        uploadConcurrency: 3,
        pollIntervalMs: 5,
        quietStatusMs: 50,
        latencyMs: 5,
        agents: { active: 1, known: 1 },
      },
      clock: new TestClock(),
    },
  );
  const ends = new Map<number, FrameEnd>();
  const stop = (reason: unknown): void => {
    cancel.abort(reason);
  };
  await renderFrames(
    each(project.plans(...frames)),
    tools,
    {
      identity: { run, attempt: 1, job: 'a' },
      project: project.project.path,
      attempts,
      earlier: options.earlier ?? findEarlierTasks(await client.tasks()),
      signal,
      onNotice,
    },
    {
      onEnd: async (end) => {
        ends.set(end.frame, end);
        const reason = reasonToStop(end, options.failFast ?? false);
        if (reason !== undefined) stop(reason);
        options.onEnd?.(end);
        return Promise.resolve();
      },
      stopOthers: () => {
        stop(new Error('a bug'));
      },
    },
  );
  const { unfinished } = tools.own;
  const inOrder = frames.flatMap((frame) => ends.get(frame) ?? []);
  return { ends: inOrder, lines, unfinished, files: (await readdir(output.path)).sort() };
}

async function* each(plans: KeyedPlan[]): AsyncGenerator<KeyedPlan> {
  yield* await Promise.resolve(plans);
}

/** A frame that has to have come home. */
export function doneOf(end: FrameEnd | undefined): FrameDone & { frame: number } {
  if (end === undefined || 'failed' in end) throw end?.failed.failure ?? new Error('no frame');
  return { frame: end.frame, ...end.done };
}

/** A frame that has to have failed. */
export function failedOf(end: FrameEnd | undefined): FrameFailed {
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
