import type { ResultKind } from '../frames/kinds.ts';
import type { RenderConfiguration } from '../frames/plan.ts';
import type { Blender } from './blender/find.ts';
import { describeMissing, renderInBlender } from './blender/render.ts';
import type { FrameRenderer, Rendered, RenderTry } from './renderer.ts';

/** Renders as a BlendNet Agent and Manager do, with a Blender for each frame. */
export class FarmLikeRenderer implements FrameRenderer {
  readonly #blender: Blender;
  readonly #configuration: RenderConfiguration;
  readonly #kinds: readonly ResultKind[];

  constructor(blender: Blender, configuration: RenderConfiguration, kinds: readonly ResultKind[]) {
    this.#blender = blender;
    this.#configuration = configuration;
    this.#kinds = kinds;
  }

  async render({ plan, directory, output, onHeard, signal }: RenderTry): Promise<Rendered> {
    const { samples = null, seed = 0, compositing = true } = this.#configuration;
    const job = { project: plan.files[0]?.absolutePath ?? '', samples, seed, frame: plan.frame, compositing };
    const { exit, files } = await renderInBlender(this.#blender, job, {
      directory,
      onLine: (line) => {
        onHeard();
        output.take(line);
      },
      signal,
    });
    const failure = exit.code === 0 ? describeMissing(files, this.#kinds) : output.explain(exit);
    return { files, ...(failure === undefined ? {} : { failure }) };
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
