import * as v from 'valibot';
import type { LayerComparison } from '../compare/comparison.ts';
import { stateOf } from './frame-state.ts';
import type { FrameReport, HistoryEntry, RunReport } from './model.ts';

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
const historySchema = v.object({
  version: v.literal(historyVersion),
  runs: v.array(
    v.object({
      date: v.pipe(v.string(), v.isoTimestamp(), v.maxLength(40)),
      commit: v.exactOptional(v.pipe(v.string(), v.regex(/^[0-9a-f]{4,64}$/i))),
      frames: v.array(
        v.object({
          frame: v.pipe(v.number(), v.safeInteger()),
          durationMs: v.exactOptional(quantity),
          maxError: v.exactOptional(quantity),
          verdict: v.exactOptional(v.pipe(v.string(), v.regex(/^[a-z-]{1,20}$/))),
        }),
      ),
    }),
  ),
});

/**
 * Reads a history's text, which the caller keeps below {@link maxHistoryBytes}.
 * @throws Error that says what is wrong with it
 */
export function parseHistory(text: string): HistoryEntry[] {
  const parsed = v.safeParse(historySchema, JSON.parse(text), { abortEarly: true });
  if (parsed.success) return limit(parsed.output.runs);
  const [issue] = parsed.issues;
  throw new Error(`${v.getDotPath(issue) ?? 'it'}: ${issue.message}`);
}

/** The history's text after this run. */
export function formatHistory(earlier: HistoryEntry[], report: RunReport): string {
  const runs = limit([...earlier, describeEntry(report)]);
  return `{"version":${historyVersion},"runs":[\n${runs.map((run) => JSON.stringify(run)).join(',\n')}\n]}\n`;
}

function limit(runs: HistoryEntry[]): HistoryEntry[] {
  return runs.slice(-maxRuns).map((run) => ({ ...run, frames: run.frames.slice(0, maxHistoryFrames) }));
}

/** Frames that the run did not get to have nothing to tell. */
function describeEntry({ startedAt, commit, frames }: RunReport): HistoryEntry {
  return {
    date: startedAt,
    ...(commit === undefined ? {} : { commit: commit.sha }),
    frames: frames.filter(({ outcome }) => outcome !== 'cancelled').map(describeFrame),
  };
}

function describeFrame(frame: FrameReport): HistoryEntry['frames'][number] {
  const durationMs = renderTimeOf(frame);
  const maxError = maxErrorOf(frame);
  return {
    frame: frame.frame,
    ...(durationMs === undefined ? {} : { durationMs: Math.round(durationMs) }),
    ...(maxError === undefined ? {} : { maxError: Number(maxError.toPrecision(6)) }),
    verdict: stateOf(frame),
  };
}

/** How long the frame took to render; undefined where it was not rendered but taken from an earlier run. */
export function renderTimeOf({ outcome, durationMs }: FrameReport): number | undefined {
  return outcome === 'rendered' ? durationMs : undefined;
}

/**
 * The largest difference of a single value in the frame's pictures: in their colours, and in other layers that are
 * different. Noise makes a layer of numbers, such as Cryptomatte's, differ by 10 ** 23.
 */
export function maxErrorOf({ pictures }: FrameReport): number | undefined {
  const errors = pictures
    .flatMap(({ comparison }) => (comparison ? [comparison, ...comparison.layers.filter(tellsError)] : []))
    .flatMap(({ metrics }) => metrics?.max ?? [])
    .filter(Number.isFinite);
  return errors.length > 0 ? Math.max(...errors) : undefined;
}

function tellsError({ purpose, verdict }: LayerComparison): boolean {
  return purpose === 'colour' || verdict === 'different';
}
