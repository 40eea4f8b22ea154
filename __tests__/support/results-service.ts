import { ArtifactService, type StoredArtifact } from './results/artifact-service.ts';
import { startBlobStorage } from './results/blob-storage.ts';
import { CacheService, type StoredCache } from './results/cache-service.ts';
import { startTwirp, type TwirpCall, TwirpError } from './results/twirp.ts';
import { readZip } from './results/zip.ts';

export interface ResultsServiceOptions {
  /** What the run's token may do with caches; a fork's pull request has `read-only`. */
  cache?: 'read-write' | 'read-only';
}

/** An artifact with what is inside it: a zip's files by name, or nothing for a single file uploaded as it is. */
export interface Artifact extends StoredArtifact {
  files: Map<string, Buffer> | undefined;
}

/** What GitHub keeps for the runs of one repository: artifacts by run, caches for all. */
export interface ResultsService extends AsyncDisposable {
  /** The variables a step of run 1 gets. Without them a program runs where there is no such service. */
  readonly env: Record<string, string>;
  /** The variables a step of another run gets; it sees the caches, but artifacts of its own. */
  envOf(run: number): Record<string, string>;
  /** Every call so far, failed ones too. */
  readonly calls: readonly TwirpCall[];
  /**
   * Gives the HTTP status a call is to fail with, or nothing; replace it at will. The packages repeat 429 and 5xx five
   * times from three seconds up, and give up at once on others.
   */
  failWith: (call: TwirpCall) => number | undefined;
  artifacts(run?: number): Promise<Artifact[]>;
  caches(): Promise<StoredCache[]>;
  stop(): Promise<void>;
}

/** A token as the packages take it apart: it names the run and job, and what may be done with caches. */
function makeToken(run: number, cachePermission: number): string {
  const part = (claims: object): string => Buffer.from(JSON.stringify(claims)).toString('base64url');
  const ac = JSON.stringify([{ Scope: 'refs/heads/main', Permission: cachePermission }]);
  return `${part({ alg: 'none' })}.${part({ scp: `Actions.Results:${runId(run)}:job-${run}`, ac })}.`;
}

function runId(run: number): string {
  return `run-${run}`;
}

/** Starts Azure's blob storage and GitHub's results service in front of it: half a second, so once a test file. */
export async function startResultsService(options: ResultsServiceOptions = {}): Promise<ResultsService> {
  const readOnly = options.cache === 'read-only';
  const storage = await startBlobStorage();
  const artifactService = new ArtifactService(storage);
  const cacheService = new CacheService(storage, readOnly);
  const calls: TwirpCall[] = [];
  const { url, server } = await startTwirp({
    package: 'github.actions.results.api.v1',
    services: { ArtifactService: artifactService.handlers, CacheService: cacheService.handlers },
    onCall: (call) => {
      calls.push(call);
      const status = service.failWith(call);
      if (status !== undefined) throw new TwirpError(status, 'internal', 'this failure was asked for');
    },
  });
  const envOf = (run: number): Record<string, string> => ({
    ACTIONS_RESULTS_URL: url,
    ACTIONS_RUNTIME_TOKEN: makeToken(run, readOnly ? 1 : 3),
    ACTIONS_CACHE_SERVICE_V2: 'True',
  });
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await Promise.all([new Promise((resolve) => server.close(resolve)), storage.stop()]);
  };
  const service: ResultsService = {
    env: envOf(1),
    envOf,
    calls,
    failWith: () => undefined,
    async artifacts(run = 1) {
      const stored = await artifactService.stored(runId(run));
      return stored.map((artifact) => ({
        ...artifact,
        files: artifact.contentType === 'application/zip' ? readZip(artifact.bytes) : undefined,
      }));
    },
    caches: () => cacheService.stored(),
    stop,
    [Symbol.asyncDispose]: stop,
  };
  return service;
}
