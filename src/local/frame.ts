import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isRenderError, RenderError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import { printable } from '../base/printable.ts';
import { failedEnd, type FrameEnd } from '../frames/end.ts';
import type { EngineRun } from '../frames/engine.ts';
import { workFolder } from '../frames/names.ts';
import type { KeyedPlan } from '../frames/plan.ts';
import { findChangedFile } from '../project/files.ts';
import type { Blender } from './blender/find.ts';
import { BlenderOutput } from './blender/output.ts';
import { describeMissing, renderInBlender, type RenderedFiles } from './blender/render.ts';
import type { ProjectView } from './project-view.ts';
import { placeResults } from './results.ts';
import { Silence } from './silence.ts';

/** What of Blender's last words goes beside a failure. */
const maxMessages = 200;

/** What frames of a run are rendered with. */
export interface FrameTools {
  blender: Blender;
  view: ProjectView;
  log: Log;
}

/** Renders a frame, again when it fails. @throws the signal's reason, what the file system refuses */
export async function renderFrame(plan: KeyedPlan, run: EngineRun, tools: FrameTools): Promise<FrameEnd> {
  for (let attempt = 1; ; attempt++) {
    const end = await renderOnce(plan, run, tools);
    if ('done' in end || attempt >= run.attempts || !isRenderError(end.failed.failure, 'task-failed', 'stalled')) {
      return end;
    }
    run.onNotice(`frame ${plan.frame}: ${end.failed.failure.message} Rendering it again.`);
  }
}

async function renderOnce(plan: KeyedPlan, run: EngineRun, tools: FrameTools): Promise<FrameEnd> {
  const { frame } = plan;
  const { blender, view, log } = tools;
  const directory = await mkdtemp(join(run.outputDirectory, workFolder(frame)));
  const silence = new Silence(run.stallMs, run.signal);
  const output = follow(plan, run, directory, log);
  const startedAtMs = performance.now();
  try {
    const { exit, files } = await renderInBlender(blender, jobOf(plan, run), {
      directory,
      seen: blender.sandbox === undefined ? [] : await view.of(plan.files),
      onLine: (line) => {
        silence.broken();
        output.take(line);
      },
      signal: silence.signal,
    });
    run.signal.throwIfAborted();
    const missing = describeMissing(files, run.kinds);
    const failure =
      silence.failureOf(frame) ??
      (exit.code === 0 ? undefined : failed(output.explain(exit), frame)) ??
      (missing === undefined ? undefined : failed(missing, frame));
    if (failure !== undefined) return await giveUp(failure, files, output, plan, run);
    return await finish(files, Math.round(performance.now() - startedAtMs), plan, run);
  } finally {
    silence.close();
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  }
}

function jobOf({ frame, files }: KeyedPlan, { project: { configuration } }: EngineRun) {
  const { samples = null, seed, compositing } = configuration;
  return { project: files[0]?.absolutePath ?? '', samples, seed, frame, compositing };
}

/** Takes what Blender prints, with the names that files have below the working directory. */
function follow({ frame }: KeyedPlan, { project, onProgress }: EngineRun, directory: string, log: Log): BlenderOutput {
  const of = project.configuration.samples ?? 0;
  let done = 0;
  return new BlenderOutput({
    hidden: [directory, project.directory],
    onProgress: ({ sample }) => {
      // Every view layer counts from one again.
      done = Math.max(done, Math.min(sample, of));
      onProgress({ frame, done: of === 0 ? 0 : done / of, samples: { done, of } });
    },
    onLine: (line) => {
      log.detail(`frame ${frame}: ${printable(line)}`);
    },
  });
}

function failed(message: string, frame: number): RenderError {
  return new RenderError('task-failed', printable(message, 4000), { frame });
}

async function finish(files: RenderedFiles, renderMs: number, plan: KeyedPlan, run: EngineRun): Promise<FrameEnd> {
  const { frame, key, inputs } = plan;
  const results = await placeResults(files, run.kinds, frame, run.outputDirectory);
  const { samples } = run.project.configuration;
  const changed = await findChangedFile(plan.files);
  if (changed !== undefined) {
    run.onNotice(
      `frame ${frame}: ${changed} changed while it was rendered, so it is not kept for later runs.`,
      'warning',
    );
  }
  return {
    frame,
    done: {
      ...{ outcome: 'rendered', key, inputs, renderMs, results },
      ...(samples === undefined ? {} : { samples }),
      ...(changed === undefined ? {} : { inputsChanged: true }),
    },
  };
}

/** Keeps what Blender said, and the preview of what was rendered until then. */
async function giveUp(
  failure: RenderError,
  files: RenderedFiles,
  output: BlenderOutput,
  { frame }: KeyedPlan,
  { kinds, outputDirectory }: EngineRun,
): Promise<FrameEnd> {
  const lines = output.lines.slice(-maxMessages).map((line) => printable(line));
  const wanted = kinds.filter((kind) => kind === 'preview' && files.preview !== undefined);
  const [preview] = await placeResults(files, wanted, frame, outputDirectory);
  const log = lines.length === 0 ? [] : ['== Blender', ...lines];
  return failedEnd(frame, failure, { messages: lines, log, ...(preview === undefined ? {} : { preview }) });
}
