import type { BlendFile } from '../blend-file.ts';
import type { Block } from '../blocks.ts';
import type { StructType } from '../dna.ts';
import type { StructView } from '../struct-view.ts';
import { readScalars } from './scalars.ts';

const countMembers: readonly [member: string, count: string][] = [
  ['vdata', 'totvert'],
  ['edata', 'totedge'],
  ['ldata', 'totloop'],
  ['pdata', 'totpoly'],
];

/**
 * A block is rounded up, and its tail is rubbish: its holder says how many items it has.
 * @param head of the data-block
 * @param holder the struct that points to the block
 */
export function realLength(
  blend: BlendFile,
  { lengthBytes: allBytes }: Block,
  head: StructView | undefined,
  { type, startByte, path }: { type: StructType; startByte: number; path: readonly string[] },
): { lengthBytes: number; stride: number } {
  const owner = head?.at(type, startByte);
  const whole = { lengthBytes: allBytes, stride: 4 };
  if (type.name === 'PackedFile') {
    return { lengthBytes: Math.max(0, Math.min(allBytes, owner?.number('size') ?? allBytes)), stride: 1 };
  }
  const counts = countMembers.find(([member]) => path.includes(member));
  const count = type.name === 'AttributeArray' ? wholeNumber(blend, owner, 'size') : counts && head?.number(counts[1]);
  if (count === undefined || count <= 0) return whole;
  const stride = Math.floor(allBytes / count);
  // Items of up to two bytes in a small array: the rounding may look like more.
  return stride === 0 ? whole : { lengthBytes: stride * count, stride };
}

/** A number of 64 bits. */
function wholeNumber(blend: BlendFile, view: StructView | undefined, path: string): number | undefined {
  const member = view?.type.find(path);
  if (view === undefined || member === undefined || member.isPointer) return undefined;
  const raw = blend.bytes.read(view.startByte + member.offset, member.elementBytes);
  const value = readScalars(raw, { ...member, elements: 1 }, blend.header);
  return value === undefined ? undefined : Number(value);
}
