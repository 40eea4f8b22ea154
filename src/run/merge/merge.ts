import { resolve } from 'node:path';
import { RenderError } from '../../base/errors.ts';
import { explainFileError } from '../../base/files/errors.ts';
import { printable } from '../../base/printable.ts';
import { formatCount } from '../../base/quantities.ts';
import { formatFrames, fewRanges } from '../../base/ranges.ts';
import { openPool } from '../../compare/pool.ts';
import type { RunRecord } from '../../frames/record/schema.ts';
import type { Host } from '../../host/host.ts';
import { ProjectRoot } from '../../project/files.ts';
import { openHere } from '../../project/open-root.ts';
import { parseSomeSettings, type SettingReader } from '../../settings/settings.ts';
import { clearFrames } from '../frames.ts';
import { openOutput } from '../output-folder.ts';
import { openCiReports } from '../ci-reports.ts';
import { publishRecord } from '../publish.ts';
import type { RunResult } from '../result.ts';
import { annotateBelow, step } from '../steps.ts';
import { checkAlike } from './alike.ts';
import { collectResults } from './collect.ts';
import { describeShard, isDone, mergeFrames, type MergedFrame } from './frames.ts';
import { keepMerged } from './keep.ts';
import { mergeRecords } from './record.ts';
import { mergeSettings } from './settings.ts';
import { readShards } from './shards.ts';

/**
 * Makes one run of its shards: one record, report, summary, history and verdict.
 * @param directories the shards' folders, or one that holds them; seen from where settings are
 * @throws RenderError when the shards are not of one run, or there are none
 */
export async function mergeShards(
  readSetting: SettingReader,
  outerHost: Host,
  directories: string[],
): Promise<RunResult> {
  try {
    return await runSteps(readSetting, outerHost, directories);
  } catch (error) {
    throw explainFileError(error);
  }
}

async function runSteps(readSetting: SettingReader, outerHost: Host, directories: string[]): Promise<RunResult> {
  const settings = parseSomeSettings(mergeSettings, readSetting);
  const root = await openMergeRoot(outerHost, settings.workingDirectory);
  const host = annotateBelow(root, outerHost);
  const shards = await step(host, 'Read the shards', () => readShards(root, directories));
  for (const one of shards) {
    host.log.info(`${printable(describeShard(one), 300)}: frames ${listFrames(one.record)}`);
  }
  checkAlike(shards);
  const outputDirectory = await openOutput(root, settings);
  if (shards.some(({ folders }) => folders.includes(outputDirectory))) {
    throw new RenderError('settings', 'The output folder is one of the shards, whose record would be replaced.', {
      hint: 'Choose another with --output, or output-directory of the action.',
    });
  }
  const history = settings.history === undefined ? undefined : await root.named('history', settings.history);

  const wanted = settings.frames.kind === 'list' ? settings.frames.frames : [];
  const frames = mergeFrames(shards, wanted);
  await clearFrames(outputDirectory, new Set(frames.map(({ frame }) => frame.frame)));
  const collected = await step(host, 'Collect', () => collectResults(frames, outputDirectory, host.cancelled));
  const record = mergeRecords(shards, collected.frames);
  const baselineDirectory = await findBaseline(settings.baseline, record, root, host);
  const pool = openPool(host.entry);
  try {
    const publication = { record, logs: collected.logs, uncompared: findUncompared(collected.frames) };
    const ciReports = await openCiReports(root, outputDirectory, settings);
    const places = { outputDirectory, baselineDirectory, history, ciReports, directory: root.directory };
    // Where no setting says it, the shards do: how to approve names it.
    const { baseline = record.baseline } = settings;
    const request = { settings: { ...settings, baseline }, host, ...places, reader: pool, isMerged: true };
    const result = await step(host, 'Publish', () => publishRecord(publication, request));
    await keepMerged(collected.frames, outputDirectory, host);
    return { ...result, left: [] };
  } finally {
    await pool.close();
  }
}

/** As for a run: on the command line the repository around the current folder. */
async function openMergeRoot({ workspace, inRepository }: Host, workingDirectory?: string): Promise<ProjectRoot> {
  if (workingDirectory === undefined && inRepository === true) return await openHere(workspace);
  return await ProjectRoot.open(resolve(workspace, workingDirectory ?? ''), { around: workspace });
}

function listFrames({ frames }: RunRecord): string {
  return formatFrames(
    frames.map(({ frame }) => frame),
    fewRanges,
  );
}

/** A record may name any folder: only what is below the working directory is looked at unless a setting names it. */
async function findBaseline(
  named: string | undefined,
  { baseline }: RunRecord,
  root: ProjectRoot,
  { log }: Pick<Host, 'log'>,
): Promise<string | undefined> {
  if (named !== undefined) return await root.named('baseline', named);
  if (baseline === undefined) return undefined;
  const folder = await root.locateFolder(resolve(root.seenFrom, baseline));
  if (folder === undefined) {
    log.info(`The baseline ${printable(baseline)} is not there: the report shows the new pictures only.`);
  }
  return folder;
}

/** Frames of a run with a baseline that nothing was compared of, since their job did not get to it. */
function findUncompared(frames: MergedFrame[]): RenderError | undefined {
  const uncompared = frames.filter(
    ({ frame, from }) =>
      isDone(frame) &&
      from?.record.baseline !== undefined &&
      [...frame.results, ...(frame.sides ?? [])].every(({ comparison }) => comparison === undefined) &&
      frame.results.some(({ kind }) => from.record.shard.settings['compare-results']?.includes(`"${kind}"`)),
  );
  if (uncompared.length === 0) return undefined;
  const numbers = formatFrames(
    uncompared.map(({ frame }) => frame.frame),
    fewRanges,
  );
  const what = `${formatCount(uncompared.length, 'frame')} (${numbers}) ${uncompared.length === 1 ? 'was' : 'were'}`;
  return new RenderError('timeout', `${what} not compared with the baseline.`, {
    hint: 'The log of their shard says why: run it again, or raise timeout.',
  });
}
