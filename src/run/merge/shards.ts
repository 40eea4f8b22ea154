import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, RenderError } from '../../base/errors.ts';
import { readBounded } from '../../base/files/bounded.ts';
import { describeFileError, isNotThere } from '../../base/files/errors.ts';
import { printable } from '../../base/printable.ts';
import { maxRecordBytes, parseRecord, recordFile, type RunRecord } from '../../frames/record/schema.ts';
import { parseFrames } from '../../frames/selection.ts';
import { parseShard, type Shard } from '../../frames/shard.ts';
import type { ProjectRoot } from '../../project/files.ts';

/** What a shard has left. Its artifacts may lie apart, a folder for each kind, with the same record in each. */
export interface ShardResults {
  /** The first of its folders, as people know it. */
  name: string;
  /** Absolute, without links. */
  folders: string[];
  shard: Shard;
  record: RunRecord & Required<Pick<RunRecord, 'shard'>>;
  /** Those of all shards of its run. */
  allFrames: readonly number[];
}

/** A folder with a record. */
interface Folder {
  name: string;
  path: string;
}

/** More than any CI's matrix leaves, with a folder for each kind of result. */
const maxFolders = 5000;
/** Of all records together. */
const maxTotalBytes = 4 * maxRecordBytes;
/** Runs with different frames of which shards are merged: a plan makes two, what is kept and what is not. */
const maxSelections = 20;

/**
 * Finds the shards in folders that name them, or hold a folder for each.
 * @throws RenderError for one that has no record, or one that cannot be used
 */
export async function readShards(root: ProjectRoot, names: string[]): Promise<ShardResults[]> {
  const folders: Folder[] = [];
  for (const name of names) folders.push(...(await findFolders(name, await root.named('DIR', name))));
  if (folders.length > maxFolders) {
    throw new RenderError(
      'settings',
      `These are ${folders.length} folders of results; at most ${maxFolders} are merged.`,
    );
  }
  const shards = new Map<string, ShardResults>();
  const selections = new Map<string, number[]>();
  let totalBytes = 0;
  for (const folder of folders) {
    const text = await readText(folder);
    const id = createHash('sha1').update(text).digest('hex');
    const known = shards.get(id);
    if (known !== undefined) {
      known.folders.push(folder.path);
      continue;
    }
    totalBytes += text.length;
    if (totalBytes > maxTotalBytes) {
      throw new RenderError('settings', `The records have more than ${maxTotalBytes / 1_000_000} MB together.`);
    }
    shards.set(id, parseShardRecord(folder, text, selections));
  }
  return [...shards.values()].sort((a, b) => a.shard.count - b.shard.count || a.shard.index - b.shard.index);
}

async function findFolders(name: string, path: string): Promise<Folder[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch((cause: unknown) => {
    const what = isNotThere(cause) ? 'is not there' : `cannot be read: ${describeFileError(cause)}`;
    throw new RenderError('missing-file', `${printable(name)} ${what}.`, {
      cause,
      hint: 'Name the folders that the shards wrote, or one that holds them all.',
    });
  });
  if (entries.some((entry) => entry.name === recordFile)) return [{ name, path }];
  const found: Folder[] = [];
  for (const entry of entries.filter((one) => one.isDirectory()).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const inside = await readdir(join(path, entry.name));
    if (inside.includes(recordFile)) found.push({ name: join(name, entry.name), path: join(path, entry.name) });
  }
  if (found.length > 0) return found;
  throw new RenderError('missing-file', `${printable(name)} has no ${recordFile}, nor has any of its folders.`, {
    hint: 'Name the folders that the shards wrote, or one that holds them all, such as their downloaded artifacts.',
  });
}

async function readText({ name, path }: Folder): Promise<string> {
  try {
    return await readBounded(join(path, recordFile), maxRecordBytes);
  } catch (cause) {
    if (isNotThere(cause)) throw unusable(name, 'it is not there', cause);
    throw unusable(name, describeFileError(cause), cause);
  }
}

function parseShardRecord({ name, path }: Folder, text: string, selections: Map<string, number[]>): ShardResults {
  let record: RunRecord;
  try {
    record = parseRecord(text);
  } catch (cause) {
    if (cause instanceof RenderError) throw cause;
    throw unusable(name, messageOf(cause), cause);
  }
  const { shard } = record;
  if (shard === undefined) {
    throw new RenderError('settings', `${printable(name)} holds a whole run, which needs no merging.`, {
      hint: 'Render its parts with shard: 1/2, 2/2 and so on, each into a folder of its own.',
    });
  }
  try {
    const known = selections.get(shard.frames);
    if (known === undefined && selections.size >= maxSelections)
      throw new Error('it is of yet another choice of frames');
    const allFrames = known ?? listFrames(shard.frames);
    selections.set(shard.frames, allFrames);
    return { name, folders: [path], shard: parseShard(shard.part), record: { ...record, shard }, allFrames };
  } catch (cause) {
    throw unusable(name, messageOf(cause), cause);
  }
}

function listFrames(text: string): number[] {
  const selection = parseFrames(text);
  return selection.kind === 'list' ? selection.frames : [];
}

function unusable(name: string, why: string, cause: unknown): RenderError {
  return new RenderError('corrupt-result', `${printable(join(name, recordFile))} cannot be used: ${printable(why)}.`, {
    cause,
    hint: 'Download the artifact of this shard again, or render the shard again.',
  });
}
