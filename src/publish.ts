import { basename, join } from 'node:path';
import type { ComparisonPool } from './compare/pool.ts';
import type { ArtifactOptions, ArtifactStore, StoredArtifact } from './host/host.ts';
import type { OutputName } from './outputs.ts';
import { printable } from './printable.ts';
import type { Run, RunResult } from './render.ts';
import { describeDifferences, summarizeDifferences } from './report/differences.ts';
import { describeFailures, summarizeFailures, type Remark } from './report/failures.ts';
import { writeReportFile } from './report-file.ts';
import { historyFile, maxErrorOf } from './report/history.ts';
import { formatManifest, manifestFile, type FrameRecord } from './report/manifest.ts';
import type { RunReport } from './report/model.ts';
import { formatBytes } from './quantities.ts';
import { formatSummary } from './report/summary.ts';
import { keepHistory } from './run-history.ts';
import { describeRun, type RunEnd } from './run-report.ts';
import { writeWhole } from './whole-files.ts';

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

  const store = await host.artifacts();
  const artifacts = store === undefined ? [] : await storeResults(store, run, records, logs);
  const page = store === undefined ? undefined : await storePage(store, run, reportFile);
  const links = { artifacts, ...(page?.url === undefined ? {} : { reportUrl: page.url }) };
  await host.writeSummary(formatSummary(report, links));

  const differences = describeDifferences(report.frames);
  remark(run, 'error', describeFailures(report.frames));
  remark(run, settings.onDifference === 'fail' ? 'error' : 'warning', differences);
  remark(
    run,
    'warning',
    (end.comparisons?.warnings ?? []).map((message) => ({ title: 'Not rendered alike', message })),
  );
  const failure = summarizeFailures(report.frames, end.frames.stopped) ?? summarizeDifferences(report.frames, settings);
  return {
    outputs: {
      ...countFrames(report),
      'results-directory': outputDirectory,
      'report-url': page?.url ?? '',
      'artifact-urls': JSON.stringify(Object.fromEntries(artifacts.map(({ name, url }) => [name, url ?? '']))),
      tasks: JSON.stringify(Object.fromEntries(records.map(({ frame, task }) => [frame, task ?? '']))),
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

/** One artifact per kind; manifest and history go into each, so that any of them can be what a later run starts from. */
async function storeResults(
  store: ArtifactStore,
  run: Run,
  records: FrameRecord[],
  logs: string[],
): Promise<StoredArtifact[]> {
  const { settings, host, outputDirectory } = run;
  const results = records.flatMap((record) => record.results);
  const artifacts: StoredArtifact[] = [];
  for (const kind of settings.results) {
    const files = results.filter((result) => result.kind === kind).map((result) => result.file);
    if (kind === 'render') files.push(...logs);
    if (files.length === 0) continue;
    const about = settings.history === undefined ? [manifestFile] : [manifestFile, historyFile];
    const paths = [...files, ...about].map((file) => join(outputDirectory, file));
    const artifact = await store.store(`${settings.artifactName}-${kind}`, paths, outputDirectory, optionsOf(run));
    host.log.info(`Artifact: ${artifact.name}${artifact.url === undefined ? '' : ` ${artifact.url}`}`);
    artifacts.push(artifact);
  }
  return artifacts;
}

async function storePage(store: ArtifactStore, run: Run, file: string): Promise<StoredArtifact> {
  const artifact = await store.storeFile(file, optionsOf(run));
  run.host.log.info(`Report:   ${artifact.url ?? artifact.name}`);
  return artifact;
}

function optionsOf({ settings }: Run): ArtifactOptions {
  const { compressionLevel, retentionDays } = settings;
  return { compressionLevel, ...(retentionDays === undefined ? {} : { retentionDays }) };
}

/** What the farm said about each failed frame, as files; of the first ones also in the log. */
async function writeLogs({ host, outputDirectory }: Run, { frames }: RunEnd): Promise<string[]> {
  const files: string[] = [];
  for (const end of frames.ends) {
    if (!('failed' in end) || end.failed.diagnosis.log.length === 0) continue;
    const path = join(outputDirectory, `frame-${String(end.frame).padStart(4, '0')}.log`);
    await writeWhole(path, `${end.failed.diagnosis.log.join('\n')}\n`);
    files.push(basename(path));
    if (files.length > 3) continue;
    host.log.info(`What the farm said about frame ${end.frame}:`);
    for (const line of end.failed.diagnosis.log.slice(0, 100)) host.log.info(`  ${printable(line)}`);
  }
  return files;
}
