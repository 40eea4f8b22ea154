import { rm } from 'node:fs/promises';
import { isRenderError, RenderError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import { printable } from '../base/printable.ts';
import { failedEnd, type FrameEnd, type ResultFile } from '../frames/end.ts';
import type { EngineRun } from '../frames/engine.ts';
import type { KeyedPlan } from '../frames/plan.ts';
import { findChangedFile } from '../project/files.ts';
import { graphicsHint } from './blender/graphics.ts';
import { BlenderOutput } from './blender/output.ts';
import type { Samples } from './blender/progress.ts';
import type { RenderedFiles } from './blender/render.ts';
import type { FrameRenderer, Rendered } from './renderer.ts';
import { placeResults } from './results.ts';
import { bringSides } from './sides.ts';
import { Silence } from './silence.ts';

/** What of Blender's last words goes beside a failure. */
const maxMessages = 200;

/** Who is told while a frame is rendered. */
export interface FrameListener {
  log: Log;
  /** The frame is rendered, and the renderer free for another while its files are put in their places. */
  onRendered: () => void;
}

/** Renders a frame, again when it fails. @throws the signal's reason, what the file system refuses */
export async function renderFrame(
  renderer: FrameRenderer,
  plan: KeyedPlan,
  run: EngineRun,
  listener: FrameListener,
): Promise<FrameEnd> {
  for (let attempt = 1; ; attempt++) {
    const end = await renderOnce(renderer, plan, run, listener);
    if ('done' in end || attempt >= run.attempts || !isRenderError(end.failed.failure, 'task-failed', 'stalled')) {
      return end;
    }
    run.onNotice(`frame ${plan.frame}: ${end.failed.failure.message} Rendering it again.`);
  }
}

async function renderOnce(
  renderer: FrameRenderer,
  plan: KeyedPlan,
  run: EngineRun,
  { log, onRendered }: FrameListener,
): Promise<FrameEnd> {
  const { frame } = plan;
  const directory = await renderer.makeFolder(frame);
  const silence = new Silence(run.stallMs, run.signal);
  const progress = countSamples(plan, run);
  const output = follow(plan, run, directory, progress, log);
  const startedAtMs = performance.now();
  try {
    const { files, failure: said } = await renderer
      .render({
        plan,
        directory,
        output,
        onHeard: () => {
          silence.broken();
        },
        onSamples: progress,
        signal: silence.signal,
      })
      .catch((error: unknown): Rendered => {
        // On a busy machine the silence can last too long before Blender was even started.
        if (silence.failureOf(frame) === undefined) throw error;
        return { files: {} };
      });
    run.signal.throwIfAborted();
    const failure = silence.failureOf(frame) ?? (said === undefined ? undefined : failed(said, output, frame));
    if (failure !== undefined) return await giveUp(failure, files, output, plan, run);
    const renderMs = Math.round(performance.now() - startedAtMs);
    onRendered();
    return await finish({ files, directory }, renderMs, plan, run);
  } finally {
    silence.close();
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  }
}

type OnSamples = (samples: Samples) => void;

/** Tells progress that never goes back, though every view layer counts from one again. */
function countSamples({ frame }: KeyedPlan, { onProgress }: EngineRun): OnSamples {
  let most = 0;
  return ({ done, of }) => {
    most = Math.max(most, Math.min(done, of));
    onProgress({ frame, done: most / of, samples: { done: most, of } });
  };
}

/** Takes what Blender prints, with the names that files have below the working directory. */
function follow(
  { frame }: KeyedPlan,
  { project }: EngineRun,
  directory: string,
  onSamples: OnSamples,
  log: Log,
): BlenderOutput {
  return new BlenderOutput({
    hidden: [directory, project.directory],
    onProgress: (_, samples) => {
      if (samples !== undefined) onSamples(samples);
    },
    onLine: (line) => {
      log.detail(`frame ${frame}: ${printable(line)}`);
    },
  });
}

function failed(said: string, { lines }: BlenderOutput, frame: number): RenderError {
  const message = printable(said, 4000);
  const hint = graphicsHint(lines);
  // Every other frame would meet it, too.
  if (hint !== undefined) return new RenderError('no-agents', message, { hint });
  return new RenderError('task-failed', message, { frame });
}

async function finish(
  { files, directory }: { files: RenderedFiles; directory: string },
  renderMs: number,
  plan: KeyedPlan,
  run: EngineRun,
): Promise<FrameEnd> {
  const { frame, key, inputs } = plan;
  const results = await placeResults(files, run.kinds, frame, run.outputDirectory);
  results.push(...(await bringSideFiles(directory, frame, run)));
  const { samples } = run.project;
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

const maxNames = 5;

async function bringSideFiles(directory: string, frame: number, run: EngineRun): Promise<ResultFile[]> {
  const left: string[] = [];
  const sides = await bringSides(directory, frame, run.outputDirectory, (kind) => left.push(kind));
  if (left.length > 0) {
    const names = `${left.slice(0, maxNames).join(', ')}${left.length > maxNames ? ', …' : ''}`;
    run.onNotice(
      `frame ${frame}: ${left.length} files beside the picture are not brought home (${names}): links, odd names, more than 200 or more than 4 GiB.`,
      'warning',
    );
  }
  return sides;
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
