import { basename, join } from 'node:path';
import type { ComparisonPool } from '../compare/pool.ts';
import type { OutputName } from '../settings/outputs.ts';
import { printable } from '../base/printable.ts';
import type { Run, RunResult } from './render.ts';
import { describeDifferences, describeUnknown, summarizeDifferences } from '../report/differences.ts';
import { describeFailures, summarizeFailures, type Remark } from '../report/failures.ts';
import { writeReportFile } from '../report/write.ts';
import { maxErrorOf } from '../report/history.ts';
import { formatManifest, manifestFile, type FrameRecord } from '../frames/record/manifest.ts';
import type { RunReport } from '../report/model.ts';
import { formatBytes } from '../base/quantities.ts';
import { formatSummary } from '../report/summary.ts';
import { keepHistory } from './history.ts';
import { storeArtifacts } from './artifacts.ts';
import { describeRun, type RunEnd } from './record.ts';
import { writeWhole } from '../base/files/whole.ts';

/** GitHub takes 1 MB of outputs from a job. */
const maxTasksBytes = 900_000;
/** Remarks of one kind; the rest is in the log, the summary and the report. */
const maxRemarks = 8;

/** Publishes all there is: manifest, logs, report, artifacts, summary, annotations; then says whether the run failed. */
export async function publish(run: Run, end: RunEnd, pool: ComparisonPool): Promise<RunResult> {
  const { settings, host, outputDirectory } = run;
  const { report, records } = describeRun(run, end, pool);
  const history = await keepHistory(run, report);
  if (history !== undefined) report.history = history;
  await writeWhole(join(outputDirectory, manifestFile), formatManifest(report, records));
  const logs = await writeLogs(run, end);
  // Its name is the artifact's, since a single file is stored under its own.
  const reportFile = join(outputDirectory, `${settings.artifactName}-report.html`);
  await writeReportFile(reportFile, report);
  logTotals(run, report, reportFile);

  const { artifacts, page, refused } = await storeArtifacts(run, records, logs, reportFile);
  const links = { artifacts, ...(page?.url === undefined ? {} : { reportUrl: page.url }) };
  await host.writeSummary(formatSummary(report, links, settings));

  const differences = describeDifferences(report.frames);
  remark(run, 'error', describeFailures(report.frames));
  remark(run, settings.onDifference === 'fail' ? 'error' : 'warning', differences);
  if (settings.requireBaseline) remark(run, 'error', describeUnknown(report.frames));
  remark(
    run,
    'warning',
    (end.comparisons?.warnings ?? []).map((message) => ({ title: 'Not rendered alike', message })),
  );
  remark(
    run,
    'error',
    refused.map(({ message, hint = '' }) => ({ title: 'Artifact', message: `${message} ${hint}` })),
  );
  const failure =
    summarizeFailures(report.frames, end.frames.stopped) ??
    end.comparisons?.failure ??
    refused[0] ??
    summarizeDifferences(report.frames, settings);
  return {
    left: end.frames.left,
    outputs: {
      ...countFrames(report),
      'results-directory': outputDirectory,
      'report-url': page?.url ?? '',
      'artifact-urls': JSON.stringify(Object.fromEntries(artifacts.map(({ name, url }) => [name, url ?? '']))),
      tasks: formatTasks(run, records),
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

function remark({ host, plan }: Run, level: 'error' | 'warning', remarks: Remark[]): void {
  for (const { title, message } of remarks.slice(0, maxRemarks)) {
    host.annotate({ level, title, message, file: plan.project });
  }
  for (const { title, message } of remarks.slice(maxRemarks))
    host.log.info(`${level}: ${title}: ${printable(message, 1000)}`);
}

function logTotals({ host, outputDirectory }: Run, { upload }: RunReport, reportFile: string): void {
  const { filesSent, bytesSent, filesKnown, bytesKnown } = upload;
  host.log.info(
    `Upload:  ${filesSent} files sent (${formatBytes(bytesSent)}), ${filesKnown} known (${formatBytes(bytesKnown)})`,
  );
  host.log.info(`Results: ${outputDirectory}`);
  host.log.info(`Report:  ${reportFile}`);
}

/** The task of each frame as JSON, unless that is more than an output may hold. */
function formatTasks({ host }: Run, records: FrameRecord[]): string {
  const json = JSON.stringify(Object.fromEntries(records.map(({ frame, task }) => [frame, task ?? ''])));
  if (json.length <= maxTasksBytes) return json;
  host.log.info(`The output tasks would be too long, and stays empty; ${manifestFile} has the tasks.`);
  return '';
}

/** What the farm said about each failed frame, as files; of the first ones also in the log. */
async function writeLogs({ host, outputDirectory }: Run, { frames }: RunEnd): Promise<string[]> {
  const files: string[] = [];
  for (const end of frames.ends) {
    if (!('failed' in end) || end.failed.diagnosis.log.length === 0) continue;
    const path = join(outputDirectory, `frame-${String(end.frame).padStart(4, '0')}.log`);
    await writeWhole(path, host.redact(`${end.failed.diagnosis.log.join('\n')}\n`));
    files.push(basename(path));
    if (files.length > 3) continue;
    host.log.info(`What the farm said about frame ${end.frame}:`);
    for (const line of end.failed.diagnosis.log.slice(0, 100)) host.log.info(`  ${printable(line)}`);
  }
  return files;
}
