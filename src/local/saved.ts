import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ResultKind } from '../frames/kinds.ts';
import { sessionFolder } from '../frames/names.ts';
import type { Blender } from './blender/find.ts';
import type { BlenderOutput } from './blender/output.ts';
import { parseSamples } from './blender/progress.ts';
import { describeMissing, findResults } from './blender/render.ts';
import { Session, type SessionEnd, type SessionSettings } from './blender/session.ts';
import type { FrameRenderer, Rendered, RenderTry } from './renderer.ts';

export interface SavedOptions {
  settings: SessionSettings;
  /** Arguments for Blender before the project. */
  args: string[];
  kinds: readonly ResultKind[];
  /** Absolute. */
  outputDirectory: string;
  /** Told once what Cycles renders with. */
  onDevice: (device: string) => void;
}

/** Renders frames as they were saved, in one Blender that keeps the project open; a new one after a crash. */
export class SavedRenderer implements FrameRenderer {
  readonly #blender: Blender;
  readonly #options: SavedOptions;
  #open: { session: Session; directory: string } | undefined;
  /** What Blender says is about this try. */
  #current: RenderTry | undefined;

  constructor(blender: Blender, options: SavedOptions) {
    this.#blender = blender;
    this.#options = options;
  }

  async render(request: RenderTry): Promise<Rendered> {
    this.#current = request;
    const { plan, directory, output, signal } = request;
    const { kinds } = this.#options;
    const kill = (): void => this.#open?.session.kill();
    signal.addEventListener('abort', kill, { once: true });
    try {
      let end: SessionEnd = this.#open === undefined ? await this.#start(signal) : { done: true };
      if ('done' in end) end = await this.#session.render({ frame: plan.frame, directory, kinds });
      const files = await findResults(directory);
      const failure = 'done' in end ? describeMissing(files, kinds) : explain(end, output);
      if ('exit' in end) await this.close();
      return { files, ...(failure === undefined ? {} : { failure }) };
    } finally {
      signal.removeEventListener('abort', kill);
      this.#current = undefined;
    }
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    if (open === undefined) return;
    await open.session.close();
    await rm(open.directory, { recursive: true, force: true, maxRetries: 3 });
  }

  get #session(): Session {
    if (this.#open === undefined) throw new Error('no session is open');
    return this.#open.session;
  }

  async #start(signal: AbortSignal): Promise<SessionEnd> {
    signal.throwIfAborted();
    const { outputDirectory, onDevice } = this.#options;
    const directory = await mkdtemp(join(outputDirectory, sessionFolder));
    try {
      const { session, end } = await this.#begin(directory, signal);
      this.#open = { session, directory };
      if ('done' in end && session.device !== undefined) onDevice(session.device);
      if ('failed' in end) await this.close();
      return end;
    } catch (error) {
      await rm(directory, { recursive: true, force: true, maxRetries: 3 });
      throw error;
    }
  }

  #begin(directory: string, signal: AbortSignal): ReturnType<typeof Session.start> {
    const { settings, args } = this.#options;
    return Session.start(this.#blender, settings, {
      ...{ directory, args, signal },
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
  }
}

function explain(end: Exclude<SessionEnd, { done: true }>, output: BlenderOutput): string {
  // Blender's operators call every error one.
  return 'failed' in end ? output.quote(end.failed.replace(/^Error: /, '')) : output.explain(end.exit);
}
