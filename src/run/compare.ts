import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isRenderError, messageOf, RenderError } from '../base/errors.ts';
import { printable } from '../base/printable.ts';
import { factsByPicture, readPictureRecords } from '../baseline/record.ts';
import type { ComparedPicture } from '../compare/comparison.ts';
import { describeVerdict } from '../compare/format.ts';
import type { ToleranceRule } from '../compare/judge/tolerance.ts';
import { readTolerances, type ToleranceSettings } from '../compare/judge/tolerance-file.ts';
import { pairPictures, type PicturePair } from '../compare/pair-files.ts';
import { comparePairs } from '../compare/pairs.ts';
import type { ComparisonPool } from '../compare/pool.ts';
import { compareSetups } from '../compare/setups.ts';
import type { EngineFacts } from '../frames/engine.ts';
import { pictureKey } from '../frames/names.ts';
import type { ResultKind } from '../frames/kinds.ts';
import type { RenderProject } from '../frames/plan.ts';
import type { Host } from '../host/host.ts';
import type { ProjectRoot } from '../project/files.ts';
import type { Settings } from '../settings/settings.ts';
import type { FramesResult } from './frames.ts';

/** What comparing a run with its baseline says. */
export interface Comparisons {
  /** By {@link pictureKey}. */
  pictures: Map<string, ComparedPicture>;
  /** What else differs between the two runs, such as Blender's version: one sentence each. */
  warnings: string[];
  /** Why there is no comparison, when there is none. */
  failure?: RenderError;
}

/** What a run compares its frames with, and how strictly. */
export interface Baseline {
  /** Absolute; need not exist. */
  directory: string;
  rules: ToleranceRule[];
}

/**
 * Reads what comparing needs before anything is rendered; undefined when there is no baseline.
 * @throws RenderError `settings` when the tolerances cannot be read, or the results would replace the baseline.
 */
export async function planComparison(
  settings: ToleranceSettings & Pick<Settings, 'baseline'>,
  where: { root: ProjectRoot; outputDirectory: string; host: Pick<Host, 'annotate'>; file: string },
): Promise<Baseline | undefined> {
  if (settings.baseline === undefined) return undefined;
  const { root, outputDirectory, host, file } = where;
  const directory = resolve(root.directory, settings.baseline);
  const real = await realpath(directory).catch(() => undefined);
  if (real === (await realpath(outputDirectory))) {
    const same = `baseline "${printable(settings.baseline)}" is output-directory`;
    throw new RenderError('settings', `${same}: the new pictures would replace the old.`, {
      hint: 'Keep the baseline in a folder of its own, and fill it with blendnet-render approve.',
    });
  }
  if (real === undefined) {
    const message = `The baseline folder ${printable(settings.baseline)} is not there (fine on the first run).`;
    host.annotate({ level: 'warning', title: 'No baseline', message, file });
  }
  return { directory, rules: await readTolerances(settings, root.directory) };
}

/** What comparing the frames of a run needs beside them. */
export interface CompareRequest {
  baseline: Baseline;
  outputDirectory: string;
  settings: Pick<Settings, 'compareResults'>;
  /** Results that the run has. */
  kinds: readonly ResultKind[];
  engine: EngineFacts;
  project: RenderProject;
  host: Pick<Host, 'log'>;
  pool: ComparisonPool;
}

/** Compares every finished frame with its picture in the baseline directory, where there is one. */
export async function compareFrames(frames: FramesResult, request: CompareRequest): Promise<Comparisons> {
  try {
    return await comparePictures(frames, request);
  } catch (error) {
    // The pictures are published all the same.
    if (!isRenderError(error)) throw error;
    return { pictures: new Map(), warnings: [], failure: error };
  }
}

async function comparePictures({ ends }: FramesResult, request: CompareRequest): Promise<Comparisons> {
  const { baseline, outputDirectory, settings, host, pool } = request;
  const done = ends.filter((end) => 'done' in end);
  const kinds = settings.compareResults.filter((kind) => request.kinds.includes(kind));
  const all = await pairPictures(
    baseline.directory,
    outputDirectory,
    done.map(({ frame }) => frame),
  );
  const pairs = all.filter(({ kind }) => kinds.includes(kind));
  const compared = await comparePairs(pairs, baseline.rules, pool);
  const pictures = new Map<string, ComparedPicture>();
  for (const picture of compared) {
    host.log.info(describeVerdict(picture.comparison));
    pictures.set(pictureKey(picture.comparison), picture);
  }
  const reused = new Set(done.filter((end) => end.done.outcome === 'reused').map(({ frame }) => frame));
  return { pictures, warnings: await compareWithBaseline(pairs, reused, request) };
}

/**
 * What the baseline's record says of Blender, samples, seed and Agents that is not so now. How many Agents rendered
 * frames that are reused, an earlier run knows.
 */
async function compareWithBaseline(
  pairs: PicturePair[],
  reused: ReadonlySet<number>,
  { baseline, engine, project, host }: CompareRequest,
): Promise<string[]> {
  const records = await readPictureRecords(baseline.directory).catch((error: unknown) => {
    host.log.warning(`The baseline's record is not used: ${printable(messageOf(error))}`);
    return undefined;
  });
  const { samples, configuration } = project;
  const { seed, like } = configuration;
  const { blenderVersion, device, agents } = engine;
  const setup = {
    ...(device === undefined ? {} : { device }),
    blenderVersion,
    like,
    ...(seed === undefined ? {} : { seed }),
    ...(samples === undefined ? {} : { samples }),
  };
  return compareSetups(pairs, factsByPicture(records), ({ frame }) =>
    reused.has(frame) || agents === undefined ? setup : { ...setup, agents },
  );
}
