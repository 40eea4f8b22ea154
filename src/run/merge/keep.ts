import type { FrameDone } from '../../frames/end.ts';
import { resultsOf } from '../../frames/record/schema.ts';
import { openKeeper } from '../kept/open.ts';
import type { MergedFrame } from './frames.ts';

type Keeper = NonNullable<ReturnType<typeof openKeeper>>;

/** What this program makes of a key; a record may hold anything. */
const keyShape = /^[0-9a-f]{16}$/;

/** Keeps what the shards have rendered for later runs, where their own jobs could not. */
export async function keepMerged(
  frames: MergedFrame[],
  outputDirectory: string,
  host: Parameters<typeof openKeeper>[0],
): Promise<void> {
  const bySet = Map.groupBy(frames.filter(isNew), ({ from }) => from?.record.shard.kept ?? '');
  for (const [name, set] of bySet) {
    const keeper = openKeeper(host, { name, frames: set.map(({ frame }) => frame.frame) });
    if (keeper === undefined) return;
    for (const merged of set) await keepFrame(merged, outputDirectory, keeper);
    await keeper.close();
  }
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
