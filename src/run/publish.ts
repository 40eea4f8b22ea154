import { describeCause, type RecordedCause } from '../frames/record/causes.ts';
import { basename, join } from 'node:path';
import { writeWhole } from '../base/files/replace.ts';
import { printable } from '../base/printable.ts';
import { redact } from '../base/secrets.ts';
import { formatBytes, formatCount } from '../base/quantities.ts';
import { sentences } from '../base/sentences.ts';
import type { FrameEnd } from '../frames/end.ts';
import { logName } from '../frames/names.ts';
import { formatRecord, recordFile, type RunRecord } from '../frames/record/schema.ts';
import type { Host } from '../host/host.ts';
import { describeDifferences, describeUnknown, summarizeDifferences } from '../report/differences.ts';
import { describeFailures, summarizeFailures } from '../report/failures.ts';
import { describeRecord } from '../report/from-record.ts';
import { maxErrorOf } from '../report/history.ts';
import type { RunReport } from '../report/model.ts';
import type { PictureReader } from '../report/pictures.ts';
import { formatSummary } from '../report/summary.ts';
import { writeReportFile } from '../report/write.ts';
import type { OutputName } from '../settings/outputs.ts';
import type { Settings } from '../settings/settings.ts';
import { storeArtifacts, type Stored } from './artifacts.ts';
import { keepHistory } from './history.ts';
import { reportName } from './output-folder.ts';
import { recordRun, type RunEnd, type RunSetup } from './record.ts';
import { remark } from './remarks.ts';
import type { RunResult } from './result.ts';

/** Of how many failed frames the log shows what was said about them, and how much of it. */
const maxShownLogs = 3;
const maxShownLines = 100;

type PublishSettings = Parameters<typeof storeArtifacts>[1] & Pick<Settings, 'onDifference' | 'requireBaseline'>;
type PublishHost = Pick<Host, 'annotate' | 'artifacts' | 'log' | 'writeSummary'>;

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
  reader: PictureReader;
}

/** Publishes all there is: record, logs, report, artifacts, summary, annotations; then says whether the run failed. */
export async function publish(end: RunEnd, request: PublishRequest): Promise<RunResult> {
  const { setup, settings, host, outputDirectory, baselineDirectory, reader } = request;
  const record = recordRun(end, setup);
  const report = describeRecord(record, { output: outputDirectory, baseline: baselineDirectory }, reader);
  const history = await keepHistory(request.history, report, { outputDirectory, log: host.log });
  if (history !== undefined) report.history = history;
  await writeWhole(join(outputDirectory, recordFile), formatRecord(record));
  const logs = await writeLogs(end.frames.ends, outputDirectory, host);
  const reportFile = join(outputDirectory, reportName(settings));
  await writeReportFile(reportFile, report);
  logTotals(host, report, outputDirectory, reportFile);

  const stored = await storeArtifacts({ record, logs, reportFile, outputDirectory }, settings, host);
  const { artifacts, page } = stored;
  const links = { artifacts, ...(page?.url === undefined ? {} : { reportUrl: page.url }) };
  await host.writeSummary(formatSummary(report, links, settings));
  annotate(end, report, stored, request);
  const failure =
    summarizeFailures(report.frames, end.frames.stopped) ??
    end.comparisons?.failure ??
    stored.refused[0] ??
    summarizeDifferences(report.frames, settings);
  return {
    left: end.frames.left,
    outputs: {
      ...countFrames(report),
      'results-directory': outputDirectory,
      'report-url': page?.url ?? '',
      ...(report.causes && { causes: listCauses(report.causes, report.project) }),
      'artifact-urls': Object.fromEntries(artifacts.map(({ name, url }) => [name, url ?? ''])),
      tasks: listTasks(record),
      'duration-seconds': Math.round(report.durationMs / 1000),
    },
    ...(failure === undefined ? {} : { failure }),
  };
}

/** What is worth a look goes beside the .blend. */
function annotate(end: RunEnd, report: RunReport, { refused }: Stored, request: PublishRequest): void {
  const { setup, settings, host } = request;
  const file = setup.project.path;
  const about = <R extends object>(remarks: R[]): (R & { file: string })[] => remarks.map((one) => ({ ...one, file }));
  remark(host, 'error', about(describeFailures(report.frames)));
  const differences = describeDifferences(report.frames);
  remark(host, settings.onDifference === 'fail' ? 'error' : 'warning', about(differences));
  if (settings.requireBaseline) remark(host, 'error', about(describeUnknown(report.frames)));
  const warnings = end.comparisons?.warnings ?? [];
  remark(host, 'warning', about(warnings.map((message) => ({ title: 'Not rendered alike', message }))));
  remark(host, 'notice', about((report.causes ?? []).map((cause) => toRemark(cause, report.project))));
  const unstored = refused.map(({ message, hint }) => ({ title: 'Artifact', message: sentences(message, hint) }));
  remark(host, 'error', about(unstored));
}

/** Lines of an annotation: the summary and the page have more. */
const maxAnnotatedLines = 5;

function toRemark(cause: RecordedCause, project: string): { title: string; message: string } {
  const noun = /[-,]/.test(cause.frames) ? 'frames' : 'frame';
  const lines = describeCause(cause, project, maxAnnotatedLines);
  return { title: `Changed since the baseline, ${noun} ${cause.frames}`, message: lines.join('\n') };
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

function logTotals({ log }: PublishHost, { upload }: RunReport, outputDirectory: string, reportFile: string): void {
  if (upload !== undefined) {
    const { filesSent, bytesSent, filesKnown, bytesKnown } = upload;
    log.info(
      `Upload:  ${formatCount(filesSent, 'file')} sent (${formatBytes(bytesSent)}), ${filesKnown} known (${formatBytes(bytesKnown)})`,
    );
  }
  log.info(`Results: ${outputDirectory}`);
  log.info(`Report:  ${reportFile}`);
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
