import { stat } from 'node:fs/promises';
import { isRenderError, RenderError } from '../base/errors.ts';
import { describeFileError } from '../base/files/errors.ts';
import { printable } from '../base/printable.ts';
import { untilAborted } from '../base/waiting.ts';
import { factsByPicture, readPictureRecords } from '../baseline/record.ts';
import type { ComparedPicture } from '../compare/comparison.ts';
import { describeVerdict } from '../compare/format.ts';
import { comparableFormats, uncomparableFormat } from '../compare/formats.ts';
import type { ToleranceRule } from '../compare/judge/tolerance.ts';
import { readTolerances, type ToleranceSettings } from '../compare/judge/tolerance-file.ts';
import { pairPictures } from '../compare/pair-files.ts';
import { comparePairs } from '../compare/pairs.ts';
import type { ComparisonPool } from '../compare/pool.ts';
import { alikeIn, compareSetups, type SetupOf } from '../compare/setups.ts';
import type { EngineFacts } from '../frames/engine.ts';
import { isSideKind, type ComparedKind } from '../frames/kinds.ts';
import { pictureKey } from '../frames/names.ts';
import type { RecordedCause } from '../frames/record/causes.ts';
import { gatherInputs } from '../frames/record/inputs.ts';
import type { PictureRecords } from '../frames/record/pictures.ts';
import type { ResultKind } from '../frames/kinds.ts';
import type { RenderProject } from '../frames/plan.ts';
import type { Host } from '../host/host.ts';
import type { ProjectRoot } from '../project/files.ts';
import type { Settings } from '../settings/settings.ts';
import { changedFrames, findCauses } from './causes.ts';
import type { FramesResult } from './frames.ts';

/** What comparing a run with its baseline says. */
export interface Comparisons {
  /** By {@link pictureKey}. */
  pictures: Map<string, ComparedPicture>;
  /** What else differs between the two runs, such as Blender's version: one sentence each. */
  warnings: string[];
  /** What has changed in the inputs of frames that differ. */
  causes?: RecordedCause[];
  /** Why there is no comparison, when there is none. */
  failure?: RenderError;
}

/** What a run compares its frames with, and how strictly. */
export interface Baseline {
  /** Without links; need not exist. */
  directory: string;
  rules: ToleranceRule[];
}

/**
 * Reads what comparing needs before anything is rendered; undefined when there is no baseline.
 * @throws RenderError `settings` when the tolerances cannot be read, or the results would replace the baseline.
 */
export async function planComparison(
  settings: ToleranceSettings & Pick<Settings, 'baseline' | 'compareResults' | 'tolerances'>,
  where: {
    root: ProjectRoot;
    outputDirectory: string;
    host: Pick<Host, 'annotate'>;
    file: string;
    /** Blender's name of the format that `compose` has. */
    composeFormat: string;
    /** Results that the run will have. */
    kinds: readonly ResultKind[];
  },
): Promise<Baseline | undefined> {
  if (settings.baseline === undefined) return undefined;
  const { root, outputDirectory, host, file, composeFormat, kinds } = where;
  checkFormat(composeFormat, comparedKindsOf(settings, kinds), file);
  const directory = await root.named('baseline', settings.baseline);
  if (directory === outputDirectory) {
    const same = `baseline "${printable(settings.baseline)}" is output-directory`;
    throw new RenderError('settings', `${same}: the new pictures would replace the old.`, {
      hint: 'Keep the baseline in a folder of its own, and fill it with blendnet-render approve.',
    });
  }
  if (!(await isThere(directory))) {
    const message = `The baseline folder ${printable(settings.baseline)} is not there (fine on the first run).`;
    host.annotate({ level: 'warning', title: 'No baseline', message, file });
  }
  const { tolerances } = settings;
  const rules = tolerances === undefined ? undefined : await root.named('tolerances', tolerances);
  return { directory, rules: await readTolerances(settings, rules) };
}

async function isThere(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}

function comparedKindsOf(
  { compareResults }: Pick<Settings, 'compareResults'>,
  kinds: readonly ResultKind[],
): ComparedKind[] {
  return compareResults.filter((kind) => kinds.includes(kind));
}

/** Nothing is rendered that could not be compared afterwards. */
function checkFormat(composeFormat: string, kinds: ComparedKind[], file: string): void {
  const name = kinds.includes('compose') ? uncomparableFormat(composeFormat) : undefined;
  if (name === undefined) return;
  throw new RenderError(
    'settings',
    `The compose pictures would be ${name}; only ${comparableFormats} can be compared with a baseline.`,
    { file, hint: "Choose one of them in the .blend's output settings, or set compare-results: render." },
  );
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
  /** Ends comparing. What was rendered when it had fired before is compared all the same. */
  signal: AbortSignal;
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

async function comparePictures({ ends, contents }: FramesResult, request: CompareRequest): Promise<Comparisons> {
  const { baseline, outputDirectory, settings, host, pool, signal } = request;
  const done = ends.filter((end) => 'done' in end);
  const kinds = comparedKindsOf(settings, request.kinds);
  const all = await pairPictures(
    baseline.directory,
    outputDirectory,
    done.map(({ frame }) => frame),
  );
  const pairs = all.filter(({ kind }) => isSideKind(kind) || kinds.includes(kind));
  const limit = signal.aborted ? undefined : signal;
  const compared = await untilAborted(comparePairs(pairs, baseline.rules, pool, 'always'), limit);
  const pictures = new Map<string, ComparedPicture>();
  for (const picture of compared) {
    host.log.info(describeVerdict(picture.comparison));
    pictures.set(pictureKey(picture.comparison), picture);
  }
  const reused = new Set(done.filter((end) => end.done.outcome === 'reused').map(({ frame }) => frame));
  // They have no place among the results.
  const missing = compared
    .filter(({ comparison: { kind }, candidateFile }) => isSideKind(kind) && candidateFile === undefined)
    .map(({ comparison: { frame, kind } }) => `Frame ${frame} has no ${kind} any more, which the baseline has.`);
  const records = await readBaselineRecords(request);
  const setups = setupsOf(records, reused, request);
  const changed = changedFrames(compared.map(({ comparison }) => comparison));
  const inputs = gatherInputs(done.map(({ frame, done: { inputs: own } }) => ({ frame, inputs: own })));
  const causes = records && findCauses(changed, records, { inputs, contents }, alikeIn(pairs, ...setups));
  return { pictures, warnings: [...compareSetups(pairs, ...setups), ...missing], ...(causes && { causes }) };
}

async function readBaselineRecords({ baseline, host }: CompareRequest): Promise<PictureRecords | undefined> {
  return await readPictureRecords(baseline.directory).catch((error: unknown) => {
    host.log.warning(`The baseline's record is not used: ${describeFileError(error)}`);
    return undefined;
  });
}

/**
 * What the baseline's record says of Blender, samples, seed and Agents, and what is so now. How many Agents rendered frames
 * that are reused, an earlier run knows.
 */
function setupsOf(
  records: PictureRecords | undefined,
  reused: ReadonlySet<number>,
  { engine, project }: CompareRequest,
): [baseline: SetupOf, candidate: SetupOf] {
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
  return [
    factsByPicture(records),
    ({ frame }) => (reused.has(frame) || agents === undefined ? setup : { ...setup, agents }),
  ];
}
