import type { BlendFile } from '../blend-file.ts';
import type { IdGroup } from '../struct-view.ts';
import { dataBlockName, describeDataBlock } from '../data-block.ts';

/** A .blend that data-blocks are linked from. */
export interface LinkedLibrary {
  dataBlock: string;
  /** The path as written. */
  written: string;
  /** Names of the linked data-blocks, with their two letters. */
  names: Set<string>;
}

/** A .blend that lies within another one. */
export interface PackedLibrary {
  dataBlock: string;
  written: string;
  /** Where its bytes are. */
  startByte: number;
  lengthBytes: number;
}

/** The libraries that are packed into a file. Blender asks the project alone for them, whichever file links from them. */
export function findPackedLibraries(blend: BlendFile): PackedLibrary[] {
  return blend.groups.flatMap((group) => {
    const head = group.code === 'LI' ? blend.head(group) : undefined;
    const written = head?.text('name');
    const packed = head?.follow('packedfile');
    const block = blend.blockAt(packed?.address('data') ?? 0n, group);
    if (!written || !block) return [];
    const lengthBytes = Math.max(0, Math.min(block.lengthBytes, packed?.number('size') ?? 0));
    return [{ dataBlock: describeDataBlock(blend, group), written, startByte: block.startByte, lengthBytes }];
  });
}

/**
 * The libraries that `groups` link from, packed ones included. Linked data-blocks are place holders that stand behind
 * their library in the file. Blender does not open a library without any.
 */
export function findLibraries(blend: BlendFile, groups: readonly IdGroup[]): LinkedLibrary[] {
  const wanted = new Set(groups);
  const found: LinkedLibrary[] = [];
  let current: { group: IdGroup; library?: LinkedLibrary } | undefined;
  for (const group of blend.groups) {
    if (group.code === 'LI') current = { group };
    if (group.code !== 'ID' || current === undefined || !wanted.has(group)) continue;
    if (current.library === undefined) {
      const written = blend.head(current.group)?.text('name');
      if (!written) continue;
      current.library = { dataBlock: describeDataBlock(blend, current.group), written, names: new Set() };
      found.push(current.library);
    }
    current.library.names.add(dataBlockName(blend, group));
  }
  return found;
}
