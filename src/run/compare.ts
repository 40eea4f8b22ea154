import { realpath } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { isRenderError, messageOf, RenderError } from '../base/errors.ts';
import type { PicturePair } from '../compare/pair-files.ts';
import type { ComparedPicture } from '../compare/pairs.ts';
import type { ComparisonPool } from '../compare/pool.ts';
import type { ToleranceRule } from '../compare/judge/tolerance.ts';
import { printable } from '../base/printable.ts';
import type { Run } from './render.ts';
import type { FramesResult } from './frames.ts';
import type { Settings } from '../settings/settings.ts';
import { readBounded } from '../base/files/whole.ts';

/** What comparing a run with its baseline says. */
export interface Comparisons {
  /** By `FRAME KIND`. */
  pictures: Map<string, ComparedPicture>;
  /** What else differs between the two runs, such as Blender's version: one sentence each. */
  warnings: string[];
  /** Why there is no comparison, when there is none. */
  failure?: RenderError;
}

/** What a run compares its frames with, and how strictly. */
export interface ComparisonPlan {
  /** Absolute; need not exist. */
  baselineDirectory: string;
  rules: ToleranceRule[];
}

export type ToleranceSettings = Pick<
  Settings,
  'toleranceThreshold' | 'toleranceFailing' | 'toleranceRegion' | 'toleranceNoise' | 'tolerances'
>;

const maxTolerancesBytes = 1_000_000;

/** Pictures compared at a time; each takes up to a quarter of a gigabyte at 4K. */
const threads = Math.min(4, availableParallelism());

/** Starts the threads that decode and compare pictures. */
export async function openPool({ host }: { host: Pick<Run['host'], 'entry'> }): Promise<ComparisonPool> {
  const { createComparisonPool } = await import('../compare/pool.ts');
  return createComparisonPool(host.entry, threads);
}

/**
 * Reads what comparing needs before anything is rendered; undefined when there is no baseline.
 * @throws RenderError `settings` when the tolerances cannot be read, or the results would replace the baseline.
 */
export async function planComparison({
  settings,
  host,
  root,
  outputDirectory,
  plan,
}: Run): Promise<ComparisonPlan | undefined> {
  if (settings.baseline === undefined) return undefined;
  const baselineDirectory = resolve(root.directory, settings.baseline);
  const baseline = await realpath(baselineDirectory).catch(() => undefined);
  if (baseline === (await realpath(outputDirectory))) {
    const where = printable(settings.baseline);
    throw new RenderError(
      'settings',
      `baseline "${where}" is output-directory: the new pictures would replace the old.`,
      {
        hint: 'Keep the baseline in a folder of its own, and fill it with blendnet-render approve.',
      },
    );
  }
  if (baseline === undefined) {
    const message = `The baseline folder ${printable(settings.baseline)} is not there (fine on the first run).`;
    host.annotate({ level: 'warning', title: 'No baseline', message, file: plan.project });
  }
  return { baselineDirectory, rules: await readTolerances(settings, root.directory) };
}

/** Compares every finished frame with its picture in the baseline directory, where there is one. */
export async function compareFrames(
  run: Run,
  frames: FramesResult,
  pool: ComparisonPool,
  plan: ComparisonPlan,
): Promise<Comparisons> {
  try {
    return await comparePictures(run, frames, pool, plan);
  } catch (error) {
    // The pictures are published all the same.
    if (!isRenderError(error)) throw error;
    return { pictures: new Map(), warnings: [], failure: error };
  }
}

async function comparePictures(
  run: Run,
  frames: FramesResult,
  pool: ComparisonPool,
  { baselineDirectory, rules }: ComparisonPlan,
): Promise<Comparisons> {
  const { settings, outputDirectory, host } = run;
  const { pairPictures } = await import('../compare/pair-files.ts');
  const { comparePairs } = await import('../compare/pairs.ts');
  const done = frames.ends.filter((end) => 'done' in end).map(({ frame }) => frame);
  const kinds = settings.compareResults.filter((kind) => settings.results.includes(kind));
  const pairs = (await pairPictures(baselineDirectory, outputDirectory, done)).filter(({ kind }) =>
    kinds.includes(kind),
  );

  const compared = await comparePairs(pairs, rules, pool);
  const pictures = new Map<string, ComparedPicture>();
  for (const picture of compared) {
    const { frame, kind, verdict, reason } = picture.comparison;
    host.log.info(`frame ${frame} ${kind}: ${verdict}${verdict === 'same' ? '' : `. ${printable(reason, 1000)}`}`);
    pictures.set(`${frame} ${kind}`, picture);
  }
  const reused = new Set(
    frames.ends.filter((end) => 'done' in end && end.done.outcome === 'reused').map(({ frame }) => frame),
  );
  return { pictures, warnings: await compareWithBaseline(run, baselineDirectory, pairs, reused) };
}

/** The settings' limits as a rule for everything, then the rules of the file, which lies below `directory`. */
export async function readTolerances(settings: ToleranceSettings, directory: string): Promise<ToleranceRule[]> {
  const { parseTolerances } = await import('../compare/judge/tolerance.ts');
  const general: ToleranceRule = {
    limits: {
      threshold: settings.toleranceThreshold,
      failing: settings.toleranceFailing / 100,
      region: settings.toleranceRegion,
      noise: settings.toleranceNoise,
    },
  };
  if (settings.tolerances === undefined) return [general];
  const path = resolve(directory, settings.tolerances);
  const text = await readBounded(path, maxTolerancesBytes).catch((cause: unknown) => {
    throw new RenderError('settings', `tolerances: ${printable(messageOf(cause))}`, {
      cause,
      hint: 'Correct the name of the file.',
    });
  });
  return [general, ...parseTolerances(text)];
}

/**
 * What the baseline's manifest says of Blender, samples, seed and Agents that is not so now. How many Agents rendered
 * frames that are reused, an earlier run knows.
 */
async function compareWithBaseline(
  { farm, plan, host }: Run,
  baselineDirectory: string,
  pairs: PicturePair[],
  reused: ReadonlySet<number>,
): Promise<string[]> {
  const { compareSetups } = await import('../compare/setups.ts');
  const { factsByPicture, readManifest } = await import('../baseline/record.ts');
  const baseline = await readManifest(baselineDirectory).catch((error: unknown) => {
    host.log.detail(`The baseline's manifest is not used: ${printable(messageOf(error))}`);
    return undefined;
  });
  const { samples, seed } = plan.configuration;
  const { blenderVersion, activeAgents: agents } = farm;
  const setup = { blenderVersion, seed, ...(samples === undefined ? {} : { samples }) };
  return compareSetups(pairs, factsByPicture(baseline), ({ frame }) =>
    reused.has(frame) ? setup : { ...setup, agents },
  );
}
