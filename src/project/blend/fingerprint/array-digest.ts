import { createHash, type Hash } from 'node:crypto';
import type { BlendFile } from '../blend-file.ts';
import { readAddress, type Block } from '../blocks.ts';
import type { StructType } from '../dna.ts';
import type { Addresses } from './addresses.ts';
import { planOf, type Masked } from './mask.ts';

/* Arrays that are told of by their digest: vertices, weights, packed files. */

const hashedBytes = 64 * 1024;

/** Of bytes that have no layout, as they are. */
export function digestBytes(blend: BlendFile, startByte: number, lengthBytes: number): string {
  const hash = createHash('sha1');
  hashBytes(blend, startByte, lengthBytes, hash);
  return hash.digest('hex');
}

function hashBytes({ bytes }: BlendFile, startByte: number, lengthBytes: number, hash: Hash): void {
  for (let done = 0; done < lengthBytes; done += hashedBytes) {
    hash.update(bytes.read(startByte + done, Math.min(hashedBytes, lengthBytes - done)));
  }
}

/** Of `count` structs: what is left out as zeros, pointers as what they lead to. */
export function digestStructs(
  blend: BlendFile,
  { startByte }: Block,
  type: StructType,
  count: number,
  addresses: Addresses,
): string {
  const hash = createHash('sha1');
  const plan = planOf(type);
  const step = Math.max(1, Math.floor(hashedBytes / type.sizeBytes));
  for (let first = 0; first < count; first += step) {
    const items = Math.min(step, count - first);
    const read = blend.bytes.read(startByte + first * type.sizeBytes, items * type.sizeBytes);
    if (plan.length === 0) {
      hash.update(read);
      continue;
    }
    const bytes = Buffer.from(read);
    for (let item = 0; item < items; item++) {
      maskItem(blend, bytes, item * type.sizeBytes, plan, (address) => {
        hashPointed(blend, address, addresses, first + item, hash);
      });
    }
    hash.update(bytes);
  }
  return hash.digest('hex');
}

/** Zeroes what is left out of one struct and of its pointers, and hands over where they lead. */
function maskItem(
  { header }: BlendFile,
  bytes: Buffer,
  start: number,
  plan: readonly Masked[],
  onPointer: (address: bigint) => void,
): void {
  for (const { offset, lengthBytes, keep, isPointer } of plan) {
    const at = start + offset;
    if (isPointer) onPointer(readAddress(bytes, at, header));
    for (let index = 0; index < lengthBytes; index++) {
      const place = header.littleEndian ? index : lengthBytes - 1 - index;
      bytes[at + place] = (bytes[at + place] ?? 0) & ((keep >>> (8 * Math.min(index, 3))) & 0xff);
    }
  }
}

function hashPointed(blend: BlendFile, address: bigint, addresses: Addresses, item: number, hash: Hash): void {
  if (address === 0n) return;
  const name = addresses.dataBlockAt(address);
  if (name !== undefined) {
    hash.update(`${item}→${JSON.stringify(name)}\n`);
    return;
  }
  const block = addresses.own(address);
  if (block !== undefined) {
    hash.update(`${item}:${block.lengthBytes}\n`);
    hashBytes(blend, block.startByte, block.lengthBytes, hash);
  } else if (addresses.isOwned(address)) {
    hash.update(`${item}⇢${JSON.stringify(addresses.ownerOf(address) ?? [])}\n`);
  }
}
