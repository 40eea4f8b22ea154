import { join } from 'node:path';
import { isRenderError, type RenderError } from '../base/errors.ts';
import type { StoredArtifact } from '../host/host.ts';
import type { Run } from './render.ts';
import { historyFile } from '../report/history.ts';
import { manifestFile, type FrameRecord } from '../frames/record/manifest.ts';

/** What is on the run's page now. */
export interface Stored {
  artifacts: StoredArtifact[];
  page?: StoredArtifact;
  /** Why some are not there: the others are published all the same. */
  refused: RenderError[];
}

/** Stores the results and the report as artifacts, where there is a service for them. */
export async function storeArtifacts(
  run: Run,
  records: FrameRecord[],
  logs: string[],
  reportFile: string,
): Promise<Stored> {
  const { settings, host } = run;
  const stored: Stored = { artifacts: [], refused: [] };
  const store = await host.artifacts();
  if (store === undefined) return stored;
  const { compressionLevel, retentionDays } = settings;
  const options = { compressionLevel, ...(retentionDays === undefined ? {} : { retentionDays }) };
  const attempt = async (storing: Promise<StoredArtifact>): Promise<StoredArtifact | undefined> => {
    try {
      const artifact = await storing;
      host.log.info(`Artifact: ${artifact.name}${artifact.url === undefined ? '' : ` ${artifact.url}`}`);
      return artifact;
    } catch (error) {
      if (!isRenderError(error)) throw error;
      stored.refused.push(error);
      return undefined;
    }
  };
  for (const { name, files } of listArtifacts(run, records, logs)) {
    const artifact = await attempt(store.store(name, files, run.outputDirectory, options));
    if (artifact !== undefined) stored.artifacts.push(artifact);
  }
  const page = await attempt(store.storeFile(reportFile, options));
  return { ...stored, ...(page && { page }) };
}

/** One artifact per kind; manifest and history go into each, so that any of them can be what a later run starts from. */
function listArtifacts(
  { settings, outputDirectory }: Run,
  records: FrameRecord[],
  logs: string[],
): { name: string; files: string[] }[] {
  const results = records.flatMap((record) => record.results);
  const about = settings.history === undefined ? [manifestFile] : [manifestFile, historyFile];
  const withLogs = settings.results.includes('render') ? 'render' : settings.results.at(-1);
  return settings.results.flatMap((kind) => {
    const files = results.filter((result) => result.kind === kind).map((result) => result.file);
    if (kind === withLogs) files.push(...logs);
    const paths = [...files, ...about].map((file) => join(outputDirectory, file));
    return files.length === 0 ? [] : [{ name: `${settings.artifactName}-${kind}`, files: paths }];
  });
}
