import type { StructType } from '../dna.ts';
import { leftOut } from './left-out.ts';

/** Structs lie a few deep in each other. */
export const maxNesting = 16;

/** Part of a struct that a digest leaves out, whole or but for some bits; a pointer stands for what it leads to. */
export interface Masked {
  offset: number;
  lengthBytes: number;
  keep: number;
  isPointer: boolean;
}

const plans = new WeakMap<StructType, Masked[]>();

/** What of a struct, and of the structs in it, is left out. */
export function planOf(type: StructType, depth = 0): Masked[] {
  const known = plans.get(type);
  if (known) return known;
  const plan: Masked[] = [];
  plans.set(type, plan);
  for (const [name, member] of type.members) {
    if (member.offset + member.elementBytes * member.elements > type.sizeBytes) continue;
    const found = leftOut(type.name, name);
    // What is left out only sometimes is not left out of arrays.
    const left = found?.where !== undefined || found?.beside !== undefined ? undefined : found;
    const isOut = left !== undefined && left.bits === undefined;
    for (let element = 0; element < member.elements; element++) {
      const offset = member.offset + element * member.elementBytes;
      const whole = { offset, lengthBytes: member.elementBytes };
      if (isOut) plan.push({ ...whole, keep: 0, isPointer: false });
      else if (member.isPointer) plan.push({ ...whole, keep: 0, isPointer: true });
      else if (left?.bits !== undefined) plan.push({ ...whole, keep: ~left.bits, isPointer: false });
      else if (member.struct !== undefined) {
        if (depth === maxNesting) throw new RangeError('structs that lie deeper in each other than any');
        for (const inner of planOf(member.struct, depth + 1)) plan.push({ ...inner, offset: offset + inner.offset });
      }
    }
  }
  return plan;
}
