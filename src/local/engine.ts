import { each } from '../base/each.ts';
import type { RenderError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import { printable } from '../base/printable.ts';
import { endOf } from '../frames/end.ts';
import type { Engine, EngineFacts, EngineRun, EngineTotals } from '../frames/engine.ts';
import type { KeyedPlan } from '../frames/plan.ts';
import { checkCyclesScene } from '../frames/scene-check.ts';
import type { SceneFacts } from '../project/blend/scene.ts';
import type { Environment } from './blender/environment.ts';
import { findBlender, type Blender, type BlenderOptions } from './blender/find.ts';
import { renderFrame } from './frame.ts';
import { ProjectView } from './project-view.ts';

export interface LocalOptions extends Omit<BlenderOptions, 'say'> {
  /** A name on the PATH, or a path. */
  blender: string;
  /** What Blender is found and run with; it gets a few of these variables, no secrets. */
  environment: Environment;
  log: Log;
}

/** Finds Blender on this machine. @throws as {@link findBlender} */
export async function openLocal({ blender: command, environment, log, ...options }: LocalOptions): Promise<Engine> {
  const blender = await findBlender(command, environment, {
    ...options,
    say: (line) => {
      log.info(line);
    },
  });
  log.info(`Blender: ${printable(blender.versionString, 40)}, on this machine`);
  return new LocalEngine(blender, log);
}

/** Blender on this machine as an engine: it opens the project where it lies, one process for each frame. */
class LocalEngine implements Engine {
  readonly facts: EngineFacts;
  readonly scripts: boolean;
  readonly #blender: Blender;
  readonly #log: Log;

  constructor(blender: Blender, log: Log) {
    this.#blender = blender;
    this.#log = log;
    this.scripts = blender.scripts;
    this.facts = { name: 'local', blenderVersion: printable(blender.versionString, 40) };
  }

  check(scene: SceneFacts, file: string): RenderError | undefined {
    return checkCyclesScene(scene, file);
  }

  async render(plans: AsyncIterable<KeyedPlan>, run: EngineRun): Promise<EngineTotals> {
    const tools = { blender: this.#blender, view: new ProjectView(run.project.directory), log: this.#log };
    // Blender uses every core for one frame.
    await each(plans, 1, async (plan) => {
      await run.onEnd(await endOf(plan.frame, () => renderFrame(plan, run, tools)));
    });
    return { left: [] };
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
