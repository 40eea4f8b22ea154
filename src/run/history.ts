import { join } from 'node:path';
import { readBounded } from '../base/files/bounded.ts';
import { describeFileError, isNotThere } from '../base/files/errors.ts';
import { writeWhole } from '../base/files/replace.ts';
import type { Log } from '../base/log.ts';
import { printable } from '../base/printable.ts';
import {
  formatHistory,
  historyFile,
  lastTimes,
  maxHistoryBytes,
  maxHistoryFrames,
  parseHistory,
  type HistoryEntry,
} from '../frames/record/history.ts';
import type { FrameTimes } from '../frames/shard.ts';
import { describeEntry } from '../report/history.ts';
import type { RunReport } from '../report/model.ts';

/**
 * Writes `history.json`: what an earlier one tells of earlier runs, and this run.
 * @param file the earlier one, absolute and without links; undefined when no history is kept
 * @returns the earlier runs for the report
 */
export async function keepHistory(
  file: string | undefined,
  report: RunReport,
  { outputDirectory, log }: { outputDirectory: string; log: Log },
): Promise<HistoryEntry[] | undefined> {
  if (file === undefined) return undefined;
  const earlier = await readHistory(file, log);
  if (report.frames.length > maxHistoryFrames) {
    log.warning(`history: only the first ${maxHistoryFrames} of ${report.frames.length} frames are kept`);
  }
  await writeWhole(join(outputDirectory, historyFile), formatHistory(earlier, describeEntry(report)));
  return earlier;
}

/** How long frames took in earlier runs. @param file as for {@link keepHistory} */
export async function readTimes(file: string, log: Log): Promise<FrameTimes> {
  return lastTimes(await readHistory(file, log));
}

/** Curves over time are no reason to fail a run: a history that is lost or broken is started anew. */
async function readHistory(path: string, log: Log): Promise<HistoryEntry[]> {
  try {
    return parseHistory(await readBounded(path, maxHistoryBytes));
  } catch (error) {
    if (isNotThere(error)) {
      log.info(`History: ${printable(path)} is not there yet`);
    } else {
      log.warning(`history: ${printable(path)} cannot be used, starting anew: ${describeFileError(error)}`);
    }
    return [];
  }
}
