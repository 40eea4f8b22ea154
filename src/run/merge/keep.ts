import type { FrameDone } from '../../frames/end.ts';
import { resultsOf } from '../../frames/record/schema.ts';
import { entryOf } from '../kept/batches.ts';
import { openKeeper } from '../kept/open.ts';
import type { MergedFrame } from './frames.ts';

type Keeper = NonNullable<ReturnType<typeof openKeeper>>;

/** What this program makes of a key; a record may hold anything. */
const keyShape = /^[0-9a-f]{16}$/;

/** Entries of the cache, each with 16 frames: half a minute on GitHub, which takes 200 a minute from all jobs. */
const maxEntries = 100;

/** Keeps what the shards have rendered for later runs, where their own jobs could not. */
export async function keepMerged(
  frames: MergedFrame[],
  outputDirectory: string,
  host: Parameters<typeof openKeeper>[0],
): Promise<void> {
  const bySet = Map.groupBy(frames.filter(isNew), ({ from }) => from?.record.shard.kept ?? '');
  for (const [name, news] of bySet) {
    const set = limitEntries(news);
    const keeper = openKeeper(host, { name, frames: set.map(({ frame }) => frame.frame) });
    if (keeper === undefined) return;
    if (set.length < news.length) {
      host.log.info(`Of ${news.length} new frames, the first ${set.length} are kept for later runs.`);
    }
    for (const merged of set) await keepFrame(merged, outputDirectory, keeper);
    await keeper.close();
  }
}

function limitEntries(frames: MergedFrame[]): MergedFrame[] {
  const entries = new Set(frames.map(({ frame }) => entryOf(frame.frame)));
  const taken = new Set([...entries].slice(0, maxEntries));
  return frames.filter(({ frame }) => taken.has(entryOf(frame.frame)));
}

function isNew({ frame, from }: MergedFrame): boolean {
  return from !== undefined && frame.outcome === 'rendered' && keyShape.test(frame.key ?? '');
}

async function keepFrame({ frame }: MergedFrame, outputDirectory: string, keeper: Keeper): Promise<void> {
  const { frame: number, key = '', durationSeconds = 0, samplesDone, task } = frame;
  const results: FrameDone['results'] = resultsOf(frame).map(({ kind, file, sizeBytes, sha1 }) => ({
    ...{ kind, file, sizeBytes, sha1 },
  }));
  await keeper.results.keep(
    { frame: number, key, outputDirectory },
    {
      renderMs: Math.max(0, durationSeconds * 1000),
      ...(samplesDone === undefined ? {} : { samples: samplesDone }),
      ...(task === undefined ? {} : { task }),
      results,
    },
  );
  keeper.frameEnded(number);
}
