import { isRenderError, messageOf, RenderError } from '../../base/errors.ts';
import { failedEnd, type FrameEnd, type FrameResults } from '../../frames/end.ts';
import type { RunIdentity } from '../../frames/identity.ts';
import type { KeyedPlan } from '../../frames/plan.ts';
import { isWorthAnotherAttempt, type Attempts } from './attempt.ts';
import type { Diagnoser } from './diagnose.ts';
import type { EarlierTasks } from './earlier.ts';
import { nameLostBlob } from './lost-blob.ts';
import { taskName } from './name.ts';
import type { OwnTasks } from './own-tasks.ts';
import type { Results } from './results.ts';
import type { TaskWatcher } from './watch.ts';

/** How a run wants its frames. */
export interface FramePolicy {
  identity: RunIdentity;
  /** Path of the .blend, for the names of tasks. */
  project: string;
  /** How often a frame that fails is sent in all. */
  attempts: number;
  /** Tasks that were on the Manager before, by key; empty when nothing is to be reused. */
  earlier: ReadonlyMap<string, EarlierTasks>;
  signal: AbortSignal;
  onNotice: (text: string) => void;
}

/** What frames are made with. */
export interface FrameTools {
  attempts: Attempts;
  own: OwnTasks;
  watcher: TaskWatcher;
  results: Results;
  diagnoser: Diagnoser;
}

/**
 * Brings one frame home: an earlier task with the same key, or a new one, sent again when it fails.
 * @throws RenderError when it came to no task that could be asked about.
 */
export async function renderFrame(plan: KeyedPlan, tools: FrameTools, policy: FramePolicy): Promise<FrameEnd> {
  const { frame, key, inputs } = plan;
  const done = (outcome: 'rendered' | 'reused', results: FrameResults): FrameEnd => {
    return { frame, done: { outcome, key, inputs, ...results } };
  };
  const { best, failed = [] } = policy.earlier.get(key) ?? {};
  for (const task of failed) await tools.own.discard(task);
  const taken = best === undefined ? undefined : await tools.attempts.takeEarlier(plan, best);
  if (taken !== undefined) return done('reused', taken);
  for (let again = 0; ; again++) {
    const task = taskName(policy.identity, policy.project, plan, again);
    try {
      return done('rendered', await tools.attempts.render(plan, task));
    } catch (error) {
      const isLast = again + 1 >= policy.attempts || policy.signal.aborted || !isWorthAnotherAttempt(error);
      if (isLast) return await giveUp(plan, task, error, tools, policy.signal);
      policy.onNotice(`frame ${frame}: ${messageOf(error)} Sending it again as a new task.`);
      await leave(tools.own, task, error);
    }
  }
}

async function giveUp(
  { frame, inputs }: KeyedPlan,
  task: string,
  error: unknown,
  { own, watcher, results, diagnoser }: FrameTools,
  signal: AbortSignal,
): Promise<FrameEnd> {
  if (!(error instanceof RenderError)) throw error;
  const preview = await results.collectPreview(task, frame, watcher.lastStatus(task));
  if (signal.aborted || !isWorthAnotherAttempt(error)) return failedEnd(frame, error, { task, ...preview });
  const { messages, log } = await diagnoser.diagnose(task, signal);
  await leave(own, task, error);
  return failedEnd(frame, nameLostBlob(error, log, inputs), { task, messages, log, ...preview });
}

/** What is wrong on the way home is no fault of a completed task: it stays, for a later run to fetch. */
async function leave(own: OwnTasks, task: string, error: unknown): Promise<void> {
  if (isRenderError(error, 'corrupt-result')) await own.finish(task);
  else await own.discard(task);
}
