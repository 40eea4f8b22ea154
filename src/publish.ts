import { rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ArtifactOptions, ArtifactStore, StoredArtifact } from './host/host.ts';
import { printable } from './printable.ts';
import type { Run, RunResult } from './render.ts';
import { formatFailures, summarizeFailure } from './report/failures.ts';
import { formatManifest } from './report/manifest.ts';
import { formatBytes } from './report/quantities.ts';
import { formatSummary } from './report/summary.ts';
import type { FramesResult } from './run-frames.ts';
import { describeRun } from './run-report.ts';

export const manifestFile = 'render.json';

interface Publication extends Run {
  frames: FramesResult;
  startedAt: Date;
}

/** Publishes all there is: manifest, logs, artifacts, summary, annotations and outputs; then says whether the run failed. */
export async function publish(publication: Publication): Promise<RunResult> {
  const { host, frames, outputDirectory } = publication;
  const { report, records } = describeRun(publication);
  await writeWhole(join(outputDirectory, manifestFile), formatManifest(report, records));
  const logs = await writeLogs(publication);
  const results = records.flatMap((record) => record.results);
  host.log.info(`Results: ${outputDirectory}`);
  const { upload } = report;
  host.log.info(
    `Upload:  ${upload.filesSent} files sent (${formatBytes(upload.bytesSent)}), ${upload.filesKnown} known to the Manager (${formatBytes(upload.bytesKnown)})`,
  );

  const store = await host.artifacts();
  const artifacts = store === undefined ? [] : await storeArtifacts(store, publication, results, logs);
  await host.writeSummary(formatSummary(report, { artifacts }));
  const failure = summarizeFailure(report, frames.stopped);
  annotateFailures(publication, report.frames);
  const count = (outcome: string): number => report.frames.filter((frame) => frame.outcome === outcome).length;
  return {
    outputs: {
      'results-directory': outputDirectory,
      'frames-rendered': count('rendered'),
      'frames-reused': count('reused'),
      'frames-failed': count('failed') + count('cancelled'),
      'artifact-urls': JSON.stringify(Object.fromEntries(artifacts.map(({ name, url }) => [name, url ?? '']))),
      tasks: JSON.stringify(Object.fromEntries(records.map(({ frame, task }) => [frame, task ?? '']))),
      'duration-seconds': Math.round(report.durationMs / 1000),
    },
    ...(failure === undefined ? {} : { failure }),
  };
}

function annotateFailures({ plan, host }: Publication, frames: Parameters<typeof formatFailures>[0]): void {
  for (const { title, message } of formatFailures(frames)) {
    host.annotate({ level: 'error', title, message, file: plan.project });
  }
}

/** One artifact per kind; the manifest goes into each, so that any of them can become a baseline. */
async function storeArtifacts(
  store: ArtifactStore,
  { settings, host, outputDirectory }: Publication,
  results: { kind: string; file: string }[],
  logs: string[],
): Promise<StoredArtifact[]> {
  const options: ArtifactOptions = {
    compressionLevel: settings.compressionLevel,
    ...(settings.retentionDays === undefined ? {} : { retentionDays: settings.retentionDays }),
  };
  const artifacts: StoredArtifact[] = [];
  for (const kind of settings.results) {
    const files = results.filter((result) => result.kind === kind).map((result) => result.file);
    if (kind === 'render') files.push(...logs);
    if (files.length === 0) continue;
    const paths = [...files, manifestFile].map((file) => join(outputDirectory, file));
    const artifact = await store.store(`${settings.artifactName}-${kind}`, paths, outputDirectory, options);
    host.log.info(`Artifact: ${artifact.name}${artifact.url === undefined ? '' : ` ${artifact.url}`}`);
    artifacts.push(artifact);
  }
  return artifacts;
}

/** What the farm said about each failed frame, as files; Blender's last words also go into the log. */
async function writeLogs({ host, frames, outputDirectory }: Publication): Promise<string[]> {
  const files: string[] = [];
  for (const end of frames.ends) {
    if (!('failed' in end) || end.failed.diagnosis.log.length === 0) continue;
    const path = join(outputDirectory, `frame-${String(end.frame).padStart(4, '0')}.log`);
    await writeWhole(path, `${end.failed.diagnosis.log.join('\n')}\n`);
    files.push(basename(path));
    if (files.length > 3) continue;
    const close = host.log.group(`What the farm said about frame ${end.frame}`);
    for (const line of end.failed.diagnosis.log.slice(0, 100)) host.log.info(printable(line));
    close();
  }
  return files;
}

/** Writes a file so that nobody ever sees half of it. */
async function writeWhole(path: string, text: string): Promise<void> {
  const partial = `${path}.part`;
  await writeFile(partial, text);
  await rename(partial, path);
}
