import { ahead } from '../base/each.ts';
import { messageOf, RenderError } from '../base/errors.ts';
import { explainFileError } from '../base/files/errors.ts';
import { printable } from '../base/printable.ts';
import { formatCount } from '../base/quantities.ts';
import { formatFrames } from '../base/ranges.ts';
import { untilAborted } from '../base/waiting.ts';
import { formatShard, maxShards, splitFrames } from '../frames/shard.ts';
import type { Host } from '../host/host.ts';
import { openRoot } from '../project/open-root.ts';
import { number } from '../settings/parsers.ts';
import { parseSettings, type SettingReader } from '../settings/settings.ts';
import { openEngine } from './engine.ts';
import { keptSet } from './frames.ts';
import { readTimes } from './history.ts';
import { openKept, type Kept } from './kept/open.ts';
import { maskCredentials } from './masks.ts';
import { planRun, type RunPlan } from './plan.ts';
import { keyFrame } from './prepare.ts';
import type { RunResult } from './result.ts';
import { annotateBelow, step } from './steps.ts';

/** What a run over several jobs is going to do. */
export interface ShardsPlan {
  /** The .blend, below the working directory. */
  project: string;
  blenderVersion: string;
  frames: PlannedFrame[];
  /** One for each job that has work, of the frames that are not kept. */
  shards: { shard: string; frames: number[] }[];
}

export interface PlannedFrame {
  frame: number;
  key: string;
  /** An earlier run has made it. */
  kept: boolean;
}

/** Frames that are digested and looked up at a time. */
const framesAtOnce = 8;

/**
 * Looks up which frames earlier runs have made and shares the others out to at most `count` jobs. Nothing is rendered.
 * @throws RenderError as a run would before it renders
 */
export async function planShards(readSetting: SettingReader, outerHost: Host, count: number): Promise<ShardsPlan> {
  try {
    return await runSteps(readSetting, outerHost, count);
  } catch (error) {
    throw explainFileError(error);
  }
}

async function runSteps(readSetting: SettingReader, outerHost: Host, count: number): Promise<ShardsPlan> {
  maskCredentials(readSetting, outerHost);
  const settings = { ...parseSettings(readSetting), shard: undefined };
  const { workspace: startedIn, inRepository = false, cancelled } = outerHost;
  const root = await openRoot({ ...settings, startedIn, inRepository });
  const host = annotateBelow(root, outerHost);
  const history = settings.history === undefined ? undefined : await root.named('history', settings.history);
  const engine = await step(host, 'Find Blender', () => untilAborted(openEngine(settings, host, root), cancelled));
  try {
    const plan = await step(host, 'Plan', () => untilAborted(planRun(settings, host, root, engine), cancelled));
    const { blenderVersion } = engine.facts;
    const kept = await openKept(host, settings.reuse, { ...keptSet(plan, blenderVersion), keptElsewhere: true });
    const frames = await lookUp(plan, blenderVersion, kept, cancelled).finally(() => kept.close());
    const left = frames.filter((one) => !one.kept).map(({ frame }) => frame);
    const times = history === undefined ? new Map<number, number>() : await readTimes(history, host.log);
    const jobs = Math.min(count, left.length);
    const shards = splitFrames(left, jobs, times).map((share, at) => ({
      shard: formatShard({ index: at + 1, count: jobs }),
      frames: share,
    }));
    return { project: plan.project.path, blenderVersion, frames, shards };
  } finally {
    await engine.close();
  }
}

async function lookUp(
  { frames, project, kinds }: RunPlan,
  blenderVersion: string,
  { digests, contents, results }: Kept,
  signal: AbortSignal,
): Promise<PlannedFrame[]> {
  const planned: PlannedFrame[] = [];
  const found = ahead(frames, framesAtOnce, async (plan) => {
    const { frame } = plan;
    const { key } = await keyFrame(plan, { project, blenderVersion, digests, contents, signal });
    return { frame, key, kept: (await results?.has({ frame, key }, kinds, signal)) ?? false };
  });
  for await (const one of found) planned.push(one);
  return planned;
}

/** @throws RenderError `settings` for a text that is no number of jobs */
export function parseCount(shards: string): number {
  try {
    return number(1, maxShards)(shards);
  } catch (cause) {
    throw new RenderError('settings', `shards "${printable(shards, 100)}": ${messageOf(cause)}.`, { cause });
  }
}

/** The jobs as a CI's matrix: of each shard, the words of its setting. */
export function matrixOf({ shards }: ShardsPlan): { include: { shard: string }[] } {
  return { include: shards.map(({ shard }) => ({ shard })) };
}

/** What is kept and what is left, as the setting `frames` takes it; empty for no frames. */
export function selectionsOf({ frames }: ShardsPlan): Record<'frames' | 'frames-kept' | 'frames-left', string> {
  const select = (chosen: PlannedFrame[]): string => formatFrames(chosen.map(({ frame }) => frame));
  return {
    frames: select(frames),
    'frames-kept': select(frames.filter(({ kept }) => kept)),
    'frames-left': select(frames.filter(({ kept }) => !kept)),
  };
}

/** `100 frames: 50 kept, 50 to render in 3 jobs`. */
export function describePlan({ frames, shards }: ShardsPlan): string {
  const kept = frames.filter((one) => one.kept).length;
  const jobs = shards.length === 0 ? '' : ` in ${formatCount(shards.length, 'job')}`;
  return `${formatCount(frames.length, 'frame')}: ${kept} kept, ${frames.length - kept} to render${jobs}`;
}

/** A plan as the outputs of a step. @param shards how many jobs there may be, as text */
export async function planOutputs(readSetting: SettingReader, host: Host, shards: string): Promise<RunResult> {
  const plan = await planShards(readSetting, host, parseCount(shards));
  host.log.info(describePlan(plan));
  return { left: [], outputs: { matrix: JSON.stringify(matrixOf(plan)), ...selectionsOf(plan) } };
}
