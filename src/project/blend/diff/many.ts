import type { BlendFile } from '../blend-file.ts';
import type { Member } from '../fingerprint/member.ts';

/** Bytes that are looked at to say how much differs. */
const maxBytes = 256 * 1024 * 1024;

/** `507 of 507 vertices moved, at most 0.2`; undefined where it is not the same number of items. */
export function changedItems(before: Member, after: Member, old: BlendFile, young: BlendFile): string | undefined {
  const [a, b] = [before.bytes, after.bytes];
  if (a === undefined || b === undefined || a.lengthBytes !== b.lengthBytes || a.stride !== b.stride) return undefined;
  if (a.lengthBytes > maxBytes || a.stride < 4) return undefined;
  const isPosition =
    a.stride >= 12 && (before.struct === 'MVert' || before.path.some((step) => step.startsWith('[position')));
  const count = Math.floor(a.lengthBytes / a.stride);
  let differing = 0;
  let furthest = 0;
  for (let index = 0; index < count; index++) {
    const from = old.bytes.read(a.startByte + index * a.stride, a.stride);
    const to = young.bytes.read(b.startByte + index * b.stride, b.stride);
    if (from.equals(to)) continue;
    differing++;
    if (isPosition)
      furthest = Math.max(furthest, distance(from, to, old.header.littleEndian, young.header.littleEndian));
  }
  const items = `${differing} of ${count}`;
  return isPosition ? `${items} vertices moved, at most ${Number(furthest.toPrecision(3))}` : `${items} items changed`;
}

function distance(from: Buffer, to: Buffer, isLittle: boolean, willBeLittle: boolean): number {
  const read = (bytes: Buffer, axis: number, little: boolean): number =>
    little ? bytes.readFloatLE(axis * 4) : bytes.readFloatBE(axis * 4);
  return Math.hypot(...[0, 1, 2].map((axis) => read(to, axis, willBeLittle) - read(from, axis, isLittle)));
}
