import type { BlendFile } from '../blend-file.ts';
import type { Block } from '../blocks.ts';
import type { IdGroup } from '../struct-view.ts';

/** What a walk through one data-block has met: each block belongs to who met it first. */
export class Addresses {
  /** Names of the data-blocks that are pointed to. */
  readonly references = new Set<string>();
  readonly #blend: BlendFile;
  readonly #group: IdGroup;
  readonly #names: ReadonlyMap<IdGroup, string>;
  /** By place in the group: a data-block can have millions of blocks. */
  readonly #owned: Uint8Array;
  readonly #paths = new Map<number, readonly string[]>();

  /** `names`: of all data-blocks of the file. */
  constructor(blend: BlendFile, group: IdGroup, names: ReadonlyMap<IdGroup, string>) {
    this.#blend = blend;
    this.#group = group;
    this.#names = names;
    this.#owned = new Uint8Array(group.end - group.head);
  }

  /** The block at an address, if nobody owns it yet; from now on `path` does. */
  own(address: bigint, path?: readonly string[]): Block | undefined {
    const place = this.#blend.placeOf(address, this.#group);
    if (place === undefined || this.#owned[place] === 1) return undefined;
    this.#owned[place] = 1;
    if (path !== undefined) this.#paths.set(place, path);
    return this.#blend.blockAt(address, this.#group);
  }

  isOwned(address: bigint): boolean {
    const place = this.#blend.placeOf(address, this.#group);
    return place !== undefined && this.#owned[place] === 1;
  }

  /** The path of who owns what is at an address. */
  ownerOf(address: bigint): readonly string[] | undefined {
    return this.#paths.get(this.#blend.placeOf(address, this.#group) ?? -1);
  }

  /** The name of the data-block at an address. */
  dataBlockAt(address: bigint): string | undefined {
    const group = this.#blend.groupOf(address);
    const name = group && this.#names.get(group);
    if (name !== undefined) this.references.add(name);
    return name;
  }
}
