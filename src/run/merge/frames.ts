import { printable } from '../../base/printable.ts';
import { resultsOf, type FrameRecord } from '../../frames/record/schema.ts';
import { formatShard, nameShards } from '../../frames/shard.ts';
import type { ShardResults } from './shards.ts';

/** A frame, and the shard that it comes from; none for a frame that no shard has. */
export interface MergedFrame {
  frame: FrameRecord;
  from?: ShardResults;
  /** Two shards made it differently. */
  differs?: true;
}

/**
 * Every frame of the run once, ascending. A frame that is missing, or that two shards made differently, has failed.
 * @param wanted frames that there have to be, beside those that the shards speak of
 */
export function mergeFrames(shards: ShardResults[], wanted: readonly number[] = []): MergedFrame[] {
  const merged = new Map<number, MergedFrame>();
  for (const from of shards) {
    for (const frame of from.record.frames) {
      const known = merged.get(frame.frame);
      merged.set(frame.frame, known === undefined ? { frame, from } : chooseFrame(known, { frame, from }));
    }
  }
  addMissing(merged, shards, wanted);
  return [...merged.values()].sort((a, b) => a.frame.frame - b.frame.frame);
}

/** Of a frame in two shards, the one that is there. */
function chooseFrame(known: MergedFrame, other: MergedFrame & { from: ShardResults }): MergedFrame {
  if (!isDone(other.frame)) return known;
  if (known.differs === true) return known;
  // It failed in the other shard, such as in an earlier attempt.
  if (!isDone(known.frame)) return other;
  const kinds = differingKinds(known.frame, other.frame);
  if (kinds.length === 0 || known.from === undefined) return known;
  const [first, second] = [known.from, other.from].map(({ name }) => printable(name, 200));
  const message = `${first} and ${second} have it, and not the same: ${printable(kinds.join(', '), 1000)}`;
  const hint = 'Render each frame in one shard only: give all shards the same frames, history and number of shards.';
  return { ...known, frame: failedFrame(known.frame, { kind: 'corrupt-result', message, hint }), differs: true };
}

export function isDone({ outcome }: FrameRecord): boolean {
  return outcome === 'rendered' || outcome === 'reused';
}

/** What was made of a frame stays, and it counts as failed. */
export function failedFrame(frame: FrameRecord, error: NonNullable<FrameRecord['error']>): FrameRecord {
  return { ...frame, outcome: 'failed', error };
}

function differingKinds(a: FrameRecord, b: FrameRecord): string[] {
  const sha1ByKind = (frame: FrameRecord) =>
    new Map<string, string>(resultsOf(frame).map((one) => [one.kind, one.sha1]));
  const [first, second] = [sha1ByKind(a), sha1ByKind(b)];
  return [...new Set([...first.keys(), ...second.keys()])].filter((kind) => first.get(kind) !== second.get(kind));
}

/** A run whose frames the shards share; a plan makes two, of what is kept and of what is not. */
interface Run {
  frames: ReadonlySet<number>;
  count: number;
  /** Numbers of its shards that are there. */
  there: Set<number>;
}

function addMissing(merged: Map<number, MergedFrame>, shards: ShardResults[], wanted: readonly number[]): void {
  const runs = new Map<string, Run>();
  for (const { shard, record, allFrames } of shards) {
    const id = `${shard.count} ${record.shard.frames}`;
    const run = runs.get(id) ?? { frames: new Set(allFrames), count: shard.count, there: new Set() };
    runs.set(id, run);
    run.there.add(shard.index);
  }
  const hint =
    'Render what is missing, and merge again with its folder; see the log of its job for why it left nothing.';
  for (const frame of new Set([...[...runs.values()].flatMap(({ frames }) => [...frames]), ...wanted])) {
    if (merged.has(frame)) continue;
    const message = describeMissing([...runs.values()].filter(({ frames }) => frames.has(frame)));
    const error = { kind: 'missing-file' as const, message, hint };
    merged.set(frame, { frame: failedFrame({ frame, results: [] }, error) });
  }
}

function describeMissing(runs: Run[]): string {
  const names = runs.flatMap(({ count, there }) => {
    const missing = Array.from({ length: count }, (_, n) => n + 1).filter((index) => !there.has(index));
    return missing.length === 0 ? [] : [nameShards(missing, count)];
  });
  return names.length === 0 ? 'No shard has it' : `No shard has it, and ${names.join(', ')} left nothing`;
}

/** `shards/2 (2/5)` for the log. */
export function describeShard({ name, shard }: ShardResults): string {
  return `${name} (${formatShard(shard)})`;
}
