import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RenderError } from '../../src/base/errors.ts';
import type { PictureComparison } from '../../src/compare/comparison.ts';
import { failedEnd, type FrameEnd } from '../../src/frames/end.ts';
import type { Approving } from '../../src/frames/approving.ts';
import type { HistoryEntry } from '../../src/frames/record/history.ts';
import type { Verdict } from '../../src/frames/verdicts.ts';
import type { ArtifactStore } from '../../src/host/host.ts';
import type { PictureReader } from '../../src/report/pictures.ts';
import { publish, type PublishRequest } from '../../src/run/publish.ts';
import type { RunEnd } from '../../src/run/record.ts';
import type { RunResult } from '../../src/run/result.ts';
import { baselinePng, candidatePng, differencePng, metrics } from '../report/runs.ts';
import { temporaryDirectory, writeFiles } from '../support/builders.ts';
import { RecordedHost } from './recorded-host.ts';

/* A run that is published, in a folder of its own. */

/** What the page shows matters to the report's own tests. */
export const reader: PictureReader = {
  display: () => Promise.resolve(baselinePng),
  drawDifference: () => Promise.resolve(differencePng),
  drawStrip: () => Promise.resolve(candidatePng),
};
const settings: PublishRequest['settings'] = {
  ...{ artifactName: 'shot', compressionLevel: 6, retentionDays: undefined, history: undefined },
  ...{ results: ['render', 'compose'], onDifference: 'fail', requireBaseline: false },
  ...{ comment: 'off', check: false, pictures: 'off', githubToken: '' },
  ...{ baseline: undefined, outputDirectory: 'out', workingDirectory: undefined },
};

export function done(frame: number, outcome: 'rendered' | 'reused' = 'rendered'): FrameEnd {
  const file = `frame-000${frame}.compose.png`;
  const results = [{ kind: 'compose' as const, file, sizeBytes: 1, sha1: '0'.repeat(40) }];
  return { frame, done: { outcome, key: 'k', inputs: new Map(), renderMs: 1000, task: `task-${frame}`, results } };
}

export function failed(frame: number, log: string[] = []): FrameEnd {
  return failedEnd(frame, new RenderError('task-failed', 'Out of memory', { frame, hint: 'Use smaller tiles.' }), {
    log,
  });
}

/** Comparisons that say this of each frame. */
export function compared(verdicts: Record<number, Verdict>, max = 0.25): NonNullable<RunEnd['comparisons']> {
  const pictures = Object.entries(verdicts).map(([number, verdict]) => {
    const frame = Number(number);
    const facts = { kind: 'compose' as const, frame, verdict, reason: `It is ${verdict}.` };
    const comparison: PictureComparison = { ...facts, metrics: { ...metrics, max }, regions: [], layers: [] };
    return [`${frame} compose`, { comparison }] as const;
  });
  return { pictures: new Map(pictures), warnings: [] };
}

export interface Published {
  result: RunResult;
  host: RecordedHost;
  /** What lies in the output directory, by name. */
  files: Record<string, string>;
  directory: string;
}

export interface Publishing extends Partial<Omit<RunEnd, 'frames'>> {
  frames?: Partial<RunEnd['frames']>;
  settings?: Partial<PublishRequest['settings']>;
  artifacts?: ArtifactStore;
  /** The baseline, as the setting names it. */
  baseline?: string;
  reader?: PictureReader;
  review?: PublishRequest['host']['review'];
  approving?: Approving;
  /** Files for CIs, by their names below the working directory. */
  ciReports?: Record<string, string>;
  /** What `old.json`, below the working directory, tells of earlier runs. */
  earlier?: HistoryEntry[];
}

export async function publishEnds(ends: FrameEnd[], run: Publishing = {}): Promise<Published> {
  await using directory = await temporaryDirectory();
  await writeFiles(directory.path, { 'out/other.txt': '' });
  if (run.earlier !== undefined) {
    await writeFiles(directory.path, { 'old.json': JSON.stringify({ version: 1, runs: run.earlier }) });
  }
  const outputDirectory = join(directory.path, 'out');
  const host = new RecordedHost();
  const whereIs = (name: string | undefined) => (name === undefined ? undefined : join(directory.path, name));
  const whole: PublishRequest['host'] = Object.assign(host, {
    ...{ artifacts: () => Promise.resolve(run.artifacts), workspace: directory.path },
    ...(run.review && { review: run.review }),
    ...(run.approving && { approving: run.approving }),
  });
  const result = await publish(
    {
      frames: { ends, left: [], ...run.frames },
      ...{ comparisons: run.comparisons, startedAt: run.startedAt ?? new Date() },
    },
    {
      setup: {
        project: {
          path: 'shot.blend',
          directory: directory.path,
          configuration: { like: 'farm' as const, seed: 0, compositing: true },
        },
        ...{ engine: { name: 'local', blenderVersion: '3.4.1' }, baseline: run.baseline, host: {} },
      },
      ...{
        settings: { ...settings, baseline: run.baseline, ...run.settings },
        host: whole,
        outputDirectory,
        reader: run.reader ?? reader,
      },
      ...{ baselineDirectory: whereIs(run.baseline), history: whereIs(run.settings?.history) },
      ciReports: Object.fromEntries(Object.entries(run.ciReports ?? {}).map(([name, file]) => [name, whereIs(file)])),
    },
  );
  const names = (await readdir(outputDirectory)).filter((name) => name !== 'other.txt').sort();
  const texts = await Promise.all(names.map((name) => readFile(join(outputDirectory, name), 'utf8')));
  const files = Object.fromEntries(names.map((name, i) => [name, texts[i] ?? '']));
  return { result, host, files, directory: directory.path };
}

/** Stores all but what it refuses. */
export function artifactStore(refusal?: RenderError): ArtifactStore {
  return {
    store: (name) => (refusal === undefined ? Promise.resolve({ name, url: `of ${name}` }) : Promise.reject(refusal)),
    storeFile: () => Promise.resolve({ name: 'page', url: 'of the page' }),
  };
}
