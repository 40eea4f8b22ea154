import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { formatBytes } from '../base/quantities.ts';
import type { EngineRun } from '../frames/engine.ts';
import { sessionFolder } from '../frames/names.ts';
import type { KeyedPlan } from '../frames/plan.ts';
import type { Blender } from './blender/find.ts';
import type { BlenderOutput } from './blender/output.ts';
import { parseSamples } from './blender/progress.ts';
import { describeMissing, findResults } from './blender/render.ts';
import type { Access } from './blender/sandbox/view.ts';
import { Session, type CyclesFacts, type FrameCost, type SessionEnd, type SessionSettings } from './blender/session.ts';
import { ProjectView } from './project-view.ts';
import type { FrameRenderer, Rendered, RenderTry } from './renderer.ts';

export interface SavedOptions {
  settings: SessionSettings;
  /** Arguments for Blender before the project. */
  args: string[];
  /** Told what Cycles renders with, by each Blender that is started. */
  onCycles: (facts: CyclesFacts) => void;
  /** A Blender that has grown beyond it is replaced, if it had less after its first frame. */
  maxMemoryBytes: number;
}

/** One that is large from its first frame on would be as large when it is started again. */
const leastGrowth = 1.25;

/** Renders frames as they were saved, in one Blender that keeps the project open; a new one after a crash. */
export class SavedRenderer implements FrameRenderer {
  readonly #blender: Blender;
  readonly #run: EngineRun;
  readonly #options: SavedOptions;
  readonly #view: ProjectView;
  /** Paths that a Blender which runs apart sees, by all frames until now. */
  readonly #seen = new Map<string, Access>();
  /** Holds everything of the session: a Blender that runs apart can write nowhere else. */
  #folder: string | undefined;
  #session: Session | undefined;
  #firstMemoryBytes: number | undefined;
  cost: FrameCost | undefined;
  /** What Blender says is about this try, or its last words came after its end. */
  #current: RenderTry | undefined;

  constructor(blender: Blender, run: EngineRun, options: SavedOptions) {
    this.#blender = blender;
    this.#run = run;
    this.#options = options;
    this.#view = new ProjectView(run.project.directory);
  }

  async makeFolder(frame: number): Promise<string> {
    this.#folder ??= await mkdtemp(join(this.#run.outputDirectory, sessionFolder));
    return await mkdtemp(join(this.#folder, `frame-${frame}-`));
  }

  async render(request: RenderTry): Promise<Rendered> {
    this.#current = request;
    this.cost = undefined;
    const { plan, directory, output, signal } = request;
    const { kinds } = this.#run;
    const kill = (): void => this.#session?.kill();
    signal.addEventListener('abort', kill, { once: true });
    try {
      await this.#look(plan);
      let end: SessionEnd = this.#session === undefined ? await this.#start(signal) : { done: true };
      if ('done' in end && this.#session !== undefined) {
        end = await this.#session.render({ frame: plan.frame, directory, kinds });
      }
      if ('exit' in end) await this.#end();
      if ('done' in end) await this.#weigh(end.cost);
      const files = await findResults(directory);
      const failure = 'done' in end ? describeMissing(files, kinds) : explain(end, output);
      return { files, ...(failure === undefined ? {} : { failure }) };
    } finally {
      signal.removeEventListener('abort', kill);
    }
  }

  async close(): Promise<void> {
    await this.#end();
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true, maxRetries: 3 });
  }

  /** Scenes and drivers leave memory behind: a Blender that has grown too large is not used again. */
  async #weigh(cost: FrameCost | undefined): Promise<void> {
    this.cost = cost;
    const memoryBytes = cost?.memoryBytes ?? 0;
    this.#firstMemoryBytes ??= memoryBytes;
    if (memoryBytes <= this.#options.maxMemoryBytes || memoryBytes < leastGrowth * this.#firstMemoryBytes) return;
    this.#run.onNotice(`Blender has grown to ${formatBytes(memoryBytes)}, and is started again.`);
    await this.#end();
  }

  async #end(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    this.#firstMemoryBytes = undefined;
    await session?.close();
  }

  /** Lets a Blender that runs apart see the frame's files, too; one that is open cannot be shown more. */
  async #look({ files }: KeyedPlan): Promise<void> {
    if (this.#blender.sandbox === undefined) return;
    const before = this.#seen.size;
    for (const [path, access] of await this.#view.of(files)) this.#seen.set(path, access);
    if (this.#seen.size > before) await this.#end();
  }

  async #start(signal: AbortSignal): Promise<SessionEnd> {
    const { settings, args, onCycles } = this.#options;
    const { session, end } = await Session.start(this.#blender, settings, {
      ...{ directory: this.#folder ?? '', args, seen: this.#seen, signal },
      onLine: (line) => {
        this.#current?.onHeard();
        this.#current?.output.take(line);
      },
      onProgress: (text) => {
        this.#current?.onHeard();
        const samples = parseSamples(text);
        if (samples !== undefined) this.#current?.onSamples(samples);
      },
    });
    this.#session = session;
    if ('done' in end && session.cycles !== undefined) onCycles(session.cycles);
    if ('failed' in end) await this.#end();
    return end;
  }
}

function explain(end: Exclude<SessionEnd, { done: true }>, output: BlenderOutput): string {
  // Blender's operators call every error one.
  return 'failed' in end ? output.quote(end.failed.replace(/^Error: /, '')) : output.explain(end.exit);
}
