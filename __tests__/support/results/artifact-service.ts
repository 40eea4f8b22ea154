import type { BlobStorage } from './blob-storage.ts';
import { type Handlers, TwirpError } from './twirp.ts';

interface Artifact {
  id: number;
  run: string;
  job: string;
  name: string;
  createdAt: string;
  sizeBytes: number;
  digest: string | undefined;
  finalized: boolean;
}

/** An artifact of a run as somebody who downloads it gets it. */
export interface StoredArtifact {
  name: string;
  bytes: Buffer;
  contentType: string;
  sizeBytes: number;
}

/** GitHub's artifacts: by run and name, each backed by one blob. */
export class ArtifactService {
  readonly #artifacts: Artifact[] = [];
  readonly #storage: BlobStorage;

  constructor(storage: BlobStorage) {
    this.#storage = storage;
  }

  readonly handlers: Handlers = {
    CreateArtifact: (request) => {
      const { run, name } = nameOf(request);
      if (this.#find(run, name)) {
        throw new TwirpError(409, 'already_exists', 'an artifact with this name already exists on the workflow run');
      }
      const id = this.#artifacts.length + 1;
      const job = String(request['workflow_job_run_backend_id']);
      const createdAt = new Date().toISOString();
      this.#artifacts.push({ id, run, job, name, createdAt, sizeBytes: 0, digest: undefined, finalized: false });
      return { ok: true, signed_upload_url: this.#storage.signedUrl(blobOf(id)) };
    },
    FinalizeArtifact: (request) => {
      const artifact = this.#get(request);
      artifact.sizeBytes = Number(request['size']);
      artifact.digest = request['hash'] as string | undefined;
      artifact.finalized = true;
      return { ok: true, artifact_id: String(artifact.id) };
    },
    ListArtifacts: (request) => {
      const { name_filter: name, id_filter: id } = request;
      const found = this.#artifacts.filter(
        (artifact) =>
          artifact.finalized &&
          artifact.run === request['workflow_run_backend_id'] &&
          (name === undefined || artifact.name === name) &&
          (id === undefined || String(artifact.id) === id),
      );
      return { artifacts: found.map(artifactJson) };
    },
    GetSignedArtifactURL: (request) => {
      const { id, name } = this.#get(request);
      return { signed_url: this.#storage.signedUrl(blobOf(id), name) };
    },
    DeleteArtifact: (request) => {
      const artifact = this.#get(request);
      this.#artifacts.splice(this.#artifacts.indexOf(artifact), 1);
      return { ok: true, artifact_id: String(artifact.id) };
    },
  };

  /** The finished artifacts of a run. */
  async stored(run: string): Promise<StoredArtifact[]> {
    const finished = this.#artifacts.filter((artifact) => artifact.finalized && artifact.run === run);
    return Promise.all(
      finished.map(async ({ id, name, sizeBytes }) => {
        const blob = await this.#storage.read(blobOf(id));
        if (!blob) throw new Error(`artifact "${name}" was finalized without an upload`);
        return { name, sizeBytes, ...blob };
      }),
    );
  }

  #find(run: string, name: string): Artifact | undefined {
    return this.#artifacts.find((artifact) => artifact.run === run && artifact.name === name);
  }

  #get(request: Record<string, unknown>): Artifact {
    const { run, name } = nameOf(request);
    const artifact = this.#find(run, name);
    if (!artifact) throw new TwirpError(404, 'not_found', `no artifact "${name}"`);
    return artifact;
  }
}

function nameOf(request: Record<string, unknown>): { run: string; name: string } {
  return { run: String(request['workflow_run_backend_id']), name: String(request['name']) };
}

/** Numbered, because nothing but its URL ties a blob to the artifact. */
function blobOf(id: number): string {
  return `artifact-${id}`;
}

function artifactJson(artifact: Artifact): object {
  return {
    workflow_run_backend_id: artifact.run,
    workflow_job_run_backend_id: artifact.job,
    database_id: String(artifact.id),
    name: artifact.name,
    size: String(artifact.sizeBytes),
    created_at: artifact.createdAt,
    ...(artifact.digest === undefined ? {} : { digest: artifact.digest }),
  };
}
