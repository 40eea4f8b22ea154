import { formatFrames } from '../../base/ranges.ts';
import type { RunReport } from '../../report/model.ts';

/** Its name beside the frames. */
export const manifestFile = 'render.json';
/** More than the manifest of any real run: thousands of frames, made from thousands of files. */
export const maxManifestBytes = 64_000_000;

/** What the manifest says of a frame beside the report. */
export interface FrameRecord {
  frame: number;
  task?: string;
  key?: string;
  results: { kind: string; file: string; sizeBytes: number; sha1: string }[];
  /** sha1 by path of every file the frame was made from. */
  inputs: Map<string, string>;
}

/** Changes when a reader of older manifests would misread newer ones. */
const manifestVersion = 1;

/**
 * `render.json`, which lies beside the frames: what was rendered, from what, where and with which settings. Baselines
 * keep it, so that a later comparison can say what else has changed.
 */
export function formatManifest(report: RunReport, records: FrameRecord[]): string {
  const byFrame = new Map(records.map((record) => [record.frame, record]));
  const manifest = {
    version: manifestVersion,
    project: report.project,
    startedAt: report.startedAt,
    durationSeconds: toSeconds(report.durationMs),
    ...(report.commit === undefined ? {} : { commit: report.commit.sha }),
    manager: report.farm.managerUrl,
    blenderVersion: report.farm.blenderVersion,
    agents: report.farm.activeAgents,
    ...report.configuration,
    upload: report.upload,
    inputs: listInputs(records),
    frames: report.frames.map(({ frame, outcome, durationMs, error }) => ({
      frame,
      outcome,
      ...(durationMs === undefined ? {} : { durationSeconds: toSeconds(durationMs) }),
      task: byFrame.get(frame)?.task,
      key: byFrame.get(frame)?.key,
      ...(error === undefined ? {} : { error }),
      results: byFrame.get(frame)?.results ?? [],
    })),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** Every input once; with the frames it belongs to, where not all have it. */
function listInputs(records: FrameRecord[]): { path: string; sha1: string; frames?: string }[] {
  const rendered = records.filter(({ inputs }) => inputs.size > 0);
  const inputs = new Map<string, { path: string; sha1: string; frames: number[] }>();
  for (const { frame, inputs: files } of rendered) {
    for (const [path, sha1] of files) {
      const id = `${sha1} ${path}`;
      const input = inputs.get(id) ?? { path, sha1, frames: [] };
      input.frames.push(frame);
      inputs.set(id, input);
    }
  }
  return [...inputs.values()]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, sha1, frames }) => ({
      path,
      sha1,
      ...(frames.length === rendered.length ? {} : { frames: formatFrames(frames) }),
    }));
}

function toSeconds(timeMs: number): number {
  return Math.round(timeMs / 10) / 100;
}
