import { describeCause, type RecordedCause } from '../frames/record/causes.ts';
import { basename, join } from 'node:path';
import { writeWhole } from '../base/files/replace.ts';
import type { RenderError } from '../base/errors.ts';
import { printable } from '../base/printable.ts';
import { redact } from '../base/secrets.ts';
import { formatBytes, formatCount } from '../base/quantities.ts';
import type { FrameEnd } from '../frames/end.ts';
import { logName } from '../frames/names.ts';
import { formatRecord, recordFile, type RunRecord } from '../frames/record/schema.ts';
import type { Host } from '../host/host.ts';
import { describeDifferences, summarizeDifferences } from '../report/differences.ts';
import { summarizeFailures } from '../report/failures.ts';
import { describeRecord } from '../report/from-record.ts';
import { maxErrorOf } from '../report/history.ts';
import type { RunReport } from '../report/model.ts';
import type { PictureReader } from '../report/pictures.ts';
import { formatSummary } from '../report/summary.ts';
import { writeReportFile } from '../report/write.ts';
import type { OutputName } from '../settings/outputs.ts';
import type { Settings } from '../settings/settings.ts';
import { storeArtifacts, type Stored } from './artifacts.ts';
import { writeCiReports, type CiReports } from './ci-reports.ts';
import { findingsOf, wayToApproveRun } from './findings.ts';
import { keepHistory } from './history.ts';
import { reportName } from './output-folder.ts';
import { recordRun, type RunEnd, type RunSetup } from './record.ts';
import { remarkByLevel } from './remarks.ts';
import type { RunResult } from './result.ts';
import {
  check,
  comment,
  maxCommentRows,
  maxReviewBytes,
  openReview,
  storeStrips,
  type ReviewSettings,
} from './review.ts';

/** Of how many failed frames the log shows what was said about them, and how much of it. */
const maxShownLogs = 3;
const maxShownLines = 100;

type PublishSettings = Parameters<typeof storeArtifacts>[1] &
  ReviewSettings &
  Pick<Settings, 'baseline' | 'onDifference' | 'outputDirectory' | 'requireBaseline' | 'workingDirectory'>;
type PublishHost = Pick<
  Host,
  'annotate' | 'approving' | 'artifacts' | 'artifactUrl' | 'checkout' | 'log' | 'review' | 'workspace' | 'writeSummary'
>;

/** What publishing needs beside what a run did. */
export interface PublishRequest {
  setup: RunSetup;
  settings: PublishSettings;
  host: PublishHost;
  /** Absolute. */
  outputDirectory: string;
  /** Absolute; undefined where nothing is compared. */
  baselineDirectory: string | undefined;
  /** The file that tells of earlier runs, absolute; undefined where no history is kept. */
  history: string | undefined;
  ciReports: CiReports;
  reader: PictureReader;
}

/** A run as its record has it, and what the record does not tell. */
export interface RecordedRun {
  record: RunRecord;
  /** File names of logs in the output directory. */
  logs: string[];
  /** Why it ended early, if it did. */
  stopped?: RenderError | undefined;
  /** Why there is no comparison, if there should be one. */
  uncompared?: RenderError | undefined;
}

/** Publishes all there is: record, logs, report, artifacts, summary, annotations; then says whether the run failed. */
export async function publish(end: RunEnd, request: PublishRequest): Promise<RunResult> {
  const { setup, host, outputDirectory } = request;
  const record = recordRun(end, setup);
  const logs = await writeLogs(end.frames.ends, outputDirectory, host);
  const run = { record, logs, stopped: end.frames.stopped, uncompared: end.comparisons?.failure };
  const { left } = end.frames;
  const { directory } = setup.project;
  const published = await (setup.shard === undefined ? publishRecord : publishShard)(run, { ...request, directory });
  return { ...published, left };
}

/** What publishing a run needs whose record is written already. */
type RecordRequest = Omit<PublishRequest, 'setup'> & {
  /** The working directory, absolute. */
  directory: string;
  /** The pictures are in artifacts of their shards. */
  isMerged?: boolean;
};

/** Publishes a run whose results lie in the output directory. */
export async function publishRecord(run: RecordedRun, request: RecordRequest): Promise<Omit<RunResult, 'left'>> {
  const { settings, host, outputDirectory, baselineDirectory, reader } = request;
  const { record, logs } = run;
  const report = describeRecord(record, { output: outputDirectory, baseline: baselineDirectory }, reader);
  const history = await keepHistory(request.history, report, { outputDirectory, log: host.log });
  if (history !== undefined) report.history = history;
  const approve = wayToApproveRun(record, settings, host);
  if (approve !== undefined) report.approve = approve;
  await writeWhole(join(outputDirectory, recordFile), formatRecord(record));
  const reportFile = join(outputDirectory, reportName(settings));
  await writeReportFile(reportFile, report);
  await writeCiReports(request.ciReports, report, settings, {
    project: { directory: request.directory, path: record.project ?? '' },
    host,
  });
  logTotals(host, report, outputDirectory, reportFile);

  const stored = await storeArtifacts(
    { record, logs, reportFile, outputDirectory, isMerged: request.isMerged === true },
    settings,
    host,
  );
  const { artifacts, page } = stored;
  const review = await openReview(settings, host);
  const strips = await storeStrips(review, report, settings, host);
  const links = { artifacts, strips, ...(page?.url === undefined ? {} : { reportUrl: page.url }) };
  await host.writeSummary(formatSummary(report, links, settings));
  const limits = { maxRows: maxCommentRows, maxBytes: maxReviewBytes };
  const short = review === undefined ? '' : formatSummary(report, links, settings, limits);
  await comment(review, report, short, settings, host);
  const remarks = findingsOf(record, report, stored, settings);
  for (const kind of remarks) remarkByLevel(host, kind);
  const failure = failureOf(run, report, stored) ?? summarizeDifferences(report.frames, settings, approve);
  await check(review, { report, failure, summary: short, remarks: remarks.flat(), url: page?.url }, settings, host);
  return {
    outputs: { ...listOutputs(record, report, stored), 'results-directory': outputDirectory },
    ...(failure === undefined ? {} : { failure }),
  };
}

/** Publishes what merging needs of a shard: report, summary and verdict come with the others'. */
async function publishShard(run: RecordedRun, request: RecordRequest): Promise<Omit<RunResult, 'left'>> {
  const { settings, host, outputDirectory, reader } = request;
  const { record, logs } = run;
  const report = describeRecord(record, { output: outputDirectory }, reader);
  await writeWhole(join(outputDirectory, recordFile), formatRecord(record));
  logTotals(host, report, outputDirectory);
  const publication = { record, logs, reportFile: undefined, outputDirectory };
  const stored = await storeArtifacts(publication, { ...settings, history: undefined }, host);
  const differing = describeDifferences(report.frames).length;
  if (differing > 0) host.log.info(`${formatCount(differing, 'frame')} of this shard differ; merging decides.`);
  const failure = failureOf(run, report, stored);
  return {
    outputs: { ...listOutputs(record, report, stored), 'results-directory': outputDirectory },
    ...(failure === undefined ? {} : { failure }),
  };
}

function failureOf({ stopped, uncompared }: RecordedRun, report: RunReport, { refused }: Stored) {
  return summarizeFailures(report.frames, stopped) ?? uncompared ?? refused[0];
}

function listOutputs(record: RunRecord, report: RunReport, { artifacts, page }: Stored): RunResult['outputs'] {
  return {
    ...countFrames(report),
    'report-url': page?.url ?? '',
    ...(report.causes && { causes: listCauses(report.causes, report.project) }),
    'artifact-urls': Object.fromEntries(artifacts.map(({ name, url }) => [name, url ?? ''])),
    tasks: listTasks(record),
    'duration-seconds': Math.round(report.durationMs / 1000),
  };
}

/** Causes in an output, and lines of each: GitHub's outputs have a megabyte. */
const maxOutput = { causes: 50, lines: 20 };

function listCauses(causes: RecordedCause[], project: string): Record<string, string> {
  return Object.fromEntries(
    causes
      .slice(0, maxOutput.causes)
      .map((cause) => [cause.frames, describeCause(cause, project, maxOutput.lines).join('\n')]),
  );
}

function countFrames({ frames }: RunReport): Partial<Record<OutputName, number>> {
  const count = (...outcomes: string[]): number => frames.filter(({ outcome }) => outcomes.includes(outcome)).length;
  return {
    'frames-rendered': count('rendered'),
    'frames-reused': count('reused'),
    'frames-failed': count('failed', 'cancelled'),
    'frames-different': describeDifferences(frames).length,
    'max-error': frames.reduce((largest, frame) => Math.max(largest, maxErrorOf(frame) ?? 0), 0),
  };
}

function logTotals(host: PublishHost, { upload }: RunReport, outputDirectory: string, reportFile?: string): void {
  const { log } = host;
  if (upload !== undefined) {
    const { filesSent, bytesSent, filesKnown, bytesKnown } = upload;
    log.info(
      `Upload:  ${formatCount(filesSent, 'file')} sent (${formatBytes(bytesSent)}), ${filesKnown} known (${formatBytes(bytesKnown)})`,
    );
  }
  log.info(`Results: ${outputDirectory}`);
  if (reportFile === undefined) return;
  log.info(`Report:  ${reportFile}`);
  const url = host.artifactUrl?.(reportFile);
  if (url !== undefined) log.info(`         ${printable(url, 2000)} when the job keeps it as an artifact`);
}

/** The task of each frame on the Manager. */
function listTasks({ frames }: RunRecord): Record<string, string> {
  return Object.fromEntries(frames.map(({ frame, task }) => [frame, task ?? '']));
}

/** What was said about each failed frame, as files; of the first ones also in the log. */
async function writeLogs(
  ends: FrameEnd[],
  outputDirectory: string,
  { log }: Pick<PublishHost, 'log'>,
): Promise<string[]> {
  const files: string[] = [];
  for (const end of ends) {
    if (!('failed' in end) || end.failed.log.length === 0) continue;
    const path = join(outputDirectory, logName(end.frame));
    await writeWhole(path, redact(`${end.failed.log.join('\n')}\n`));
    files.push(basename(path));
    if (files.length > maxShownLogs) continue;
    log.info(`What was said about frame ${end.frame}:`);
    for (const line of end.failed.log.slice(0, maxShownLines)) log.info(`  ${printable(line)}`);
  }
  return files;
}
