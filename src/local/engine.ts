import { join } from 'node:path';
import { each } from '../base/each.ts';
import type { RenderError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import { printable } from '../base/printable.ts';
import { endOf } from '../frames/end.ts';
import { localEngine, type Engine, type EngineFacts, type EngineRun, type EngineTotals } from '../frames/engine.ts';
import type { ResultKind } from '../frames/kinds.ts';
import type { KeyedPlan, RenderConfiguration, RenderSettings } from '../frames/plan.ts';
import { checkCamera, checkCycles, configureLikeFarm } from '../frames/scene-check.ts';
import type { SceneFacts } from '../project/blend/scene.ts';
import type { Environment } from './blender/environment.ts';
import { findBlender, type Blender, type BlenderOptions } from './blender/find.ts';
import type { SessionSettings } from './blender/session.ts';
import { FarmLikeRenderer } from './farm-like.ts';
import { renderFrame } from './frame.ts';
import type { FrameRenderer } from './renderer.ts';
import { SavedRenderer } from './saved.ts';

export interface LocalOptions extends Omit<BlenderOptions, 'say'> {
  /** A name on the PATH, or a path. */
  blender: string;
  /** What Blender is found and run with; it gets a few of these variables, no secrets. */
  environment: Environment;
  /** As Blender renders what was saved, or as a BlendNet Agent does. */
  like: RenderConfiguration['like'];
  settings: RenderSettings;
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
  return new LocalEngine(blender, { ...options, log });
}

/** Blender on this machine as an engine: it opens the project where it lies. */
class LocalEngine implements Engine {
  readonly facts: EngineFacts;
  readonly kinds: ResultKind[];
  readonly scripts: boolean;
  readonly #blender: Blender;
  readonly #options: Pick<LocalOptions, 'like' | 'settings' | 'log'>;

  constructor(blender: Blender, options: Pick<LocalOptions, 'like' | 'settings' | 'log'>) {
    this.#blender = blender;
    this.#options = options;
    this.scripts = blender.scripts;
    this.kinds = options.like === 'farm' ? ['preview', 'render', 'compose'] : ['compose'];
    this.facts = { name: localEngine, blenderVersion: printable(blender.versionString, 40) };
  }

  check(scene: SceneFacts, file: string): RenderError | undefined {
    const { like } = this.#options;
    return like === 'farm' ? (checkCycles(scene, file) ?? checkCamera(scene, file, true)) : checkCamera(scene, file);
  }

  configure(scene: SceneFacts): RenderConfiguration {
    const { like, settings } = this.#options;
    return like === 'farm' ? configureLikeFarm(settings, scene) : { like, ...settings };
  }

  async render(plans: AsyncIterable<KeyedPlan>, run: EngineRun): Promise<EngineTotals> {
    const { log } = this.#options;
    const renderer = this.#open(run);
    try {
      // Blender uses every core for one frame.
      await each(plans, 1, async (plan) => {
        await run.onEnd(await endOf(plan.frame, () => renderFrame(renderer, plan, run, log)));
      });
    } finally {
      await renderer.close();
    }
    return { left: [] };
  }

  #open(run: EngineRun): FrameRenderer {
    const { configuration, directory, path } = run.project;
    if (configuration.like === 'farm') return new FarmLikeRenderer(this.#blender, run);
    const { addons = [] } = configuration;
    return new SavedRenderer(this.#blender, run, {
      settings: sessionSettings(join(directory, path), configuration),
      args: addons.length === 0 ? [] : ['--addons', addons.join(',')],
      onDevice: (device) => {
        this.facts.device = printable(device, 200);
        this.#options.log.info(`Device:  ${this.facts.device}`);
      },
    });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

function sessionSettings(project: string, configuration: RenderConfiguration): SessionSettings {
  const { scene, camera, viewLayer, resolution, samples, seed, compositing, device } = configuration;
  return {
    project,
    scene: scene ?? null,
    camera: camera ?? null,
    viewLayer: viewLayer ?? null,
    resolution: resolution ?? null,
    samples: samples ?? null,
    seed: seed ?? null,
    compositing: compositing ?? null,
    device: device ?? null,
  };
}
