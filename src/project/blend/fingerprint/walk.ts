import { createHash } from 'node:crypto';
import type { BlendFile } from '../blend-file.ts';
import { readAddress, type Block } from '../blocks.ts';
import type { Member as DnaMember, StructType } from '../dna.ts';
import type { IdGroup } from '../struct-view.ts';
import { Addresses } from './addresses.ts';
import { digestBytes, digestStructs } from './array-digest.ts';
import { realLength } from './block-length.ts';
import { itemName } from './item-name.ts';
import { leftOutOf, selectionAttributes } from './left-out.ts';
import { maxNesting } from './mask.ts';
import { MemberList, type Member } from './member.ts';
import { isTextOnly, quote, readScalars, textOf } from './scalars.ts';

/** Longer arrays are told of by their digest. */
const maxToldItems = 32;
const maxTextBytes = 32 * 1024;
const maxPointersBytes = 256 * 1024;

/** A struct, and how it is reached. */
interface Place {
  type: StructType;
  startByte: number;
  path: readonly string[];
  isView?: boolean;
}

/** What a data-block says, and which others it points to. */
export interface Content {
  members: Member[];
  /** Names of data-blocks. */
  references: ReadonlySet<string>;
}

/**
 * Everything a data-block says, from its head along its pointers: each block once, other data-blocks by their names, the
 * items of lists by theirs. Addresses that lead nowhere are null. Its own name is not among it.
 *
 * @param names of all data-blocks of the file
 * @throws RangeError for more than any data-block has
 */
export function readContent(blend: BlendFile, group: IdGroup, names: ReadonlyMap<IdGroup, string>): Content {
  const addresses = new Addresses(blend, group, names);
  const members = new Walk(blend, group, names, addresses).members();
  return { members, references: addresses.references };
}

class Walk {
  readonly #blend: BlendFile;
  readonly #group: IdGroup;
  readonly #names: ReadonlyMap<IdGroup, string>;
  readonly #addresses: Addresses;
  readonly #pending: Place[] = [];
  /** Pointers to what lists own, met before or after the list. */
  readonly #references: { address: bigint; member: DnaMember; place: Place }[] = [];
  readonly #members = new MemberList();

  constructor(blend: BlendFile, group: IdGroup, names: ReadonlyMap<IdGroup, string>, addresses: Addresses) {
    this.#blend = blend;
    this.#group = group;
    this.#names = names;
    this.#addresses = addresses;
  }

  members(): Member[] {
    const head = this.#blend.head(this.#group);
    if (head === undefined) return [];
    this.#addresses.own(this.#blend.addressOf(this.#group), []);
    this.#pending.push({ type: head.type, startByte: head.startByte, path: [] });
    this.#drain();
    for (const { address, member, place } of this.#references) {
      // What no list owns belongs to who names it.
      if (this.#addresses.isOwned(address)) this.#name(address, place);
      else this.#own(address, member, place);
      this.#drain();
    }
    return this.#members.sorted();
  }

  #drain(): void {
    for (let place = this.#pending.pop(); place !== undefined; place = this.#pending.pop()) this.#struct(place, 0);
  }

  #struct(place: Place, depth: number): void {
    const { type, startByte } = place;
    if (depth > maxNesting) throw new RangeError('structs that lie deeper in each other than any');
    if (type.name === 'ID' && place.path.length <= 1 && depth <= 1) {
      this.#ownId(place, depth);
      return;
    }
    for (const [name, member] of type.members) {
      if (member.offset + member.elementBytes * member.elements > type.sizeBytes) continue;
      // A list's items are linked by their first pointer, which the list follows.
      if (name === 'next' && member.isPointer && member.offset === 0) continue;
      const left = leftOutOf(type, name, (other) => this.#flagsOf(place, other));
      if (left?.effect === 'nothing' && left.bits === undefined) continue;
      const inner = { ...place, path: [...place.path, name], ...(left?.effect === 'view' && { isView: true }) };
      if (member.isPointer) this.#pointers(member, startByte, inner);
      else if (isList(member)) this.#list(startByte + member.offset, inner);
      else if (member.struct !== undefined) this.#inline(member, member.struct, startByte, inner, depth);
      else this.#scalars(member, startByte, left?.bits ?? 0, place, inner);
    }
  }

  /** Of the data-block's own ID: its properties, and what it overrides. Its name is what it is called by. */
  #ownId({ type, startByte, path }: Place, depth: number): void {
    for (const name of ['properties', 'system_properties', 'override_library']) {
      const member = type.members.get(name);
      if (member?.isPointer) this.#pointers(member, startByte, { type, startByte, path: [...path, name] });
    }
    // The place holder of what a library has is nothing but an ID.
    if (path.length === 0 && depth === 0) this.#members.add({ path: ['linked'], struct: 'ID', value: 'yes' });
  }

  /** A number beside the member that is looked at. */
  #flagsOf({ type, startByte }: Place, name: string): number {
    const member = type.members.get(name);
    if (member === undefined || member.isPointer || member.elements !== 1) return 0;
    const raw = this.#blend.bytes.read(startByte + member.offset, member.elementBytes);
    return Number(readScalars(raw, member, this.#blend.header) ?? 0);
  }

  #scalars(member: DnaMember, startByte: number, bits: number, place: Place, inner: Place): void {
    const raw = this.#blend.bytes.read(startByte + member.offset, member.elementBytes * member.elements);
    const read = (without: number): string =>
      readScalars(raw, member, this.#blend.header, without) ?? `#${createHash('sha1').update(raw).digest('hex')}`;
    const isPartly = bits !== 0 && inner.isView === true && place.isView !== true;
    this.#add(isPartly ? { ...inner, isView: false } : inner, read(bits));
    if (isPartly) this.#add({ ...inner, path: [...inner.path, 'view'] }, read(~bits));
  }

  #inline(member: DnaMember, struct: StructType, startByte: number, inner: Place, depth: number): void {
    for (let element = 0; element < member.elements; element++) {
      const path = member.elements === 1 ? inner.path : [...inner.path, `[${element}]`];
      const at = startByte + member.offset + element * member.elementBytes;
      this.#struct({ ...inner, type: struct, startByte: at, path }, depth + 1);
    }
  }

  #pointers(member: DnaMember, startByte: number, inner: Place): void {
    const { header, bytes } = this.#blend;
    for (let element = 0; element < member.elements; element++) {
      const at = startByte + member.offset + element * header.pointerSize;
      const path = member.elements === 1 ? inner.path : [...inner.path, `[${element}]`];
      const address = readAddress(bytes.read(at, header.pointerSize), 0, header);
      this.#pointer(address, member, { ...inner, startByte, path });
    }
  }

  #pointer(address: bigint, member: DnaMember, place: Place): void {
    if (address === 0n) return;
    const name = this.#addresses.dataBlockAt(address);
    if (name !== undefined) {
      this.#add(place, `→${name}`);
      return;
    }
    const isItem = member.type !== 'IDProperty' && member.struct?.members.get('next')?.offset === 0;
    if (isItem || this.#addresses.isOwned(address)) this.#references.push({ address, member, place });
    else this.#own(address, member, place);
  }

  /** A pointer to what belongs to another member: the way there, which nothing else has. */
  #name(address: bigint, place: Place): void {
    const owner = this.#addresses.ownerOf(address);
    this.#add(place, `⇢${owner?.join('.') ?? this.#blend.viewAt(address, this.#group)?.type.name ?? ''}`);
  }

  #own(address: bigint, member: DnaMember, place: Place): void {
    const { path, isView } = place;
    const block = this.#addresses.own(address, path);
    if (block === undefined) return;
    const type = this.#blend.structs[block.structIndex];
    if (block.structIndex === 0 || type === undefined || type.sizeBytes === 0) {
      this.#raw(block, member, place);
      return;
    }
    const count = Math.min(block.elements, Math.floor(block.lengthBytes / type.sizeBytes));
    if (count > maxToldItems) {
      const digest = digestStructs(this.#blend, block, type, count, this.#addresses);
      const bytes = { startByte: block.startByte, lengthBytes: count * type.sizeBytes, stride: type.sizeBytes };
      this.#add({ ...place, type }, `#${digest}`, bytes);
      return;
    }
    for (let index = 0; index < count; index++) {
      const startByte = block.startByte + index * type.sizeBytes;
      const item = count === 1 ? path : [...path, this.#attributeName(startByte, type, address, index) ?? `[${index}]`];
      if (item.some((step) => selectionAttributes.test(step))) continue;
      this.#pend({ type, startByte, path: item, ...(isView && { isView }) });
    }
  }

  /** Attributes come back in another order. */
  #attributeName(startByte: number, type: StructType, address: bigint, index: number): string | undefined {
    if (type.name !== 'Attribute' && type.name !== 'CustomDataLayer') return undefined;
    const view = this.#blend.viewAt(address, this.#group)?.at(type, startByte);
    const name = view && itemName(this.#blend, view, this.#names);
    if (name === undefined) return undefined;
    return type.name === 'Attribute' ? `[${name}]` : `[${name || index}:${view?.number('type') ?? 0}]`;
  }

  #raw(block: Block, member: DnaMember, place: Place): void {
    const { startByte, lengthBytes: allBytes } = block;
    if (this.#pointerArray(block, member, place)) return;
    if (member.type === 'char' && allBytes <= maxTextBytes) {
      const raw = this.#blend.bytes.read(startByte, allBytes);
      if (isTextOnly(raw)) {
        this.#add(place, quote(textOf(raw)));
        return;
      }
    }
    const head = this.#blend.head(this.#group);
    const { lengthBytes, stride } = realLength(this.#blend, block, head, place);
    const digest = digestBytes(this.#blend, startByte, lengthBytes);
    this.#add(place, `#${digest}`, { startByte, lengthBytes, stride });
  }

  /** An array of pointers: materials, modifiers' items. False where it holds something else. */
  #pointerArray({ startByte, lengthBytes }: Block, member: DnaMember, place: Place): boolean {
    if (member.struct === undefined || lengthBytes > maxPointersBytes) return false;
    const { header, bytes } = this.#blend;
    const count = Math.floor(lengthBytes / header.pointerSize);
    const addresses = Array.from({ length: count }, (_, index) =>
      readAddress(bytes.read(startByte + index * header.pointerSize, header.pointerSize), 0, header),
    );
    const leadsSomewhere = (address: bigint): boolean =>
      address === 0n || this.#blend.viewAt(address, this.#group) !== undefined;
    if (!addresses.every(leadsSomewhere)) return false;
    for (const [index, address] of addresses.entries()) {
      this.#pointer(address, member, { ...place, path: [...place.path, `[${index + 1}]`] });
    }
    return true;
  }

  #list(startByte: number, place: Place): void {
    const { header, bytes } = this.#blend;
    const next = (at: number): bigint => readAddress(bytes.read(at, header.pointerSize), 0, header);
    const used = new Map<string, number>();
    const order: string[] = [];
    for (let index = 0, address = next(startByte); address !== 0n; index++) {
      const view = this.#addresses.isOwned(address) ? undefined : this.#blend.viewAt(address, this.#group);
      if (view === undefined) break;
      const named = itemName(this.#blend, view, this.#names) ?? String(index);
      const before = used.get(named) ?? 0;
      used.set(named, before + 1);
      const step = before === 0 ? `[${named}]` : `[${named} ${before + 1}]`;
      const path = [...place.path, step];
      const block = this.#addresses.own(address, path);
      if (block === undefined || block.lengthBytes < header.pointerSize) break;
      order.push(step);
      this.#pend({ type: view.type, startByte: view.startByte, path, ...(place.isView && { isView: true }) });
      address = next(view.startByte);
    }
    if (order.length === 0) return;
    const value = unordered.has(place.path.at(-1) ?? '') ? order.toSorted().join('') : order.join('');
    this.#add({ ...place, path: [...place.path, 'order'] }, value);
  }

  #pend(place: Place): void {
    this.#members.spend(place.path);
    this.#pending.push(place);
  }

  #add({ path, type, isView }: Place, value: string, bytes?: Member['bytes']): void {
    this.#members.add({
      ...{ path, struct: type.name, value },
      ...(bytes && { bytes }),
      ...(isView === true && { isView }),
    });
  }
}

function isList(member: DnaMember): boolean {
  return !member.isPointer && member.type === 'ListBase' && member.elements === 1;
}

/** Lists whose order says which item was touched last. */
const unordered = new Set(['nodes', 'object_bases', 'links']);
