import { readAddress, type Block } from './blocks.ts';
import type { BlendFile, IdGroup } from './blend-file.ts';
import type { Member, StructType } from './dna.ts';

/** Longest text that is read; Blender's own limit for a path is 1,024 bytes. */
const maxTextBytes = 4096;

/**
 * One struct in a .blend, read member by member. A member that this version of Blender did not have, or that lies past
 * the end of its block, reads as undefined: asking is how the tracer tells versions apart.
 */
export class StructView {
  readonly type: StructType;
  readonly group: IdGroup;
  readonly #blend: BlendFile;
  readonly #block: Block;
  readonly #startByte: number;

  constructor(blend: BlendFile, group: IdGroup, block: Block, type: StructType, startByte: number) {
    this.#blend = blend;
    this.group = group;
    this.#block = block;
    this.type = type;
    this.#startByte = startByte;
  }

  /** Where it lies, which is also its identity within the file. */
  get startByte(): number {
    return this.#startByte;
  }

  /** A number of any of C's types, or one element of an array of them. */
  number(path: string, element = 0): number | undefined {
    const member = this.type.find(path);
    if (member === undefined || member.isPointer) return undefined;
    const raw = this.#bytes(member, element);
    return raw && readNumber(raw, member.type, this.#blend.header.littleEndian);
  }

  /** Whether any of the bits of `mask` is set in an integer; a member that is not there has none. */
  hasFlag(path: string, mask: number): boolean {
    return ((this.number(path) ?? 0) & mask) !== 0;
  }

  /** Text up to its NUL, from an array of characters or from where a pointer to characters leads. */
  text(path: string): string | undefined {
    const member = this.type.find(path);
    if (member === undefined) return undefined;
    const raw = member.isPointer ? this.#pointedBytes(path) : this.#bytes({ ...member, ...wholeText(member) }, 0);
    if (raw === undefined) return undefined;
    const end = raw.indexOf(0);
    return raw.toString('utf8', 0, end < 0 ? raw.length : end);
  }

  /** A struct that lies inside this one. */
  struct(path: string): StructView | undefined {
    const member = this.type.find(path);
    if (member?.struct === undefined || member.isPointer) return undefined;
    return new StructView(this.#blend, this.group, this.#block, member.struct, this.#startByte + member.offset);
  }

  /** The value of a pointer; 0n when it is null or not there. */
  address(path: string, element = 0): bigint {
    const member = this.type.find(path);
    const raw = member?.isPointer ? this.#bytes(member, element) : undefined;
    return raw ? readAddress(raw, 0, this.#blend.header) : 0n;
  }

  /** What a pointer leads to, laid out as the block there says. */
  follow(path: string): StructView | undefined {
    return this.#blend.viewAt(this.address(path), this.group);
  }

  /** The structs of a linked list (a member of type ListBase). */
  *list(path: string): Generator<StructView> {
    const seen = new Set<number>();
    let item = this.follow(`${path}.first`);
    while (item !== undefined && !seen.has(item.startByte)) {
      seen.add(item.startByte);
      yield item;
      // Everything that can be in a list begins with the pointer to the next one.
      const raw = item.#range(0, this.#blend.header.pointerSize);
      item = raw && this.#blend.viewAt(readAddress(raw, 0, this.#blend.header), this.group);
    }
  }

  #bytes(member: Member, element: number): Buffer | undefined {
    if (element >= member.elements) return undefined;
    return this.#range(member.offset + element * member.elementBytes, member.elementBytes);
  }

  #range(offset: number, length: number): Buffer | undefined {
    const startByte = this.#startByte + offset;
    if (startByte + length > this.#block.startByte + this.#block.lengthBytes) return undefined;
    return this.#blend.bytes.read(startByte, length);
  }

  #pointedBytes(path: string): Buffer | undefined {
    const block = this.#blend.blockAt(this.address(path), this.group);
    return block && this.#blend.bytes.read(block.startByte, Math.min(block.lengthBytes, maxTextBytes));
  }
}

function wholeText(member: Member): Pick<Member, 'elementBytes' | 'elements'> {
  return { elementBytes: Math.min(member.elementBytes * member.elements, maxTextBytes), elements: 1 };
}

function readNumber(raw: Buffer, type: string, littleEndian: boolean): number | undefined {
  const view = new DataView(raw.buffer, raw.byteOffset, raw.length);
  switch (type) {
    case 'char':
    case 'int8_t':
      return view.getInt8(0);
    case 'uchar':
    case 'uint8_t':
      return view.getUint8(0);
    case 'short':
    case 'int16_t':
      return view.getInt16(0, littleEndian);
    case 'ushort':
    case 'uint16_t':
      return view.getUint16(0, littleEndian);
    case 'int':
    case 'int32_t':
      return view.getInt32(0, littleEndian);
    case 'uint':
    case 'uint32_t':
      return view.getUint32(0, littleEndian);
    case 'int64_t':
      return Number(view.getBigInt64(0, littleEndian));
    case 'uint64_t':
      return Number(view.getBigUint64(0, littleEndian));
    case 'float':
      return view.getFloat32(0, littleEndian);
    case 'double':
      return view.getFloat64(0, littleEndian);
    default:
      return undefined;
  }
}
