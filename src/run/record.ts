import { redact } from '../base/secrets.ts';
import type { ComparedPicture, Metrics, PictureComparison } from '../compare/comparison.ts';
import type { FrameEnd, ResultFile } from '../frames/end.ts';
import type { EngineFacts } from '../frames/engine.ts';
import { nameBelow, pictureKey } from '../frames/names.ts';
import type { RenderProject } from '../frames/plan.ts';
import { encodePsnr, type RecordedComparison } from '../frames/record/comparison.ts';
import { formatInputs, gatherInputs } from '../frames/record/inputs.ts';
import {
  maxTextLength,
  recordResults,
  recordVersion,
  type FrameRecord,
  type RunRecord,
} from '../frames/record/schema.ts';
import type { Host } from '../host/host.ts';
import type { Comparisons } from './compare.ts';
import type { FramesResult } from './frames.ts';

/** What a run did. */
export interface RunEnd {
  frames: FramesResult;
  /** Undefined when there was nothing to compare with. */
  comparisons: Comparisons | undefined;
  startedAt: Date;
}

/** How it was set up. */
export interface RunSetup {
  project: RenderProject;
  engine: EngineFacts;
  /** The baseline's folder as the setting names it. */
  baseline: string | undefined;
  /** Missing for a run that is whole. */
  shard?: NonNullable<RunRecord['shard']>;
  host: Pick<Host, 'commit'>;
}

/** The record of a run: all that the report tells. Secrets that a farm echoed are not in it. */
export function recordRun({ frames, comparisons, startedAt }: RunEnd, setup: RunSetup): RunRecord {
  const { project, engine, baseline, shard, host } = setup;
  const { configuration, samples } = project;
  const { like, seed, compositing } = configuration;
  const { commit } = host;
  const inputs = frames.ends.flatMap((end) => ('done' in end ? [{ frame: end.frame, inputs: end.done.inputs }] : []));
  const { upload } = frames;
  return {
    version: recordVersion,
    project: project.path,
    startedAt: startedAt.toISOString(),
    durationSeconds: toSeconds(Date.now() - startedAt.getTime()),
    ...(commit === undefined ? {} : { commit: commit.sha }),
    ...(commit?.url === undefined ? {} : { commitUrl: commit.url }),
    manager: engine.name,
    blenderVersion: clean(engine.blenderVersion),
    ...(engine.device === undefined ? {} : { device: clean(engine.device) }),
    ...(engine.persistentData === undefined ? {} : { persistentData: engine.persistentData }),
    ...(engine.agents === undefined ? {} : { agents: engine.agents }),
    ...(samples === undefined ? {} : { samples }),
    like,
    ...(seed === undefined ? {} : { seed }),
    ...(compositing === undefined ? {} : { compositing }),
    ...(upload === undefined ? {} : { upload: onlyTotals(upload) }),
    ...(shard === undefined ? {} : { shard }),
    ...(comparisons === undefined || baseline === undefined ? {} : { baseline: clean(baseline) }),
    ...(comparisons === undefined ? {} : { warnings: comparisons.warnings.map(clean) }),
    inputs: formatInputs(gatherInputs(inputs), inputs.length),
    ...(frames.contents?.length && { contents: frames.contents }),
    ...(comparisons?.causes?.length && { causes: comparisons.causes }),
    frames: frames.ends.map((end) => recordFrame(end, comparisons)),
  };
}

/** An engine may count more than is told. */
function onlyTotals({ filesSent, bytesSent, filesKnown, bytesKnown }: NonNullable<RunRecord['upload']>) {
  return { filesSent, bytesSent, filesKnown, bytesKnown };
}

/** A text that is not ours: a farm may echo what it was sent. */
function clean(text: string): string {
  return redact(text).slice(0, maxTextLength);
}

function recordFrame(end: FrameEnd, comparisons: Comparisons | undefined): FrameRecord {
  const { frame } = end;
  const record = (result: ResultFile) => ({
    ...result,
    ...recordComparison(result.kind, comparisons?.pictures.get(pictureKey({ frame, kind: result.kind }))),
  });
  if ('done' in end) {
    const { outcome, renderMs, samples, task, key, inputsChanged, results } = end.done;
    return {
      frame,
      outcome,
      durationSeconds: toSeconds(renderMs),
      ...(samples === undefined ? {} : { samplesDone: samples }),
      ...(task === undefined ? {} : { task: clean(task) }),
      // What it was made from is not what was looked at: no later run may take it for that.
      ...(inputsChanged === true ? {} : { key }),
      ...recordResults(results.map(record)),
    };
  }
  const { failure, task, messages, preview } = end.failed;
  const { kind, message, hint } = failure;
  return {
    frame,
    outcome: kind === 'cancelled' ? 'cancelled' : 'failed',
    ...(task === undefined ? {} : { task: clean(task) }),
    error: { kind, message: clean(message), ...(hint === undefined ? {} : { hint: clean(hint) }) },
    ...(messages.length === 0 ? {} : { messages: messages.map(clean) }),
    ...recordResults(preview === undefined ? [] : [record(preview)]),
  };
}

function recordComparison(
  kind: string,
  compared: ComparedPicture | undefined,
): {
  comparison?: RecordedComparison;
  baselineFile?: string;
} {
  if (compared === undefined) return {};
  const { comparison, baselineFile } = compared;
  return {
    comparison: encodeComparison(comparison),
    ...(baselineFile === undefined ? {} : { baselineFile: nameBelow(baselineFile, kind) }),
  };
}

function encodeComparison(comparison: PictureComparison): RecordedComparison {
  const { verdict, reason, width, height, metrics, spread, decisiveLayer, regions, layers } = comparison;
  return {
    verdict,
    reason: clean(reason),
    ...(width === undefined ? {} : { width }),
    ...(height === undefined ? {} : { height }),
    ...(metrics === undefined ? {} : { metrics: encodeMetrics(metrics) }),
    ...(spread === undefined ? {} : { spread }),
    ...(decisiveLayer === undefined ? {} : { decisiveLayer: clean(decisiveLayer) }),
    regions,
    layers: layers.map((layer) => ({
      // A picture may name its layers as it likes, at any length.
      ...{ name: clean(layer.name), purpose: layer.purpose, verdict: layer.verdict },
      ...(layer.metrics === undefined ? {} : { metrics: encodeMetrics(layer.metrics) }),
    })),
  };
}

function encodeMetrics({ psnr, ...figures }: Metrics): NonNullable<RecordedComparison['metrics']> {
  return { ...figures, ...encodePsnr(psnr) };
}

function toSeconds(timeMs: number): number {
  return Math.round(timeMs / 10) / 100;
}
