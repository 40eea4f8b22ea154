import type { BlendFile } from '../blend-file.ts';
import { readActiveScene, readDataBlocks } from '../fingerprint/fingerprint.ts';
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

/** What is compared of a file. */
export interface ComparedContent {
  activeScene: string;
  /** Of each data-block, by its name. */
  digests: ReadonlyMap<string, string>;
  /** What those say that may have changed, as far as it is known. */
  members: ReadonlyMap<string, readonly Member[]>;
}

/** Compares two open files. Nothing that a save alone changes is in it. */
export function compareBlends(before: BlendFile, after: BlendFile, signal?: AbortSignal): BlendDifference {
  // Twice through the files, so that the members of what is equal are not kept.
  const [old, young] = [digestsOf(before, signal), digestsOf(after, signal)];
  const wanted = (names: Map<string, string>, other: Map<string, string>) => (name: string) =>
    other.has(name) && names.get(name) !== other.get(name);
  const contentOf = (blend: BlendFile, digests: Map<string, string>, other: Map<string, string>): ComparedContent => ({
    activeScene: readActiveScene(blend),
    digests,
    members: keep(blend, wanted(digests, other), signal),
  });
  return compareContents(contentOf(before, old, young), contentOf(after, young, old));
}

/** Compares what is known of two files. A data-block of which one side knows no members has changed without any. */
export function compareContents(before: ComparedContent, after: ComparedContent): BlendDifference {
  const [old, young] = [before.digests, after.digests];
  const renamed = findRenames(old, young);
  const newNames = new Map(renamed.map(({ from, to }) => [from, to]));
  const taken = new Set(newNames.values());
  const [oldScene, youngScene] = [before.activeScene, after.activeScene];
  return {
    added: [...young.keys()].filter((name) => !old.has(name) && !taken.has(name)).sort(),
    removed: [...old.keys()].filter((name) => !young.has(name) && !newNames.has(name)).sort(),
    renamed,
    changed: [...old]
      .filter(([name, digest]) => young.has(name) && young.get(name) !== digest)
      .flatMap(([name]) => {
        const [was, is] = [before.members.get(name), after.members.get(name)];
        if (was === undefined || is === undefined) return [{ name, members: [] }];
        const members = compareMembers(was, is, newNames);
        // What points to something that was renamed has not changed.
        return members.length === 0 ? [] : [{ name, members }];
      })
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

function keep(blend: BlendFile, isWanted: (name: string) => boolean, signal?: AbortSignal): Map<string, Member[]> {
  const kept = new Map<string, Member[]>();
  for (const { name, members } of readDataBlocks(blend, signal)) if (isWanted(name)) kept.set(name, members);
  return kept;
}

/** What is gone and what is new with the same content, where there is one of each. */
function findRenames(
  old: ReadonlyMap<string, string>,
  young: ReadonlyMap<string, string>,
): { from: string; to: string }[] {
  const content = (name: string, digest: string): string => `${name.slice(0, 2)} ${digest}`;
  const gone = Map.groupBy(
    [...old].filter(([name]) => !young.has(name)),
    ([name, digest]) => content(name, digest),
  );
  const fresh = Map.groupBy(
    [...young].filter(([name]) => !old.has(name)),
    ([name, digest]) => content(name, digest),
  );
  return [...gone].flatMap(([key, [from, ...moreGone]]) => {
    const [to, ...moreFresh] = fresh.get(key) ?? [];
    if (from === undefined || to === undefined || moreGone.length > 0 || moreFresh.length > 0) return [];
    return [{ from: from[0], to: to[0] }];
  });
}

function compareMembers(
  old: readonly Member[],
  young: readonly Member[],
  renames: ReadonlyMap<string, string>,
): MemberChange[] {
  const before = new Map(old.map((member) => [renamedText(keyOf(member.path), renames), member]));
  const after = new Map(young.map((member) => [keyOf(member.path), member]));
  const changes: MemberChange[] = [];
  const [oldItems, youngItems] = [itemsOf(before.values()), itemsOf(after.values())];
  const told = new Set<string>();
  const whole = (member: Member, others: ReadonlySet<string>): Member | undefined => {
    if (member.path.at(-1) === 'order') return undefined;
    const item = firstMissing(member.path, others, renames);
    if (item === undefined) return member;
    const key = keyOf(item);
    if (told.has(key)) return undefined;
    told.add(key);
    return { path: item, struct: member.struct, value: '' };
  };
  for (const [key, member] of before) {
    const other = after.get(key);
    if (other === undefined) {
      const gone = whole(member, youngItems);
      if (gone) changes.push({ before: gone });
    } else if (renamedText(member.value, renames) !== other.value && !isOtherItems(member, other)) {
      changes.push({ before: member, after: other });
    }
  }
  told.clear();
  for (const [key, member] of after) {
    const fresh = before.has(key) ? undefined : whole(member, oldItems);
    if (fresh) changes.push({ after: fresh });
  }
  return changes;
}

/** Every item of a list that something is said of. */
function itemsOf(members: Iterable<Member>): Set<string> {
  const items = new Set<string>();
  for (const { path } of members) {
    for (let end = 1; end <= path.length; end++)
      if (path[end - 1]?.startsWith('[')) items.add(keyOf(path.slice(0, end)));
  }
  return items;
}

/** The item that the other side has nothing of, where the member lies in one. */
function firstMissing(
  path: readonly string[],
  others: ReadonlySet<string>,
  renames: ReadonlyMap<string, string>,
): readonly string[] | undefined {
  for (let end = 1; end <= path.length; end++) {
    const item = path.slice(0, end);
    if (item.at(-1)?.startsWith('[') && !others.has(renamedText(keyOf(item), renames))) return item;
  }
  return undefined;
}

/** Items that are new or gone are told of themselves; their order is news only when they are the same. */
function isOtherItems(before: Member, after: Member): boolean {
  if (before.path.at(-1) !== 'order') return false;
  const sorted = ({ value }: Member): string =>
    value
      .split('][')
      .map((item) => item.replace(/^\[|\]$/g, ''))
      .sort()
      .join('\n');
  return sorted(before) !== sorted(after);
}

/** A text with the new names of what it names. */
function renamedText(text: string, renames: ReadonlyMap<string, string>): string {
  if (text.startsWith('→')) return `→${renames.get(text.slice(1)) ?? text.slice(1)}`;
  return renames.size === 0
    ? text
    : text.replace(/\[(\w\w[^\]]*)\]/g, (whole, name: string) =>
        renames.has(name) ? `[${renames.get(name)}]` : whole,
      );
}
