import { formatBytes } from '../../../base/quantities.ts';
import type { BlendFile } from '../blend-file.ts';
import { nounOf } from '../data-block.ts';
import type { Member } from '../fingerprint/member.ts';
import type { BlendDifference, MemberChange } from './compare.ts';
import { changedItems } from './many.ts';
import { valueIn, wordsOf } from './words.ts';

/** A line of a difference, as data; texts are as the file has them: hostile. */
export interface Line {
  change: 'added' | 'removed' | 'renamed' | 'changed';
  /** `light "Key"`. */
  dataBlock: string;
  /** `Principled BSDF › Roughness`; missing where the whole data-block is meant. */
  member?: string;
  before?: string;
  after?: string;
  /** Whether a picture can show it. */
  inPicture: boolean;
}

/** The lines that say what differs, sorted. */
export function describeDifference(difference: BlendDifference, before: BlendFile, after: BlendFile): Line[] {
  const { added, removed, renamed, changed, activeScene } = difference;
  const lines: Line[] = [];
  for (const name of removed) lines.push({ change: 'removed', dataBlock: describeName(name), inPicture: true });
  for (const name of added) lines.push({ change: 'added', dataBlock: describeName(name), inPicture: true });
  for (const { from, to } of renamed) {
    lines.push({ change: 'renamed', dataBlock: describeName(from), after: describeName(to), inPicture: true });
  }
  if (activeScene !== undefined) {
    const [from, to] = [activeScene.from, activeScene.to].map((name) => JSON.stringify(name.slice(2)));
    lines.push({ change: 'changed', dataBlock: 'file', member: 'Active Scene', before: from, after: to, inPicture: true });
  }
  for (const { name, members } of changed) {
    for (const change of members) lines.push(lineOf(name, change, before, after));
  }
  return lines;
}

/** `light "Key"`, of `LAKey`; what a library has goes with the library. */
export function describeName(name: string): string {
  const linked = /^(.*):(\w\w.*)$/s.exec(name);
  if (linked) return `${describeName(linked[2] ?? '')} of ${linked[1]}`;
  return `${nounOf(name.slice(0, 2))} "${name.slice(2)}"`;
}

function lineOf(name: string, { before, after }: MemberChange, old: BlendFile, young: BlendFile): Line {
  const member = after ?? before;
  const { path, struct, isView } = member ?? { path: [], struct: '', isView: false };
  const what = { dataBlock: describeName(name), member: wordsOf(path, struct), inPicture: isView !== true };
  if (before === undefined) return { change: 'added', ...what, after: said(after) };
  if (after === undefined) return { change: 'removed', ...what, before: said(before) };
  const moved = changedItems(before, after, old, young);
  if (moved !== undefined) return { change: 'changed', ...what, after: moved };
  return { change: 'changed', ...what, before: said(before), after: said(after) };
}

function said(member: Member | undefined): string {
  if (member === undefined) return '';
  if (member.bytes !== undefined) return formatBytes(member.bytes.lengthBytes);
  if (member.value.startsWith('→')) return describeName(member.value.slice(1));
  return valueIn(member.path, member.struct, member.value);
}
