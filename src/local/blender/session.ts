import { setTimeout } from 'node:timers/promises';
import * as v from 'valibot';
import { parseJson } from '../../base/json.ts';
import type { ResultKind } from '../../frames/kinds.ts';
import type { Resolution } from '../../frames/plan.ts';
import type { Blender } from './find.ts';
import { eachLine, startBlender, type BlenderExit, type BlenderProcess } from './process.ts';
import type { Access } from './sandbox/view.ts';
import { writeScripts } from './scripts.ts';

/** What `scripts/session.py` is told once; null: as saved. */
export interface SessionSettings {
  /** The .blend, absolute. */
  project: string;
  scene: string | null;
  camera: string | null;
  viewLayer: string | null;
  resolution: Resolution | null;
  samples: number | null;
  seed: number | null;
  compositing: boolean | null;
  device: 'cpu' | 'gpu' | 'auto' | null;
  persistentData: 'auto' | 'on' | 'off';
}

export interface FrameJob {
  frame: number;
  /** Absolute, empty; results are in there afterwards. */
  directory: string;
  kinds: readonly ResultKind[];
}

/** How a session's work on a frame, or its start, came to an end. */
export type SessionEnd = { done: true; cost?: FrameCost } | { failed: string } | { exit: BlenderExit };

/** What the script says. The project's own scripts could say it too: nothing here is trusted to be true. */
const answerSchema = v.union([
  v.object({
    ready: v.literal(true),
    cycles: v.nullable(v.object({ device: v.string(), persistentData: v.boolean() })),
  }),
  v.object({ progress: v.string() }),
  v.object({ frame: v.number(), cost: v.object({ cpuSeconds: v.number(), memoryBytes: v.nullable(v.number()) }) }),
  v.object({ failed: v.string() }),
]);
type Answer = v.InferOutput<typeof answerSchema>;

/** What Cycles renders with: the device in Blender's words, and whether it keeps data from frame to frame. */
export type CyclesFacts = NonNullable<Extract<Answer, { ready: true }>['cycles']>;
/** Processor time of all threads for a frame, and what Blender holds afterwards where the system tells. */
export type FrameCost = Extract<Answer, { frame: number }>['cost'];

export interface SessionOptions {
  /** Where its scripts and temporary files go; exists. */
  directory: string;
  /** What a Blender that runs apart sees of the project. */
  seen: Iterable<readonly [string, Access]>;
  /** Arguments for Blender before the project. */
  args: string[];
  onLine: (line: string) => void;
  /** Gets what Blender says of a render's progress. */
  onProgress: (text: string) => void;
  /** Its abort kills Blender. */
  signal: AbortSignal;
}

/** Longest time for Blender to end by itself. */
const endMs = 2_000;

/** A Blender that keeps a project open and renders its frames, one after the other. To be closed. */
export class Session {
  readonly #process: BlenderProcess;
  readonly #abort: AbortController;
  #answered: (end: SessionEnd) => void = () => undefined;
  #cycles: CyclesFacts | undefined;

  private constructor(process: BlenderProcess, abort: AbortController, onProgress: (text: string) => void) {
    this.#process = process;
    this.#abort = abort;
    eachLine(process.answers, (line) => {
      const answer = parseAnswer(line);
      if (answer === undefined) return;
      if ('progress' in answer) onProgress(answer.progress);
      else this.#take(answer);
    });
  }

  /** Starts Blender and opens the project. @throws RenderError `no-agents` when Blender cannot be started */
  static async start(
    blender: Blender,
    settings: SessionSettings,
    { directory, seen, args, onProgress, onLine, signal }: SessionOptions,
  ): Promise<{ session: Session; end: SessionEnd }> {
    const told = { ...settings, scripts: blender.scripts };
    const { script, scriptArgument } = await writeScripts(directory, 'session.py', told);
    const scene = settings.scene === null ? [] : ['--scene', settings.scene];
    const abort = new AbortController();
    const process = startBlender(blender, {
      args: [...args, settings.project, ...scene, '--python', script, '--', scriptArgument],
      ...{ directory, seen, onLine },
      signal: AbortSignal.any([signal, abort.signal]),
    });
    const session = new Session(process, abort, onProgress);
    return { session, end: await session.#end() };
  }

  /** Undefined for other engines. */
  get cycles(): CyclesFacts | undefined {
    return this.#cycles;
  }

  /** Renders one frame. Another may follow it unless Blender has ended. */
  async render(job: FrameJob): Promise<SessionEnd> {
    this.#process.input.write(`${JSON.stringify(job)}\n`);
    return await this.#end();
  }

  /** Ends Blender, which has saved all there is. */
  async close(): Promise<void> {
    this.#process.input.end();
    const ended = this.#process.ended.then(
      () => undefined,
      () => undefined,
    );
    await Promise.race([ended, setTimeout(endMs, undefined, { ref: false })]);
    this.#abort.abort();
    await ended;
  }

  /** Kills Blender; what is being rendered ends with its exit. */
  kill(): void {
    this.#abort.abort();
  }

  async #end(): Promise<SessionEnd> {
    const answered = new Promise<SessionEnd>((resolve) => (this.#answered = resolve));
    return await Promise.race([answered, this.#process.ended.then((exit) => ({ exit }))]);
  }

  #take(answer: Exclude<Answer, { progress: string }>): void {
    if ('ready' in answer) this.#cycles = answer.cycles ?? undefined;
    if ('failed' in answer) this.#answered({ failed: answer.failed });
    else this.#answered({ done: true, ...('cost' in answer ? { cost: answer.cost } : {}) });
  }
}

/** Undefined for what is no answer: a project's script may have written anything. */
function parseAnswer(line: string): Answer | undefined {
  try {
    const parsed = v.safeParse(answerSchema, parseJson(line));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}
