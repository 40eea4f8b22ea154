import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatFrames } from '../../../src/base/ranges.ts';
import { formatRecord, parseRecord, type FrameRecord, type RunRecord } from '../../../src/frames/record/schema.ts';
import type { ArtifactStore, Host } from '../../../src/host/host.ts';
import { createTerminalHost } from '../../../src/host/terminal/terminal.ts';
import { mergeShards } from '../../../src/run/merge/merge.ts';
import type { RunResult } from '../../../src/run/result.ts';
import type { SettingName } from '../../../src/settings/table.ts';
import { encodePng } from '../../support/manager/images.ts';
import type { TemporaryFolder } from '../../support/temporary-folder.ts';
import { RecordedHost } from '../recorded-host.ts';

/* Folders as the jobs of shards leave them, and what merging makes of them. */

/** A small picture that no other number gives. */
export function pictureOf(number: number): Buffer {
  return encodePng(8, 4, () => [(number % 16) / 15, Math.floor(number / 16) / 15, 0.5]);
}

/** A frame that was rendered, of which {@link shardFiles} writes the picture. */
export function renderedFrame(
  frame: number,
  changes: Partial<FrameRecord> = {},
  picture = pictureOf(frame),
): FrameRecord {
  const file = `frame-${String(frame).padStart(4, '0')}.compose.png`;
  const sha1 = createHash('sha1').update(picture).digest('hex');
  const results = [{ kind: 'compose' as const, file, sizeBytes: picture.length, sha1 }];
  const key = frame.toString(16).padStart(16, '0');
  return { frame, outcome: 'rendered', durationSeconds: 1, key, results, ...changes };
}

export interface ShardFolder {
  part: string;
  /** Of all shards. */
  all: number[];
  frames: FrameRecord[];
  changes?: Partial<RunRecord>;
  settings?: Record<string, string>;
  /** Files instead of those that the record tells of. */
  files?: Record<string, Buffer>;
}

export function shardRecord({ part, all, frames, changes = {}, settings = {} }: ShardFolder): RunRecord {
  return {
    version: 1,
    ...{ project: 'shot.blend', startedAt: '2026-11-17T03:00:00.000Z', durationSeconds: 60, commit: 'c0ffee1' },
    ...{ manager: 'local', blenderVersion: '3.4.1', samples: 4, like: 'saved' as const },
    shard: { part, frames: formatFrames(all), settings: { results: '["compose"]', ...settings }, kept: '0123456789ab' },
    inputs: [{ path: 'shot.blend', sha1: 'a'.repeat(40) }],
    frames,
    ...changes,
  };
}

/** By path below `folder`. */
export function shardFiles(folder: string, shard: ShardFolder): Record<string, Buffer> {
  const pictures = shard.frames.map(({ frame, results }) => [results[0]?.file ?? 'none', pictureOf(frame)] as const);
  const files = { ...(shard.files ?? Object.fromEntries(pictures)), 'render.json': formatRecord(shardRecord(shard)) };
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [`${folder}/${name}`, Buffer.from(bytes)]));
}

export interface Merged {
  result: RunResult;
  told: RecordedHost;
  record: RunRecord;
  /** The output folder. */
  output: string;
}

export interface Merging {
  directories?: string[];
  settings?: Partial<Record<SettingName, string>>;
  artifacts?: ArtifactStore;
  cache?: Host['cache'];
}

/** Merges the shards below `shards/` of a folder into its `out`. @throws as merging does */
export async function merge({ path }: TemporaryFolder, merging: Merging = {}): Promise<Merged> {
  const told = new RecordedHost();
  const { artifacts, cache = () => undefined, directories = ['shards'] } = merging;
  const host: Host = {
    ...createTerminalHost({
      env: { XDG_CACHE_HOME: join(path, 'cache') },
      entry: new URL('../../fixtures/thread.ts', import.meta.url),
      cancelled: new AbortController().signal,
      ...{ workingDirectory: path, stream: process.stderr, verbose: false, onOutputs: () => undefined },
    }),
    ...{ log: told.log, annotate: told.annotate, writeSummary: told.writeSummary, cache },
    artifacts: () => Promise.resolve(artifacts),
  };
  const settings: Partial<Record<SettingName, string>> = { 'output-directory': 'out', ...merging.settings };
  const result = await mergeShards((name) => settings[name], host, directories);
  const output = join(path, settings['output-directory'] ?? 'out');
  return { result, told, output, record: parseRecord(readFileSync(join(output, 'render.json'), 'utf8')) };
}
