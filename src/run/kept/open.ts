import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { BatchedResults } from './batches.ts';
import { messageOf } from '../../base/errors.ts';
import type { CacheStore, Host } from '../../host/host.ts';
import { printable } from '../../base/printable.ts';
import { DigestCache } from '../../project/digest-cache.ts';
import { DigestThreads } from '../../project/digest-threads.ts';
import { Digests } from '../../project/digests.ts';
import type { Run } from '../render.ts';
import type { KeptResults } from './kept.ts';
import { ResultStore } from './store.ts';

/** Changes when entries of older versions are of no use any more. */
const version = 1;
/** What a state directory that stays may hold. */
const maxResultAgeMs = 30 * 24 * 3_600_000;
const maxResultBytes = 10 * 1024 ** 3;

/** What a run takes over from earlier ones, apart from what the Manager has. */
export interface Reuse {
  digests: Digests;
  kept?: KeptResults;
  frameEnded: (frame: number) => void;
  /** Keeps what is new for later runs. */
  close: () => Promise<void>;
}

/** Opens digests and results of earlier runs: files in the state directory, which come from a cache where it does not stay. */
export async function openReuse(run: Omit<Run, 'root' | 'outputDirectory'>): Promise<Reuse> {
  const { settings, host } = run;
  const threads = new DigestThreads(host.entry);
  const { digest } = threads;
  if (!settings.reuse) {
    return { digests: new Digests({ digest }), frameEnded: () => undefined, close: () => threads.close() };
  }
  const cache = host.cache();
  const kept = host.workspaceStays ? await openDigestCache(host, cache) : undefined;
  const results = cache === undefined ? openResults(host) : openBatches(run, cache);
  return {
    digests: new Digests({ digest, ...(kept && { cache: kept.cache }) }),
    kept: results.kept,
    frameEnded: results.frameEnded,
    close: async () => {
      try {
        await threads.close();
        await kept?.close();
        await results.close();
      } catch (error) {
        host.log.info(`Not everything could be kept for later runs: ${printable(messageOf(error))}`);
      }
      await cache?.close();
    },
  };
}

async function openDigestCache(
  host: Host,
  cache: CacheStore | undefined,
): Promise<{ cache: DigestCache; close: () => Promise<void> }> {
  const file = join(host.stateDirectory, 'digests');
  const prefix = `blendnet-render-digests-${version}-`;
  await cache?.restore(file, prefix);
  const kept = await DigestCache.read(file);
  const close = async (): Promise<void> => {
    if (await kept.write()) await cache?.save(file, prefix + nameOf(host));
  };
  return { cache: kept, close };
}

type OpenResults = Required<Pick<Reuse, 'kept' | 'frameEnded' | 'close'>>;

function openResults({ stateDirectory, log }: Host): OpenResults {
  const store = new ResultStore(join(stateDirectory, 'results'), (text) => {
    log.info(printable(text));
  });
  return {
    kept: store,
    frameEnded: () => undefined,
    close: () => store.prune(maxResultAgeMs, maxResultBytes),
  };
}

function openBatches(
  { settings, host, farm, plan }: Omit<Run, 'root' | 'outputDirectory'>,
  cache: CacheStore,
): OpenResults {
  // Frames of other settings would push each other out of one entry.
  const facts = [plan.project, farm.blenderVersion, plan.configuration, settings.results];
  const set = createHash('sha1').update(JSON.stringify(facts)).digest('hex').slice(0, 12);
  const batches = new BatchedResults({
    cache,
    directory: join(host.stateDirectory, 'results'),
    prefix: `blendnet-render-results-${version}-${set}-`,
    run: nameOf(host),
    frames: plan.frames.map(({ frame }) => frame),
    log: host.log,
  });
  return {
    kept: batches,
    frameEnded: (frame) => {
      batches.frameEnded(frame);
    },
    close: () => batches.close(),
  };
}

function nameOf({ identity: { run, attempt, job } }: Host): string {
  return `${run}-${attempt}-${job}`;
}
