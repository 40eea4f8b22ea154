import { createHash } from 'node:crypto';
import type { BlendFile } from '../blend-file.ts';
import { brokenBlend } from '../broken.ts';
import { dataBlockName } from '../data-block.ts';
import { isDataBlock } from '../references/reach.ts';
import type { IdGroup } from '../struct-view.ts';
import { madeAgain, unreadCodes } from './left-out.ts';
import type { Member } from './member.ts';
import { hasSimulation } from './uncertain.ts';
import { readContent } from './walk.ts';

/** Change when the same content would get another digest, or a digest stand for other content. */
export const fingerprintVersion = 1;

/** A data-block's content. */
export interface DataBlock {
  /** With the two letters of its kind: `LAKey`. For one that a library has, the library's path goes before. */
  name: string;
  code: string;
  /** Of all that can change a picture; its own name is not in it. */
  digest: string;
  members: Member[];
  /** Names of the data-blocks that it points to. */
  references: ReadonlySet<string>;
}

export interface Fingerprint {
  /** Of the file as a picture sees it: of the data-blocks below, the active scene, and the Blender that saved it. */
  digest: string;
  /** The scene that is rendered when none is named; `SCScene`. */
  activeScene: string;
  /** Sorted by their names. */
  dataBlocks: { name: string; digest: string }[];
}

export interface FingerprintOptions {
  signal?: AbortSignal;
  /** Only data-blocks that the scene of this name leads to; `active` for the active one. Left out: all. */
  scene?: { name: string } | 'active' | undefined;
}

/**
 * The digest of an open .blend and of each data-block in it. Equal digests mean equal pictures, as long as the files that it
 * names are equal, too, and nothing reads what is left out (`uncertain.ts`). One data-block's members are in memory at a time.
 * @throws RenderError `settings` when it cannot be read
 */
export function fingerprintBlend(blend: BlendFile, { signal, scene }: FingerprintOptions = {}): Fingerprint {
  const all = new Map<string, { digest: string; references: ReadonlySet<string> }>();
  for (const { name, digest, references } of readDataBlocks(blend, signal)) all.set(name, { digest, references });
  const activeScene = readActiveScene(blend);
  const root = rootOf(blend, scene);
  const reached = reach(root, all);
  const dataBlocks = [...all]
    .flatMap(([name, { digest }]) => (reached.has(name) ? [{ name, digest }] : []))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const hash = createHash('sha256').update(JSON.stringify([root ?? activeScene, ...fileFacts(blend)]));
  for (const { name, digest } of dataBlocks) hash.update(`${JSON.stringify(name)} ${digest}\n`);
  return { digest: hash.digest('hex'), activeScene, dataBlocks };
}

/** What counts and is in no data-block. */
export function fileFacts(blend: BlendFile): unknown[] {
  const global = blend.groups.find(({ code }) => code === 'GLOB');
  // A file of an older version is converted when it is opened.
  const version = [fingerprintVersion, blend.header.version, (global && blend.head(global)?.number('subversion')) ?? 0];
  if (!hasSimulation(blend)) return version;
  const scenes = blend.groups.filter(({ code }) => code === 'SC');
  return [...version, ...scenes.map((group) => blend.head(group)?.number('r.cfra'))];
}

/** The name of the scene that is asked for, with its two letters. */
export function rootOf(blend: BlendFile, scene: FingerprintOptions['scene']): string | undefined {
  return scene === 'active' ? readActiveScene(blend) : scene && `SC${scene.name}`;
}

/**
 * The data-blocks that `root` leads to; all where it is not there. All that counts for a data-block is in what its walk meets,
 * so that what the walk does not meet does not.
 */
export function reach(
  root: string | undefined,
  all: ReadonlyMap<string, { references: ReadonlySet<string> }>,
): Set<string> {
  if (root === undefined || !all.has(root)) return new Set(all.keys());
  const reached = new Set([root]);
  // A set gives what is added while it is gone through.
  for (const name of reached) for (const other of all.get(name)?.references ?? []) reached.add(other);
  return reached;
}

/** Each data-block that a picture can depend on, in the order of the file. */
export function* readDataBlocks(blend: BlendFile, signal?: AbortSignal): Generator<DataBlock> {
  const names = nameDataBlocks(blend);
  for (const [group, name] of names) {
    signal?.throwIfAborted();
    const { members, references } = contentOf(blend, group, names);
    const hash = createHash('sha256');
    for (const { path, value, isView } of members) if (isView !== true) hash.update(JSON.stringify([path, value]));
    yield { name, code: group.code, digest: hash.digest('hex'), members, references };
  }
}

function contentOf(blend: BlendFile, group: IdGroup, names: ReadonlyMap<IdGroup, string>) {
  try {
    return readContent(blend, group, names);
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
    if (name === '' || (group.code === 'IM' && blend.head(group)?.number('source') === madeAgain)) continue;
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
