import type { BlendFile, IdGroup } from '../blend-file.ts';
import { dataBlockName, describeDataBlock } from '../data-block.ts';

/** A .blend that data-blocks are linked from. */
export interface LinkedLibrary {
  dataBlock: string;
  /** The path as written. */
  written: string;
  /** Names of the linked data-blocks, with their two letters. */
  names: Set<string>;
}

/**
 * The libraries that `groups` link from. Linked data-blocks are place holders that stand behind their library in the
 * file. Blender does not open a library without any, nor one that is packed.
 */
export function findLibraries(blend: BlendFile, groups: readonly IdGroup[]): LinkedLibrary[] {
  const wanted = new Set(groups);
  const found: LinkedLibrary[] = [];
  let current: { group: IdGroup; library?: LinkedLibrary } | undefined;
  for (const group of blend.groups) {
    if (group.code === 'LI') current = { group };
    if (group.code !== 'ID' || current === undefined || !wanted.has(group)) continue;
    if (current.library === undefined) {
      const head = blend.head(current.group);
      const written = head?.text('name');
      if (!written || head?.address('packedfile') !== 0n) continue;
      current.library = { dataBlock: describeDataBlock(blend, current.group), written, names: new Set() };
      found.push(current.library);
    }
    current.library.names.add(dataBlockName(blend, group));
  }
  return found;
}
