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
