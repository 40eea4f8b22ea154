import type { BlendFile } from './blend-file.ts';
import type { IdGroup } from './struct-view.ts';

/** What Blender's user interface calls the types of data-blocks, by the two letters in front of their names. */
const nouns: Readonly<Record<string, string>> = {
  AC: 'action',
  BR: 'brush',
  CA: 'camera',
  CF: 'cache file',
  CU: 'curve',
  CV: 'hair curves',
  GR: 'collection',
  IM: 'image',
  LA: 'light',
  LI: 'library',
  LS: 'line style',
  MA: 'material',
  MC: 'movie clip',
  ME: 'mesh',
  NT: 'node group',
  OB: 'object',
  PA: 'particle settings',
  SC: 'scene',
  SK: 'speaker',
  SO: 'sound',
  TE: 'texture',
  TX: 'text',
  VF: 'font',
  VO: 'volume',
  WO: 'world',
};

/** A data-block's name with its two letters (`IMWood`), unique among those of one library; empty for other groups. */
export function dataBlockName(blend: BlendFile, group: IdGroup): string {
  const head = blend.head(group);
  return head?.text('id.name') ?? (head?.type.name === 'ID' ? head.text('name') : undefined) ?? '';
}

/** `image "Wood"`. */
export function describeDataBlock(blend: BlendFile, group: IdGroup): string {
  const name = dataBlockName(blend, group);
  return `${nounOf(group.code)} "${name.slice(2)}"`;
}

/** `light`, of `LA`. */
export function nounOf(code: string): string {
  return (Object.hasOwn(nouns, code) ? nouns[code] : undefined) ?? 'data-block';
}
