import { isSideKind, type ComparedKind } from '../frames/kinds.ts';
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { pairPictures, type PicturePair } from '../compare/pair-files.ts';
import type { ComparisonPool } from '../compare/pool.ts';
import { messageOf, RenderError } from '../base/errors.ts';
import { printable } from '../base/printable.ts';
import { formatFrames } from '../base/ranges.ts';
import { recordFile } from '../frames/record/schema.ts';
import { describeFileError } from '../base/files/errors.ts';
import { makeFolder } from '../base/files/folders.ts';
import { writeWhole } from '../base/files/replace.ts';
import { nameBelow, pictureKey } from '../frames/names.ts';
import { choosePictures, type Choice, type ChoiceOptions } from './choose.ts';
import { dropCopies, placeCopy, stageCopy, type StagedCopy } from './copies.ts';
import type { RecordedPicture } from '../frames/record/pictures.ts';
import { formatPictureRecords, mergeRecords } from '../frames/record/merge.ts';
import { indexPictures, readPictureRecords, recordCopy, recordKept, type Records } from './record.ts';

export interface ApproveRequest extends ChoiceOptions {
  resultsDirectory: string;
  /** Made when it is not there. */
  baselineDirectory: string;
  /** Undefined: all that the results have. */
  frames: number[] | undefined;
  kinds: ComparedKind[];
}

export interface Approval {
  /** The pictures that are the baseline now; `baseline` is the file they replaced. */
  approved: Choice[];
  /** How many pictures of the results were looked at and left out. */
  leftOut: number;
  warnings: string[];
}

/**
 * Makes results the baseline: new and different frames, or all. Every file is whole or as it was, also when this is
 * killed: copies are made beside their places first. The record goes before the pictures, so that a second call
 * finishes what a killed one began.
 *
 * @throws RenderError when there is nothing to approve, or when the pictures are not those that the run made
 */
export async function approveResults(request: ApproveRequest, pool: ComparisonPool): Promise<Approval> {
  const { resultsDirectory, baselineDirectory } = request;
  const pairs = await pairPictures(baselineDirectory, resultsDirectory);
  const offered = await selectOffered(pairs, request);
  const choices = await choosePictures(offered, request, pool);
  const leftOut = offered.length - choices.length;
  if (choices.length === 0) return { approved: [], leftOut, warnings: [] };

  const warnings: string[] = [];
  const results = await readPictureRecords(resultsDirectory);
  if (results === undefined) {
    warnings.push(`The results have no ${recordFile}: the baseline will not know how they were made.`);
  }
  const before = await readPictureRecords(baselineDirectory).catch((error: unknown) => {
    warnings.push(`The baseline's record is written anew: ${messageOf(error)}`);
    return undefined;
  });
  await replacePictures(choices, baselineDirectory, async (copies) => {
    const records = indexPictures(results);
    const taken = copies.map(({ choice, copy }) => recordCopy(choice, copy, records));
    const kept = await keepRecords(pairs, choices, indexPictures(before));
    return formatPictureRecords(
      mergeRecords(
        { ...before, pictures: kept, inputs: before?.inputs ?? [] },
        { ...results, pictures: taken, inputs: results?.inputs ?? [] },
      ),
    );
  });
  return { approved: choices, leftOut, warnings };
}

/** Pictures of the results that are asked for. */
async function selectOffered(
  pairs: PicturePair[],
  { resultsDirectory, baselineDirectory, frames, kinds }: ApproveRequest,
): Promise<PicturePair[]> {
  const [from, to] = await Promise.all(
    [resultsDirectory, baselineDirectory].map((path) => realpath(path).catch(() => '')),
  );
  if (from !== '' && from === to) {
    throw new RenderError('settings', 'The results and the baseline are the same directory.');
  }
  const wanted = frames === undefined ? undefined : new Set(frames);
  const offered = pairs.filter(
    ({ frame, kind, candidate }) =>
      candidate !== undefined && (isSideKind(kind) || kinds.includes(kind)) && (wanted?.has(frame) ?? true),
  );
  const found = new Set(offered.map(({ frame }) => frame));
  const absent = frames?.filter((frame) => !found.has(frame)) ?? [];
  if (offered.length === 0 || absent.length > 0) {
    const of = absent.length === 0 ? '' : ` of ${absent.length === 1 ? 'frame' : 'frames'} ${formatFrames(absent)}`;
    throw new RenderError('missing-file', `${printable(resultsDirectory)} has no picture (${kinds.join(', ')})${of}.`, {
      hint: 'Render the frames first, or download the artifacts of the run that did.',
    });
  }
  return offered;
}

async function keepRecords(pairs: PicturePair[], choices: Choice[], before: Records): Promise<RecordedPicture[]> {
  const approved = new Set(choices.map(pictureKey));
  const kept: RecordedPicture[] = [];
  for (const { frame, kind, baseline: file } of pairs) {
    if (file === undefined || approved.has(pictureKey({ frame, kind }))) continue;
    kept.push(await recordKept({ frame, kind, file }, before));
  }
  return kept;
}

/** Copies all, then puts the record and the copies in their places. What fails before that changes nothing. */
async function replacePictures(
  choices: Choice[],
  directory: string,
  describe: (copies: { choice: Choice; copy: StagedCopy }[]) => Promise<string>,
): Promise<void> {
  const copies: { choice: Choice; copy: StagedCopy }[] = [];
  try {
    await makeFolder(directory);
    for (const choice of choices)
      copies.push({
        choice,
        copy: await stageCopy(choice.candidate, directory, nameBelow(choice.candidate, choice.kind)),
      });
    await writeWhole(join(directory, recordFile), await describe(copies));
    for (const { choice, copy } of copies) {
      await placeCopy(
        copy,
        directory,
        choice.baseline === undefined ? undefined : nameBelow(choice.baseline, choice.kind),
      );
    }
  } catch (error) {
    await dropCopies(copies.map(({ copy }) => copy));
    if (error instanceof RenderError) throw error;
    throw new RenderError('settings', `The baseline cannot be written: ${describeFileError(error)}`, {
      ...{ file: directory, cause: error },
      hint: 'Check that the directory can be written to and that the disk has room.',
    });
  }
}
