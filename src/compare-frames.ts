import { availableParallelism } from 'node:os';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { messageOf, RenderError } from './errors.ts';
import type { PictureComparison } from './compare/comparison.ts';
import type { ComparisonPool } from './compare/pool.ts';
import type { ToleranceRule } from './compare/tolerance.ts';
import { printable } from './printable.ts';
import type { Run } from './render.ts';
import type { FramesResult } from './run-frames.ts';
import type { Settings } from './settings.ts';
import { manifestFile } from './report/manifest.ts';

/** A compared picture: the verdict, and the files it is about. */
export interface ComparedPicture {
  comparison: PictureComparison;
  baselineFile?: string;
  candidateFile?: string;
}

/** What comparing a run with its baseline says. */
export interface Comparisons {
  /** By `FRAME KIND`. */
  pictures: Map<string, ComparedPicture>;
  /** What else differs between the two runs, such as Blender's version: one sentence each. */
  warnings: string[];
}

/** Pictures compared at a time; each takes up to a quarter of a gigabyte at 4K. */
const threads = Math.min(4, availableParallelism());

/** Starts the threads that decode and compare pictures. */
export async function openPool({ host }: Pick<Run, 'host'>): Promise<ComparisonPool> {
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
  const { toleranceFor } = await import('./compare/tolerance.ts');
  const rules = await readTolerances(settings, root.directory);
  const baselineDirectory = resolve(root.directory, baseline);
  const done = frames.ends.filter((end) => 'done' in end).map(({ frame }) => frame);
  const kinds = settings.compareResults.filter((kind) => settings.results.includes(kind));
  const pairs = (await pairPictures(baselineDirectory, outputDirectory, done)).filter(({ kind }) =>
    kinds.includes(kind),
  );

  const pictures = new Map<string, ComparedPicture>();
  await Promise.all(
    pairs.map(async ({ frame, kind, baseline: baselineFile, candidate: candidateFile }) => {
      const about = { frame, kind, regions: [], layers: [] };
      const comparison: PictureComparison =
        baselineFile === undefined
          ? { ...about, verdict: 'new', reason: 'There is no baseline.' }
          : candidateFile === undefined
            ? { ...about, verdict: 'missing', reason: `The run brought no ${kind} picture.` }
            : await pool.compare({
                baselineFile,
                candidateFile,
                frame,
                kind,
                tolerance: toleranceFor(rules, frame, kind),
              });
      pictures.set(`${frame} ${kind}`, {
        comparison,
        ...(baselineFile === undefined ? {} : { baselineFile }),
        ...(candidateFile === undefined ? {} : { candidateFile }),
      });
    }),
  );
  for (const { frame, kind } of pairs) {
    const { verdict, reason } = pictures.get(`${frame} ${kind}`)?.comparison ?? { verdict: 'missing', reason: '' };
    host.log.info(`frame ${frame} ${kind}: ${verdict}${verdict === 'same' ? '' : `. ${printable(reason, 1000)}`}`);
  }
  return { pictures, warnings: await compareSetups(run, baselineDirectory) };
}

/** The inputs' limits as a rule for everything, then the rules of the file. */
async function readTolerances(settings: Settings, directory: string): Promise<ToleranceRule[]> {
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
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new RenderError('settings', `tolerances: ${printable(messageOf(cause))}`, {
      cause,
      hint: 'Correct the name of the file.',
    });
  });
  return [general, ...parseTolerances(text)];
}

/** What the baseline's manifest says of Blender, samples, seed and Agents that is not so now. */
async function compareSetups({ farm, plan, host }: Run, baselineDirectory: string): Promise<string[]> {
  const { compareManifests, parseManifest } = await import('./compare/manifest.ts');
  let text: string;
  try {
    text = await readFile(join(baselineDirectory, manifestFile), 'utf8');
  } catch (error) {
    host.log.detail(`The baseline has no manifest: ${printable(messageOf(error))}`);
    return [];
  }
  const { samples, seed } = plan.configuration;
  const { blenderVersion, activeAgents: agents } = farm;
  return compareManifests(parseManifest(text), {
    blenderVersion,
    agents,
    seed,
    ...(samples === undefined ? {} : { samples }),
  });
}
