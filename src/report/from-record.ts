import { localEngine } from '../frames/engine.ts';
import { selectFrames } from '../base/ranges.ts';
import { join } from 'node:path';
import type { ComparedPicture, Metrics, PictureComparison } from '../compare/comparison.ts';
import { comparedKinds, isSideKind, type ComparedKind } from '../frames/kinds.ts';
import { isSidePicture } from '../frames/names.ts';
import { describeCause } from '../frames/record/causes.ts';
import { decodePsnr, type RecordedComparison } from '../frames/record/comparison.ts';
import { resultsOf, type FrameRecord, type ResultRecord, type RunRecord } from '../frames/record/schema.ts';
import type { FrameReport, PictureReport, RunReport } from './model.ts';
import { describePictures, type PictureReader, type ShownPicture } from './pictures.ts';

/** Where a record's pictures are. */
export interface PictureFolders {
  /** Holds the candidates, under the names that the record gives them. */
  output: string;
  /** Holds what they were compared with, where it is at hand. */
  baseline?: string | undefined;
}

/**
 * What a record tells, for the summary and the page; the pictures themselves are read when the page gets to them.
 */
export function describeRecord(record: RunRecord, folders: PictureFolders, reader: PictureReader): RunReport {
  const { project = '', startedAt = '', durationSeconds = 0, commit, commitUrl, upload } = record;
  const { manager, blenderVersion, agents, samples, seed, compositing, device } = record;
  return {
    project,
    startedAt,
    durationMs: durationSeconds * 1000,
    farm: {
      ...(manager === undefined || manager === localEngine ? {} : { managerUrl: manager }),
      ...(blenderVersion === undefined ? {} : { blenderVersion }),
      ...(agents === undefined ? {} : { activeAgents: agents }),
    },
    configuration: {
      ...(samples === undefined ? {} : { samples }),
      ...(seed === undefined ? {} : { seed }),
      ...(compositing === undefined ? {} : { compositing }),
      ...(device === undefined ? {} : { device }),
    },
    ...(commit === undefined
      ? {}
      : { commit: { sha: commit, ...(commitUrl === undefined ? {} : { url: commitUrl }) } }),
    ...(upload === undefined ? {} : { upload }),
    ...(record.causes && { causes: record.causes }),
    frames: withChanges(
      record.frames.map((frame) => describeFrame(frame, folders, reader)),
      record,
    ),
  };
}

/** Lines of what has changed that are shown beside a picture. */
const maxChangeLines = 12;

function withChanges(frames: FrameReport[], { causes = [], project = '' }: RunRecord): FrameReport[] {
  const numbers = frames.map(({ frame }) => frame).sort((a, b) => a - b);
  const changes = new Map<number, string[]>();
  for (const cause of causes) {
    const lines = describeCause(cause, project, maxChangeLines);
    for (const frame of selectFrames(cause.frames, numbers)) changes.set(frame, lines);
  }
  return frames.map((frame) => {
    const lines = changes.get(frame.frame);
    return lines === undefined ? frame : { ...frame, changes: lines };
  });
}

function describeFrame(frame: FrameRecord, folders: PictureFolders, reader: PictureReader): FrameReport {
  const { outcome = 'rendered', durationSeconds, samplesDone, error, messages = [] } = frame;
  return {
    frame: frame.frame,
    outcome,
    ...(durationSeconds === undefined ? {} : { durationMs: durationSeconds * 1000 }),
    ...(samplesDone === undefined ? {} : { samples: samplesDone }),
    ...(error === undefined ? {} : { error }),
    messages,
    pictures: describeResults(frame.frame, resultsOf(frame), folders, reader),
  };
}

function describeResults(
  frame: number,
  results: ResultRecord[],
  { output, baseline }: PictureFolders,
  reader: PictureReader,
): PictureReport[] {
  const pictures = results.filter(({ kind }) => !isSideKind(kind) || isSidePicture(kind));
  const shown = pictures.map(({ kind, file, comparison, baselineFile }): ShownPicture => {
    const path = join(output, file);
    const isCompared = comparison !== undefined && isComparedKind(kind);
    if (!isCompared) return { kind, name: file, path };
    const compared: ComparedPicture = {
      comparison: decodeComparison(frame, kind, comparison),
      candidateFile: path,
      ...(baseline === undefined || baselineFile === undefined ? {} : { baselineFile: join(baseline, baselineFile) }),
    };
    return { kind, name: file, path, compared };
  });
  return describePictures(shown, reader);
}

function isComparedKind(kind: string): kind is ComparedKind {
  return isSideKind(kind) || comparedKinds.some((compared) => compared === kind);
}

function decodeComparison(
  frame: number,
  kind: ComparedKind,
  { metrics, layers, ...rest }: RecordedComparison,
): PictureComparison {
  return {
    ...{ frame, kind, ...rest },
    ...(metrics === undefined ? {} : { metrics: decodeMetrics(metrics) }),
    layers: layers.map(({ metrics: figures, ...layer }) => ({
      ...layer,
      ...(figures === undefined ? {} : { metrics: decodeMetrics(figures) }),
    })),
  };
}

function decodeMetrics({ psnr, ...figures }: NonNullable<RecordedComparison['metrics']>): Metrics {
  return { ...figures, psnr: decodePsnr(psnr) };
}
