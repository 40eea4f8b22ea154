/*
 * Writes small .blend files with only the structs a test needs, in every layout Blender has used: real files for what
 * the fixtures do not have (big endian, 32-bit, Blender 5, damage).
 */

export interface BlendLayout {
  pointerSize: 4 | 8;
  littleEndian: boolean;
  version: number;
}

export const modernLayout: BlendLayout = { pointerSize: 8, littleEndian: true, version: 304 };

/** Member declarations as Blender's DNA has them: `'char name[66]'`, `'Image *ima'`, `'ID id'`. */
export type StructDeclarations = Record<string, readonly string[]>;

/** The structs that most tests need; a test adds its own. */
export const baseStructs: StructDeclarations = {
  Link: ['Link *next', 'Link *prev'],
  ListBase: ['void *first', 'void *last'],
  ID: ['void *next', 'void *prev', 'ID *newid', 'Library *lib', 'char name[66]', 'short flag'],
  Library: ['ID id', 'char name[1024]', 'short flag', 'PackedFile *packedfile'],
  PackedFile: ['int size', 'int seek', 'void *data'],
  FileGlobal: ['Scene *curscene'],
  ImageFormatData: ['char imtype'],
  RenderData: [
    'ImageFormatData im_format', 'int cfra', 'int sfra', 'int efra', 'int images', 'int framapto', 'float blurfac',
    'int frame_step', 'short size', 'int xsch', 'int ysch', 'int scemode', 'int mode', 'char engine[32]',
  ],
  Scene: ['ID id', 'Object *camera', 'char use_nodes', 'bNodeTree *nodetree', 'RenderData r', 'ListBase markers'],
  Object: ['ID id', 'void *data', 'ImageUser *iuser'],
  Image: ['ID id', 'char name[1024]', 'int flag', 'short source', 'PackedFile *packedfile', 'ListBase packedfiles', 'ListBase tiles'],
  ImageUser: ['int framenr', 'int frames', 'int offset', 'int sfra', 'char cycl'],
  Tex: ['ID id', 'ImageUser iuser', 'Image *ima'],
  FCurve: ['char *rna_path'],
}; // prettier-ignore

export interface BuiltBlock {
  code: string;
  /** A struct with the values of some members by path (`id.name`), or several. Left out with `raw`. */
  struct?: string;
  values?: Record<string, Value> | Record<string, Value>[];
  raw?: Buffer;
  address?: number;
}
type Value = number | string;

interface Field {
  type: string;
  offset: number;
  sizeBytes: number;
  isPointer: boolean;
}

/** The bytes of a .blend with `blocks`, a DNA1 block and ENDB. */
export function buildBlend(
  blocks: readonly BuiltBlock[],
  layout: BlendLayout = modernLayout,
  declarations: StructDeclarations = {},
): Buffer {
  const writer = new BlendWriter(layout, { ...baseStructs, ...declarations });
  const parts = [writer.header(), ...blocks.map((block, index) => writer.block(block, 0x1000 + index * 0x100))];
  parts.push(
    writer.block({ code: 'DNA1', raw: writer.dna() }, 0x10),
    writer.block({ code: 'ENDB', raw: Buffer.alloc(0) }, 0),
  );
  return Buffer.concat(parts);
}

export class BlendWriter {
  readonly #layout: BlendLayout;
  readonly #structs: StructDeclarations;
  readonly #fields = new Map<string, Map<string, Field>>();
  readonly #sizes = new Map<string, number>(
    Object.entries({ char: 1, short: 2, int: 4, float: 4, double: 8, int8_t: 1, void: 0, uchar: 1, ushort: 2 }),
  );

  constructor(layout: BlendLayout, structs: StructDeclarations) {
    this.#layout = layout;
    this.#structs = structs;
    for (const name of Object.keys(structs)) this.#sizeOf(name);
  }

  header(): Buffer {
    const { pointerSize, littleEndian, version } = this.#layout;
    if (version >= 500) return Buffer.from(`BLENDER17-01v0${version}`, 'latin1');
    return Buffer.from(`BLENDER${pointerSize === 4 ? '_' : '-'}${littleEndian ? 'v' : 'V'}${version}`, 'latin1');
  }

  block({ code, struct, values = {}, raw, address }: BuiltBlock, defaultAddress: number): Buffer {
    const elements = Array.isArray(values) ? values : [values];
    const data = raw ?? Buffer.concat(elements.map((each) => this.struct(struct ?? '', each)));
    const index = struct === undefined ? 0 : Object.keys(this.#structs).indexOf(struct);
    const count = raw ? 1 : elements.length;
    return Buffer.concat([this.blockHeader(code, data.length, address ?? defaultAddress, index, count), data]);
  }

  blockHeader(code: string, lengthBytes: number, address: number, structIndex: number, count: number): Buffer {
    const { pointerSize, littleEndian, version } = this.#layout;
    const padded = littleEndian || code.length === 4 ? code.padEnd(4, '\0') : code.padStart(4, '\0');
    const at = Buffer.alloc(version >= 500 ? 32 : 16 + pointerSize);
    at.write(padded, 0, 'latin1');
    if (version >= 500) {
      at.writeInt32LE(structIndex, 4);
      at.writeBigUInt64LE(BigInt(address), 8);
      at.writeBigInt64LE(BigInt(lengthBytes), 16);
      at.writeBigInt64LE(BigInt(count), 24);
      return at;
    }
    this.#write(at, 4, 4, lengthBytes);
    this.#write(at, 8, pointerSize, address);
    this.#write(at, 8 + pointerSize, 4, structIndex);
    this.#write(at, 12 + pointerSize, 4, count);
    return at;
  }

  /** The bytes of one struct; members without a value are zero. */
  struct(name: string, values: Record<string, Value>): Buffer {
    const bytes = Buffer.alloc(this.#sizeOf(name));
    for (const [path, value] of Object.entries(values)) {
      const { type, offset, sizeBytes, isPointer } = this.#find(name, path);
      if (typeof value === 'string') bytes.write(value, offset, sizeBytes, 'utf8');
      else if (type === 'float' && !isPointer) {
        if (this.#layout.littleEndian) bytes.writeFloatLE(value, offset);
        else bytes.writeFloatBE(value, offset);
      } else this.#write(bytes, offset, sizeBytes, value);
    }
    return bytes;
  }

  /** The data of the DNA1 block. */
  dna(): Buffer {
    const names: string[] = [];
    const types = [...this.#sizes.keys()];
    const indexIn = (list: string[], text: string): number => {
      if (!list.includes(text)) list.push(text);
      return list.indexOf(text);
    };
    const structs = Object.entries(this.#structs).map(([name, members]) => {
      const pairs = members.flatMap((member) => {
        const { type, declarator } = splitDeclaration(member);
        return [indexIn(types, type), indexIn(names, declarator)];
      });
      return [types.indexOf(name), members.length, ...pairs];
    });
    const align = (buffer: Buffer): Buffer => Buffer.concat([buffer, Buffer.alloc(-buffer.length & 3)]);
    const strings = (list: string[]): Buffer => Buffer.concat(list.map((text) => Buffer.from(`${text}\0`, 'latin1')));
    const shorts = (list: number[]): Buffer => Buffer.concat(list.map((value) => this.#number(2, value)));
    return Buffer.concat([
      Buffer.from('SDNANAME'),
      align(Buffer.concat([this.#number(4, names.length), strings(names)])),
      Buffer.from('TYPE'),
      align(Buffer.concat([this.#number(4, types.length), strings(types)])),
      Buffer.from('TLEN'),
      align(shorts(types.map((type) => this.#sizes.get(type) ?? 0))),
      Buffer.from('STRC'),
      this.#number(4, structs.length),
      shorts(structs.flat()),
    ]);
  }

  #sizeOf(name: string): number {
    const known = this.#sizes.get(name);
    if (known !== undefined) return known;
    const fields = new Map<string, Field>();
    this.#fields.set(name, fields);
    let offset = 0;
    for (const member of this.#structs[name] ?? []) {
      const { type, declarator } = splitDeclaration(member);
      const isPointer = declarator.startsWith('*');
      const count = Number(/\[(\d+)\]/.exec(declarator)?.[1] ?? 1);
      const sizeBytes = (isPointer ? this.#layout.pointerSize : this.#sizeOf(type)) * count;
      fields.set(/\w+/.exec(declarator)?.[0] ?? '', { type, offset, sizeBytes, isPointer });
      offset += sizeBytes;
    }
    this.#sizes.set(name, offset);
    return offset;
  }

  #find(struct: string, path: string): Field {
    const [first = '', ...rest] = path.split('.');
    const field = this.#fields.get(struct)?.get(first);
    if (field === undefined) throw new Error(`${struct} has no ${path}`);
    if (rest.length === 0) return field;
    const inner = this.#find(field.type, rest.join('.'));
    return { ...inner, offset: field.offset + inner.offset };
  }

  #number(sizeBytes: number, value: number): Buffer {
    const bytes = Buffer.alloc(sizeBytes);
    this.#write(bytes, 0, sizeBytes, value);
    return bytes;
  }

  #write(bytes: Buffer, offset: number, sizeBytes: number, value: number): void {
    const digits = Buffer.alloc(8);
    digits.writeBigInt64LE(BigInt(value));
    const part = digits.subarray(0, sizeBytes);
    bytes.set(this.#layout.littleEndian ? part : part.reverse(), offset);
  }
}

function splitDeclaration(member: string): { type: string; declarator: string } {
  const space = member.indexOf(' ');
  return { type: member.slice(0, space), declarator: member.slice(space + 1) };
}

/** Blocks of a project with one scene, its camera and one image for each path. */
export function projectBlocks(imagePaths: readonly string[] = [], scene: Record<string, Value> = {}): BuiltBlock[] {
  return [
    { code: 'GLOB', struct: 'FileGlobal', values: { curscene: 0x500 } },
    {
      code: 'SC',
      struct: 'Scene',
      address: 0x500,
      values: {
        'id.name': 'SCScene', camera: 0x600, 'r.engine': 'CYCLES', 'r.sfra': 1, 'r.efra': 10, 'r.cfra': 1,
        'r.frame_step': 1, 'r.xsch': 640, 'r.ysch': 480, 'r.size': 50, 'r.im_format.imtype': 17, 'r.images': 100,
        'r.framapto': 100, ...scene,
      }, // prettier-ignore
    },
    { code: 'OB', struct: 'Object', address: 0x600, values: { 'id.name': 'OBCamera' } },
    ...imagePaths.map((name, index) => ({
      code: 'IM',
      struct: 'Image',
      address: 0x10000 + index * 0x1000,
      values: { 'id.name': `IMimage ${index}`, name, source: 1 },
    })),
  ];
}
