import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { ResultFile } from '../frames/end.ts';
import { extensionOf, magicBytes } from '../frames/file-type.ts';
import type { ResultKind } from '../frames/kinds.ts';
import { resultStem } from '../frames/names.ts';
import type { RenderedFiles } from './blender/render.ts';

/** Gives what Blender saved its names in the output directory, on whose file system it lies. */
export async function placeResults(
  files: RenderedFiles,
  kinds: readonly ResultKind[],
  frame: number,
  outputDirectory: string,
): Promise<ResultFile[]> {
  const results: ResultFile[] = [];
  for (const kind of kinds) {
    const path = files[kind];
    if (path === undefined) continue;
    const { sizeBytes, sha1, magic } = await describe(path);
    const file = `${resultStem(frame, kind)}.${extensionOf(magic)}`;
    await rename(path, join(outputDirectory, file));
    results.push({ kind, file, sizeBytes, sha1 });
  }
  return results;
}

/** Reads a file for its digest, and flushes it to the disk before it gets its name. */
async function describe(path: string): Promise<{ sizeBytes: number; sha1: string; magic: Buffer }> {
  const hash = createHash('sha1');
  let magic: Buffer = Buffer.alloc(0);
  let sizeBytes = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    sizeBytes += chunk.length;
    if (magic.length < magicBytes) magic = Buffer.concat([magic, chunk.subarray(0, magicBytes)]);
  }
  await using handle = await open(path, 'r+');
  await handle.sync();
  return { sizeBytes, sha1: hash.digest('hex'), magic };
}
