import { createHash } from 'node:crypto';
import type { BlendFile } from '../blend-file.ts';
import { brokenBlend } from '../broken.ts';
import { dataBlockName } from '../data-block.ts';
import { isDataBlock } from '../references/reach.ts';
import type { IdGroup } from '../struct-view.ts';
import { madeAgain, unreadCodes } from './left-out.ts';
import { keyOf, type Member } from './member.ts';
import { Walk } from './walk.ts';

/** A data-block's content. */
export interface DataBlock {
  /** With the two letters of its kind: `LAKey`. For one that a library has, the library's path goes before. */
  name: string;
  code: string;
  /** Of all that can change a picture; its own name is not in it. */
  digest: string;
  members: Member[];
}

export interface Fingerprint {
  /** Of the file as a picture sees it. */
  digest: string;
  /** The scene that is rendered when none is named; `SCScene`. */
  activeScene: string;
  dataBlocks: { name: string; digest: string }[];
}

/**
 * The digest of an open .blend and of each data-block in it. Equal digests mean equal pictures, as long as the files that it
 * names are equal, too. One data-block's members are in memory at a time.
 * @throws RenderError `settings` when it cannot be read.
 */
export function fingerprintBlend(blend: BlendFile, signal?: AbortSignal): Fingerprint {
  const dataBlocks: Fingerprint['dataBlocks'] = [];
  for (const { name, digest } of readDataBlocks(blend, signal)) dataBlocks.push({ name, digest });
  dataBlocks.sort((a, b) => (a.name < b.name ? -1 : 1));
  const activeScene = readActiveScene(blend);
  const hash = createHash('sha256').update(`${JSON.stringify(activeScene)}\n`);
  for (const { name, digest } of dataBlocks) hash.update(`${JSON.stringify(name)} ${digest}\n`);
  return { digest: hash.digest('hex'), activeScene, dataBlocks };
}

/** Each data-block that a picture can depend on, in the order of the file. */
export function* readDataBlocks(blend: BlendFile, signal?: AbortSignal): Generator<DataBlock> {
  const names = nameDataBlocks(blend);
  for (const [group, name] of names) {
    signal?.throwIfAborted();
    const members = membersOf(blend, group, names);
    const hash = createHash('sha256');
    const lines = members
      .filter(({ isView }) => isView !== true)
      .map(({ path, value }) => `${JSON.stringify(path)}=${value}\n`);
    for (const line of lines.sort()) hash.update(line);
    yield { name, code: group.code, digest: hash.digest('hex'), members };
  }
}

function membersOf(blend: BlendFile, group: IdGroup, names: ReadonlyMap<IdGroup, string>): Member[] {
  try {
    return new Walk(blend, group, names).members().sort((a, b) => (keyOf(a.path) < keyOf(b.path) ? -1 : 1));
  } catch (error) {
    if (error instanceof RangeError) throw brokenBlend(blend.file, 'has a damaged data-block', error);
    throw error;
  }
}

function nameDataBlocks(blend: BlendFile): Map<IdGroup, string> {
  const names = new Map<IdGroup, string>();
  let library = '';
  for (const group of blend.groups) {
    if (!isDataBlock(group) || unreadCodes.has(group.code)) continue;
    const name = dataBlockName(blend, group);
    if (group.code === 'LI') library = blend.head(group)?.text('name') ?? '';
    if (name === '' || madeAgain.has(name)) continue;
    names.set(group, group.code === 'ID' ? `${library}:${name}` : name);
  }
  return names;
}

/** The scene that Blender renders from the command line: empty when the file does not say. */
export function readActiveScene(blend: BlendFile): string {
  const global = blend.groups.find(({ code }) => code === 'GLOB');
  const scene = global && blend.groupOf(blend.head(global)?.address('curscene') ?? 0n);
  return scene === undefined ? '' : dataBlockName(blend, scene);
}
