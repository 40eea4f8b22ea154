/** The SHA-256 of a file in a release's list of them, which has a line `HASH  FILE` for each; undefined: not listed. */
export function findDigest(list: string, file: string): string | undefined {
  for (const line of list.split('\n')) {
    const [, hash, name] = /^([0-9a-f]{64})[ \t]+\*?(\S+)\s*$/i.exec(line) ?? [];
    if (name === file) return hash?.toLowerCase();
  }
  return undefined;
}
