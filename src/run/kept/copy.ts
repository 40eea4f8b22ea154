import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ResultKind } from '../../farm/api/schema.ts';
import { resultStem, type CollectedResult } from '../../farm/tasks/collect.ts';
import { extensionOf, magicBytes } from '../../frames/file-type.ts';
import type { KeptRequest } from './kept.ts';

const chunkBytes = 512 * 1024;

interface Source {
  kind: ResultKind;
  sizeBytes: number;
  sha1: string;
}

/**
 * Copies results out of a folder that has a file for each kind, all or none.
 * @returns undefined when one of them is not what its size and checksum say.
 */
export async function takeCopies(
  folder: string,
  sources: Source[],
  { frame, outputDirectory }: KeptRequest,
  signal: AbortSignal,
): Promise<CollectedResult[] | undefined> {
  const stemOf = ({ kind }: Source): string => resultStem(frame, kind);
  const partialOf = (source: Source): string => join(outputDirectory, `.${stemOf(source)}.part`);
  const results: CollectedResult[] = [];
  try {
    for (const source of sources) {
      const magic = await copyVerified(join(folder, source.kind), partialOf(source), source, signal);
      if (magic === undefined) return undefined;
      results.push({ ...source, file: `${stemOf(source)}.${extensionOf(magic)}` });
    }
    for (const result of results) await rename(partialOf(result), join(outputDirectory, result.file));
    return results;
  } finally {
    for (const source of sources) await rm(partialOf(source), { force: true });
  }
}

/** @returns the first bytes, or undefined when the file is not there or is another than it should be. */
async function copyVerified(
  from: string,
  to: string,
  source: Source,
  signal: AbortSignal,
): Promise<Buffer | undefined> {
  // A link could lead anywhere, and opening a pipe would wait for ever.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const input = await open(from, flags).catch(() => undefined);
  if (input === undefined) return undefined;
  try {
    const stat = await input.stat();
    if (!stat.isFile() || stat.size !== source.sizeBytes) return undefined;
    await rm(to, { force: true });
    const output = await open(to, 'wx');
    const hash = createHash('sha1');
    let magic = Buffer.alloc(0);
    try {
      const buffer = Buffer.allocUnsafe(Math.min(chunkBytes, source.sizeBytes));
      for (let leftBytes = source.sizeBytes; leftBytes > 0;) {
        signal.throwIfAborted();
        const { bytesRead } = await input.read(buffer, 0, Math.min(buffer.length, leftBytes));
        if (bytesRead === 0) break;
        const chunk = buffer.subarray(0, bytesRead);
        leftBytes -= bytesRead;
        hash.update(chunk);
        if (magic.length < magicBytes) magic = Buffer.concat([magic, chunk.subarray(0, magicBytes)]);
        await output.writeFile(chunk);
      }
    } finally {
      await output.close();
    }
    return hash.digest('hex') === source.sha1 ? magic : undefined;
  } finally {
    await input.close();
  }
}
