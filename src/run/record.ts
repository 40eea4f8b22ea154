import { join } from 'node:path';
import type { Comparisons } from './compare.ts';
import type { ComparisonPool } from '../compare/pool.ts';
import { describePictures } from '../report/pictures.ts';
import type { FrameRecord } from '../frames/record/manifest.ts';
import type { FrameReport, PictureReport, RunReport } from '../report/model.ts';
import type { Run } from './render.ts';
import type { FramesResult } from './frames.ts';
import type { CollectedResult } from '../farm/tasks/collect.ts';
import type { FrameEnd } from '../farm/tasks/frames.ts';

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
    frames: frames.ends.map((frame) =>
      describeFrame(frame, picturesOf(frame, comparisons, pool, outputDirectory), (text) => host.redact(text)),
    ),
    ...(host.commit === undefined ? {} : { commit: host.commit }),
  };
  return { report, records: frames.ends.map(recordFrame) };
}

function describeFrame(end: FrameEnd, pictures: PictureReport[], redact: (text: string) => string): FrameReport {
  const { frame } = end;
  if ('failed' in end) {
    const { failure, diagnosis } = end.failed;
    const { kind, message, hint } = failure;
    return {
      frame,
      outcome: kind === 'cancelled' ? 'cancelled' : 'failed',
      error: { kind, message: redact(message), ...(hint === undefined ? {} : { hint }) },
      messages: diagnosis.messages.map(redact),
      pictures,
    };
  }
  const { outcome, renderMs, status } = end.done;
  return { frame, outcome, durationMs: renderMs, samples: status.samples_done, messages: [], pictures };
}

function picturesOf(
  end: FrameEnd,
  comparisons: Comparisons | undefined,
  pool: ComparisonPool,
  directory: string,
): PictureReport[] {
  const pictures = resultsOf(end).map(({ kind, file }) => {
    const compared = comparisons?.pictures.get(`${end.frame} ${kind}`);
    return { kind, name: file, path: join(directory, file), ...(compared === undefined ? {} : { compared }) };
  });
  return describePictures(pictures, pool);
}

function recordFrame(end: FrameEnd): FrameRecord {
  const results = resultsOf(end);
  if ('failed' in end) {
    const { task } = end.failed;
    return { frame: end.frame, ...(task === undefined ? {} : { task }), results, inputs: new Map() };
  }
  const { frame, task, key, inputs } = end.done;
  return { frame, task, key, results, inputs };
}

function resultsOf(end: FrameEnd): CollectedResult[] {
  if ('done' in end) return end.done.results;
  return end.failed.preview === undefined ? [] : [end.failed.preview];
}
