import { formatBytes } from '../../../base/quantities.ts';
import type { BlendFile } from '../blend-file.ts';
import { nounOf } from '../data-block.ts';
import type { Line } from './line.ts';
import type { Member } from '../fingerprint/member.ts';
import type { BlendDifference, MemberChange } from './compare.ts';
import { changedItems } from './many.ts';
import { valueIn, wordsOf } from './words.ts';

/** The two files, where they are at hand. */
type Files = readonly [before: BlendFile, after: BlendFile] | undefined;

/** The lines that say what differs, sorted. @param files to look into for what moved by how much */
export function describeDifference(difference: BlendDifference, ...files: [BlendFile, BlendFile] | []): Line[] {
  const [old, young] = files;
  const both: Files = old && young && [old, young];
  const { added, removed, renamed, changed, activeScene } = difference;
  const lines: Line[] = [];
  for (const name of removed) lines.push({ change: 'removed', dataBlock: describeName(name), inPicture: true });
  for (const name of added) lines.push({ change: 'added', dataBlock: describeName(name), inPicture: true });
  for (const { from, to } of renamed) {
    lines.push({ change: 'renamed', dataBlock: describeName(from), after: describeName(to), inPicture: true });
  }
  if (activeScene !== undefined) {
    const said = (name: string): string => JSON.stringify(name.slice(2));
    const [before, after] = [said(activeScene.from), said(activeScene.to)];
    lines.push({ change: 'changed', dataBlock: 'file', member: 'Active Scene', before, after, inPicture: true });
  }
  for (const { name, members } of changed) {
    const whole = { change: 'changed', dataBlock: describeName(name), inPicture: true } as const;
    if (members.length === 0) lines.push(whole);
    for (const change of members) lines.push(lineOf(name, change, both));
  }
  return lines;
}

/** `light "Key"`, of `LAKey`; what a library has goes with the library. */
export function describeName(name: string): string {
  const linked = /^(.*):(\w\w.*)$/s.exec(name);
  if (linked) return `${describeName(linked[2] ?? '')} of ${linked[1]}`;
  return `${nounOf(name.slice(0, 2))} "${name.slice(2)}"`;
}

function lineOf(name: string, { before, after }: MemberChange, files: Files): Line {
  const member = after ?? before;
  const { path, struct, isView } = member ?? { path: [], struct: '', isView: false };
  const what = { dataBlock: describeName(name), member: wordsOf(path, struct), inPicture: isView !== true };
  if (before === undefined) return { change: 'added', ...what, ...saidAs('after', after) };
  if (after === undefined) return { change: 'removed', ...what, ...saidAs('before', before) };
  if (path.at(-1) === 'order') return { change: 'changed', ...what, after: 'another order' };
  const moved = files && changedItems(before, after, ...files);
  if (moved !== undefined) return { change: 'changed', ...what, after: moved };
  if (before.bytes !== undefined && before.bytes.lengthBytes === after.bytes?.lengthBytes) {
    return { change: 'changed', ...what, after: 'other content' };
  }
  return { change: 'changed', ...what, before: said(before), after: said(after) };
}

/** A whole item of a list has no value of its own. */
function saidAs(side: 'before' | 'after', member: Member | undefined): { before?: string; after?: string } {
  const text = said(member);
  return text === '' ? {} : { [side]: text };
}

function said(member: Member | undefined): string {
  if (member === undefined) return '';
  if (member.bytes !== undefined) return formatBytes(member.bytes.lengthBytes);
  if (member.value.startsWith('→')) return describeName(member.value.slice(1));
  if (member.value.startsWith('⇢')) return JSON.stringify(lastItem(member.value.slice(1)));
  if (member.value === '') return '';
  return valueIn(member.path, member.struct, member.value);
}

/** What a path leads to, by the name of the last item of a list in it. */
function lastItem(path: string): string {
  return /\[([^[\]]*)\][^[\]]*$/.exec(path)?.[1] ?? path;
}
