import { readdir, readlink } from 'node:fs/promises';
import path from 'node:path';

/** The files below `directory` that this process has open. Linux only. */
export async function openFiles(directory: string): Promise<string[]> {
  const descriptors = await readdir('/proc/self/fd');
  const targets = await Promise.all(descriptors.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')));
  return targets.filter((target) => target.startsWith(directory + path.sep));
}
