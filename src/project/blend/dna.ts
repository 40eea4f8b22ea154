import { brokenBlend } from './broken.ts';

/*
 * Every .blend carries the layout of the structs it was written with ("SDNA"): the block DNA1. It is what lets one
 * reader understand all versions. Members keep their first names for ever: `Image.name` is a file path.
 */

export interface Member {
  /** Name of the declared type: `int`, `ID`, `void`. */
  type: string;
  isPointer: boolean;
  offset: number;
  /** Bytes of one element, and how many there are. */
  elementBytes: number;
  elements: number;
  /** The layout of the type, if it is a struct. */
  struct: StructType | undefined;
}

/** One struct's layout. */
export class StructType {
  readonly name: string;
  readonly sizeBytes: number;
  readonly #readMembers: () => Map<string, Member>;
  #members: Map<string, Member> | undefined;
  readonly #paths = new Map<string, Member | undefined>();

  constructor(name: string, sizeBytes: number, readMembers: () => Map<string, Member>) {
    this.name = name;
    this.sizeBytes = sizeBytes;
    this.#readMembers = readMembers;
  }

  get members(): ReadonlyMap<string, Member> {
    return (this.#members ??= this.#readMembers());
  }

  /** A member, or a member of a member (`r.sfra`), with its offset from the start of this struct. */
  find(path: string): Member | undefined {
    if (this.#paths.has(path)) return this.#paths.get(path);
    const found = this.#resolve(path);
    this.#paths.set(path, found);
    return found;
  }

  #resolve(path: string): Member | undefined {
    const dot = path.indexOf('.');
    if (dot < 0) return this.members.get(path);
    const outer = this.members.get(path.slice(0, dot));
    if (outer === undefined || outer.isPointer) return undefined;
    const inner = outer.struct?.find(path.slice(dot + 1));
    return inner && { ...inner, offset: outer.offset + inner.offset };
  }
}

/** A real file has about 5,000 names, 1,000 types and 900 structs in 150 KB. */
export const maxDnaBytes = 16 * 1024 * 1024;
const maxNames = 100_000;
const maxTypes = 20_000;
const maxStructs = 20_000;
/** The size of a type has 16 bits, so that no member lies behind this, nor has more elements. */
const maxStructBytes = 0xffff;

/** Parses the data of a DNA1 block. The result's order is that of a block's `structIndex`. `file` is for errors. */
export function parseDna(bytes: Buffer, pointerSize: 4 | 8, littleEndian: boolean, file: string): StructType[] {
  try {
    return new DnaParser(bytes, pointerSize, littleEndian, file).parse();
  } catch (error) {
    throw brokenBlend(file, 'has a damaged description of its structs', error);
  }
}

/** Reads past the end throw a RangeError, which {@link parseDna} turns into the error for the file. */
class DnaParser {
  readonly #bytes: Buffer;
  readonly #pointerSize: number;
  readonly #littleEndian: boolean;
  readonly #file: string;
  #position = 0;

  constructor(bytes: Buffer, pointerSize: number, littleEndian: boolean, file: string) {
    this.#file = file;
    this.#bytes = bytes;
    this.#pointerSize = pointerSize;
    this.#littleEndian = littleEndian;
  }

  parse(): StructType[] {
    this.#expect('SDNA');
    this.#expect('NAME');
    const names = this.#strings(maxNames);
    this.#expect('TYPE');
    const types = this.#strings(maxTypes);
    this.#expect('TLEN');
    const typeSizes = types.map(() => this.#short());
    this.#expect('STRC');
    const structs: StructType[] = [];
    const structOfType = new Map<number, StructType>();
    for (let left = this.#count(maxStructs); left > 0; left--) {
      const type = this.#short();
      const memberCount = this.#short();
      const first = this.#position;
      this.#position += memberCount * 4;
      if (this.#position > this.#bytes.length) throw new RangeError('a struct goes on past the end');
      const struct = new StructType(types[type] ?? '', typeSizes[type] ?? 0, () =>
        this.#members(first, memberCount, names, types, typeSizes, structOfType),
      );
      structs.push(struct);
      structOfType.set(type, struct);
    }
    return structs;
  }

  #members(
    first: number,
    count: number,
    names: string[],
    types: string[],
    typeSizes: number[],
    structOfType: Map<number, StructType>,
  ): Map<string, Member> {
    const members = new Map<string, Member>();
    let offset = 0;
    for (let entry = first; entry < first + count * 4; entry += 4) {
      const type = this.#shortAt(entry);
      const { name, isPointer, elements } = parseMemberName(names[this.#shortAt(entry + 2)] ?? '');
      const elementBytes = isPointer ? this.#pointerSize : (typeSizes[type] ?? 0);
      members.set(name, {
        type: types[type] ?? '',
        isPointer,
        offset,
        elementBytes,
        elements,
        struct: structOfType.get(type),
      });
      offset += elementBytes * elements;
      // Read when the struct is first asked for, long after parseDna.
      if (elements > maxStructBytes || offset > maxStructBytes) {
        throw brokenBlend(this.#file, 'has a struct that is larger than any');
      }
    }
    return members;
  }

  /** A section starts at a multiple of four with its name. */
  #expect(tag: string): void {
    this.#position = Math.ceil(this.#position / 4) * 4;
    if (this.#bytes.toString('latin1', this.#position, this.#position + 4) !== tag) throw new Error(`no ${tag}`);
    this.#position += 4;
  }

  #strings(max: number): string[] {
    const strings: string[] = [];
    for (let left = this.#count(max); left > 0; left--) {
      const end = this.#bytes.indexOf(0, this.#position);
      if (end < 0) throw new RangeError('a name goes on past the end');
      strings.push(this.#bytes.toString('latin1', this.#position, end));
      this.#position = end + 1;
    }
    return strings;
  }

  #count(max: number): number {
    const value = this.#littleEndian
      ? this.#bytes.readInt32LE(this.#position)
      : this.#bytes.readInt32BE(this.#position);
    this.#position += 4;
    if (value > max) throw new RangeError(`${value} of what no file has more than ${max} of`);
    return value;
  }

  #short(): number {
    const value = this.#shortAt(this.#position);
    this.#position += 2;
    return value;
  }

  #shortAt(position: number): number {
    return this.#littleEndian ? this.#bytes.readUInt16LE(position) : this.#bytes.readUInt16BE(position);
  }
}

/** `*next`, `name[66]`, `**mat`, `mat[4][4]`, `(*func)()` → the bare name and what surrounds it. */
function parseMemberName(declared: string): { name: string; isPointer: boolean; elements: number } {
  const name = /\w+/.exec(declared)?.[0] ?? '';
  let elements = 1;
  for (const dimension of declared.matchAll(/\[(\d{1,9})\]/g)) elements *= Number(dimension[1]);
  return { name, isPointer: declared.startsWith('*') || declared.startsWith('('), elements };
}
