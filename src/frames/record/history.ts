import * as v from 'valibot';
import { parseJson, parseWith } from '../../base/json.ts';
import type { FrameTimes } from '../shard.ts';

/*
 * `history.json`: render time, error and verdict of each frame in the last runs, oldest first. A run starts from what a
 * cache or an artifact kept of the runs before, so it is read as anything from outside.
 */

/** Its name beside the frames. */
export const historyFile = 'history.json';
/** What a full history takes, and half as much again. */
export const maxHistoryBytes = 16_000_000;

const maxRuns = 100;
/** Frames of a run that are kept. */
export const maxHistoryFrames = 1000;
/** Changes when a reader of older histories would misread newer ones. */
const historyVersion = 1;

const quantity = v.pipe(v.number(), v.finite(), v.minValue(0));
const entry = v.object({
  /** ISO 8601 */
  date: v.pipe(v.string(), v.isoTimestamp(), v.maxLength(40)),
  commit: v.exactOptional(v.pipe(v.string(), v.regex(/^[0-9a-fA-F]{4,64}$/))),
  frames: v.array(
    v.object({
      frame: v.pipe(v.number(), v.safeInteger()),
      /** Missing where the frame was not rendered but taken from an earlier run. */
      durationMs: v.exactOptional(quantity),
      maxError: v.exactOptional(quantity),
      verdict: v.exactOptional(v.pipe(v.string(), v.regex(/^[a-z-]{1,20}$/))),
    }),
  ),
});
export const historySchema = v.object({ version: v.literal(historyVersion), runs: v.array(entry) });

/** One earlier run, for the curves over time. */
export type HistoryEntry = v.InferOutput<typeof entry>;

/**
 * Reads a history's text, which the caller keeps below {@link maxHistoryBytes}.
 * @throws Error that says what is wrong with it
 */
export function parseHistory(text: string): HistoryEntry[] {
  return limit(parseWith(historySchema, parseJson(text)).runs);
}

/** How long each frame took when it was rendered last. */
export function lastTimes(runs: HistoryEntry[]): FrameTimes {
  const times = new Map<number, number>();
  for (const { frames } of runs) {
    for (const { frame, durationMs } of frames) if (durationMs !== undefined) times.set(frame, durationMs);
  }
  return times;
}

/** The history's text after another run. */
export function formatHistory(earlier: HistoryEntry[], latest: HistoryEntry): string {
  const runs = limit([...earlier, latest]);
  return `{"version":${historyVersion},"runs":[\n${runs.map((run) => JSON.stringify(run)).join(',\n')}\n]}\n`;
}

function limit(runs: HistoryEntry[]): HistoryEntry[] {
  return runs.slice(-maxRuns).map((run) => ({ ...run, frames: run.frames.slice(0, maxHistoryFrames) }));
}
