import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describeFileError } from '../../base/files/errors.ts';
import { makeFolder } from '../../base/files/folders.ts';
import { printable } from '../../base/printable.ts';
import type { ResultKind } from '../../frames/kinds.ts';
import type { RenderConfiguration } from '../../frames/plan.ts';
import type { CacheStore, Host } from '../../host/host.ts';
import { Contents } from '../../project/contents.ts';
import { DigestCache } from '../../project/digest-cache.ts';
import { DigestThreads } from '../../project/digest-threads.ts';
import { Digests } from '../../project/digests.ts';
import type { Settings } from '../../settings/settings.ts';
import { KeptBatches } from './batches.ts';
import type { KeptResults } from './kept.ts';
import { KeptStore } from './store.ts';

/** Change when entries of older versions are of no use any more. */
const digestsVersion = 1;
const resultsVersion = 2;
/** What a state directory that stays may hold. */
const maxResultAgeMs = 30 * 24 * 3_600_000;
const maxResultBytes = 10 * 1024 ** 3;

/** What a run takes over from earlier ones, whichever engine renders. */
export interface Kept {
  digests: Digests;
  /** Missing when only bytes count. */
  contents?: Contents;
  /** Missing when nothing is to be reused. */
  results?: KeptResults;
  frameEnded: (frame: number) => void;
  /** Keeps what is new for later runs. */
  close: () => Promise<void>;
}

/** What the results of a run have in common, and no others. */
export interface KeptSet {
  /** The .blend, below the working directory. */
  project: string;
  blenderVersion: string;
  configuration: RenderConfiguration;
  kinds: ResultKind[];
  frames: number[];
  /** Another job keeps them, as for the shards of a run: they would push each other out of the cache. */
  keptElsewhere?: boolean;
}

/** A name that only results of the same project, Blender and settings have. */
export function nameSet({ project, blenderVersion, configuration, kinds }: Omit<KeptSet, 'frames'>): string {
  const facts = [project, blenderVersion, configuration, kinds];
  return createHash('sha1').update(JSON.stringify(facts)).digest('hex').slice(0, 12);
}

type KeepingHost = Pick<Host, 'cache' | 'entry' | 'identity' | 'log' | 'stateDirectory' | 'workspaceStays'>;

/** Opens digests and results of earlier runs: files in the state directory, which come from a cache where it does not stay. */
export async function openKept(host: KeepingHost, reuse: Settings['reuse'], set: KeptSet): Promise<Kept> {
  const threads = new DigestThreads(host.entry);
  const { digest } = threads;
  if (reuse === false || !(await canKeep(host))) {
    // Keys are the same all the same: another job may keep what this one makes.
    const contents = reuse === 'bytes' ? {} : { contents: new Contents() };
    return { digests: new Digests({ digest }), ...contents, frameEnded: () => undefined, close: () => threads.close() };
  }
  const cache = host.cache();
  const digests = host.workspaceStays ? await openDigestCache(host, cache) : undefined;
  const kept = cache === undefined ? openResults(host) : openSet(host, set, cache);
  return {
    digests: new Digests({ digest, ...(digests && { cache: digests.cache }) }),
    ...(reuse === 'bytes' ? {} : { contents: new Contents(digests?.cache) }),
    results: kept.results,
    frameEnded: kept.frameEnded,
    close: async () => {
      try {
        await threads.close();
        await digests?.close();
        await kept.close();
      } catch (error) {
        host.log.info(`Not everything could be kept for later runs: ${describeFileError(error)}`);
      }
      await cache?.close();
    },
  };
}

/** Whether there is, or can be, a state directory. */
async function canKeep({ stateDirectory, log }: KeepingHost): Promise<boolean> {
  try {
    await makeFolder(stateDirectory, 0o700);
    return true;
  } catch (error) {
    log.warning(`Nothing is reused or kept for later runs: ${describeFileError(error)}`);
    return false;
  }
}

async function openDigestCache(
  host: KeepingHost,
  cache: CacheStore | undefined,
): Promise<{ cache: DigestCache; close: () => Promise<void> }> {
  const file = join(host.stateDirectory, 'digests');
  const prefix = `blendnet-render-digests-${digestsVersion}-`;
  await cache?.restore(file, prefix);
  const kept = await DigestCache.read(file);
  const close = async (): Promise<void> => {
    if (await kept.write()) await cache?.save(file, prefix + nameOf(host));
  };
  return { cache: kept, close };
}

type OpenResults = Required<Pick<Kept, 'results' | 'frameEnded' | 'close'>>;

function openResults({ stateDirectory, log }: KeepingHost): OpenResults {
  const store = new KeptStore(join(stateDirectory, 'results'), (text) => {
    log.info(printable(text));
  });
  return {
    results: store,
    frameEnded: () => undefined,
    close: () => store.prune(maxResultAgeMs, maxResultBytes),
  };
}

function openSet(host: KeepingHost, set: KeptSet, cache: CacheStore): OpenResults {
  const kept = openBatches(host, { name: nameSet(set), frames: set.frames }, cache);
  if (set.keptElsewhere !== true) return kept;
  const { results } = kept;
  return {
    ...kept,
    results: {
      take: (...one) => results.take(...one),
      has: (...one) => results.has(...one),
      keep: () => Promise.resolve(false),
    },
  };
}

/** Keeps what others made, by the name of its set; undefined where nothing can be kept for them. */
export function openKeeper(host: KeepingHost, set: NamedSet): OpenResults | undefined {
  const cache = host.cache();
  if (cache === undefined) return undefined;
  const kept = openBatches(host, set, cache);
  const close = async (): Promise<void> => {
    await kept.close();
    await cache.close();
  };
  return { ...kept, close };
}

/** @see nameSet */
interface NamedSet {
  name: string;
  frames: number[];
}

function openBatches(host: KeepingHost, { name, frames }: NamedSet, cache: CacheStore): OpenResults {
  const batches = new KeptBatches({
    cache,
    directory: join(host.stateDirectory, 'results'),
    prefix: `blendnet-render-results-${resultsVersion}-${name}-`,
    run: nameOf(host),
    frames,
    log: host.log,
  });
  return {
    results: batches,
    frameEnded: (frame) => {
      batches.frameEnded(frame);
    },
    close: () => batches.close(),
  };
}

function nameOf({ identity: { run, attempt, job } }: KeepingHost): string {
  return `${run}-${attempt}-${job}`;
}
