/** One thing that a data-block says, as its fingerprint and `diff` see it. */
export interface Member {
  /** Members and, in brackets, items of lists: `nodetree`, `nodes`, `[Glass]`, `inputs`, `[IOR]`, `default_value`, `value`. */
  path: readonly string[];
  /** The struct that holds it. */
  struct: string;
  /** A number, a text in quotes, the name of a data-block, or the digest of many bytes. */
  value: string;
  /** Where many bytes are, and how many each of its items has. */
  bytes?: { startByte: number; lengthBytes: number; stride: number };
  /** It is only seen while editing. */
  isView?: boolean;
}

/** The path as one text, which is the member's name within its data-block. */
export function keyOf(path: readonly string[]): string {
  return path.join('.');
}

/** A real data-block has thousands of members: a scene some eight for each object. */
const maxMembers = 1_000_000;
/** Steps of all paths, and characters of all values. */
const maxSteps = 20_000_000;
const maxCharacters = 64_000_000;

/** The members of one data-block, as many as one can have. */
export class MemberList {
  readonly #members: Member[] = [];
  #steps = 0;
  #characters = 0;

  /** @throws RangeError when there are more than any data-block has */
  add(member: Member): void {
    this.spend(member.path);
    this.#characters += member.value.length;
    if (this.#members.length === maxMembers || this.#characters > maxCharacters) throw tooMuch();
    this.#members.push(member);
  }

  /** Counts a path that is kept. @throws RangeError as above */
  spend(path: readonly string[]): void {
    this.#steps += path.length;
    if (this.#steps > maxSteps) throw tooMuch();
  }

  /** By their names. */
  sorted(): Member[] {
    return this.#members
      .map((member) => ({ member, key: keyOf(member.path) }))
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .map(({ member }) => member);
  }
}

function tooMuch(): RangeError {
  return new RangeError('more members than any data-block has');
}
