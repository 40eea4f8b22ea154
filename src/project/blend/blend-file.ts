import { AddressIndex } from './address-index.ts';
import { readBlocks, type Block, type BlockTable } from './blocks.ts';
import { brokenBlend } from './broken.ts';
import type { ByteReader } from './bytes.ts';
import { maxDnaBytes, parseDna, type StructType } from './dna.ts';
import { maxHeaderBytes, parseHeader, type BlendHeader } from './header.ts';
import { StructView, type BlockSource, type IdGroup } from './struct-view.ts';

/**
 * Work that a file may cost: a step is a glance at a block, a struct takes ten. What is needed of a file takes some fifty
 * steps a block; one that leads through the same structs over and over takes the square of it.
 */
const baseSteps = 10_000_000;
const stepsPerBlock = 200;
const stepsPerStruct = 10;

export type Compression = 'none' | 'gzip' | 'zstd';

/**
 * An open .blend: its blocks are indexed, everything else is read when it is asked for. Made by openBlend.
 */
export class BlendFile implements BlockSource {
  readonly file: string;
  readonly compression: Compression;
  readonly header: BlendHeader;
  readonly bytes: ByteReader;
  readonly groups: readonly IdGroup[];
  readonly structs: readonly StructType[];
  readonly #blocks: BlockTable;
  readonly #groupAt = new Map<bigint, IdGroup>();
  /** Addresses are unique only within a group, so its map is made when the group is read; one is enough at a time. */
  #localBlocks: { group: IdGroup; byAddress: AddressIndex } | undefined;
  #stepsLeft: number;

  constructor(bytes: ByteReader, compression: Compression) {
    this.file = bytes.file;
    this.bytes = bytes;
    this.compression = compression;
    this.header = parseHeader(bytes.read(0, Math.min(maxHeaderBytes, bytes.sizeBytes)), bytes.file);
    this.#blocks = readBlocks(bytes, this.header);
    this.#stepsLeft = baseSteps + stepsPerBlock * this.#blocks.length;
    this.groups = groupBlocks(this.#blocks, bytes.file);
    for (const group of this.groups) this.#groupAt.set(this.#blocks.address(group.head), group);
    this.structs = this.#readDna();
  }

  /** Every struct of a group's blocks whose type's name is in `names`, with the data-block's own struct first. */
  *views(group: IdGroup, names: ReadonlySet<string>): Generator<StructView> {
    this.#spend(group.end - group.head);
    for (let index = group.head; index < group.end; index++) {
      const type = this.structs[this.#blocks.structIndex(index)];
      if (type === undefined || !names.has(type.name)) continue;
      yield* this.#elements(group, this.#blocks.at(index), type);
    }
  }

  /** The data-block's own struct. */
  head(group: IdGroup): StructView | undefined {
    return this.#view(group, this.#blocks.at(group.head));
  }

  /** Where the data-block was in the Blender that wrote it. */
  addressOf(group: IdGroup): bigint {
    return this.#blocks.address(group.head);
  }

  /** The group of the data-block at an address. */
  groupOf(address: bigint): IdGroup | undefined {
    return address === 0n ? undefined : this.#groupAt.get(address);
  }

  /** What lies at an address, as seen from within `group`: its own data, or any data-block. */
  viewAt(address: bigint, group: IdGroup): StructView | undefined {
    if (address === 0n) return undefined;
    const local = this.#localIndex(address, group);
    if (local !== undefined) return this.#view(group, this.#blocks.at(local));
    const other = this.#groupAt.get(address);
    return other && this.head(other);
  }

  /** The block at an address within `group`. */
  blockAt(address: bigint, group: IdGroup): Block | undefined {
    const index = address === 0n ? undefined : this.#localIndex(address, group);
    return index === undefined ? undefined : this.#blocks.at(index);
  }

  /** Which of a group's blocks is at an address, counted from the head. */
  placeOf(address: bigint, group: IdGroup): number | undefined {
    const index = address === 0n ? undefined : this.#localIndex(address, group);
    return index === undefined ? undefined : index - group.head;
  }

  /** All structs of the block that a pointer of `view` leads to, for pointers to arrays. */
  *array(view: StructView, path: string): Generator<StructView> {
    const block = this.blockAt(view.address(path), view.group);
    const type = block && this.structs[block.structIndex];
    if (type) yield* this.#elements(view.group, block, type);
  }

  /** Blocks of a group: their type and raw extent, without reading them. */
  *blocksOf(group: IdGroup): Generator<{ block: Block; type: StructType | undefined }> {
    this.#spend(group.end - group.head);
    for (let index = group.head; index < group.end; index++) {
      const block = this.#blocks.at(index);
      yield { block, type: this.structs[block.structIndex] };
    }
  }

  *#elements(group: IdGroup, block: Block, type: StructType): Generator<StructView> {
    if (type.sizeBytes === 0) return;
    const fitting = Math.min(block.elements, Math.floor(block.lengthBytes / type.sizeBytes));
    for (let element = 0; element < fitting; element++) {
      this.#spend(stepsPerStruct);
      yield new StructView(this, group, block, type, block.startByte + element * type.sizeBytes);
    }
  }

  #view(group: IdGroup, block: Block): StructView | undefined {
    this.#spend(stepsPerStruct);
    const type = this.structs[block.structIndex];
    return type && new StructView(this, group, block, type, block.startByte);
  }

  #localIndex(address: bigint, group: IdGroup): number | undefined {
    if (this.#localBlocks?.group !== group) {
      this.#spend(group.end - group.head);
      this.#localBlocks = { group, byAddress: new AddressIndex(this.#blocks, group.head, group.end) };
    }
    return this.#localBlocks.byAddress.find(address);
  }

  /** Counts work, and ends it where the file only pretends to have that much in it. */
  #spend(steps: number): void {
    this.#stepsLeft -= steps;
    if (this.#stepsLeft < 0) throw brokenBlend(this.file, 'leads in circles');
  }

  #readDna(): StructType[] {
    // It is written last, right before the end.
    const group = this.groups.findLast(({ code }) => code === 'DNA1');
    if (group === undefined) throw brokenBlend(this.file, 'does not describe its structs');
    const { startByte, lengthBytes } = this.#blocks.at(group.head);
    const dna = this.bytes.read(startByte, Math.min(lengthBytes, maxDnaBytes));
    return parseDna(dna, this.header.pointerSize, this.header.littleEndian, this.file);
  }
}

/** The largest productions have tens of thousands. */
const maxGroups = 500_000;

function groupBlocks(blocks: BlockTable, file: string): IdGroup[] {
  const groups: IdGroup[] = [];
  let current: IdGroup | undefined;
  for (let index = 0; index < blocks.length; index++) {
    if (groups.length === maxGroups) throw brokenBlend(file, `has more than ${maxGroups} data-blocks`);
    if (current !== undefined && blocks.isData(index)) {
      current.end = index + 1;
    } else {
      current = { code: blocks.code(index), head: index, end: index + 1 };
      groups.push(current);
    }
  }
  return groups;
}
