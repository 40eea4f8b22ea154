import { open, type FileHandle } from 'node:fs/promises';
import { RenderError } from '../../base/errors.ts';
import { isNotThere } from '../../base/files/errors.ts';
import { printable } from '../../base/printable.ts';
import { BlendFile, type Compression } from './blend-file.ts';
import { brokenBlend } from './broken.ts';
import { ByteReader, plainChunks, readFully } from './bytes.ts';
import { expand, openNamelessFile } from './expansion.ts';
import { zstdChunks } from './seek-table.ts';

/**
 * Opens the .blend at `path`, hands it to `use` and closes it again. `file` is its name in errors: missing-file when it
 * is not there, settings when it cannot be read.
 */
export async function openBlend<T>(
  path: string,
  file: string,
  use: (blend: BlendFile) => T | Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const handle = await open(path, 'r').catch((error: unknown) => {
    throw unopenable(file, error);
  });
  try {
    return await useHandle(handle, file, use, signal);
  } finally {
    await handle.close();
  }
}

const copiedBytes = 1024 * 1024;

/** Does the same with a .blend that lies within another one, of any compression: through a copy that has no name. */
export async function openInnerBlend<T>(
  outer: ByteReader,
  { startByte, lengthBytes }: { startByte: number; lengthBytes: number },
  file: string,
  use: (blend: BlendFile) => T | Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const handle = await openNamelessFile();
  try {
    for (let done = 0; done < lengthBytes; done += copiedBytes) {
      signal?.throwIfAborted();
      await handle.writeFile(outer.read(startByte + done, Math.min(copiedBytes, lengthBytes - done)));
    }
    return await useHandle(handle, file, use, signal);
  } finally {
    await handle.close();
  }
}

async function useHandle<T>(
  handle: FileHandle,
  file: string,
  use: (blend: BlendFile) => T | Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  const stat = await handle.stat();
  if (!stat.isFile()) throw new RenderError('settings', `${printable(file)} is not a file.`, { file });
  const compression = detectCompression(handle.fd, file);
  const chunks = compression === 'zstd' ? zstdChunks(handle.fd, stat.size, file) : undefined;
  if (compression === 'none' || chunks) {
    return await use(new BlendFile(new ByteReader(file, chunks ?? plainChunks(handle.fd, stat.size)), compression));
  }
  const expanded = await expand(handle, stat.size, file, compression, signal);
  try {
    const bytes = new ByteReader(file, plainChunks(expanded.handle.fd, expanded.sizeBytes));
    return await use(new BlendFile(bytes, compression));
  } finally {
    await expanded.handle.close();
  }
}

function unopenable(file: string, error: unknown): RenderError {
  const isMissing = isNotThere(error);
  return isMissing
    ? new RenderError('missing-file', `${printable(file)} does not exist.`, { file, cause: error })
    : new RenderError('settings', `${printable(file)} cannot be opened.`, { file, cause: error });
}

function detectCompression(descriptor: number, file: string): Compression {
  const start = readFully(descriptor, 0, 64);
  if (start.toString('latin1', 0, 7) === 'BLENDER') return 'none';
  if (start.length >= 4 && start.readUInt16BE(0) === 0x1f8b) return 'gzip';
  if (start.length >= 4 && start.readUInt32LE(0) === 0xfd2fb528) return 'zstd';
  if (start.toString('latin1').startsWith('version https://git-lfs')) {
    throw new RenderError('settings', `${printable(file)} is a Git LFS pointer, not the file itself.`, {
      file,
      hint: 'Fetch the large files: set `lfs: true` for actions/checkout, or run `git lfs pull`.',
    });
  }
  throw brokenBlend(file, start.length === 0 ? 'is empty' : 'does not begin like one');
}
