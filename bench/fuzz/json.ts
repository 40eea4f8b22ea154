import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { changeJson, makeJsonBomb } from './json-change.ts';
import { openJsonReaders } from './json-readers.ts';
import { jsonSeeds, type JsonSeed } from './json-seeds.ts';
import type { FuzzKind } from './kind.ts';
import { mutate, type Seed } from './mutate.ts';
import type { Random } from './random.ts';

const nothing = { fields: [], parts: [] };

/** An input's first line is its reader's name: mostly the one that the text is for. */
export const json: FuzzKind = {
  writeSeeds: (folder) => writeFile(join(folder, 'seeds.json'), JSON.stringify(jsonSeeds())),

  async open(folder) {
    const seeds = JSON.parse(await readFile(join(folder, 'seeds.json'), 'utf8')) as JsonSeed[];
    const raw = seeds.map(({ reader, text }): Seed => ({ name: reader, bytes: Buffer.from(text), structure: nothing }));
    const readers = await openJsonReaders();
    // A seed that is refused as it is would lead nowhere. Among the Manager's answers are some that say no.
    for (const { reader, text } of seeds)
      if (!text.includes('"success"')) await readers.all[reader]?.(Buffer.from(text));
    return {
      make: (random) => {
        const reader = random.once(12) ? random.of(Object.keys(readers.all)) : undefined;
        const { name, text } = makeText(seeds, raw, random);
        return Buffer.concat([Buffer.from(`${reader ?? name}\n`), text]);
      },
      feed: async (input) => {
        const end = input.indexOf('\n');
        await readers.all[input.toString('latin1', 0, end)]?.(input.subarray(end + 1));
      },
      close: async () => {
        await readers[Symbol.asyncDispose]();
      },
    };
  },
};

function makeText(seeds: readonly JsonSeed[], raw: readonly Seed[], random: Random): { name: string; text: Buffer } {
  const { reader: name, text } = random.of(seeds);
  if (random.once(1000)) return { name, text: makeJsonBomb(random) };
  if (random.once(5)) {
    const seed = random.of(raw);
    return { name: seed.name, text: mutate(seed, raw, random) };
  }
  return { name, text: Buffer.from(changeJson(text, random)) };
}
