import { formatFrames } from '../base/ranges.ts';
import { maxChanges, type RecordedCause, type RecordedChange } from '../frames/record/causes.ts';
import type { RecordedContent } from '../frames/record/contents.ts';
import type { RecordedInput } from '../frames/record/inputs.ts';
import { maxTextLength } from '../frames/record/schema.ts';
import type { Verdict } from '../frames/verdicts.ts';
import { compareContents } from '../project/blend/diff/compare.ts';
import { describeDifference } from '../project/blend/diff/describe.ts';
import { readKept } from '../project/blend/diff/recorded.ts';

/** What one of two runs was made from. */
export interface Made {
  inputs: readonly RecordedInput[];
  contents?: readonly RecordedContent[] | undefined;
}

/**
 * What has changed in the inputs of frames since their baseline was made, alike frames together. Frames of which the baseline
 * knows no inputs are left out.
 * @param isSetUpAlike whether nothing but inputs can have changed the picture of a frame
 */
export function findCauses(
  frames: readonly number[],
  before: Made,
  after: Made,
  isSetUpAlike: (frame: number) => boolean,
): RecordedCause[] {
  const [old, young] = [inputsByFrame(before.inputs, frames), inputsByFrame(after.inputs, frames)];
  const comparer = new FileComparer(before.contents, after.contents);
  const groups = new Map<string, { frames: number[]; changes: RecordedChange[] }>();
  for (const frame of frames) {
    const [was, is] = [old.get(frame), young.get(frame)];
    if (was === undefined || is === undefined) continue;
    const changes = [...new Set([...was.keys(), ...is.keys()])]
      .sort()
      .flatMap((file) => comparer.compare(file, was.get(file), is.get(file)));
    if (changes.length === 0 && !isSetUpAlike(frame)) continue;
    const key = JSON.stringify(changes);
    const group = groups.get(key) ?? { frames: [], changes };
    group.frames.push(frame);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ frames: alike, changes }) => {
    const changesLeftOut = Math.max(0, changes.length - maxChanges);
    return {
      frames: formatFrames(alike),
      changes: changes.slice(0, maxChanges),
      ...(changesLeftOut > 0 && { changesLeftOut }),
    };
  });
}

/** Verdicts of pictures that are not what they were. */
const changedVerdicts: ReadonlySet<Verdict> = new Set<Verdict>(['different', 'mismatched', 'within-tolerance']);

/** The frames of pictures that are not what they were. */
export function changedFrames(comparisons: readonly { frame: number; verdict: Verdict }[]): number[] {
  return [...new Set(comparisons.flatMap(({ frame, verdict }) => (changedVerdicts.has(verdict) ? [frame] : [])))];
}

/** sha1 by path, of each frame. */
function inputsByFrame(inputs: readonly RecordedInput[], frames: readonly number[]): Map<number, Map<string, string>> {
  const wanted = new Set(frames);
  const found = new Map<number, Map<string, string>>();
  for (const { path, sha1, frames: needing } of inputs) {
    for (const frame of needing) {
      if (!wanted.has(frame)) continue;
      const files = found.get(frame) ?? new Map<string, string>();
      found.set(frame, files.set(path, sha1));
    }
  }
  return found;
}

/** Compares each pair of files once, however many frames they are for. */
class FileComparer {
  readonly #old: ReadonlyMap<string, RecordedContent>;
  readonly #young: ReadonlyMap<string, RecordedContent>;
  readonly #known = new Map<string, RecordedChange[]>();

  constructor(old: readonly RecordedContent[] = [], young: readonly RecordedContent[] = []) {
    this.#old = new Map(old.map((content) => [content.sha1, content]));
    this.#young = new Map(young.map((content) => [content.sha1, content]));
  }

  compare(file: string, was: string | undefined, is: string | undefined): RecordedChange[] {
    if (was === is) return [];
    const short = file.slice(0, maxTextLength);
    if (was === undefined || is === undefined) return [{ change: is === undefined ? 'removed' : 'added', file: short }];
    const id = `${was} ${is} ${file}`;
    let changes = this.#known.get(id);
    if (changes === undefined) {
      const [old, young] = [this.#old.get(was), this.#young.get(is)];
      changes = old && young ? compareBlendContents(short, old, young) : [{ change: 'changed', file: short }];
      this.#known.set(id, changes);
    }
    return changes;
  }
}

/** Nothing where the file was only saved again; the file where that is not sure. */
function compareBlendContents(file: string, old: RecordedContent, young: RecordedContent): RecordedChange[] {
  const whole: RecordedChange = { change: 'changed', file };
  if (firstFact(old) !== firstFact(young)) return [whole];
  const read = (content: RecordedContent) => readKept({ members: '', ...content });
  const lines = describeDifference(compareContents(read(old), read(young)));
  const changes = lines.map(({ change, dataBlock, member, before, after }): RecordedChange => ({
    change,
    file,
    dataBlock: dataBlock.slice(0, maxTextLength),
    ...(member === undefined ? {} : { member: member.slice(0, maxTextLength) }),
    ...(before === undefined ? {} : { before: before.slice(0, maxTextLength) }),
    ...(after === undefined ? {} : { after: after.slice(0, maxTextLength) }),
  }));
  // What had no room in the records may be what has changed.
  const isPartial = (old.dataBlocksLeftOut ?? 0) + (young.dataBlocksLeftOut ?? 0) > 0;
  const mayHide = old.facts !== young.facts || (changes.length === 0 && (old.uncertain || young.uncertain));
  return isPartial || mayHide ? [...changes, whole] : changes;
}

/** By which rules its digests were made. */
function firstFact({ facts }: RecordedContent): string {
  return facts.slice(0, facts.indexOf(','));
}
