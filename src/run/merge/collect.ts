import { realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { each } from '../../base/each.ts';
import { readBounded } from '../../base/files/bounded.ts';
import { makeFolder } from '../../base/files/folders.ts';
import { dropPart, placePart, writePart, writeWhole } from '../../base/files/replace.ts';
import { printable } from '../../base/printable.ts';
import { frameOfFile, logName } from '../../frames/names.ts';
import { resultsOf, type ResultRecord } from '../../frames/record/schema.ts';
import { copyVerified } from '../kept/copy.ts';
import { failedFrame, isDone, type MergedFrame } from './frames.ts';

/** Frames that are copied at a time: disks gain nothing from more. */
const framesAtOnce = 8;
/** More than Blender says of any frame. */
const maxLogBytes = 16_000_000;

export interface Collected {
  frames: MergedFrame[];
  /** File names of logs in the output directory. */
  logs: string[];
}

/**
 * Copies the shards' pictures and logs into the output directory. What is not there, or not what the record says, makes
 * its frame a failed one; a frame that failed brings what it has.
 */
export async function collectResults(
  frames: MergedFrame[],
  outputDirectory: string,
  signal: AbortSignal,
): Promise<Collected> {
  const collected = new Map<MergedFrame, MergedFrame>();
  const logs: string[] = [];
  const folderOf = rememberFolders();
  await each(Readable.from(frames) as AsyncIterable<MergedFrame>, framesAtOnce, async (merged) => {
    signal.throwIfAborted();
    const { frame, from } = merged;
    const lost: string[] = [];
    const names = new Set<string>();
    for (const result of resultsOf(frame)) {
      const { file } = result;
      // A record may give a frame the files of another, or two results one file.
      const isOwn = frameOfFile(file) === frame.frame && !names.has(file);
      names.add(file);
      const isThere = isOwn && (await copyResult(result, from?.folders ?? [], outputDirectory, { folderOf, signal }));
      if (!isThere) lost.push(file);
    }
    if (!isDone(frame) && from !== undefined && (await copyLog(frame.frame, from.folders, outputDirectory))) {
      logs.push(logName(frame.frame));
    }
    collected.set(merged, lost.length === 0 ? merged : withoutLost(merged, lost));
  });
  return { frames: frames.map((one) => collected.get(one) ?? one), logs: logs.sort() };
}

interface Copying {
  folderOf: (folder: string, below: string) => Promise<string | undefined>;
  signal: AbortSignal;
}

/** Tries each of a shard's folders. */
async function copyResult(
  { file, sizeBytes, sha1, kind }: ResultRecord,
  folders: string[],
  outputDirectory: string,
  { folderOf, signal }: Copying,
): Promise<boolean> {
  for (const folder of folders) {
    const real = await folderOf(folder, dirname(file));
    if (real === undefined) continue;
    const target = join(outputDirectory, dirname(file));
    await makeFolder(target);
    const part = await writePart(target, basename(file), (handle) =>
      copyVerified(join(real, basename(file)), handle, { kind, sizeBytes, sha1 }, signal),
    );
    if (part.value !== undefined) {
      await placePart(part, basename(file));
      return true;
    }
    await dropPart(part);
  }
  return false;
}

/** Finds folders below a shard's own, where no link leads elsewhere; undefined where there is none. */
function rememberFolders(): Copying['folderOf'] {
  const found = new Map<string, Promise<string | undefined>>();
  return (folder, below) => {
    const path = join(folder, below);
    const known =
      found.get(path) ??
      realpath(path).then(
        (real) => (real === path ? real : undefined),
        () => undefined,
      );
    if (below === '.') found.set(path, known);
    return known;
  };
}

async function copyLog(frame: number, folders: string[], outputDirectory: string): Promise<boolean> {
  for (const folder of folders) {
    const text = await readBounded(join(folder, logName(frame)), maxLogBytes).catch(() => undefined);
    if (text === undefined) continue;
    await writeWhole(join(outputDirectory, logName(frame)), text);
    return true;
  }
  return false;
}

/** The record tells of no file that is not beside it. */
function withoutLost({ frame, from }: MergedFrame, lost: string[]): MergedFrame {
  const { results, sides, ...others } = frame;
  const isThere = ({ file }: { file: string }): boolean => !lost.includes(file);
  const left = {
    ...others,
    results: results.filter(isThere),
    ...(sides === undefined ? {} : { sides: sides.filter(isThere) }),
  };
  // Of a frame that has failed before, its own failure says more.
  if (!isDone(frame)) return { frame: left, ...(from === undefined ? {} : { from }) };
  const where = from === undefined ? 'the shard' : printable(from.name, 200);
  const message = `${where} does not have ${lost.map((name) => printable(name, 200)).join(', ')} as its record says.`;
  const hint = 'Download all artifacts of the shard again, or render it again.';
  return {
    frame: failedFrame(left, { kind: 'missing-file', message: message.slice(0, 10_000), hint }),
    ...(from === undefined ? {} : { from }),
  };
}
