import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { makeFolder } from '../../base/files/folders.ts';
import { readBounded } from '../../base/files/bounded.ts';
import { writeWhole } from '../../base/files/replace.ts';
import { parseJson } from '../../base/json.ts';

const maxBytes = 100_000;
const maxEntries = 50;

const entry = v.object({
  stamp: v.string(),
  /** What it printed when it was asked for its version. */
  printed: v.pipe(v.string(), v.maxLength(2000)),
  /** Whether it ran apart from the machine then. */
  apart: v.boolean(),
});
const file = v.object({ version: v.literal(1), programs: v.record(v.string(), entry) });

export type KnownVersion = Pick<v.InferOutput<typeof entry>, 'printed' | 'apart'>;

/**
 * What programs printed when they were asked for their version, in a file between runs: starting Blender only for that takes
 * a fifth of rendering a small frame. A program that was changed is asked again, and so is always one that is no program of
 * its own but a script, which may start another tomorrow.
 */
export class KnownVersions {
  readonly #path: string;

  /** @param path of the file, which need not be there */
  constructor(path: string) {
    this.#path = path;
  }

  /** @param program absolute, links resolved */
  async find(program: string): Promise<KnownVersion | undefined> {
    const known = (await this.#read())[program];
    return known !== undefined && known.stamp === (await stampOf(program)) ? known : undefined;
  }

  /** What cannot be kept costs the next run its question. */
  async note(program: string, { printed, apart }: KnownVersion): Promise<void> {
    try {
      const stamp = await stampOf(program);
      if (stamp === undefined) return;
      const others = Object.entries(await this.#read()).filter(([name]) => name !== program);
      const programs = Object.fromEntries([...others.slice(1 - maxEntries), [program, { stamp, printed, apart }]]);
      await makeFolder(dirname(this.#path));
      await writeWhole(this.#path, JSON.stringify({ version: 1, programs }));
    } catch {
      // It says nothing of this run.
    }
  }

  async #read(): Promise<Record<string, v.InferOutput<typeof entry>>> {
    try {
      return v.parse(file, parseJson(await readBounded(this.#path, maxBytes))).programs;
    } catch {
      return {};
    }
  }
}

/** Changes with the program; undefined for a script. */
async function stampOf(program: string): Promise<string | undefined> {
  await using handle = await open(program).catch(() => undefined);
  if (handle === undefined) return undefined;
  const start = Buffer.alloc(2);
  await handle.read(start, 0, 2, 0);
  if (start.toString('latin1') === '#!') return undefined;
  const { size, mtimeNs, ctimeNs, ino } = await handle.stat({ bigint: true });
  return [size, mtimeNs, ctimeNs, ino].join('-');
}
