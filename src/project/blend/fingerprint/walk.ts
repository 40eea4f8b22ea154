import { createHash, type Hash } from 'node:crypto';
import type { BlendFile } from '../blend-file.ts';
import { readAddress, type Block } from '../blocks.ts';
import type { Member as DnaMember, StructType } from '../dna.ts';
import type { IdGroup } from '../struct-view.ts';
import { realLength } from './block-length.ts';
import { itemName } from './item-name.ts';
import { leftOut, selectionAttributes } from './left-out.ts';
import { maxNesting, planOf, type Masked } from './mask.ts';
import type { Member } from './member.ts';
import { quote, readScalars, textOf } from './scalars.ts';

/** Longer arrays are told of by their digest. */
const maxToldItems = 32;
/** A real data-block has thousands of members. */
export const maxMembers = 1_000_000;
const hashedBytes = 32 * 1024;

interface Place {
  type: StructType;
  startByte: number;
  path: readonly string[];
  isView?: boolean;
}

/**
 * Everything a data-block says, from its head along its pointers: each block once, other data-blocks by their names, the
 * items of lists by theirs. Addresses that lead nowhere are null. Its own name is not among it.
 */
export class Walk {
  readonly #blend: BlendFile;
  readonly #group: IdGroup;
  readonly #names: ReadonlyMap<IdGroup, string>;
  readonly #visited = new Set<bigint>();
  readonly #pending: Place[] = [];
  /** Pointers to what lists own, met before or after the list. */
  readonly #references: { address: bigint; member: DnaMember; place: Place; path: readonly string[] }[] = [];
  readonly #members: Member[] = [];

  /** `names`: of all data-blocks of the file. */
  constructor(blend: BlendFile, group: IdGroup, names: ReadonlyMap<IdGroup, string>) {
    this.#blend = blend;
    this.#group = group;
    this.#names = names;
  }

  members(): Member[] {
    const head = this.#blend.head(this.#group);
    if (head === undefined) return [];
    this.#visited.add(this.#blend.addressOf(this.#group));
    this.#walk({ type: head.type, startByte: head.startByte, path: [] });
    for (const reference of this.#references) {
      // What no list owns belongs to who names it.
      if (this.#visited.has(reference.address)) this.#name(reference.address, reference.place, reference.path);
      else this.#own(reference.address, reference.member, reference.place, reference.path);
      this.#drain();
    }
    return this.#members;
  }

  #walk(place: Place): void {
    this.#pending.push(place);
    this.#drain();
  }

  #drain(): void {
    for (let place = this.#pending.pop(); place !== undefined; place = this.#pending.pop()) this.#struct(place, 0);
  }

  #struct(place: Place, depth: number): void {
    const { type, startByte } = place;
    if (depth > maxNesting || type.sizeBytes === 0) return;
    if (type.name === 'ID' && place.path.length <= 1 && depth <= 1) {
      this.#ownId(place, depth);
      return;
    }
    const isUpgradedScene = type.name === 'Scene' && type.members.has('compositing_node_group');
    for (const [name, member] of type.members) {
      if (member.offset + member.elementBytes * member.elements > type.sizeBytes) continue;
      // A list's items are linked by their first pointer, which the list follows.
      if (name === 'next' && member.isPointer && member.offset === 0) continue;
      // Blender 5 writes the compositor once more for older versions.
      if (isUpgradedScene && name === 'nodetree') continue;
      const left = leftOut(type.name, name);
      if (left?.effect === 'nothing' && left.bits === undefined) continue;
      const inner = { ...place, path: [...place.path, name], ...(left?.effect === 'view' && { isView: true }) };
      if (member.isPointer) this.#pointers(member, startByte, place, inner);
      else if (isList(member)) this.#list(startByte + member.offset, inner);
      else if (member.struct !== undefined) this.#inline(member, member.struct, startByte, inner, depth);
      else this.#scalars(member, type, startByte, left?.bits ?? 0, place, inner);
    }
  }

  /** Of the data-block's own ID: its properties. Its name is what it is called by. */
  #ownId({ type, startByte, path }: Place, depth: number): void {
    const isPlaceHolder = path.length === 0;
    for (const name of ['properties', 'system_properties']) {
      const member = type.members.get(name);
      const place = { type, startByte, path: [...path, name] };
      if (member?.isPointer) this.#pointers(member, startByte, { type, startByte, path }, place);
    }
    if (isPlaceHolder && depth === 0) this.#add({ path: ['linked'], struct: 'ID', value: 'yes' });
  }

  #scalars(member: DnaMember, type: StructType, startByte: number, bits: number, place: Place, inner: Place): void {
    const raw = this.#blend.bytes.read(startByte + member.offset, member.elementBytes * member.elements);
    const isView = inner.isView === true && bits === 0;
    const value = readScalars(raw, member, this.#blend.header, bits);
    const told = value ?? `#${createHash('sha1').update(raw).digest('hex')}`;
    this.#add({ path: inner.path, struct: type.name, value: told, ...((isView || place.isView) && { isView: true }) });
    if (bits === 0 || inner.isView !== true) return;
    const seen = readScalars(raw, member, this.#blend.header, ~bits);
    this.#add({ path: [...inner.path, 'view'], struct: type.name, value: seen ?? '', isView: true });
  }

  #inline(member: DnaMember, struct: StructType, startByte: number, inner: Place, depth: number): void {
    for (let element = 0; element < member.elements; element++) {
      const path = member.elements === 1 ? inner.path : [...inner.path, `[${element}]`];
      const at = startByte + member.offset + element * member.elementBytes;
      this.#struct({ ...inner, type: struct, startByte: at, path }, depth + 1);
    }
  }

  #pointers(member: DnaMember, startByte: number, place: Place, inner: Place): void {
    const size = this.#blend.header.pointerSize;
    for (let element = 0; element < member.elements; element++) {
      const at = startByte + member.offset + element * size;
      const path = member.elements === 1 ? inner.path : [...inner.path, `[${element}]`];
      this.#pointer(
        readAddress(this.#blend.bytes.read(at, size), 0, this.#blend.header),
        member,
        { ...inner, type: place.type, startByte },
        path,
      );
    }
  }

  #pointer(address: bigint, member: DnaMember, place: Place, path: readonly string[]): void {
    if (address === 0n || this.#nameDataBlock(address, place, path)) return;
    const isItem = member.type !== 'IDProperty' && member.struct?.members.get('next')?.offset === 0;
    if (isItem || this.#visited.has(address)) this.#references.push({ address, member, place, path });
    else this.#own(address, member, place, path);
  }

  #nameDataBlock(address: bigint, place: Place, path: readonly string[]): boolean {
    const group = this.#blend.groupOf(address);
    const name = group && this.#names.get(group);
    if (name === undefined) return false;
    this.#add({ path, struct: place.type.name, value: `→${name}`, ...(place.isView && { isView: true }) });
    return true;
  }

  #name(address: bigint, place: Place, path: readonly string[]): void {
    const view = this.#blend.viewAt(address, this.#group);
    if (view)
      this.#add({
        path,
        struct: place.type.name,
        value: `⇢${itemName(this.#blend, view, this.#names) ?? view.type.name}`,
      });
  }

  #own(address: bigint, member: DnaMember, place: Place, path: readonly string[]): void {
    const block = this.#blend.blockAt(address, this.#group);
    if (block === undefined || this.#visited.has(address)) return;
    this.#visited.add(address);
    const type = this.#blend.structs[block.structIndex];
    if (block.structIndex === 0 || type === undefined || type.sizeBytes === 0) {
      this.#raw(block, member, place, path);
      return;
    }
    const count = Math.min(block.elements, Math.floor(block.lengthBytes / type.sizeBytes));
    const isView = place.isView && { isView: true };
    if (count > maxToldItems) this.#many(block, type, count, place, path);
    else
      for (let index = 0; index < count; index++) {
        const at = block.startByte + index * type.sizeBytes;
        const item = count === 1 ? path : [...path, this.#attributeName(at, type, address, index) ?? `[${index}]`];
        if (item.some((step) => selectionAttributes.test(step.slice(1)))) continue;
        this.#pending.push({ type, startByte: at, path: item, ...isView });
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

  /** Structs by their digest: what is left out as zeros, pointers as what they lead to. */
  #many(block: Block, type: StructType, count: number, place: Place, path: readonly string[]): void {
    const hash = createHash('sha1');
    const plan = planOf(type);
    const step = Math.max(1, Math.floor(hashedBytes / type.sizeBytes));
    for (let first = 0; first < count; first += step) {
      const items = Math.min(step, count - first);
      const bytes = this.#blend.bytes.read(block.startByte + first * type.sizeBytes, items * type.sizeBytes);
      if (plan.length === 0) hash.update(bytes);
      else hash.update(this.#masked(Buffer.from(bytes), type, plan, hash));
    }
    const lengthBytes = count * type.sizeBytes;
    const bytes = { startByte: block.startByte, lengthBytes, stride: type.sizeBytes };
    this.#add({
      path,
      struct: type.name,
      value: `#${hash.digest('hex')}`,
      bytes,
      ...(place.isView && { isView: true }),
    });
  }

  #masked(bytes: Buffer, type: StructType, plan: readonly Masked[], hash: Hash): Buffer {
    const { header } = this.#blend;
    for (let start = 0; start < bytes.length; start += type.sizeBytes) {
      for (const { offset, lengthBytes, keep, isPointer } of plan) {
        const at = start + offset;
        if (isPointer) this.#hashPointed(readAddress(bytes, at, header), hash);
        for (let index = 0; index < lengthBytes; index++) {
          const place = header.littleEndian ? index : lengthBytes - 1 - index;
          bytes[at + place] = (bytes[at + place] ?? 0) & ((keep >>> (8 * Math.min(index, 3))) & 0xff);
        }
      }
    }
    return bytes;
  }

  #hashPointed(address: bigint, hash: Hash): void {
    if (address === 0n) return;
    const group = this.#blend.groupOf(address);
    if (group !== undefined) hash.update(`→${this.#names.get(group) ?? ''}\n`);
    const block = group === undefined ? this.#blend.blockAt(address, this.#group) : undefined;
    if (block === undefined || this.#visited.has(address)) return;
    this.#visited.add(address);
    hash.update(`${block.lengthBytes}\n`);
    this.#hashBytes(block.startByte, block.lengthBytes, hash);
  }

  #raw(block: Block, member: DnaMember, place: Place, path: readonly string[]): void {
    const { header } = this.#blend;
    if (member.struct !== undefined && block.lengthBytes <= hashedBytes * 8) {
      // An array of pointers: materials, modifiers' items.
      for (let index = 0; (index + 1) * header.pointerSize <= block.lengthBytes; index++) {
        const at = block.startByte + index * header.pointerSize;
        const address = readAddress(this.#blend.bytes.read(at, header.pointerSize), 0, header);
        this.#pointer(address, member, place, [...path, `[${index + 1}]`]);
      }
      return;
    }
    const view = place.isView && { isView: true };
    if (member.type === 'char' && block.lengthBytes <= hashedBytes) {
      const text = textOf(this.#blend.bytes.read(block.startByte, block.lengthBytes));
      this.#add({ path, struct: place.type.name, value: quote(text), ...view });
      return;
    }
    const head = this.#blend.head(this.#group);
    const { lengthBytes, stride } = realLength(this.#blend, block, head, { ...place, path });
    const hash = createHash('sha1');
    this.#hashBytes(block.startByte, lengthBytes, hash);
    const bytes = { startByte: block.startByte, lengthBytes, stride };
    this.#add({ path, struct: place.type.name, value: `#${hash.digest('hex')}`, bytes, ...view });
  }

  #hashBytes(startByte: number, lengthBytes: number, hash: Hash): void {
    for (let done = 0; done < lengthBytes; done += hashedBytes) {
      hash.update(this.#blend.bytes.read(startByte + done, Math.min(hashedBytes, lengthBytes - done)));
    }
  }

  #list(startByte: number, place: Place): void {
    const size = this.#blend.header.pointerSize;
    let address = readAddress(this.#blend.bytes.read(startByte, size), 0, this.#blend.header);
    const used = new Map<string, number>();
    const order: string[] = [];
    for (let index = 0; address !== 0n; index++) {
      const block = this.#visited.has(address) ? undefined : this.#blend.blockAt(address, this.#group);
      const view = block && this.#blend.viewAt(address, this.#group);
      if (block === undefined || view === undefined || block.lengthBytes < size) break;
      this.#visited.add(address);
      const named = itemName(this.#blend, view, this.#names) ?? String(index);
      const before = used.get(named) ?? 0;
      used.set(named, before + 1);
      const step = before === 0 ? `[${named}]` : `[${named} ${before + 1}]`;
      order.push(step);
      this.#pending.push({
        type: view.type,
        startByte: view.startByte,
        path: [...place.path, step],
        ...(place.isView && { isView: true }),
      });
      address = readAddress(this.#blend.bytes.read(view.startByte, size), 0, this.#blend.header);
    }
    const member = place.path.at(-1) ?? '';
    if (order.length === 0) return;
    const value = unordered.has(member) ? order.toSorted().join('') : order.join('');
    this.#add({
      path: [...place.path, 'order'],
      struct: place.type.name,
      value,
      ...(place.isView && { isView: true }),
    });
  }

  #add(member: Member): void {
    if (this.#members.length < maxMembers) this.#members.push(member);
    else throw new RangeError('more members than any data-block has');
  }
}

function isList(member: DnaMember): boolean {
  return !member.isPointer && member.type === 'ListBase' && member.elements === 1;
}

/** Lists whose order says which item was touched last. */
const unordered = new Set(['nodes', 'object_bases', 'links']);
