import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RenderError } from '../base/errors.ts';
import { printable } from '../base/printable.ts';
import { failedEnd, reasonToStop, type FrameEnd } from '../frames/end.ts';
import type { Engine, EngineTotals } from '../frames/engine.ts';
import { frameOfFile } from '../frames/names.ts';
import type { Host } from '../host/host.ts';
import type { Settings } from '../settings/settings.ts';
import { openKept, type Kept } from './kept/open.ts';
import type { RunPlan } from './plan.ts';
import { prepareFrames } from './prepare.ts';
import { ProgressLog } from './progress.ts';

export interface FramesResult extends EngineTotals {
  /** One for each frame of the plan, in its order. */
  ends: FrameEnd[];
  /** Why the run as a whole ended early, if it did. */
  stopped?: RenderError;
}

/** What rendering the frames of a run needs. */
export interface FramesRequest {
  engine: Engine;
  plan: RunPlan;
  /** Absolute. */
  outputDirectory: string;
  settings: Pick<Settings, 'results' | 'attempts' | 'reuse' | 'failFast' | 'timeout' | 'stallTimeout'>;
  host: Parameters<typeof openKept>[0] & Pick<Host, 'cancelled'>;
}

/** Takes over the frames that earlier runs made, and has the engine render the others. */
export async function runFrames({
  engine,
  plan,
  outputDirectory,
  settings,
  host,
}: FramesRequest): Promise<FramesResult> {
  const numbers = plan.frames.map(({ frame }) => frame);
  await clearFrames(outputDirectory, new Set(numbers));
  const stop = new AbortController();
  const signal = AbortSignal.any([host.cancelled, stop.signal]);
  const timer = stopAfter(settings.timeout, stop);
  const log = new ProgressLog(host.log, numbers.length);
  const { project } = plan;
  const { blenderVersion } = engine.facts;
  const kinds = settings.results;
  const set = { project: project.path, blenderVersion, configuration: project.configuration, kinds, frames: numbers };
  const kept = await openKept(host, settings.reuse, set);
  const ends = new Map<number, FrameEnd>();
  const onEnd = (end: FrameEnd): void => {
    ends.set(end.frame, end);
    kept.frameEnded(end.frame);
    log.end(end);
    const reason = reasonToStop(end, settings.failFast);
    if (reason !== undefined) stop.abort(reason);
  };
  try {
    const { digests, results } = kept;
    const common = { project, outputDirectory, kinds, signal };
    const taken = async (end: FrameEnd): Promise<void> => Promise.resolve(onEnd(end));
    const waiting = prepareFrames(plan.frames, { ...common, blenderVersion, digests, results, onEnd: taken });
    const totals = await engine.render(waiting, {
      ...common,
      attempts: settings.attempts,
      stallMs: settings.stallTimeout * 60_000,
      onProgress: (progress) => {
        log.progress(progress);
      },
      onEnd: async (end) => {
        await keep(kept, end, outputDirectory);
        onEnd(end);
      },
      onNotice: (text, level = 'info') => {
        host.log[level](printable(text));
      },
    });
    const stopped = signal.aborted ? (signal.reason as RenderError) : undefined;
    // The engine takes none any more once it is stopped.
    for (const frame of numbers) if (stopped !== undefined && !ends.has(frame)) onEnd(failedEnd(frame, stopped));
    const inOrder = numbers.flatMap((frame) => ends.get(frame) ?? []);
    if (totals.left.length > 0) host.log.warning(`Left on the Manager: ${totals.left.join(', ')}`);
    return { ...totals, ends: inOrder, ...(stopped === undefined ? {} : { stopped }) };
  } finally {
    clearTimeout(timer);
    log.close();
    await kept.close();
  }
}

function stopAfter(minutes: number, stop: AbortController): NodeJS.Timeout {
  return setTimeout(() => {
    const hint = 'Raise timeout, or render fewer frames or samples.';
    stop.abort(new RenderError('timeout', `The run was not done after ${minutes} min.`, { hint }));
  }, minutes * 60_000);
}

async function keep({ results }: Kept, end: FrameEnd, outputDirectory: string): Promise<void> {
  if (!('done' in end) || end.done.inputsChanged === true) return;
  await results?.keep({ frame: end.frame, key: end.done.key, outputDirectory }, end.done);
}

/** Removes what an earlier run left of these frames: a picture in another format, or of a frame that now fails. */
async function clearFrames(outputDirectory: string, frames: ReadonlySet<number>): Promise<void> {
  for (const name of await readdir(outputDirectory)) {
    const frame = frameOfFile(name);
    if (frame !== undefined && frames.has(frame))
      await rm(join(outputDirectory, name), { recursive: true, force: true });
  }
}
