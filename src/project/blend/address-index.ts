import { randomInt } from 'node:crypto';
import type { BlockTable } from './blocks.ts';

/** Random, so that no file can be made of addresses that all fall into one place of the table. */
const [lowFactor, highFactor] = [randomInt(2 ** 31) * 2 + 1, randomInt(2 ** 31) * 2 + 1];

/**
 * Finds blocks by their addresses, through a hash table of plain numbers: a Map of bigints would take 170 bytes for each of
 * the millions of blocks that one data-block can have.
 */
export class AddressIndex {
  readonly #blocks: BlockTable;
  readonly #from: number;
  /** Blocks' indices, counted from 1 at `from`; 0 is a free place. At most half of them are taken. */
  readonly #places: Uint32Array;
  readonly #shift: number;

  /** Of the blocks `from` to `to`, exclusive. */
  constructor(blocks: BlockTable, from: number, to: number) {
    this.#blocks = blocks;
    this.#from = from;
    const bits = Math.max(1, Math.ceil(Math.log2(to - from)) + 1);
    this.#places = new Uint32Array(2 ** bits);
    this.#shift = 32 - bits;
    for (let index = from; index < to; index++) this.#places[this.#placeOf(blocks.address(index))] = index - from + 1;
  }

  /** The last block at `address`. */
  find(address: bigint): number | undefined {
    const entry = this.#places[this.#placeOf(address)] ?? 0;
    return entry === 0 ? undefined : this.#from + entry - 1;
  }

  /** Where `address` is in the table, or is to be put. */
  #placeOf(address: bigint): number {
    const low = Number(BigInt.asUintN(32, address));
    const high = Number(BigInt.asUintN(32, address >> 32n));
    let place = (Math.imul(low, lowFactor) + Math.imul(high, highFactor)) >>> this.#shift;
    for (;;) {
      const entry = this.#places[place] ?? 0;
      if (entry === 0 || this.#blocks.address(this.#from + entry - 1) === address) return place;
      place = (place + 1) % this.#places.length;
    }
  }
}
