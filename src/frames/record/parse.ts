import * as v from 'valibot';
import { selectFrames } from '../../base/ranges.ts';

/*
 * `render.json` as a baseline keeps it. A baseline can be made of the pictures of several runs: what a manifest says of
 * all of them stands at its top, what is so for one frame or one picture only stands there. Read from the inside out,
 * it says of every picture how that one was made.
 */

const text = v.pipe(v.string(), v.maxLength(10_000));

/** How a run was set up. */
const runFacts = {
  project: v.exactOptional(text),
  startedAt: v.exactOptional(text),
  commit: v.exactOptional(text),
  manager: v.exactOptional(text),
  blenderVersion: v.exactOptional(text),
  agents: v.exactOptional(v.number()),
  samples: v.exactOptional(v.number()),
  seed: v.exactOptional(v.number()),
  compositing: v.exactOptional(v.boolean()),
};
/** What became of one frame of it. */
const frameFacts = {
  outcome: v.exactOptional(text),
  durationSeconds: v.exactOptional(v.number()),
  task: v.exactOptional(text),
  key: v.exactOptional(text),
};
const facts = { ...runFacts, ...frameFacts };
export type Facts = v.InferOutput<v.ObjectSchema<typeof facts, undefined>>;
export const runFactNames = Object.keys(runFacts) as (keyof Facts)[];
export const factNames = Object.keys(facts) as (keyof Facts)[];

const sha1 = v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/));
const frameNumber = v.pipe(v.number(), v.safeInteger());
const manifestSchema = v.object({
  version: v.literal(1),
  ...runFacts,
  inputs: v.optional(v.array(v.object({ path: text, sha1, frames: v.exactOptional(v.string()) })), []),
  frames: v.array(
    v.object({
      frame: frameNumber,
      ...facts,
      results: v.array(
        v.object({ kind: text, file: text, sizeBytes: v.pipe(v.number(), v.minValue(0)), sha1, ...facts }),
      ),
    }),
  ),
});
type ParsedManifest = v.InferOutput<typeof manifestSchema>;

/** A picture with all that its manifest says of it. */
export interface RecordedPicture {
  frame: number;
  kind: string;
  /** File name beside the manifest. */
  file: string;
  sizeBytes: number;
  sha1: string;
  facts: Facts;
}

/** A file that frames were made from. */
export interface RecordedInput {
  path: string;
  sha1: string;
  /** Ascending. */
  frames: number[];
}

export interface BaselineManifest {
  pictures: RecordedPicture[];
  inputs: RecordedInput[];
}

/** More than a real run has; each input says which frames it is for. */
const maxInputFrames = 50_000_000;

/** @throws Error that says what is wrong with the text, which the caller keeps at a bearable size. */
export function parseBaselineManifest(json: string): BaselineManifest {
  const parsed = v.safeParse(manifestSchema, JSON.parse(json), { abortEarly: true });
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new Error(`${v.getDotPath(issue) ?? 'it'}: ${issue.message}`);
  }
  const manifest = parsed.output;
  return { pictures: listPictures(manifest), inputs: listInputs(manifest) };
}

function listPictures({ frames, ...top }: ParsedManifest): RecordedPicture[] {
  return frames.flatMap(({ results, ...frame }) =>
    results.map(({ kind, file, sizeBytes, sha1: digest, ...own }) => {
      const said = { ...factsOf(top), ...factsOf(frame), ...factsOf(own) };
      return { frame: frame.frame, kind, file, sizeBytes, sha1: digest, facts: said };
    }),
  );
}

function factsOf(said: Partial<Facts>): Facts {
  return Object.fromEntries(factNames.filter((name) => said[name] !== undefined).map((name) => [name, said[name]]));
}

function listInputs({ frames, inputs }: ParsedManifest): RecordedInput[] {
  const rendered = [...new Set(frames.map(({ frame }) => frame))].sort((a, b) => a - b);
  if (inputs.length * rendered.length > maxInputFrames) throw new Error('it has more inputs than any project');
  return inputs.map(({ path, sha1: digest, frames: selection }) => ({
    path,
    sha1: digest,
    frames: selection === undefined ? rendered : selectFrames(selection, rendered),
  }));
}
