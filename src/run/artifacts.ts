import { join } from 'node:path';
import { isRenderError, type RenderError } from '../base/errors.ts';
import { resultKinds, sideKinds } from '../frames/kinds.ts';
import { historyFile } from '../frames/record/history.ts';
import { recordFile, resultsOf, type RunRecord } from '../frames/record/schema.ts';
import type { Host, StoredArtifact } from '../host/host.ts';
import type { Settings } from '../settings/settings.ts';

/** What is on the run's page now. */
export interface Stored {
  artifacts: StoredArtifact[];
  page?: StoredArtifact;
  /** Why some are not there: the others are published all the same. */
  refused: RenderError[];
}

/** What a run has to store. */
export interface Publication {
  record: RunRecord;
  /** File names of logs. */
  logs: string[];
  /** Absolute; a shard has none. */
  reportFile: string | undefined;
  /** Holds all of them. */
  outputDirectory: string;
  /** The results are stored already. */
  isMerged?: boolean;
}

type ArtifactSettings = Pick<Settings, 'artifactName' | 'compressionLevel' | 'history' | 'retentionDays'>;

/** Stores the results and the report as artifacts, where there is a service for them. */
export async function storeArtifacts(
  publication: Publication,
  settings: ArtifactSettings,
  host: Pick<Host, 'artifacts' | 'log'>,
): Promise<Stored> {
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
  for (const { name, files } of listArtifacts(publication, settings)) {
    const artifact = await attempt(store.store(name, files, publication.outputDirectory, options));
    if (artifact !== undefined) stored.artifacts.push(artifact);
  }
  const { reportFile } = publication;
  if (reportFile === undefined) return stored;
  const page = await attempt(store.storeFile(reportFile, options));
  return { ...stored, ...(page && { page }) };
}

/** One artifact per kind; record and history go into each, so that any of them can be what a later run starts from. */
function listArtifacts(
  { record, logs, outputDirectory, isMerged }: Publication,
  { artifactName, history }: ArtifactSettings,
): { name: string; files: string[] }[] {
  const results = isMerged === true ? [] : record.frames.flatMap(resultsOf);
  const about = history === undefined ? [recordFile] : [recordFile, historyFile];
  const kinds = resultKinds.filter((kind) => results.some((result) => result.kind === kind));
  const withLogs = kinds.includes('render') ? 'render' : (kinds.at(-1) ?? 'compose');
  const artifacts = [...resultKinds, ...sideKinds].flatMap((kind) => {
    const files = results.filter((result) => result.kind.split('/')[0] === kind).map((result) => result.file);
    if (kind === withLogs) files.push(...logs);
    const paths = [...files, ...about].map((file) => join(outputDirectory, file));
    return files.length === 0 ? [] : [{ name: `${artifactName}-${kind}`, files: paths }];
  });
  if (artifacts.length > 0 || (record.shard === undefined && isMerged !== true)) return artifacts;
  // Merging has to know what became of frames that left nothing, too.
  return [{ name: `${artifactName}-record`, files: [...logs, ...about].map((file) => join(outputDirectory, file)) }];
}
