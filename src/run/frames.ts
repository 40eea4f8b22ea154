import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, RenderError } from '../base/errors.ts';
import { persist } from '../base/waiting.ts';
import { printable } from '../base/printable.ts';
import type { Run } from './render.ts';
import { formatDuration } from '../base/quantities.ts';
import { openReuse } from './kept/open.ts';
import { removeTasks } from '../farm/tasks/cleanup.ts';
import { findEarlierTasks, type EarlierTasks } from '../farm/tasks/earlier.ts';
import { renderFrames, type FrameEnd } from '../farm/tasks/frames.ts';
import type { FramePlan } from '../farm/tasks/plan.ts';
import type { TaskTrack } from '../farm/tasks/progress.ts';
import { pruneTasks } from '../farm/tasks/prune.ts';
import { Stager, type StageTotals } from '../farm/tasks/stage.ts';
import { TaskWatcher } from '../farm/tasks/watch.ts';

/** Time to remove what is unfinished: a cancelled step is killed 7.5 s after the first signal. */
const cancelledCleanupMs = 4_000;
const cleanupMs = 30_000;
const pruneMs = 15_000;
const heartbeatMs = 30_000;
const dayMs = 24 * 3_600_000;

export interface FramesResult {
  ends: FrameEnd[];
  upload: StageTotals;
  /** Why the run as a whole ended early, if it did. */
  stopped?: RenderError;
  /** Names of unfinished tasks that could not be removed in time. */
  left: string[];
}

/** Renders all frames of the plan: stage, watch and collect, each frame on its own way. */
export async function runFrames(run: Run): Promise<FramesResult> {
  const { settings, host, farm, plan, outputDirectory } = run;
  await clearFrames(outputDirectory, plan.frames);
  const { client } = farm;
  const { log } = host;
  const patienceMs = settings.stallTimeout * 60_000;
  const stop = new AbortController();
  const timer = setTimeout(() => {
    const hint = 'Raise timeout, or render fewer frames or samples.';
    stop.abort(new RenderError('timeout', `The run was not done after ${settings.timeout} min.`, { hint }));
  }, settings.timeout * 60_000);
  const signal = AbortSignal.any([host.cancelled, stop.signal]);
  const unfinished = new Set<string>();
  const left: string[] = [];
  const progress = new RunProgress(plan.frames.length);
  const heartbeat = setInterval(() => {
    log.info(progress.line());
  }, heartbeatMs);

  const watcher = new TaskWatcher(client, {
    pollIntervalMs: settings.pollInterval * 1000,
    stallTimeoutMs: patienceMs,
    agents: farm.activeAgents,
    signal,
    onChange: (track) => {
      if (progress.note(track)) log.info(`frame ${track.frame}: rendering`);
      log.progress(progress.line());
    },
    onOutage: (text) => {
      log.warning(printable(text));
    },
  });
  const stager = new Stager(
    client,
    {
      concurrency: settings.uploadConcurrency,
      patienceMs,
      signal,
      onNotice: (text) => {
        log.warning(printable(text));
      },
    },
    farm.latencyMs,
  );
  const reuse = await openReuse(run);
  try {
    const ends = await renderFrames(
      {
        client,
        stager,
        watcher,
        signal,
        unfinished,
        patienceMs,
        outputDirectory,
        digests: reuse.digests,
        kept: reuse.kept,
        identity: host.identity,
        blenderVersion: farm.blenderVersion,
        earlier: settings.reuse
          ? findEarlierTasks(await persist(() => client.tasks(signal), patienceMs, signal))
          : new Map<string, EarlierTasks>(),
        kinds: settings.results,
        attempts: settings.attempts,
        keepTasks: settings.keepTasks,
        onLine: (line) => {
          log.info(printable(line));
        },
      },
      plan.frames,
      {
        failFast: settings.failFast,
        onEnd: (end) => {
          progress.end(end.frame);
          reuse.frameEnded(end.frame);
          log.info(describeEnd(end));
          log.progress(progress.line());
        },
      },
      (reason) => {
        stop.abort(reason);
      },
    );
    if (!signal.aborted) await prune(run, ends);
    const stopped = signal.aborted ? (signal.reason as RenderError) : undefined;
    return { ends, upload: stager.totals, left, ...(stopped === undefined ? {} : { stopped }) };
  } finally {
    clearTimeout(timer);
    clearInterval(heartbeat);
    log.progress('');
    if (signal.aborted) client.reset();
    const timeoutMs = host.cancelled.aborted ? cancelledCleanupMs : cleanupMs;
    left.push(...(await removeTasks(client, [...unfinished], timeoutMs, { keepCompleted: settings.keepTasks })));
    if (left.length > 0) log.warning(`Left on the Manager: ${left.join(', ')}`);
    await reuse.close();
  }
}

/** Old tasks of ours are of no use to anyone; that they cannot be removed is no reason to fail. */
async function prune({ settings, host, farm }: Run, ends: FrameEnd[]): Promise<void> {
  const used = new Set(ends.flatMap((end) => ('done' in end ? [end.done.task] : [])));
  const beforeMs = Date.now() - settings.taskRetentionDays * dayMs;
  const signal = AbortSignal.any([host.cancelled, AbortSignal.timeout(pruneMs)]);
  try {
    const { removed, left } = await pruneTasks(farm.client, beforeMs, used, signal);
    if (removed > 0) host.log.info(`Removed ${removed} old tasks from the Manager`);
    if (left > 0) host.log.info(`${left} old tasks could not be removed from the Manager.`);
  } catch (error) {
    host.log.info(`Old tasks could not be removed from the Manager: ${printable(messageOf(error))}`);
  }
}

/** Removes what an earlier run left of these frames: a picture in another format, or of a frame that now fails. */
async function clearFrames(outputDirectory: string, plans: FramePlan[]): Promise<void> {
  const frames = new Set(plans.map(({ frame }) => frame));
  for (const name of await readdir(outputDirectory)) {
    const [, frame] = /^\.?frame-(\d+)\.(?:preview|render|compose|log)/.exec(name) ?? [];
    if (frame !== undefined && frames.has(Number(frame))) await rm(join(outputDirectory, name), { force: true });
  }
}

function describeEnd(end: FrameEnd): string {
  if ('failed' in end) {
    const { kind, message } = end.failed.failure;
    return `frame ${end.frame}: ${kind === 'cancelled' ? 'cancelled' : 'failed'}. ${printable(message, 2000)}`;
  }
  const { outcome, renderMs, results } = end.done;
  const time = outcome === 'rendered' ? ` in ${formatDuration(renderMs)}` : '';
  return `frame ${end.frame}: ${outcome}${time} (${results.map(({ kind }) => kind).join(', ')})`;
}

/** Where the run stands, in one line. */
class RunProgress {
  readonly #total: number;
  readonly #startedAtMs = performance.now();
  readonly #running = new Map<number, TaskTrack>();
  readonly #rendering = new Set<number>();
  #ended = 0;

  constructor(total: number) {
    this.#total = total;
  }

  /** @returns whether the frame has just begun to render. */
  note(track: TaskTrack): boolean {
    if (track.info?.state !== 'RUNNING') return false;
    this.#running.set(track.frame, { ...track });
    const began = !this.#rendering.has(track.frame);
    this.#rendering.add(track.frame);
    return began;
  }

  end(frame: number): void {
    this.#ended += 1;
    this.#running.delete(frame);
  }

  line(): string {
    const parts = [`${this.#ended} of ${this.#total} frames`];
    for (const { frame, info, status } of [...this.#running.values()].slice(0, 2)) {
      const samples = status === undefined ? '' : ` (${status.samples_done}/${status.samples} samples)`;
      parts.push(`frame ${frame} at ${Math.round((info?.done ?? 0) * 100)} %${samples}`);
    }
    const elapsedMs = performance.now() - this.#startedAtMs;
    if (this.#ended > 0 && this.#ended < this.#total) {
      parts.push(`about ${formatDuration((elapsedMs / this.#ended) * (this.#total - this.#ended))} left`);
    }
    return parts.join(', ');
  }
}
