import { join } from 'node:path';
import { RenderError } from '../base/errors.ts';
import { readBounded } from '../base/files/bounded.ts';
import { describeFileError, isNotThere } from '../base/files/errors.ts';
import { printable } from '../base/printable.ts';
import { maxRecordBytes, parseRecord, recordFile, type RunRecord } from '../frames/record/schema.ts';

/** The record of a folder of results. @param results the folder as somebody named it */
export async function readRecord(results: string, directory: string): Promise<RunRecord> {
  try {
    return parseRecord(await readBounded(join(directory, recordFile), maxRecordBytes));
  } catch (cause) {
    if (cause instanceof RenderError) throw cause;
    const kind = isNotThere(cause) ? 'missing-file' : 'corrupt-result';
    const what = isNotThere(cause) ? 'is not there' : `cannot be used: ${describeFileError(cause)}`;
    throw new RenderError(kind, `${printable(join(results, recordFile))} ${what}.`, {
      cause,
      hint: 'Name the folder that render wrote, or the unpacked artifact of a run.',
    });
  }
}
