import type { LimitFunction } from 'p-limit';
import { isRenderError, messageOf, RenderError, type FailureKind } from '../../base/errors.ts';
import type { ManagerClient } from '../api/client.ts';
import { persist } from '../../base/waiting.ts';
import type { ResultKind, TaskInfo, TaskStatus } from '../api/schema.ts';
import type { Digests } from '../../project/digests.ts';
import { removeTasks } from './cleanup.ts';
import type { EarlierTasks } from './earlier.ts';
import { collectResult, type CollectedResult } from './collect.ts';
import type { KeptFrame, KeptResults } from '../../run/kept/kept.ts';
import type { Diagnoser, Diagnosis } from './diagnose.ts';
import { nameLostBlob } from './lost-blob.ts';
import { frameKey, taskName, type FramePlan, type RunIdentity } from './plan.ts';
import type { Stager } from './stage.ts';
import { submitTask } from './submit.ts';
import type { TaskWatcher } from './watch.ts';

/** What all frames of a run share. */
export interface FrameContext {
  client: ManagerClient;
  digests: Digests;
  stager: Stager;
  /** Each holds frames back from doing the same at once; digesting ahead does not hold up staging. */
  slots: { digest: LimitFunction; stage: LimitFunction; collect: LimitFunction };
  watcher: TaskWatcher;
  diagnoser: Diagnoser;
  identity: RunIdentity;
  blenderVersion: string;
  /** Tasks that were on the Manager before, by key; empty when nothing is to be reused. */
  earlier: Map<string, EarlierTasks>;
  /** Results kept apart from the Manager; absent when nothing is to be reused. */
  kept?: KeptResults | undefined;
  /** Names of this run's tasks that are not finished; what is left in here is removed at the end. */
  unfinished: Set<string>;
  kinds: ResultKind[];
  attempts: number;
  /** How long an outage of the Manager may last. */
  patienceMs: number;
  keepTasks: boolean;
  outputDirectory: string;
  signal: AbortSignal;
  onLine: (line: string) => void;
}

/** A frame that came home. */
export interface FrameDone extends KeptFrame {
  outcome: 'rendered' | 'reused';
  frame: number;
  key: string;
  /** What the farm took for it, by its own clock; without its time in the queue. */
  renderMs: number;
  /** sha1 by path of every file it was made from. */
  inputs: Map<string, string>;
}

/** A frame that failed for good. */
export class FrameFailure extends Error {
  readonly failure: RenderError;
  /** The last task that was to render it, if it came to that. */
  readonly task: string | undefined;
  readonly diagnosis: Diagnosis;
  /** The preview of what was rendered until then, if any. */
  readonly preview: CollectedResult | undefined;

  constructor(
    failure: RenderError,
    details: { task?: string; diagnosis?: Diagnosis; preview?: CollectedResult | undefined } = {},
  ) {
    super(failure.message, { cause: failure });
    this.failure = failure;
    this.task = details.task;
    this.diagnosis = details.diagnosis ?? { messages: [], log: [] };
    this.preview = details.preview;
  }
}

const removeTimeoutMs = 15_000;
const previewTimeoutMs = 1_500;

/**
 * Brings one frame home: an earlier task with the same key, or a new one, sent again when it fails.
 * @throws FrameFailure when it fails for good, RenderError when the run as a whole cannot go on.
 */
export async function renderFrame(context: FrameContext, plan: FramePlan): Promise<FrameDone> {
  const inputs = await context.slots.digest(() => digestAll(context, plan));
  const key = frameKey(plan, inputs, context.blenderVersion);
  const request = { frame: plan.frame, key, outputDirectory: context.outputDirectory };
  const finish = (outcome: FrameDone['outcome'], ended: KeptFrame): FrameDone => {
    return { outcome, frame: plan.frame, key, ...ended, renderMs: renderTimeOf(ended.status), inputs };
  };
  const kept = await context.kept?.take(request, context.kinds, context.signal);
  if (kept !== undefined) return finish('reused', kept);
  const { best, failed = [] } = context.earlier.get(key) ?? {};
  for (const task of failed) await discard(context, task);
  const taken = best === undefined ? undefined : await takeEarlier(context, plan.frame, best);
  if (taken !== undefined) {
    await context.kept?.keep(request, taken);
    return finish('reused', taken);
  }
  for (let again = 0; ; again++) {
    const task = taskName(context.identity, plan, key, again);
    try {
      const ended = await renderOnce(context, plan, task, inputs);
      await context.kept?.keep(request, ended);
      return finish('rendered', ended);
    } catch (error) {
      const isLast = again + 1 >= context.attempts || context.signal.aborted || !isWorthAnotherAttempt(error);
      if (isLast) throw await giveUp(context, plan.frame, task, inputs, error);
      context.onLine(`frame ${plan.frame}: ${messageOf(error)} Sending it again as a new task.`);
      await discard(context, task);
    }
  }
}

/** sha1 by path. */
async function digestAll(context: FrameContext, plan: FramePlan): Promise<Map<string, string>> {
  context.signal.throwIfAborted();
  return new Map(
    await Promise.all(
      plan.files.map(async (file) => [file.path, await context.digests.of(file, context.signal)] as const),
    ),
  );
}

/** The Manager counts in whole seconds. */
function renderTimeOf({ start_time: start, end_time: end }: TaskStatus): number {
  return typeof start === 'number' && typeof end === 'number' ? Math.max(0, end - start) * 1000 : 0;
}

/** Submit, watch, collect: the life of one task. */
async function renderOnce(
  context: FrameContext,
  plan: FramePlan,
  task: string,
  inputs: Map<string, string>,
): Promise<KeptFrame> {
  await context.slots.stage(async () => {
    context.signal.throwIfAborted();
    context.unfinished.add(task);
    await submitTask(context, task, plan, inputs);
  });
  const status = await context.watcher.watch(task, plan.frame);
  const results = await collectAll(context, task, plan.frame, status);
  if (context.keepTasks) context.unfinished.delete(task);
  else await discard(context, task);
  return { task, status, results };
}

/** Takes or joins a task of an earlier run; undefined when that leads nowhere and the frame is to be rendered. */
async function takeEarlier(context: FrameContext, frame: number, earlier: TaskInfo): Promise<KeptFrame | undefined> {
  try {
    const done = earlier.state === 'COMPLETED';
    context.onLine(`frame ${frame}: ${done ? 'rendered before' : 'being rendered already'} as ${earlier.name}`);
    const status = done
      ? await persist(() => context.client.taskStatus(earlier.name, context.signal), context.patienceMs, context.signal)
      : await context.watcher.watch(earlier.name, frame);
    return { task: earlier.name, status, results: await collectAll(context, earlier.name, frame, status) };
  } catch (error) {
    if (context.signal.aborted || !isRenderError(error, 'rejected', ...anotherAttemptHelps)) throw error;
    context.onLine(`frame ${frame}: ${error.message} Rendering it anew.`);
    await discard(context, earlier.name);
    return undefined;
  }
}

/** All results or none: it ends when nothing is being written any more. */
async function collectAll(
  context: FrameContext,
  task: string,
  frame: number,
  status: TaskStatus,
): Promise<CollectedResult[]> {
  const { client, outputDirectory } = context;
  const failed = new AbortController();
  const signal = AbortSignal.any([context.signal, failed.signal]);
  const collect = async (kind: ResultKind): Promise<CollectedResult> => {
    const sha1 = status.result[kind];
    if (typeof sha1 !== 'string') {
      throw new RenderError('task-failed', `The Manager completed the task without a ${kind} result.`, { frame });
    }
    const request = { task, frame, kind, sha1, outputDirectory };
    return await persist(() => collectResult(client, request, signal), context.patienceMs, signal);
  };
  const stopOthers = (error: unknown): undefined => {
    failed.abort(error);
  };
  const results = await Promise.all(
    context.kinds.map((kind) => context.slots.collect(() => collect(kind)).catch(stopOthers)),
  );
  failed.signal.throwIfAborted();
  return results.filter((result) => result !== undefined);
}

/** Another try helps when the farm failed; it does not when it said no, or when nobody answers. */
const anotherAttemptHelps: FailureKind[] = ['task-failed', 'stalled', 'corrupt-result'];

function isWorthAnotherAttempt(error: unknown): boolean {
  return isRenderError(error, ...anotherAttemptHelps);
}

/** Removes a task that is of no use any more: left running, it would block every task behind it. */
async function discard(context: FrameContext, task: string): Promise<void> {
  const left = await removeTasks(context.client, [task], removeTimeoutMs, { cancelled: context.signal });
  if (left.length === 0) context.unfinished.delete(task);
  else if (!context.signal.aborted) context.onLine(`The task ${task} could not be removed from the Manager yet.`);
}

async function giveUp(
  context: FrameContext,
  frame: number,
  task: string,
  inputs: Map<string, string>,
  error: unknown,
): Promise<unknown> {
  if (!(error instanceof RenderError)) return error;
  const preview = await keepPreview(context, task, frame);
  if (context.signal.aborted || !isWorthAnotherAttempt(error)) {
    return new FrameFailure(error, { task, preview });
  }
  const diagnosis = await context.diagnoser.diagnose(task, context.signal);
  await discard(context, task);
  return new FrameFailure(nameLostBlob(error, diagnosis.log, inputs), { task, diagnosis, preview });
}

/** The preview of a frame that will not be finished. */
async function keepPreview(context: FrameContext, task: string, frame: number): Promise<CollectedResult | undefined> {
  const sha1 = context.watcher.lastStatus(task)?.result.preview;
  if (typeof sha1 !== 'string' || !context.kinds.includes('preview')) return undefined;
  const request = { task, frame, kind: 'preview', sha1, outputDirectory: context.outputDirectory } as const;
  return await collectResult(context.client, request, AbortSignal.timeout(previewTimeoutMs)).catch(() => undefined);
}
