import { join } from 'node:path';
import type { Comparisons } from './compare-frames.ts';
import type { ComparedPicture } from './compare/pairs.ts';
import type { ComparisonPool } from './compare/pool.ts';
import type { FrameRecord } from './report/manifest.ts';
import type { FrameReport, PictureReport, RunReport } from './report/model.ts';
import type { Run } from './render.ts';
import type { FramesResult } from './run-frames.ts';
import type { CollectedResult } from './task/collect.ts';
import type { FrameEnd } from './task/frames.ts';

const thumbnailWidth = 480;

export interface RunEnd {
  frames: FramesResult;
  comparisons: Comparisons | undefined;
  startedAt: Date;
}

/** Turns what a run did into what the summary, the report and the manifest tell. */
export function describeRun(
  run: Run,
  end: RunEnd,
  pool: ComparisonPool,
): { report: RunReport; records: FrameRecord[] } {
  const { farm, plan, host, outputDirectory } = run;
  const { frames, comparisons, startedAt } = end;
  const { filesSent, bytesSent, filesKnown, bytesKnown } = frames.upload;
  const { samples, seed, compositing } = plan.configuration;
  const report: RunReport = {
    project: plan.project,
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    farm: { managerUrl: farm.name, blenderVersion: farm.blenderVersion, activeAgents: farm.activeAgents },
    configuration: { ...(samples === undefined ? {} : { samples }), seed, compositing },
    upload: { filesSent, bytesSent, filesKnown, bytesKnown },
    frames: frames.ends.map((frame) => describeFrame(frame, new Pictures(frame, comparisons, pool, outputDirectory))),
    ...(host.commit === undefined ? {} : { commit: host.commit }),
  };
  return { report, records: frames.ends.map(recordFrame) };
}

function describeFrame(end: FrameEnd, pictures: Pictures): FrameReport {
  const { frame } = end;
  if ('failed' in end) {
    const { failure, diagnosis } = end.failed;
    const { kind, message, hint } = failure;
    return {
      frame,
      outcome: kind === 'cancelled' ? 'cancelled' : 'failed',
      error: { kind, message, ...(hint === undefined ? {} : { hint }) },
      messages: diagnosis.messages,
      pictures: pictures.describe(),
    };
  }
  const { outcome, durationMs, status } = end.done;
  return { frame, outcome, durationMs, samples: status.samples_done, messages: [], pictures: pictures.describe() };
}

/** The pictures of one frame. Threads read and decode them when the page gets to them, one at a time. */
class Pictures {
  readonly #end: FrameEnd;
  readonly #comparisons: Comparisons | undefined;
  readonly #pool: ComparisonPool;
  readonly #directory: string;

  constructor(end: FrameEnd, comparisons: Comparisons | undefined, pool: ComparisonPool, directory: string) {
    this.#end = end;
    this.#comparisons = comparisons;
    this.#pool = pool;
    this.#directory = directory;
  }

  describe(): PictureReport[] {
    const results = resultsOf(this.#end);
    const main = (['compose', 'render', 'preview'] as const).find((kind) =>
      results.some((result) => result.kind === kind),
    );
    return results.map(({ kind, file }) => {
      const compared = this.#comparisons?.pictures.get(`${this.#end.frame} ${kind}`);
      const path = join(this.#directory, file);
      return {
        kind,
        file,
        ...(compared === undefined ? {} : { comparison: compared.comparison }),
        ...(kind === main ? { readThumbnail: () => this.#pool.display({ file: path, maxWidth: thumbnailWidth }) } : {}),
        ...(kind === main || isChanged(compared) ? this.#readers(path, compared) : {}),
      };
    });
  }

  #readers(path: string, compared: ComparedPicture | undefined): Partial<PictureReport> {
    const { baselineFile, candidateFile, comparison } = compared ?? {};
    const readCandidate = (): ReturnType<ComparisonPool['display']> => this.#pool.display({ file: path });
    if (baselineFile === undefined || candidateFile === undefined || comparison === undefined) return { readCandidate };
    const { decisiveLayer } = comparison;
    const difference = {
      baselineFile,
      candidateFile,
      // The page draws the boxes itself, as sharp as the screen.
      regions: [],
      ...(decisiveLayer === undefined ? {} : { decisiveLayer }),
    };
    return {
      readCandidate,
      readBaseline: () => this.#pool.display({ file: baselineFile }),
      readDifference: () => this.#pool.drawDifference(difference),
    };
  }
}

/** Pictures beside the main one are only shown when they say something new: a multilayer EXR is large. */
function isChanged(compared: ComparedPicture | undefined): boolean {
  return compared !== undefined && !['same', 'within-tolerance', 'new'].includes(compared.comparison.verdict);
}

function recordFrame(end: FrameEnd): FrameRecord {
  const results = resultsOf(end);
  if ('failed' in end) return { frame: end.frame, results, inputs: new Map() };
  const { frame, task, key, inputs } = end.done;
  return { frame, task, key, results, inputs };
}

function resultsOf(end: FrameEnd): CollectedResult[] {
  if ('done' in end) return end.done.results;
  return end.failed.preview === undefined ? [] : [end.failed.preview];
}
