import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, readdir, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { makeFolder } from '../base/files/folders.ts';
import { dropPart, placePart, writePart } from '../base/files/replace.ts';
import type { ResultFile } from '../frames/end.ts';
import type { SideKind } from '../frames/kinds.ts';
import { maxSideDepth, sideKindShape, sideName } from '../frames/names.ts';

/*
 * What a scene saves beside its picture: the files of its File Output nodes, and the other views of a stereoscopic scene.
 * Names and files are a stranger's: links are not followed, and there is an end to how many there are and how large.
 */

const maxFiles = 200;
const maxBytes = 4 * 1024 ** 3;

interface Found {
  kind: SideKind;
  path: string;
}

/** Copies a frame's side files out of the folder that Blender had. @param onLeftOut told of those that are not brought home */
export async function bringSides(
  directory: string,
  frame: number,
  outputDirectory: string,
  onLeftOut: (text: string) => void,
): Promise<ResultFile[]> {
  const found = [...(await findViews(directory)), ...(await listFiles(directory, 'file-output'))];
  const results: ResultFile[] = [];
  let leftBytes = maxBytes;
  for (const { kind, path } of found) {
    const result = results.length < maxFiles ? await bring(path, kind, frame, outputDirectory, leftBytes) : undefined;
    if (result === undefined) onLeftOut(kind);
    else results.push(result);
    leftBytes -= result?.sizeBytes ?? 0;
  }
  return results;
}

/** The views after the first, which is the frame's picture and not there any more: `compose_0001_R.png`. */
async function findViews(directory: string): Promise<Found[]> {
  const names = (await readdir(directory)).sort();
  return names.flatMap((name) => {
    const view = /^compose_-?\d+_?(.+)$/.exec(name)?.[1];
    return view === undefined ? [] : [{ kind: `view/${view}` as const, path: join(directory, name) }];
  });
}

/** Files below a folder in the order of their names, no more than are brought home and one. */
async function listFiles(directory: string, kind: string): Promise<Found[]> {
  if (kind.split('/').length > maxSideDepth) return [];
  const entries = await readdir(join(directory, kind), { withFileTypes: true }).catch(() => []);
  const found: Found[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const below = `${kind}/${entry.name}`;
    if (entry.isDirectory()) found.push(...(await listFiles(directory, below)));
    else found.push({ kind: below as SideKind, path: join(directory, below) });
    if (found.length > maxFiles) break;
  }
  return found;
}

/** Undefined for what is no file, too large, or has a name that is not taken. */
async function bring(
  path: string,
  kind: SideKind,
  frame: number,
  outputDirectory: string,
  leftBytes: number,
): Promise<ResultFile | undefined> {
  if (!sideKindShape.test(kind)) return undefined;
  // A link could lead anywhere, and opening a pipe would wait for ever.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  await using input = await open(path, flags).catch(() => undefined);
  const stats = await input?.stat();
  if (input === undefined || stats === undefined || !stats.isFile() || stats.size > leftBytes) return undefined;
  const file = sideName(frame, kind);
  const folder = join(outputDirectory, dirname(file));
  await makeFolder(folder);
  const part = await writePart(folder, basename(file), (output) => copy(input, output, stats.size));
  try {
    await placePart(part, basename(file));
  } catch (error) {
    await dropPart(part);
    throw error;
  }
  return { kind, file, ...part.value };
}

async function copy(
  input: FileHandle,
  output: FileHandle,
  sizeBytes: number,
): Promise<{ sizeBytes: number; sha1: string }> {
  const hash = createHash('sha1');
  let copiedBytes = 0;
  if (sizeBytes > 0) {
    const stream = input.createReadStream({ autoClose: false, end: sizeBytes - 1 });
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      hash.update(chunk);
      copiedBytes += chunk.length;
      await output.writeFile(chunk);
    }
  }
  return { sizeBytes: copiedBytes, sha1: hash.digest('hex') };
}
