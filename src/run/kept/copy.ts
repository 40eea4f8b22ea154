import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { makeFolder } from '../../base/files/folders.ts';
import { dropPart, placePart, writePart, type Part } from '../../base/files/replace.ts';
import type { ResultFile } from '../../frames/end.ts';
import { extensionOf, magicBytes } from '../../frames/file-type.ts';
import { isSideKind } from '../../frames/kinds.ts';
import { resultStem, sideName } from '../../frames/names.ts';
import type { KeptRequest } from './kept.ts';

const chunkBytes = 512 * 1024;

type Source = Omit<ResultFile, 'file'>;

/** The name of a kept file. */
export function keptName(kind: ResultFile['kind']): string {
  return isSideKind(kind) ? `side-${createHash('sha1').update(kind).digest('hex')}` : kind;
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
): Promise<ResultFile[] | undefined> {
  const copies: { part: Part<Buffer | undefined>; result: ResultFile }[] = [];
  try {
    for (const source of sources) {
      const { kind } = source;
      const name = isSideKind(kind) ? sideName(frame, kind) : resultStem(frame, kind);
      const directory = join(outputDirectory, dirname(name));
      await makeFolder(directory);
      const part = await writePart(directory, basename(name), (output) =>
        copyVerified(join(folder, keptName(kind)), output, source, signal),
      );
      const magic = part.value ?? Buffer.alloc(0);
      const file = isSideKind(kind) ? name : `${name}.${extensionOf(magic)}`;
      copies.push({ part, result: { ...source, file } });
      if (part.value === undefined) return undefined;
    }
    for (const { part, result } of copies) await placePart(part, basename(result.file));
    return copies.map(({ result }) => result);
  } finally {
    // Those that have come to their names are not parts any more.
    for (const { part } of copies) await dropPart(part);
  }
}

/**
 * Copies a file that others may have put there, no further than its size goes.
 * @returns the first bytes, or undefined when the file is not there or is another than it should be.
 */
export async function copyVerified(
  from: string,
  output: FileHandle,
  { sizeBytes, sha1 }: Source,
  signal: AbortSignal,
): Promise<Buffer | undefined> {
  // A link could lead anywhere, and opening a pipe would wait for ever.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const input = await open(from, flags).catch(() => undefined);
  if (input === undefined) return undefined;
  try {
    const stat = await input.stat();
    if (!stat.isFile() || stat.size !== sizeBytes) return undefined;
    const hash = createHash('sha1');
    let magic = Buffer.alloc(0);
    const buffer = Buffer.allocUnsafe(Math.min(chunkBytes, sizeBytes));
    for (let leftBytes = sizeBytes; leftBytes > 0;) {
      signal.throwIfAborted();
      const { bytesRead } = await input.read(buffer, 0, Math.min(buffer.length, leftBytes));
      if (bytesRead === 0) break;
      const chunk = buffer.subarray(0, bytesRead);
      leftBytes -= bytesRead;
      hash.update(chunk);
      if (magic.length < magicBytes) magic = Buffer.concat([magic, chunk.subarray(0, magicBytes)]);
      await output.writeFile(chunk);
    }
    return hash.digest('hex') === sha1 ? magic : undefined;
  } finally {
    await input.close();
  }
}
