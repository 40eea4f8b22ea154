import type { Log } from '../base/log.ts';
import type { RunIdentity } from '../frames/identity.ts';
import type { Approving } from '../frames/approving.ts';
import type { Review } from './review.ts';

/*
 * Where the program runs, behind one interface: GitHub's runner, or a terminal, which may be that of any other CI. Rooms get a Host by hand
 * and know nothing of environments, streams or GitHub's packages.
 */

/** A remark on the run's page, beside `file` (below the workspace) when there is one. */
export interface Annotation {
  level: 'error' | 'warning' | 'notice';
  title: string;
  message: string;
  file?: string;
}

export interface StoredArtifact {
  name: string;
  url?: string;
}

export interface ArtifactOptions {
  retentionDays?: number;
  compressionLevel: number;
}

export interface ArtifactStore {
  /** Stores files (absolute, below `directory`) as one artifact. */
  store(name: string, files: string[], directory: string, options: ArtifactOptions): Promise<StoredArtifact>;
  /** Stores one file as it is, so that the browser opens it; it is named after the file. */
  storeFile(file: string, options: ArtifactOptions): Promise<StoredArtifact>;
}

/**
 * Keeps parts of the state directory from run to run. Never throws: what fails is said in the log, and is as if nothing
 * had been kept. Keys are used once; the newest of those with the same beginning counts.
 */
export interface CacheStore {
  /** Brings back a file or folder as it was saved last. @returns whether there was anything. */
  restore(path: string, prefix: string): Promise<boolean>;
  /** @returns whether it is kept: some runs may only read. */
  save(path: string, key: string): Promise<boolean>;
  close(): Promise<void>;
}

/** Objects come out as JSON where outputs are texts. */
export type OutputValue = string | number | Record<string, string>;

export interface Host {
  readonly log: Log;
  readonly identity: RunIdentity;
  /** What `working-directory` is when it is not set. */
  readonly workspace: string;
  /** Whether it is then the whole repository that the workspace lies in: somebody may start us in any of its folders. */
  readonly inRepository?: boolean;
  /** The folder that a CI checked out, which it names files from, absolute; missing where it is the workspace. */
  readonly checkout?: string;
  /** What programs are found and run with. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The entry that runs, which threads start from. */
  readonly entry: URL;
  /** Where state is kept between runs: digests, results. Not for long where there is a {@link cache}. */
  readonly stateDirectory: string;
  /** Where programs that were fetched are kept, in the layout of the runner's tool cache: `NAME/VERSION/ARCHITECTURE`. */
  readonly toolDirectory: string;
  /** Whether the workspace is the same from run to run; a new checkout gives every file another time and inode. */
  readonly workspaceStays: boolean;
  /** Why what is checked out may be a stranger's work; missing where it is not. */
  readonly stranger?: string;
  /** The commit that is rendered. */
  readonly commit?: { sha: string; url?: string };
  /** Fires when the run is to end now; its reason is a RenderError. */
  readonly cancelled: AbortSignal;
  /** How long cleaning up may take after that, until the process is ended by force. */
  readonly cleanupMs: number;
  /** Keeps a secret out of every text, by `base/secrets.ts`, and tells the runner of it, where it can hide it, too. */
  mask(secret: string): void;
  annotate(annotation: Annotation): void;
  /** Undefined where there is no artifact service: the files stay where they are. */
  artifacts(): Promise<ArtifactStore | undefined>;
  /** The address that a file (absolute) has once the job keeps it, in CIs where that can be told; else missing. */
  artifactUrl?(file: string): string | undefined;
  /** Undefined where the state directory stays by itself, or nothing can be kept. To be closed. */
  cache(): CacheStore | undefined;
  writeSummary(markdown: string): Promise<void>;
  /** Where the commit is reviewed; missing where nothing is known of that. @param token of GitHub's API */
  review?: (token: string) => Promise<Review>;
  /** How somebody who looks at this run takes its pictures as the new baseline. */
  readonly approving: Approving;
  setOutputs(outputs: Record<string, OutputValue>): void;
}
