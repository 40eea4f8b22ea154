import type { BlendFile } from '../blend-file.ts';
import type { IdGroup } from '../struct-view.ts';
import { readAddress } from '../blocks.ts';
import { dataBlockName } from '../data-block.ts';
import type { StructType } from '../dna.ts';

/*
 * Which data-blocks of a library come along when some are linked: everything they point to. Pointers are told from the
 * structs' layouts, so that vertices, pixels and the like are never read.
 */

/** Blocks without a layout hold arrays of pointers (an object's materials) or raw data, which soon is larger. */
const maxPointerArrayBytes = 256 * 1024;

/** Pointers that Blender forgets when it reads a file: what they still say must not bring whole scenes along. */
const runtimeMembers = new Set(['newid', 'orig_id', 'py_instance', 'iuser']);

/** Structs lie five deep in each other at most. */
const maxNesting = 32;

/** The data-blocks called `names` (with their two letters) and all that they lead to, in the order of the file. */
export function findReachable(blend: BlendFile, names: ReadonlySet<string>): IdGroup[] {
  const reached = new Set<IdGroup>();
  const pending: IdGroup[] = [];
  const visit = (group: IdGroup | undefined): void => {
    if (group === undefined || reached.has(group)) return;
    reached.add(group);
    pending.push(group);
  };
  for (const group of blend.groups) {
    if (isDataBlock(group) && group.code !== 'ID' && names.has(dataBlockName(blend, group))) visit(group);
  }
  const offsets = new Map<StructType, number[]>();
  for (let group = pending.pop(); group !== undefined; group = pending.pop()) {
    for (const address of pointersOf(blend, group, offsets)) visit(blend.groupOf(address));
  }
  return blend.groups.filter((group) => reached.has(group));
}

/** Whether a group is a data-block or its place holder, rather than one of the file's own records. */
export function isDataBlock(group: IdGroup): boolean {
  return group.code.length === 2;
}

function* pointersOf(blend: BlendFile, group: IdGroup, known: Map<StructType, number[]>): Generator<bigint> {
  const { pointerSize } = blend.header;
  for (const { block, type } of blend.blocksOf(group)) {
    if (type === undefined) continue;
    const isRaw = block.structIndex === 0;
    if (isRaw && block.lengthBytes > maxPointerArrayBytes) continue;
    const offsets = isRaw ? [0] : pointerOffsets(type, known);
    const stride = isRaw ? pointerSize : type.sizeBytes;
    if (offsets.length === 0 || stride === 0) continue;
    const elements = Math.floor(block.lengthBytes / stride);
    for (let element = 0; element < (isRaw ? elements : Math.min(elements, block.elements)); element++) {
      const bytes = blend.bytes.read(block.startByte + element * stride, stride);
      for (const offset of offsets) {
        const address = readAddress(bytes, offset, blend.header);
        if (address !== 0n) yield address;
      }
    }
  }
}

/** Offsets of the members of a struct, and of the structs in it, that can point to data-blocks. */
function pointerOffsets(type: StructType, known: Map<StructType, number[]>, depth = 0): number[] {
  const before = known.get(type);
  if (before) return before;
  if (depth > maxNesting) return [];
  const offsets = new Set<number>();
  // A struct that contains itself, which only a damaged file has, finds this empty list.
  known.set(type, []);
  for (const [name, member] of type.members) {
    if (runtimeMembers.has(name)) continue;
    if (!member.isPointer && member.struct === undefined) continue;
    if (member.isPointer && !mayBeDataBlock(member.type, member.struct)) continue;
    const inner = member.isPointer ? [0] : pointerOffsets(member.struct as StructType, known, depth + 1);
    if (inner.length === 0) continue;
    for (let element = 0; element < member.elements; element++) {
      const start = member.offset + element * member.elementBytes;
      if (start >= type.sizeBytes) break;
      for (const offset of inner) offsets.add(start + offset);
    }
  }
  const fitting = [...offsets].filter((offset) => offset + 8 <= type.sizeBytes || offset + 4 === type.sizeBytes);
  known.set(type, fitting);
  return fitting;
}

/** `ID *`, a pointer to a struct that begins with an ID, or one to anything. */
function mayBeDataBlock(type: string, struct: StructType | undefined): boolean {
  if (type === 'void' || type === 'ID') return true;
  const first = struct?.members.get('id');
  return first?.type === 'ID' && !first.isPointer && first.offset === 0;
}
