import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

/** Something in an archive: a file, a link (to a path), or what tar's letter for it says. */
export interface Entry {
  name: string;
  content?: string;
  linkTo?: string;
  /** `0` file, `1` hard link, `2` link, `6` pipe. */
  type?: '0' | '1' | '2' | '6';
  mode?: number;
}

/** The bytes of a .tar.xz with entries as they are given, also ones that tar itself would not write. */
export function archiveOf(entries: Entry[]): Buffer {
  using folder = new TemporaryFolder();
  const path = join(folder.path, 'archive.tar');
  folder.write({ 'archive.tar': Buffer.concat([...entries.map(blocksOf), Buffer.alloc(1024)]) });
  return execFileSync('xz', ['-0', '--stdout', path], { maxBuffer: 1024 ** 3 });
}

/** A release that holds the Blender of this machine. @param more lies beside the program */
export function releaseOf(name: string, more: Entry[] = [], script = 'exec blender "$@"'): Buffer {
  const program = { name: `${name}/blender`, content: `#!/bin/sh\n${script}\n`, mode: 0o755 };
  return archiveOf([program, ...more.map((entry) => ({ ...entry, name: `${name}/${entry.name}` }))]);
}

function blocksOf({ name, content = '', linkTo = '', mode = 0o644, type }: Entry): Buffer {
  const bytes = Buffer.from(content);
  const header = Buffer.alloc(512);
  const put = (text: string, at: number): void => void header.write(text, at, 'latin1');
  const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, '0')}\0`;
  put(name, 0);
  for (const [value, at] of [[mode, 100], [4242, 108], [4242, 116]] as const) put(octal(value, 7), at); // prettier-ignore
  put(octal(bytes.length, 11), 124);
  put(octal(1_700_000_000, 11), 136);
  put(type ?? (linkTo === '' ? '0' : '2'), 156);
  put(linkTo, 157);
  put('ustar\x0000', 257);
  put(' '.repeat(8), 148);
  put(
    octal(
      header.reduce((sum, byte) => sum + byte),
      6,
    ),
    148,
  );
  return Buffer.concat([header, bytes, Buffer.alloc(-bytes.length & 511)]);
}
