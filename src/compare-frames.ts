import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { messageOf, RenderError } from './errors.ts';
import type { PicturePair } from './compare/baseline.ts';
import type { ComparedPicture } from './compare/pairs.ts';
import type { ComparisonPool } from './compare/pool.ts';
import type { ToleranceRule } from './compare/tolerance.ts';
import { printable } from './printable.ts';
import type { Run } from './render.ts';
import type { FramesResult } from './run-frames.ts';
import type { Settings } from './settings.ts';
import { readBounded } from './whole-files.ts';

/** What comparing a run with its baseline says. */
export interface Comparisons {
  /** By `FRAME KIND`. */
  pictures: Map<string, ComparedPicture>;
  /** What else differs between the two runs, such as Blender's version: one sentence each. */
  warnings: string[];
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
  const { createComparisonPool } = await import('./compare/pool.ts');
  return createComparisonPool(host.entry, threads);
}

/** Compares every finished frame with its picture in the baseline directory, where there is one. */
export async function compareFrames(
  run: Run,
  frames: FramesResult,
  pool: ComparisonPool,
  baseline: string,
): Promise<Comparisons> {
  const { settings, root, outputDirectory, host } = run;
  const { pairPictures } = await import('./compare/baseline.ts');
  const { comparePairs } = await import('./compare/pairs.ts');
  const rules = await readTolerances(settings, root.directory);
  const baselineDirectory = resolve(root.directory, baseline);
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
  return { pictures, warnings: await compareWithBaseline(run, baselineDirectory, pairs) };
}

/** The settings' limits as a rule for everything, then the rules of the file, which lies below `directory`. */
export async function readTolerances(settings: ToleranceSettings, directory: string): Promise<ToleranceRule[]> {
  const { parseTolerances } = await import('./compare/tolerance.ts');
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

/** What the baseline's manifest says of Blender, samples, seed and Agents that is not so now. */
async function compareWithBaseline(
  { farm, plan, host }: Run,
  baselineDirectory: string,
  pairs: PicturePair[],
): Promise<string[]> {
  const { compareSetups, readManifest } = await import('./compare-setups.ts');
  const baseline = await readManifest(baselineDirectory).catch((error: unknown) => {
    host.log.detail(`The baseline has no manifest: ${printable(messageOf(error))}`);
    return {};
  });
  const { samples, seed } = plan.configuration;
  const { blenderVersion, activeAgents: agents } = farm;
  const setup = { blenderVersion, agents, seed, ...(samples === undefined ? {} : { samples }) };
  return compareSetups(pairs, baseline, setup);
}
