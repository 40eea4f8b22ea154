import { brokenBlend } from './broken.ts';
import type { ByteReader } from './bytes.ts';
import type { BlendHeader } from './header.ts';

/** A block's header: what lies where. */
export interface Block {
  /** Address of the data in the Blender that wrote the file; what pointers hold. */
  address: bigint;
  /** Index into the file's structs. */
  structIndex: number;
  /** How many structs lie in it, as the file says. */
  elements: number;
  /** Where the data begins and how long it is. */
  startByte: number;
  lengthBytes: number;
}

/** About a gigabyte of the smallest blocks there are in practice; the table for them stays below 150 MB. */
const maxBlocks = 4_000_000;

/** Where every block of a file lies, in columns: a large project has a million of them. */
export class BlockTable {
  #length = 0;
  #startByte = new Float64Array(1024);
  #lengthBytes = new Float64Array(1024);
  #address = new BigUint64Array(1024);
  #code = new Uint32Array(1024);
  #structIndex = new Uint32Array(1024);
  #elements = new Uint32Array(1024);

  get length(): number {
    return this.#length;
  }

  add(code: number, block: Block): void {
    if (this.#length === this.#code.length) this.#grow();
    const index = this.#length++;
    this.#code[index] = code;
    this.#address[index] = block.address;
    this.#structIndex[index] = block.structIndex;
    this.#elements[index] = block.elements;
    this.#startByte[index] = block.startByte;
    this.#lengthBytes[index] = block.lengthBytes;
  }

  /** The block at `index`, which is below `length`. */
  at(index: number): Block {
    return {
      address: this.address(index),
      structIndex: this.structIndex(index),
      elements: this.#elements[index] ?? 0,
      startByte: this.#startByte[index] ?? 0,
      lengthBytes: this.#lengthBytes[index] ?? 0,
    };
  }

  /** `DATA`, `DNA1`, or the two letters of a data-block's type, such as `IM`. */
  code(index: number): string {
    return codeText(this.#code[index] ?? 0);
  }

  isData(index: number): boolean {
    return this.#code[index] === dataCode;
  }

  address(index: number): bigint {
    return this.#address[index] ?? 0n;
  }

  structIndex(index: number): number {
    return this.#structIndex[index] ?? 0;
  }

  #grow(): void {
    const grown = <T extends { set(column: T): void }>(column: T, larger: T): T => {
      larger.set(column);
      return larger;
    };
    const capacity = this.#code.length * 2;
    this.#startByte = grown(this.#startByte, new Float64Array(capacity));
    this.#lengthBytes = grown(this.#lengthBytes, new Float64Array(capacity));
    this.#address = grown(this.#address, new BigUint64Array(capacity));
    this.#code = grown(this.#code, new Uint32Array(capacity));
    this.#structIndex = grown(this.#structIndex, new Uint32Array(capacity));
    this.#elements = grown(this.#elements, new Uint32Array(capacity));
  }
}

const dataCode = codeNumber('DATA');
const endCode = codeNumber('ENDB');

/** Walks from block header to block header up to `ENDB`, without reading what lies between. */
export function readBlocks(bytes: ByteReader, header: BlendHeader): BlockTable {
  const table = new BlockTable();
  const headerBytes = header.blocks === 'large' ? 32 : 16 + header.pointerSize;
  const parse = header.blocks === 'large' ? parseLargeHeader : parseSmallHeader;
  let position = header.sizeBytes;
  for (;;) {
    const raw = bytes.read(position, Math.min(headerBytes, Math.max(4, bytes.sizeBytes - position)));
    const code = raw.readUInt32BE(0);
    // ENDB's own header is cut short in some old files.
    if (code === endCode) return table;
    if (raw.length < headerBytes) throw brokenBlend(bytes.file, 'is cut off');
    const block = parse(raw, header, position + headerBytes);
    if (block.lengthBytes < 0 || block.startByte + block.lengthBytes > bytes.sizeBytes) {
      throw brokenBlend(bytes.file, 'is cut off');
    }
    if (table.length === maxBlocks) throw brokenBlend(bytes.file, `has more than ${maxBlocks} blocks`);
    table.add(code, block);
    position = block.startByte + block.lengthBytes;
  }
}

function parseSmallHeader(raw: Buffer, header: BlendHeader, startByte: number): Block {
  const int = (offset: number): number => (header.littleEndian ? raw.readInt32LE(offset) : raw.readInt32BE(offset));
  const afterPointer = 8 + header.pointerSize;
  return {
    lengthBytes: int(4),
    address: readAddress(raw, 8, header),
    structIndex: int(afterPointer),
    elements: Math.max(0, int(afterPointer + 4)),
    startByte,
  };
}

function parseLargeHeader(raw: Buffer, header: BlendHeader, startByte: number): Block {
  return {
    structIndex: raw.readInt32LE(4),
    address: readAddress(raw, 8, header),
    lengthBytes: Number(raw.readBigInt64LE(16)),
    elements: Math.max(0, Math.min(0xffffffff, Number(raw.readBigInt64LE(24)))),
    startByte,
  };
}

/** The pointer at `offset` of `bytes`; 0n is null. */
export function readAddress(bytes: Buffer, offset: number, header: BlendHeader): bigint {
  if (header.pointerSize === 8) {
    return header.littleEndian ? bytes.readBigUInt64LE(offset) : bytes.readBigUInt64BE(offset);
  }
  return BigInt(header.littleEndian ? bytes.readUInt32LE(offset) : bytes.readUInt32BE(offset));
}

function codeNumber(text: string): number {
  return Buffer.from(text.padEnd(4, '\0'), 'latin1').readUInt32BE(0);
}

/** Two-letter codes are padded with NULs: behind in little endian files, in front in big endian ones. */
function codeText(code: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(code);
  return bytes.toString('latin1').replaceAll('\0', '');
}
