import type * as v from 'valibot';
import type { ResultKind, SideKind } from '../kinds.ts';
import type { RecordedContent } from './contents.ts';
import { listInputs, type RecordedInput } from './inputs.ts';
import { facts, parseRecord, resultsOf, runFacts, type RunRecord } from './schema.ts';

/** All that can be said of how a picture was made. */
export type Facts = v.InferOutput<v.ObjectSchema<typeof facts, undefined>>;
export const runFactNames = Object.keys(runFacts) as (keyof Facts)[];
export const factNames = Object.keys(facts) as (keyof Facts)[];

/** A picture with all that its record says of how it was made. */
export interface RecordedPicture {
  frame: number;
  kind: ResultKind | SideKind;
  /** File name beside the record. */
  file: string;
  sizeBytes: number;
  sha1: string;
  facts: Facts;
}

/** What a record says of pictures and of what they were made from, whichever runs they are of. */
export interface PictureRecords {
  pictures: RecordedPicture[];
  inputs: RecordedInput[];
  /** What .blend files among the inputs say. */
  contents?: RecordedContent[];
}

/** @throws as {@link parseRecord} */
export function parsePictureRecords(json: string): PictureRecords {
  const record = parseRecord(json);
  const { contents } = record;
  return { pictures: listPictures(record), inputs: listInputs(record), ...(contents && { contents }) };
}

function listPictures({ frames, ...top }: RunRecord): RecordedPicture[] {
  return frames.flatMap((frame) =>
    resultsOf(frame).map(({ kind, file, sizeBytes, sha1, ...own }) => {
      // A run's own time is not that of a frame.
      const said = { ...factsOf(top, runFactNames), ...factsOf(frame, factNames), ...factsOf(own, factNames) };
      return { frame: frame.frame, kind, file, sizeBytes, sha1, facts: said };
    }),
  );
}

function factsOf(said: Partial<Facts>, names: (keyof Facts)[]): Facts {
  return Object.fromEntries(names.filter((name) => said[name] !== undefined).map((name) => [name, said[name]]));
}
