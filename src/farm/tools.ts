import type { Clock } from '../base/waiting.ts';
import type { EngineRun } from '../frames/engine.ts';
import type { AgentCount } from './agents.ts';
import type { ManagerClient } from './api/client.ts';
import { Attempts } from './tasks/attempt.ts';
import { Diagnoser } from './tasks/diagnose.ts';
import type { FrameTools } from './tasks/frame.ts';
import { Outages } from './tasks/outages.ts';
import { OwnTasks } from './tasks/own-tasks.ts';
import type { TaskTrack } from './tasks/progress.ts';
import { Results } from './tasks/results.ts';
import { Stager } from './tasks/stage.ts';
import { TaskWatcher } from './tasks/watch.ts';

/** What the frames of a run are made with. */
export interface FarmTools extends FrameTools {
  stager: Stager;
  outages: Outages;
}

export interface ToolOptions {
  keepTasks: boolean;
  uploadConcurrency: number;
  pollIntervalMs: number;
  latencyMs: number;
  agents: AgentCount;
  /** Between two looks at the details of a running task that does not seem to move. */
  quietStatusMs?: number;
  clock?: Clock;
}

export function makeTools(
  client: ManagerClient,
  run: Omit<EngineRun, 'onEnd' | 'attempts'>,
  options: ToolOptions,
): FarmTools {
  const { clock } = options;
  const { project, outputDirectory, kinds, signal, stallMs, onNotice } = run;
  const warn = (text: string): void => {
    onNotice(text, 'warning');
  };
  const notice = (text: string): void => {
    onNotice(text);
  };
  const outages = new Outages({ patienceMs: stallMs, signal, onNotice: warn, clock });
  const stager = new Stager(
    client,
    { concurrency: options.uploadConcurrency, outages, signal, onNotice: warn },
    options.latencyMs,
  );
  const watcher = new TaskWatcher(client, {
    pollIntervalMs: options.pollIntervalMs,
    stallTimeoutMs: stallMs,
    ...(options.quietStatusMs === undefined ? {} : { quietStatusMs: options.quietStatusMs }),
    agents: options.agents.active,
    signal,
    onChange: (track) => {
      tellProgress(track, run.onProgress);
    },
    outages,
    clock,
  });
  const results = new Results(client, { kinds, outputDirectory, outages, signal, clock });
  const own = new OwnTasks(client, { keepCompleted: options.keepTasks, signal, onNotice: notice, clock });
  const attempts = new Attempts(
    client,
    { stager, watcher, results, own },
    { project, agents: options.agents.known, outages, signal, onNotice: notice },
  );
  return { stager, outages, watcher, results, own, attempts, diagnoser: new Diagnoser(client, clock) };
}

function tellProgress({ frame, info, status }: Readonly<TaskTrack>, tell: EngineRun['onProgress']): void {
  if (info?.state !== 'RUNNING') return;
  const samples = status === undefined ? {} : { samples: { done: status.samples_done, of: status.samples } };
  tell({ frame, done: info.done, ...samples });
}
