import * as v from 'valibot';
import { failureKindNames, RenderError } from '../../base/errors.ts';
import { parseJson, parseWith } from '../../base/json.ts';
import { sha1Schema as sha1 } from '../../base/sha1.ts';
import { isSideKind, resultKinds, type SideKind } from '../kinds.ts';
import { parseSideName, resultName, sideShape } from '../names.ts';
import { recordedCause } from './causes.ts';
import { recordedComparison } from './comparison.ts';
import { recordedContent } from './contents.ts';

/*
 * `render.json`, which lies beside the frames: what was rendered, from what, where and with which settings, and what
 * became of it. The report is made from it and the folder, and baselines keep it, so that a later comparison can say
 * what else has changed. `schemas/render.schema.json` is generated from this.
 *
 * A baseline can be made of the pictures of several runs: what a record says of all of them stands at its top, what is so
 * for one frame or one picture only stands there. Read from the inside out, it says of every picture how it was made.
 */

/** Its name beside the frames. */
export const recordFile = 'render.json';
/** More than the record of any real run: thousands of frames, made from thousands of files. */
export const maxRecordBytes = 64_000_000;
const maxRecordValues = 4_000_000;
/** Changes when a reader of older records would misread newer ones. */
export const recordVersion = 1;

export const maxTextLength = 10_000;
const text = v.pipe(v.string(), v.maxLength(maxTextLength));
const frameNumber = v.pipe(v.number(), v.safeInteger());
/** Nothing that could lead out of a folder. */
const fileName = v.pipe(v.string(), v.regex(resultName));
const size = v.pipe(v.number(), v.minValue(0));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** How a run was set up. */
export const runFacts = {
  project: v.exactOptional(text),
  /** ISO 8601 */
  startedAt: v.exactOptional(text),
  commit: v.exactOptional(text),
  /** The Manager's address, or `local`. */
  manager: v.exactOptional(text),
  blenderVersion: v.exactOptional(text),
  /** What Cycles rendered with, where that is known. */
  device: v.exactOptional(text),
  /** Whether it kept data from frame to frame, where that is known. */
  persistentData: v.exactOptional(v.boolean()),
  agents: v.exactOptional(v.number()),
  samples: v.exactOptional(v.number()),
  /** What a picture is like: what Blender renders as saved, or what a BlendNet Agent renders. */
  like: v.exactOptional(v.picklist(['saved', 'farm'])),
  seed: v.exactOptional(v.number()),
  compositing: v.exactOptional(v.boolean()),
};

/** What became of one frame of it. */
export const frameFacts = {
  outcome: v.exactOptional(v.picklist(['rendered', 'reused', 'failed', 'cancelled'])),
  durationSeconds: v.exactOptional(v.number()),
  task: v.exactOptional(text),
  key: v.exactOptional(text),
};

export const facts = { ...runFacts, ...frameFacts };

const failure = v.object({
  kind: v.picklist(failureKindNames),
  message: text,
  hint: v.exactOptional(text),
});

const aboutFile = { sizeBytes: size, sha1, ...facts, comparison: v.exactOptional(recordedComparison) };
const result = v.object({
  kind: v.picklist(resultKinds),
  /** File name beside the record. */
  file: fileName,
  ...aboutFile,
  /** File name in the baseline, where the picture has one. */
  baselineFile: v.exactOptional(fileName),
});
/** A side file; its name says its kind. */
const sideFile = v.pipe(v.string(), v.regex(sideShape));
const side = v.object({ file: sideFile, ...aboutFile, baselineFile: v.exactOptional(sideFile) });

const frame = v.object({
  frame: frameNumber,
  ...facts,
  /** Samples that were rendered; `samples` is what was asked for. */
  samplesDone: v.exactOptional(v.number()),
  error: v.exactOptional(failure),
  /** What Blender said about a frame that failed, oldest first. */
  messages: v.exactOptional(v.pipe(v.array(text), v.maxLength(10_000))),
  results: v.array(result),
  /** What the scene saved beside its picture: files of File Output nodes, other views. */
  sides: v.exactOptional(v.array(side)),
});

/** More than the numbers of any run's frames take. */
const maxFramesLength = 1_000_000;

/** What a job says that rendered a part of a run: all that merging the parts needs beside their frames. */
const shard = v.object({
  /** `2/5`: the second of five. */
  part: v.pipe(v.string(), v.regex(/^\d{1,4}\/\d{1,4}$/)),
  /** Those of all parts together. */
  frames: v.pipe(v.string(), v.maxLength(maxFramesLength)),
  /** Settings that decide pictures and verdicts, and stand nowhere else in the record, as JSON. */
  settings: v.record(v.pipe(v.string(), v.regex(/^[a-z-]{1,40}$/)), text),
  /** Where its results are kept for later runs. */
  kept: v.pipe(v.string(), v.regex(/^[0-9a-f]{12}$/)),
});

export const recordSchema = v.object({
  version: v.literal(recordVersion),
  ...runFacts,
  durationSeconds: v.exactOptional(v.number()),
  commitUrl: v.exactOptional(text),
  upload: v.exactOptional(v.object({ filesSent: count, bytesSent: size, filesKnown: count, bytesKnown: size })),
  /** Missing in the record of a whole run, which a merged one is. */
  shard: v.exactOptional(shard),
  /** The baseline's folder, below the working directory. */
  baseline: v.exactOptional(text),
  /** What else differs between this run and the one that made the baseline, a sentence each. */
  warnings: v.exactOptional(v.array(text)),
  /** Every file that frames were made from, once; with the frames it belongs to, where not all have it. */
  inputs: v.optional(v.array(v.object({ path: text, sha1, frames: v.exactOptional(v.string()) })), []),
  /** What the .blend files among them say, for a later run to tell what has changed. */
  contents: v.exactOptional(v.array(recordedContent)),
  /** What has changed in the inputs of frames that are not what their baseline is. */
  causes: v.exactOptional(v.array(recordedCause)),
  frames: v.array(frame),
});
export type RunRecord = v.InferOutput<typeof recordSchema>;
export type FrameRecord = RunRecord['frames'][number];
type SideRecord = NonNullable<FrameRecord['sides']>[number];
export type ResultRecord = FrameRecord['results'][number] | (SideRecord & { kind: SideKind });

/** All files of a frame, each with its kind. */
export function resultsOf({ results, sides = [] }: Pick<FrameRecord, 'results' | 'sides'>): ResultRecord[] {
  const known = sides.flatMap((one) => {
    const kind = parseSideName(one.file)?.kind;
    return kind === undefined ? [] : [{ ...one, kind }];
  });
  return [...results, ...known];
}

/** The members of a frame's record that hold its files. */
export function recordResults(all: ResultRecord[]): Pick<FrameRecord, 'results' | 'sides'> {
  const sides = all.flatMap((one) => (isSide(one) ? [withoutKind(one)] : []));
  return { results: all.filter((one) => !isSide(one)), ...(sides.length === 0 ? {} : { sides }) };
}

function isSide(one: ResultRecord): one is SideRecord & { kind: SideKind } {
  return isSideKind(one.kind);
}

function withoutKind({ kind: _, ...one }: SideRecord & { kind: SideKind }): SideRecord {
  return one;
}

const versioned = v.object({ version: v.pipe(v.number(), v.safeInteger()) });

/**
 * Reads a record's text, which the caller keeps below {@link maxRecordBytes}.
 * @throws RenderError `settings` for one of a newer version; Error that says what is wrong with any other.
 */
export function parseRecord(json: string): RunRecord {
  const said = parseJson(json, maxRecordValues);
  const { output } = v.safeParse(versioned, said);
  const version = (output as Partial<v.InferOutput<typeof versioned>> | undefined)?.version ?? 0;
  if (version > recordVersion) {
    throw new RenderError(
      'settings',
      `The record ${recordFile} was written by a newer version of this program (${version}, known is ${recordVersion}).`,
      { hint: 'Update this program to the version that wrote it, or newer.' },
    );
  }
  return parseWith(recordSchema, said);
}

/** The record's text. What does not fit the schema is a bug of ours, found here and not by who reads it. */
export function formatRecord(record: v.InferInput<typeof recordSchema>): string {
  return `${JSON.stringify(v.parse(recordSchema, record), null, 2)}\n`;
}
