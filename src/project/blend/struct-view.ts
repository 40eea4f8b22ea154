import { readAddress, type Block } from './blocks.ts';
import type { ByteReader } from './bytes.ts';
import type { StructType } from './dna.ts';
import type { BlendHeader } from './header.ts';

/** A data-block (Blender's "ID") and the blocks behind it that belong to it: indices `head` to `end`, exclusive. */
export interface IdGroup {
  /** `IM`, `OB`, …; `ID` for the place holder of a data-block that another file has. */
  code: string;
  head: number;
  end: number;
}

/** What a struct is read from: the file that it lies in. */
export interface BlockSource {
  readonly header: BlendHeader;
  readonly bytes: ByteReader;
  /** The first struct of the block at an address, as it looks from a data-block. */
  viewAt(address: bigint, group: IdGroup): StructView | undefined;
  blockAt(address: bigint, group: IdGroup): Block | undefined;
}

/** Longest text that is read; Blender's own limit for a path is 1,024 bytes. */
const maxTextBytes = 4096;

/**
 * One struct in a .blend, read member by member. A member that this version of Blender did not have, or that lies past
 * the end of its block, reads as undefined: asking is how the tracer tells versions apart.
 */
export class StructView {
  readonly type: StructType;
  readonly group: IdGroup;
  readonly #blend: BlockSource;
  readonly #block: Block;
  readonly #startByte: number;

  constructor(blend: BlockSource, group: IdGroup, block: Block, type: StructType, startByte: number) {
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

  /** Another struct of the same block, or within it. */
  at(type: StructType, startByte: number): StructView {
    const block = { ...this.#block, lengthBytes: type.sizeBytes, startByte };
    return new StructView(this.#blend, this.group, block, type, startByte);
  }

  /** A number of one of C's types. */
  number(path: string): number | undefined {
    const member = this.type.find(path);
    const type = member && !member.isPointer ? numberTypes.get(member.type) : undefined;
    const raw = member && type && this.#range(member.offset, type.sizeBytes);
    return raw && type.read(new DataView(raw.buffer, raw.byteOffset, raw.length), this.#blend.header.littleEndian);
  }

  /** Whether any of the bits of `mask` is set in an integer; a member that is not there has none. */
  hasFlag(path: string, mask: number): boolean {
    return ((this.number(path) ?? 0) & mask) !== 0;
  }

  /** Text up to its NUL, from an array of characters or from where a pointer to characters leads. */
  text(path: string): string | undefined {
    const member = this.type.find(path);
    if (member === undefined) return undefined;
    const lengthBytes = Math.min(member.elementBytes * member.elements, maxTextBytes);
    const raw = member.isPointer ? this.#pointedBytes(path) : this.#range(member.offset, lengthBytes);
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
  address(path: string): bigint {
    const member = this.type.find(path);
    const raw = member?.isPointer ? this.#range(member.offset, this.#blend.header.pointerSize) : undefined;
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

/** C's types by the names DNA has for them. A damaged file may claim other sizes: these are the ones that are read. */
const numberTypes = new Map<string, { sizeBytes: number; read: (view: DataView, littleEndian: boolean) => number }>([
  ['char', { sizeBytes: 1, read: (view) => view.getInt8(0) }],
  ['int8_t', { sizeBytes: 1, read: (view) => view.getInt8(0) }],
  ['uchar', { sizeBytes: 1, read: (view) => view.getUint8(0) }],
  ['uint8_t', { sizeBytes: 1, read: (view) => view.getUint8(0) }],
  ['short', { sizeBytes: 2, read: (view, littleEndian) => view.getInt16(0, littleEndian) }],
  ['ushort', { sizeBytes: 2, read: (view, littleEndian) => view.getUint16(0, littleEndian) }],
  ['int', { sizeBytes: 4, read: (view, littleEndian) => view.getInt32(0, littleEndian) }],
  ['uint', { sizeBytes: 4, read: (view, littleEndian) => view.getUint32(0, littleEndian) }],
  ['float', { sizeBytes: 4, read: (view, littleEndian) => view.getFloat32(0, littleEndian) }],
]);
