import { formatFrames, selectFrames } from '../../base/ranges.ts';
import type { RecordedCause } from '../../frames/record/causes.ts';
import { byPath, formatInputs, listInputs, type RecordedInput } from '../../frames/record/inputs.ts';
import { recordVersion, type FrameRecord, type RunRecord } from '../../frames/record/schema.ts';
import { isDone, type MergedFrame } from './frames.ts';
import type { ShardResults } from './shards.ts';

/** What may be otherwise in each job: then it stands at its frames. */
const ofEachJob = ['manager', 'device', 'persistentData', 'agents'] as const satisfies (keyof FrameRecord)[];

/** The record of the whole run, as one job would have written it; frames are told apart where their jobs were not alike. */
export function mergeRecords(shards: ShardResults[], frames: MergedFrame[]): RunRecord {
  const records = shards.map(({ record }) => record);
  const [first] = records;
  if (first === undefined) throw new Error('there are no shards to merge');
  const { project, commit, commitUrl, blenderVersion, samples, like, seed, compositing, baseline } = first;
  const said = { project, commit, commitUrl, blenderVersion, samples, like, seed, compositing, baseline };
  // A job whose frames are all kept does not know some of it, and is alike.
  const known = ofEachJob.map((name) => [name, new Set(records.flatMap((record) => record[name] ?? []))] as const);
  const common = known.filter(([, values]) => values.size === 1).map(([name, [value]]) => [name, value] as const);
  const apart = known.filter(([, values]) => values.size > 1).map(([name]) => name);
  const warnings = records.flatMap((record) => record.warnings ?? []);
  const done = frames.filter(({ frame }) => isDone(frame)).length;
  return {
    version: recordVersion,
    ...defined(said),
    ...Object.fromEntries(common),
    ...timesOf(records),
    ...mergeUploads(records),
    ...(baseline === undefined ? {} : { warnings: [...new Set(warnings)] }),
    inputs: formatInputs(mergeInputs(shards), done),
    ...mergeContents(records),
    ...mergeCauses(records),
    frames: frames.map(({ frame, from }) => ({
      ...defined(Object.fromEntries(apart.map((name) => [name, from?.record[name]]))),
      ...frame,
    })),
  };
}

function defined<T extends object>(facts: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

/** From the start of the first job to the end of the last. */
function timesOf(records: RunRecord[]): Pick<RunRecord, 'startedAt' | 'durationSeconds'> {
  const jobs = records.flatMap(({ startedAt = '', durationSeconds = 0 }) => {
    const startedMs = Date.parse(startedAt);
    return Number.isNaN(startedMs) ? [] : [{ startedMs, endedMs: startedMs + durationSeconds * 1000 }];
  });
  if (jobs.length === 0) return {};
  const startedMs = jobs.reduce((least, job) => Math.min(least, job.startedMs), Infinity);
  const endedMs = jobs.reduce((most, job) => Math.max(most, job.endedMs), -Infinity);
  return {
    startedAt: new Date(startedMs).toISOString(),
    durationSeconds: Math.round((endedMs - startedMs) / 10) / 100,
  };
}

function mergeUploads(records: RunRecord[]): Pick<RunRecord, 'upload'> {
  const uploads = records.flatMap(({ upload }) => upload ?? []);
  if (uploads.length === 0) return {};
  const sum = (name: keyof (typeof uploads)[number]): number => uploads.reduce((total, one) => total + one[name], 0);
  return {
    upload: {
      filesSent: sum('filesSent'),
      bytesSent: sum('bytesSent'),
      filesKnown: sum('filesKnown'),
      bytesKnown: sum('bytesKnown'),
    },
  };
}

/** What each .blend says, once. */
function mergeContents(records: RunRecord[]): Pick<RunRecord, 'contents'> {
  const contents = new Map(records.flatMap((record) => record.contents ?? []).map((one) => [one.sha1, one]));
  return contents.size === 0 ? {} : { contents: [...contents.values()] };
}

/** What has changed alike for frames of several shards, once. */
function mergeCauses(records: RunRecord[]): Pick<RunRecord, 'causes'> {
  const causes = new Map<string, { cause: RecordedCause; frames: number[] }>();
  for (const record of records) {
    const numbers = record.frames.map(({ frame }) => frame).sort((a, b) => a - b);
    for (const { frames, ...cause } of record.causes ?? []) {
      const id = JSON.stringify(cause);
      const known = causes.get(id) ?? { cause: { frames, ...cause }, frames: [] };
      known.frames.push(...selectFrames(frames, numbers));
      causes.set(id, known);
    }
  }
  if (causes.size === 0) return {};
  const merged = [...causes.values()].map(({ cause, frames }) => ({ ...cause, frames: frames.sort((a, b) => a - b) }));
  merged.sort((a, b) => (a.frames[0] ?? 0) - (b.frames[0] ?? 0));
  return { causes: merged.map((cause) => ({ ...cause, frames: formatFrames(cause.frames) })) };
}

/** Every path and content once, with the frames that were made from it. */
function mergeInputs(shards: ShardResults[]): RecordedInput[] {
  const inputs = new Map<string, { path: string; sha1: string; lists: number[][] }>();
  for (const { record } of shards) {
    const done = new Set(record.frames.filter(isDone).map(({ frame }) => frame));
    const restricted = remember((frames: number[]) => frames.filter((frame) => done.has(frame)));
    for (const { path, sha1, frames } of listInputs(record)) {
      const list = restricted(frames);
      if (list.length === 0) continue;
      const id = `${sha1} ${path}`;
      const input = inputs.get(id) ?? { path, sha1, lists: [] };
      input.lists.push(list);
      inputs.set(id, input);
    }
  }
  const united = uniteLists();
  return [...inputs.values()].map(({ lists, ...input }) => ({ ...input, frames: united(lists) })).sort(byPath);
}

/** Most inputs are for all frames of a shard, and share one list of them: thousands of files of thousands of frames. */
function remember<T extends object, R>(make: (key: T) => R): (key: T) => R {
  const made = new Map<T, R>();
  return (key) => {
    const one = made.get(key) ?? make(key);
    made.set(key, one);
    return one;
  };
}

function uniteLists(): (lists: number[][]) => number[] {
  let last = 0;
  const idOf = remember((_: number[]) => ++last);
  const united = new Map<string, number[]>();
  return (lists) => {
    const id = lists.map(idOf).join();
    const all = united.get(id) ?? [...new Set(lists.flat())].sort((a, b) => a - b);
    united.set(id, all);
    return all;
  };
}
