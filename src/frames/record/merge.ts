import { byPath, formatInputs, type RecordedInput } from './inputs.ts';
import type { RecordedContent } from './contents.ts';
import { factNames, runFactNames, type Facts, type PictureRecords, type RecordedPicture } from './pictures.ts';
import { formatRecord, recordResults, recordVersion } from './schema.ts';

/**
 * The records of a baseline of which some pictures come from a new run: each keeps what its own run says of it.
 * @param kept pictures that the baseline keeps, and what its record says of inputs
 * @param taken pictures that come from the results, and what their record says of inputs
 */
export function mergeRecords(kept: PictureRecords, taken: PictureRecords): PictureRecords {
  const inputs = mergeInputs(restrict(kept), restrict(taken));
  const contents = mergeContents(inputs, [...(taken.contents ?? []), ...(kept.contents ?? [])]);
  return {
    pictures: [...kept.pictures, ...taken.pictures].sort((a, b) => a.frame - b.frame || (a.kind < b.kind ? -1 : 1)),
    inputs,
    ...(contents.length > 0 && { contents }),
  };
}

/** Of the .blend files that are among the inputs still, each once. */
function mergeContents(inputs: RecordedInput[], contents: RecordedContent[]): RecordedContent[] {
  const used = new Set(inputs.map(({ sha1 }) => sha1));
  return [...new Map(contents.filter(({ sha1 }) => used.has(sha1)).map((one) => [one.sha1, one])).values()];
}

/** The inputs of these pictures only. */
function restrict({ inputs, pictures }: PictureRecords): RecordedInput[] {
  const wanted = new Set(pictures.map(({ frame }) => frame));
  // Most inputs are for all frames, and share one list of them.
  const restricted = new Map<number[], number[]>();
  return inputs.flatMap(({ path, sha1, frames }) => {
    const left = restricted.get(frames) ?? frames.filter((frame) => wanted.has(frame));
    restricted.set(frames, left);
    return left.length === 0 ? [] : [{ path, sha1, frames: left }];
  });
}

/** Every path and content once. */
function mergeInputs(...lists: RecordedInput[][]): RecordedInput[] {
  const inputs = new Map<string, RecordedInput>();
  for (const input of lists.flat()) {
    const id = `${input.sha1} ${input.path}`;
    const known = inputs.get(id);
    inputs.set(id, known === undefined ? input : { ...input, frames: union(known.frames, input.frames) });
  }
  return [...inputs.values()].sort(byPath);
}

function union(a: number[], b: number[]): number[] {
  return [...new Set([...a, ...b])].sort((first, second) => first - second);
}

/** The record's text: what holds for all pictures at the top, what holds for those of a frame at the frame. */
export function formatPictureRecords({ pictures, inputs, contents }: PictureRecords): string {
  const top = commonFacts(pictures, runFactNames);
  const byFrame = Map.groupBy(pictures, ({ frame }) => frame);
  const frames = [...byFrame].map(([frame, results]) => {
    const common = commonFacts(results, factNames);
    return {
      frame,
      ...without(common, top),
      ...recordResults(
        results.map(({ kind, file, sizeBytes, sha1, facts }) => ({
          ...{ kind, file, sizeBytes, sha1 },
          ...without(facts, { ...top, ...common }),
        })),
      ),
    };
  });
  const about = { inputs: formatInputs(inputs, byFrame.size), ...(contents && { contents }) };
  return formatRecord({ version: recordVersion, ...top, ...about, frames });
}

/** What is said, and said alike, of every one of the pictures. */
function commonFacts(pictures: RecordedPicture[], names: (keyof Facts)[]): Facts {
  const [first, ...others] = pictures;
  const common = names.filter(
    (name) => first?.facts[name] !== undefined && others.every(({ facts }) => facts[name] === first.facts[name]),
  );
  return Object.fromEntries(common.map((name) => [name, first?.facts[name]]));
}

function without(facts: Facts, said: Facts): Facts {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => !(name in said)));
}
