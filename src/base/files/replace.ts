import { randomBytes } from 'node:crypto';
import { lstat, open, readdir, rename, rm, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Writable } from 'node:stream';

/*
 * How every file comes to its name: written whole beside its place, flushed to the disk, then renamed. Nobody ever sees
 * half of it, also when the machine stops or another process writes the same file at the same time. The name of the part
 * is random and it is made anew, so no link that somebody laid there is written through; renaming replaces a link.
 */

const partName = /\.([^/\\]+)\.[0-9a-f]{8}\.part$/;

/** The file that a part is of, for people; any other path as it is. */
export function placeOfPart(path: string): string {
  return path.replace(partName, '$1');
}

/** A file beside its place, whole, until {@link placePart} or {@link dropPart}. */
export interface Part<T = undefined> {
  path: string;
  /** What the writer said of it. */
  value: T;
}

/**
 * Writes a part in `directory`; nothing is left of one that fails.
 * @param name what the part's name begins with, for people who find one
 */
export async function writePart<T>(
  directory: string,
  name: string,
  write: (handle: FileHandle) => Promise<T>,
): Promise<Part<T>> {
  const path = join(directory, `.${name}.${randomBytes(4).toString('hex')}.part`);
  try {
    await using handle = await open(path, 'wx');
    const value = await write(handle);
    await handle.sync();
    return { path, value };
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

/** Writes into a part whatever wants a stream. Node's own streams of a file's handle would close it at their end. */
export function streamInto(handle: FileHandle): Writable {
  return new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      handle.writeFile(chunk).then(() => {
        done();
      }, done);
    },
  });
}

/** Gives a part its name in the directory that it lies in. */
export async function placePart({ path }: Part<unknown>, name: string): Promise<void> {
  await rename(path, join(dirname(path), name));
}

export async function dropPart({ path }: Part<unknown>): Promise<void> {
  await rm(path, { force: true });
}

/** Replaces a file by what `write` writes. @returns what `write` returns */
export async function replaceWhole<T>(path: string, write: (handle: FileHandle) => Promise<T>): Promise<T> {
  const part = await writePart(dirname(path), basename(path), write);
  try {
    await placePart(part, basename(path));
    return part.value;
  } catch (error) {
    await dropPart(part);
    throw error;
  }
}

/** Replaces a file by a text. */
export async function writeWhole(path: string, text: string): Promise<void> {
  await replaceWhole(path, (handle) => handle.writeFile(text));
}

/** What is older is no longer being written. */
const partAgeMs = 3_600_000;

/** Removes parts of `path` that were left where their process was killed. */
export async function removeOldParts(path: string): Promise<void> {
  for (const name of await readdir(dirname(path))) {
    if (!name.startsWith(`.${basename(path)}.`) || !partName.test(name)) continue;
    const part = join(dirname(path), name);
    if (Date.now() - (await lstat(part)).mtimeMs > partAgeMs) await rm(part, { force: true });
  }
}
