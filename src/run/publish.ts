import { basename, join } from 'node:path';
import { writeWhole } from '../base/files/replace.ts';
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
import { storeArtifacts } from './artifacts.ts';
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
  | 'annotate'
  | 'approving'
  | 'artifacts'
  | 'artifactUrl'
  | 'checkout'
  | 'log'
  | 'review'
  | 'workspace'
  | 'writeSummary'
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

/** Publishes all there is: record, logs, report, artifacts, summary, annotations; then says whether the run failed. */
export async function publish(end: RunEnd, request: PublishRequest): Promise<RunResult> {
  const { setup, settings, host, outputDirectory, baselineDirectory, reader } = request;
  const record = recordRun(end, setup);
  const report = describeRecord(record, { output: outputDirectory, baseline: baselineDirectory }, reader);
  const history = await keepHistory(request.history, report, { outputDirectory, log: host.log });
  if (history !== undefined) report.history = history;
  const approve = wayToApproveRun(record, settings, host);
  if (approve !== undefined) report.approve = approve;
  await writeWhole(join(outputDirectory, recordFile), formatRecord(record));
  const logs = await writeLogs(end.frames.ends, outputDirectory, host);
  const reportFile = join(outputDirectory, reportName(settings));
  await writeReportFile(reportFile, report);
  await writeCiReports(request.ciReports, report, settings, { project: setup.project, host });
  logTotals(host, report, outputDirectory, reportFile);

  const stored = await storeArtifacts({ record, logs, reportFile, outputDirectory }, settings, host);
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
  const failure =
    summarizeFailures(report.frames, end.frames.stopped) ??
    end.comparisons?.failure ??
    stored.refused[0] ??
    summarizeDifferences(report.frames, settings, approve);
  await check(review, { report, failure, summary: short, remarks: remarks.flat(), url: page?.url }, settings, host);
  return {
    left: end.frames.left,
    outputs: {
      ...countFrames(report),
      'results-directory': outputDirectory,
      'report-url': page?.url ?? '',
      'artifact-urls': Object.fromEntries(artifacts.map(({ name, url }) => [name, url ?? ''])),
      tasks: listTasks(record),
      'duration-seconds': Math.round(report.durationMs / 1000),
    },
    ...(failure === undefined ? {} : { failure }),
  };
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

function logTotals(host: PublishHost, { upload }: RunReport, outputDirectory: string, reportFile: string): void {
  const { log } = host;
  if (upload !== undefined) {
    const { filesSent, bytesSent, filesKnown, bytesKnown } = upload;
    log.info(
      `Upload:  ${formatCount(filesSent, 'file')} sent (${formatBytes(bytesSent)}), ${filesKnown} known (${formatBytes(bytesKnown)})`,
    );
  }
  log.info(`Results: ${outputDirectory}`);
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
