import { opendir } from 'node:fs/promises';
import { join } from 'node:path';

/** Folders that are looked through; what has more is no project that somebody could choose from. */
const maxFolders = 20_000;
const maxFound = 1000;

/**
 * The .blend files below a folder, by their paths with `/`, those that lie highest first. Links are not followed; hidden
 * folders, node_modules and `left` are passed over.
 */
export async function findBlends(directory: string, left: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  const waiting = [''];
  for (let at = 0; at < waiting.length && at < maxFolders && found.length < maxFound; at++) {
    const folder = waiting[at] ?? '';
    const names: string[] = [];
    // One that cannot be read is none to choose from.
    const entries = await opendir(join(directory, folder)).catch(() => undefined);
    if (entries === undefined) continue;
    for await (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isFile() && /\.blend$/i.test(entry.name)) names.push(path);
      const isPassed = entry.name.startsWith('.') || entry.name === 'node_modules' || left.includes(path);
      if (entry.isDirectory() && !isPassed) waiting.push(path);
    }
    found.push(...names.sort());
  }
  return found.slice(0, maxFound);
}
