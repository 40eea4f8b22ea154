import { randomUUID } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { isRenderError, messageOf, RenderError } from '../../base/errors.ts';
import { errorCode } from '../../base/files/errors.ts';
import { printable } from '../../base/printable.ts';
import { brokenBlend } from './broken.ts';
import { readFully } from './bytes.ts';

/*
 * Compressed files without a way to begin in the middle (gzip, as Blender wrote before 3.0, and Zstandard without a seek
 * table) are expanded once into a nameless temporary file, so that memory stays small however large they are.
 */

/**
 * Decoded bytes that a compressed file of `sizeBytes` may cost. Real projects shrink to a third or a tenth; a hundredfold
 * leaves room for grids of zeros and still stops a few kilobytes from filling the disk.
 */
export function expansionLimit(sizeBytes: number): number {
  return Math.max(256 * 1024 * 1024, 100 * sizeBytes);
}

/** Large pieces: the work is a good deal faster than with the streams' usual 16 kB. */
const chunkSize = 1024 * 1024;

/** Expands the open gzip or Zstandard file `packed`, called `file`, into a temporary file that is gone once it is closed. */
export async function expand(
  packed: FileHandle,
  sizeBytes: number,
  file: string,
  compression: 'gzip' | 'zstd',
  signal?: AbortSignal,
): Promise<{ handle: FileHandle; sizeBytes: number }> {
  const parts = compression === 'gzip' ? [{ start: 0, end: sizeBytes }] : zstdFrames(packed.fd, sizeBytes, file);
  const limitBytes = expansionLimit(sizeBytes);
  const handle = await openNamelessFile();
  try {
    let doneBytes = 0;
    for (const { start, end } of parts) {
      const source = Readable.from(readRange(packed, start, end));
      const decoder = compression === 'gzip' ? createGunzip({ chunkSize }) : createZstdDecompress({ chunkSize });
      source.on('error', (error) => decoder.destroy(error));
      try {
        for await (const chunk of source.pipe(decoder) as AsyncIterable<Buffer>) {
          signal?.throwIfAborted();
          doneBytes += chunk.length;
          if (doneBytes > limitBytes) throw brokenBlend(file, 'expands to far more data than its size allows');
          await handle.writeFile(chunk);
        }
      } finally {
        source.destroy();
      }
    }
    return { handle, sizeBytes: doneBytes };
  } catch (error) {
    await handle.close();
    signal?.throwIfAborted();
    if (isRenderError(error)) throw error;
    if (isZlibError(error)) throw brokenBlend(file, 'has damaged compressed data', error);
    throw new RenderError('settings', `${printable(file)} could not be expanded: ${messageOf(error)}.`, {
      file,
      hint: 'Make room in the folder for temporary files, or save the project without compression.',
      cause: error,
    });
  }
}

async function* readRange(file: FileHandle, start: number, end: number): AsyncGenerator<Buffer> {
  for (let position = start; position < end;) {
    const length = Math.min(chunkSize, end - position);
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(length), 0, length, position);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
    position += bytesRead;
  }
}

function isZlibError(error: unknown): boolean {
  return /^(Z_|ZSTD_|ERR_ZSTD)/.test(errorCode(error));
}

/** The name is removed at once: whatever happens to this process, nothing stays behind. */
export async function openNamelessFile(): Promise<FileHandle> {
  const path = join(tmpdir(), `blendnet-${randomUUID()}`);
  const handle = await open(path, 'wx+', 0o600);
  await rm(path);
  return handle;
}

/** Each takes a decoder of its own. Compressors that cut a file into frames make them megabytes large. */
const maxFrames = 20_000;

/**
 * Where the frames of a Zstandard file begin and end (RFC 8878, 3.1.1): Node's decoder stops after the first one.
 * Skippable frames are left out.
 */
function* zstdFrames(descriptor: number, sizeBytes: number, file: string): Generator<{ start: number; end: number }> {
  let start = 0;
  for (let frames = 0; start < sizeBytes; frames++) {
    if (frames === maxFrames) throw brokenBlend(file, `has more than ${maxFrames} compressed frames and no seek table`);
    const header = readFully(descriptor, start, 18);
    if (header.length < 8) throw brokenBlend(file, 'is cut off');
    const magic = header.readUInt32LE(0);
    if (magic >>> 4 === 0x184d2a5) {
      start += 8 + header.readUInt32LE(4);
      continue;
    }
    if (magic !== 0xfd2fb528) throw brokenBlend(file, 'has damaged compressed data');
    const end = zstdFrameEnd(descriptor, start, header.readUInt8(4), sizeBytes);
    if (end > sizeBytes) throw brokenBlend(file, 'is cut off');
    yield { start, end };
    start = end;
  }
}

function zstdFrameEnd(descriptor: number, start: number, frameDescriptor: number, sizeBytes: number): number {
  const isSingleSegment = (frameDescriptor & 0x20) !== 0;
  const dictionaryBytes = [0, 1, 2, 4][frameDescriptor & 3] ?? 0;
  const contentSizeBytes = [isSingleSegment ? 1 : 0, 2, 4, 8][frameDescriptor >> 6] ?? 0;
  let position = start + 5 + (isSingleSegment ? 0 : 1) + dictionaryBytes + contentSizeBytes;
  for (let isLast = false; !isLast;) {
    const blockHeader = readFully(descriptor, position, 3);
    if (blockHeader.length < 3) return sizeBytes + 1;
    const bits = blockHeader.readUIntLE(0, 3);
    isLast = (bits & 1) === 1;
    // A run-length block (type 1) stores its one byte, whatever the size it stands for.
    position += 3 + (((bits >> 1) & 3) === 1 ? 1 : bits >> 3);
  }
  return position + ((frameDescriptor & 0x04) === 0 ? 0 : 4);
}
