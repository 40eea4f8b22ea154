import type { ArtifactClient } from '@actions/artifact';
import { basename, dirname } from 'node:path';
import { messageOf, RenderError } from '../../base/errors.ts';
import type { Log } from '../../base/log.ts';
import type { ArtifactOptions, ArtifactStore, StoredArtifact } from '../host.ts';
import { isGitHubCloud } from './services.ts';

/** The attempt of a run that artifacts are stored for. */
export interface ArtifactRun {
  /** The run's page. */
  url: string;
  /** From 1. */
  attempt: number;
  /** When this job began: what is older, an earlier attempt has stored. */
  startedAt: Date;
  log: Pick<Log, 'info'>;
}

/** The artifact service of this run, or undefined where none works (Enterprise Server, Gitea, Forgejo, act). */
export async function openArtifactStore(env: NodeJS.ProcessEnv, run: ArtifactRun): Promise<ArtifactStore | undefined> {
  if (!env['ACTIONS_RESULTS_URL'] || !env['ACTIONS_RUNTIME_TOKEN'] || !isGitHubCloud(env)) return undefined;
  // 4.6 MB of Azure and protobuf code that only uploading needs.
  const { DefaultArtifactClient } = await import('@actions/artifact');
  return new GitHubArtifacts(new DefaultArtifactClient(), run);
}

type UploadArguments = [files: string[], directory: string, options: ArtifactOptions & { skipArchive?: boolean }];

class GitHubArtifacts implements ArtifactStore {
  readonly #client: ArtifactClient;
  readonly #run: ArtifactRun;

  constructor(client: ArtifactClient, run: ArtifactRun) {
    this.#client = client;
    this.#run = run;
  }

  async store(name: string, ...how: UploadArguments): Promise<StoredArtifact> {
    const [, , { skipArchive }] = how;
    try {
      return await this.#upload(name, ...how).catch(async (error: unknown) => {
        const freeName = isConflict(error) ? await this.#freeName(name) : undefined;
        // A single file is stored under its own name, whatever it is called here.
        if (freeName === undefined || (freeName !== name && skipArchive === true)) throw error;
        return await this.#upload(freeName, ...how);
      });
    } catch (error) {
      throw refusal(name, error);
    }
  }

  storeFile(file: string, options: ArtifactOptions): Promise<StoredArtifact> {
    return this.store(basename(file), [file], dirname(file), { ...options, skipArchive: true });
  }

  async #upload(name: string, ...how: UploadArguments): Promise<StoredArtifact> {
    const { id } = await this.#client.uploadArtifact(name, ...how);
    return { name, ...(id === undefined ? {} : { url: `${this.#run.url}/artifacts/${id}` }) };
  }

  /**
   * Names last for the run, not for the attempt: removes what an earlier attempt stored under this one.
   * @returns what to store under now; undefined when another job of this attempt has the name, whose frames would be lost
   */
  async #freeName(name: string): Promise<string | undefined> {
    const { attempt, startedAt, log } = this.#run;
    if (attempt < 2) return undefined;
    const storedAt = await this.#storedAt(name);
    // An attempt that was killed in the middle leaves a name that nothing frees.
    if (storedAt === undefined) return `${name}-attempt-${attempt}`;
    if (storedAt >= startedAt) return undefined;
    await this.#client.deleteArtifact(name);
    log.info(`Artifact: ${name} of an earlier attempt is replaced`);
    return name;
  }

  async #storedAt(name: string): Promise<Date | undefined> {
    const { artifacts } = await this.#client.listArtifacts({ latest: true });
    return artifacts.find((artifact) => artifact.name === name)?.createdAt;
  }
}

function isConflict(error: unknown): boolean {
  return /conflict|already exists/i.test(messageOf(error));
}

function refusal(name: string, error: unknown): RenderError {
  return new RenderError('rejected', `GitHub does not take the artifact ${name}: ${messageOf(error)}`, {
    cause: error,
    hint: isConflict(error)
      ? 'Artifact names are unique in a run: give each job of a matrix its own artifact-name.'
      : 'The files are in output-directory; a re-run takes finished frames from the farm.',
  });
}
