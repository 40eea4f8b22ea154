import type { BlendFile } from '../blend-file.ts';
import { readActiveScene, readDataBlocks, type DataBlock } from '../fingerprint/fingerprint.ts';
import { keyOf, type Member } from '../fingerprint/member.ts';

/** One member that is not what it was. Without `before` it is new, without `after` gone. */
export interface MemberChange {
  before?: Member;
  after?: Member;
}

/** What is not what it was in a .blend. Names have their two letters: `LAKey`. */
export interface BlendDifference {
  added: string[];
  removed: string[];
  renamed: { from: string; to: string }[];
  changed: { name: string; members: MemberChange[] }[];
  /** Scene names, where another one is active. */
  activeScene?: { from: string; to: string };
}

/** Compares two open files. Nothing that a save alone changes is in it. */
export function compareBlends(before: BlendFile, after: BlendFile, signal?: AbortSignal): BlendDifference {
  // Twice through the files, so that the members of what is equal are not kept.
  const [old, young] = [digestsOf(before, signal), digestsOf(after, signal)];
  const renamed = findRenames(old, young);
  const newNames = new Map(renamed.map(({ from, to }) => [from, to]));
  const taken = new Set(newNames.values());
  const wanted = (names: Map<string, string>, other: Map<string, string>) => (name: string) =>
    other.has(name) && names.get(name) !== other.get(name);
  const oldBlocks = keep(before, wanted(old, young), signal);
  const youngBlocks = keep(after, wanted(young, old), signal);
  const [oldScene, youngScene] = [readActiveScene(before), readActiveScene(after)];
  return {
    added: [...young.keys()].filter((name) => !old.has(name) && !taken.has(name)).sort(),
    removed: [...old.keys()].filter((name) => !young.has(name) && !newNames.has(name)).sort(),
    renamed,
    changed: [...oldBlocks]
      .map(([name, block]) => ({ name, members: compareMembers(block, youngBlocks.get(name), newNames) }))
      .filter(({ members }) => members.length > 0)
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    ...((newNames.get(oldScene) ?? oldScene) !== youngScene && { activeScene: { from: oldScene, to: youngScene } }),
  };
}

/** By name, of all that is said: also of what a picture does not show. */
function digestsOf(blend: BlendFile, signal?: AbortSignal): Map<string, string> {
  const digests = new Map<string, string>();
  for (const { name, digest, members } of readDataBlocks(blend, signal)) {
    const seen = members.filter(({ isView }) => isView).map(({ path, value }) => `${keyOf(path)}=${value}`);
    digests.set(name, `${digest} ${seen.join('\n')}`);
  }
  return digests;
}

function keep(blend: BlendFile, isWanted: (name: string) => boolean, signal?: AbortSignal): Map<string, DataBlock> {
  const kept = new Map<string, DataBlock>();
  for (const block of readDataBlocks(blend, signal)) if (isWanted(block.name)) kept.set(block.name, block);
  return kept;
}

/** What is gone and what is new with the same content, where there is one of each. */
function findRenames(old: ReadonlyMap<string, string>, young: ReadonlyMap<string, string>): { from: string; to: string }[] {
  const content = (name: string, digest: string): string => `${name.slice(0, 2)} ${digest}`;
  const gone = Map.groupBy([...old].filter(([name]) => !young.has(name)), ([name, digest]) => content(name, digest));
  const fresh = Map.groupBy([...young].filter(([name]) => !old.has(name)), ([name, digest]) => content(name, digest));
  return [...gone].flatMap(([key, [from, ...moreGone]]) => {
    const [to, ...moreFresh] = fresh.get(key) ?? [];
    if (from === undefined || to === undefined || moreGone.length > 0 || moreFresh.length > 0) return [];
    return [{ from: from[0], to: to[0] }];
  });
}

function compareMembers(old: DataBlock, young: DataBlock | undefined, renames: ReadonlyMap<string, string>): MemberChange[] {
  const before = new Map(old.members.map((member) => [renamedText(keyOf(member.path), renames), member]));
  const after = new Map(young?.members.map((member) => [keyOf(member.path), member]));
  const changes: MemberChange[] = [];
  for (const [key, member] of before) {
    const other = after.get(key);
    if (other === undefined) changes.push({ before: member });
    else if (renamedText(member.value, renames) !== other.value) changes.push({ before: member, after: other });
  }
  for (const [key, member] of after) if (!before.has(key)) changes.push({ after: member });
  return changes;
}

/** A text with the new names of what it names. */
function renamedText(text: string, renames: ReadonlyMap<string, string>): string {
  if (text.startsWith('→')) return `→${renames.get(text.slice(1)) ?? text.slice(1)}`;
  return renames.size === 0 ? text : text.replace(/\[(\w\w[^\]]*)\]/g, (whole, name: string) => (renames.has(name) ? `[${renames.get(name)}]` : whole));
}
