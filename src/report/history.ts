import type { LayerComparison } from '../compare/comparison.ts';
import type { HistoryEntry } from '../frames/record/history.ts';
import { stateOf } from './frame-state.ts';
import type { FrameReport, RunReport } from './model.ts';

/** This run as later ones will see it. Frames that it did not get to have nothing to tell. */
export function describeEntry({ startedAt, commit, frames }: RunReport): HistoryEntry {
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
