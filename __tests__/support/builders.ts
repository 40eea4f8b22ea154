import { createCipheriv, createHash } from 'node:crypto';
import { mkdir, mkdtemp, open, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface TemporaryDirectory extends AsyncDisposable {
  readonly path: string;
}

/** A directory that is gone when its `await using` scope ends. The path has no symbolic links in it. */
export async function temporaryDirectory(): Promise<TemporaryDirectory> {
  const directory = await realpath(await mkdtemp(path.join(tmpdir(), 'blendnet-test-')));
  return {
    path: directory,
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };
}

/** Random bytes in order, the same for the same seed; about a gigabyte a second. */
function seededStream(seed: string | number): (sizeBytes: number) => Buffer {
  const key = createHash('sha256').update(String(seed)).digest();
  const cipher = createCipheriv('aes-128-ctr', key.subarray(0, 16), key.subarray(16));
  return (sizeBytes) => cipher.update(Buffer.alloc(sizeBytes));
}

/** Random bytes, the same for the same seed. */
export function seededBytes(seed: string | number, sizeBytes: number): Buffer {
  return seededStream(seed)(sizeBytes);
}

/** What to put into a file: the content itself, random bytes, or a hole that takes no disk space. */
export type FileContent = string | Buffer | { randomBytes: number; seed?: string | number } | { sparseBytes: number };

const chunkBytes = 8 * 1024 * 1024;

/** Writes one file, folders included, without holding big ones in memory. */
export async function writeContent(file: string, content: FileContent): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  if (typeof content === 'string' || Buffer.isBuffer(content)) {
    await writeFile(file, content);
    return;
  }
  await using handle = await open(file, 'w');
  if ('sparseBytes' in content) {
    await handle.truncate(content.sparseBytes);
    return;
  }
  const next = seededStream(content.seed ?? path.basename(file));
  for (let left = content.randomBytes; left > 0; left -= chunkBytes) {
    await handle.writeFile(next(Math.min(left, chunkBytes)));
  }
}

/** Writes files below `root`, by relative path. */
export async function writeFiles(root: string, files: Readonly<Record<string, FileContent>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) await writeContent(path.join(root, name), content);
}
