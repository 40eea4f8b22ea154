import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { realpath, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { RenderError } from '../base/errors.ts';
import { makeFolder } from '../base/files/folders.ts';
import { printable } from '../base/printable.ts';
import { dropPart, placePart, writePart, type Part } from '../base/files/replace.ts';

/** A copy that lies beside its place, whole, until {@link placeCopy}. */
export interface StagedCopy {
  /** Path below the directory. */
  name: string;
  part: Part;
  sizeBytes: number;
  sha1: string;
}

/** What identifies a file's bytes. */
export async function describeFile(path: string): Promise<{ sizeBytes: number; sha1: string }> {
  return { sizeBytes: (await stat(path)).size, sha1: await digest(path) };
}

/**
 * Copies a file beside its place in a directory, under a temporary name. What is told of the copy is what was read back
 * from it.
 * @param name path below the directory
 */
export async function stageCopy(file: string, directory: string, name: string): Promise<StagedCopy> {
  const folder = join(directory, dirname(name));
  await makeFolder(folder);
  if ((await realpath(folder)) !== join(await realpath(directory), dirname(name))) {
    throw new RenderError('settings', `${printable(folder)} is a link, and pictures of the baseline go there.`, {
      hint: 'Remove the link.',
    });
  }
  const part = await writePart(folder, basename(name), async (handle): Promise<undefined> => {
    await handle.writeFile(createReadStream(file));
  });
  try {
    return { name, part, ...(await describeFile(part.path)) };
  } catch (error) {
    await dropPart(part);
    throw error;
  }
}

/** Gives a staged copy its place. A file that it stands for under another name goes before it comes. */
export async function placeCopy({ name, part }: StagedCopy, directory: string, replaced?: string): Promise<void> {
  if (replaced !== undefined && replaced !== name) await rm(join(directory, replaced), { force: true });
  await placePart(part, basename(name));
}

export async function dropCopies(copies: StagedCopy[]): Promise<void> {
  await Promise.all(copies.map(({ part }) => dropPart(part)));
}

/** Whether two files have the same bytes. */
export async function areEqual(a: string, b: string): Promise<boolean> {
  const [first, second] = await Promise.all([stat(a), stat(b)]);
  return first.size === second.size && (await digest(a)) === (await digest(b));
}

async function digest(file: string): Promise<string> {
  const hash = createHash('sha1');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
