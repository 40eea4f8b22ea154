import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineRun } from '../frames/engine.ts';
import { workFolder } from '../frames/names.ts';
import type { Blender } from './blender/find.ts';
import { describeMissing, renderInBlender } from './blender/render.ts';
import { ProjectView } from './project-view.ts';
import type { FrameRenderer, Rendered, RenderTry } from './renderer.ts';

/** Renders as a BlendNet Agent and Manager do, with a Blender for each frame. */
export class FarmLikeRenderer implements FrameRenderer {
  readonly #blender: Blender;
  readonly #run: EngineRun;
  readonly #view: ProjectView;

  constructor(blender: Blender, run: EngineRun) {
    this.#blender = blender;
    this.#run = run;
    this.#view = new ProjectView(run.project.directory);
  }

  makeFolder(frame: number): Promise<string> {
    return mkdtemp(join(this.#run.outputDirectory, workFolder(frame)));
  }

  async render({ plan, directory, output, onHeard, signal }: RenderTry): Promise<Rendered> {
    const { kinds, project } = this.#run;
    const { samples = null, seed = 0, compositing = true } = project.configuration;
    const job = { project: plan.files[0]?.absolutePath ?? '', samples, seed, frame: plan.frame, compositing };
    const { exit, files } = await renderInBlender(this.#blender, job, {
      directory,
      seen: this.#blender.sandbox === undefined ? [] : await this.#view.of(plan.files),
      onLine: (line) => {
        onHeard();
        output.take(line);
      },
      signal,
    });
    const failure = exit.code === 0 ? describeMissing(files, kinds) : output.explain(exit);
    return { files, ...(failure === undefined ? {} : { failure }) };
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
