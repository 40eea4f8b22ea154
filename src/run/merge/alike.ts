import { RenderError } from '../../base/errors.ts';
import { printable } from '../../base/printable.ts';
import { sentences } from '../../base/sentences.ts';
import type { ShardResults } from './shards.ts';

/** What has to be so in all shards, in the words of an error, and what to do where it is not. */
const shared = {
  project: { word: 'project', hint: 'Merge the shards of each project apart.' },
  commit: {
    word: 'commit',
    hint: 'Check out the same commit in every job, and merge no shards of another run.',
  },
  blenderVersion: {
    word: 'Blender',
    hint: 'Render every shard with the same Blender, such as blender-version: 5.2.2.',
  },
  samples: { word: 'samples' },
  like: { word: 'render-like' },
  seed: { word: 'seed' },
  compositing: { word: 'compositing' },
  baseline: { word: 'baseline' },
} as const satisfies Partial<Record<keyof ShardResults['record'], { word: string; hint?: string }>>;

const settingsHint = 'Give every shard the same settings, and render again those that had others.';
const maxNamed = 5;

/** @throws RenderError `settings` where the shards are not of one run: it names what differs, and the way out */
export function checkAlike([first, ...others]: ShardResults[]): void {
  if (first === undefined) return;
  const known = factsOf(first);
  const said = new Map<string, { text: string; hint: string }>();
  for (const other of others) {
    const facts = factsOf(other);
    for (const word of new Set([...known.keys(), ...facts.keys()])) {
      const [ours, theirs] = [known.get(word), facts.get(word)];
      if (ours?.value === theirs?.value || said.has(word)) continue;
      const text = `${printable(other.name, 200)} has ${word} ${show(theirs)}, ${printable(first.name, 200)} ${show(ours)}`;
      said.set(word, { text, hint: (ours ?? theirs)?.hint ?? settingsHint });
    }
  }
  const [worst] = said.values();
  if (worst === undefined) return;
  const texts = [...said.values()].slice(0, maxNamed).map(({ text }) => text);
  throw new RenderError('settings', sentences('These shards are not of one run', ...texts), { hint: worst.hint });
}

interface Fact {
  value: string;
  hint: string;
}

/** By the word for them. */
function factsOf({ record }: ShardResults): Map<string, Fact> {
  const facts = new Map<string, Fact>();
  for (const [name, about] of Object.entries(shared)) {
    const value = record[name as keyof typeof shared];
    const hint = 'hint' in about ? about.hint : settingsHint;
    if (value !== undefined) facts.set(about.word, { value: String(value), hint });
  }
  for (const [word, value] of Object.entries(record.shard.settings)) {
    if (!facts.has(word)) facts.set(word, { value, hint: settingsHint });
  }
  return facts;
}

function show(fact: Fact | undefined): string {
  return fact === undefined ? 'not set' : printable(fact.value, 100);
}
