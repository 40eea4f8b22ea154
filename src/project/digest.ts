import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { RenderError } from '../base/errors.ts';
import { printable } from '../base/printable.ts';
import { changedFile, stampOf, type ProjectFile } from './files.ts';

/** Big enough that reading is not what a SHA-1 waits for, and more than a stream reads ahead (64 KiB). */
const chunkBytes = 256 * 1024;
/**
 * Buffers are used in turn: a new one for each chunk would cost 70 MB of memory until they are collected. A stream holds
 * at most three chunks: one on its way into the socket, one read ahead, one being read.
 */
const bufferCount = 4;

const spareBuffers: Buffer[][] = [];

/** Buffers for one {@link readUnchanged}, used before if possible: the system gives every page of a new one by itself. */
export function borrowBuffers(): Buffer[] {
  return spareBuffers.pop() ?? [];
}

/** Only for buffers that nobody reads from any more. */
export function returnBuffers(buffers: Buffer[]): void {
  if (buffers.length === bufferCount) spareBuffers.push(buffers);
}

/**
 * Reads a file in chunks, from the first byte to the last. A chunk is good until three more have been asked for.
 * Throws what `signal` was aborted with.
 * @param buffers borrowed ones; used for files of more than a few chunks.
 * @throws RenderError `missing-file` when it is gone or is no longer the file that was looked at, also while being read.
 */
export async function* readUnchanged(
  file: ProjectFile,
  signal?: AbortSignal,
  buffers: Buffer[] = [],
): AsyncGenerator<Buffer> {
  let handle: FileHandle;
  try {
    handle = await open(file.absolutePath, 'r');
  } catch (cause) {
    throw gone(file, cause);
  }
  try {
    await checkUnchanged(handle, file);
    // Borrowed buffers have to be whole ones, of which a small file needs none.
    const own = file.sizeBytes < bufferCount * chunkBytes ? [] : buffers;
    let leftBytes = file.sizeBytes;
    for (let chunks = 0; leftBytes > 0; chunks++) {
      signal?.throwIfAborted();
      const buffer = (own[chunks % bufferCount] ??= Buffer.allocUnsafe(Math.min(chunkBytes, leftBytes)));
      const chunk = buffer.subarray(0, leftBytes);
      await fill(chunk, handle, file);
      leftBytes -= chunk.length;
      // Checked before the last chunk goes out, so that a changed file is never sent whole.
      if (leftBytes === 0) await checkUnchanged(handle, file);
      yield chunk;
    }
  } finally {
    await handle.close();
  }
}

/** A read may give less than it was asked for, on network file systems above all. */
async function fill(chunk: Buffer, handle: FileHandle, file: ProjectFile): Promise<void> {
  for (let filledBytes = 0; filledBytes < chunk.length;) {
    const { bytesRead } = await handle.read(chunk, filledBytes, chunk.length - filledBytes, null);
    if (bytesRead === 0) throw changedFile(file.path);
    filledBytes += bytesRead;
  }
}

async function checkUnchanged(handle: FileHandle, file: ProjectFile): Promise<void> {
  if (stampOf(await handle.stat({ bigint: true })) !== file.stamp) throw changedFile(file.path);
}

function gone(file: ProjectFile, cause: unknown): RenderError {
  const details = { file: file.path, cause, hint: 'Check that nothing else works in the folder during the run.' };
  return new RenderError('missing-file', `${printable(file.path)} cannot be read any more.`, details);
}

/** SHA-1 of a file, lower-case hex. */
export async function digestFile(file: ProjectFile, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha1');
  const buffers = borrowBuffers();
  for await (const chunk of readUnchanged(file, signal, buffers)) hash.update(chunk);
  returnBuffers(buffers);
  return hash.digest('hex');
}

/** The same without giving way to anything else in this thread, which is faster: for a thread that does nothing else. */
export function digestFileSync(file: ProjectFile): string {
  let handle: number;
  try {
    handle = openSync(file.absolutePath, 'r');
  } catch (cause) {
    throw gone(file, cause);
  }
  try {
    const hash = createHash('sha1');
    const buffer = Buffer.allocUnsafe(Math.min(chunkBytes, file.sizeBytes));
    for (let leftBytes = file.sizeBytes; leftBytes > 0;) {
      const bytesRead = readSync(handle, buffer, 0, Math.min(buffer.length, leftBytes), null);
      if (bytesRead === 0) throw changedFile(file.path);
      hash.update(buffer.subarray(0, bytesRead));
      leftBytes -= bytesRead;
    }
    if (stampOf(fstatSync(handle, { bigint: true })) !== file.stamp) throw changedFile(file.path);
    return hash.digest('hex');
  } finally {
    closeSync(handle);
  }
}
