import { join, resolve } from 'node:path';
import { messageOf } from '../base/errors.ts';
import { printable } from '../base/printable.ts';
import type { Run } from './render.ts';
import { formatHistory, historyFile, maxHistoryBytes, maxHistoryFrames, parseHistory } from '../report/history.ts';
import type { HistoryEntry, RunReport } from '../report/model.ts';
import { isNotThere, readBounded, writeWhole } from '../base/files/whole.ts';

/**
 * Writes `history.json`: what the file of the setting `history` tells of earlier runs, and this run.
 * @returns the earlier runs for the report; undefined when no history is kept
 */
export async function keepHistory(run: Run, report: RunReport): Promise<HistoryEntry[] | undefined> {
  const { settings, root, outputDirectory, host } = run;
  if (settings.history === undefined) return undefined;
  const earlier = await readHistory(resolve(root.directory, settings.history), host.log);
  if (report.frames.length > maxHistoryFrames) {
    host.log.warning(`history: only the first ${maxHistoryFrames} of ${report.frames.length} frames are kept`);
  }
  await writeWhole(join(outputDirectory, historyFile), formatHistory(earlier, report));
  return earlier;
}

/** Curves over time are no reason to fail a run: a history that is lost or broken is started anew. */
async function readHistory(path: string, log: Run['host']['log']): Promise<HistoryEntry[]> {
  try {
    return parseHistory(await readBounded(path, maxHistoryBytes));
  } catch (error) {
    if (isNotThere(error)) {
      log.info(`History: ${printable(path)} is not there yet`);
    } else {
      log.warning(`history: ${printable(path)} cannot be used, starting anew: ${printable(messageOf(error))}`);
    }
    return [];
  }
}
