import { join } from 'node:path';
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
import { KnownVersions } from './blender/known-versions.ts';
import type { SessionSettings } from './blender/session.ts';
import { FarmLikeRenderer } from './farm-like.ts';
import { renderFrame } from './frame.ts';
import type { FrameRenderer } from './renderer.ts';
import { machineRoom, type Room } from './room.ts';
import { SavedRenderer } from './saved.ts';
import { workSideBySide, type Worker } from './side-by-side.ts';

export interface LocalOptions extends Omit<BlenderOptions, 'say' | 'known'> {
  /** A name on the PATH, or a path. */
  blender: string;
  /** What Blender is found and run with; it gets a few of these variables, no secrets. */
  environment: Environment;
  /** As Blender renders what was saved, or as a BlendNet Agent does. */
  like: RenderConfiguration['like'];
  settings: RenderSettings;
  /** How many Blenders render side by side; undefined: as many as there is room for. */
  sessions?: number | undefined;
  /** Default: {@link machineRoom}. */
  room?: Room;
  log: Log;
  /** What is known from earlier runs. */
  stateDirectory?: string;
}

/** Finds Blender on this machine. @throws as {@link findBlender} */
export async function openLocal({
  blender: command,
  environment,
  log,
  stateDirectory,
  ...options
}: LocalOptions): Promise<Engine> {
  const blender = await findBlender(command, environment, {
    ...options,
    ...(stateDirectory === undefined ? {} : { known: new KnownVersions(join(stateDirectory, 'blenders.json')) }),
    say: (line) => {
      log.info(line);
    },
  });
  log.info(`Blender: ${printable(blender.versionString, 40)}, on this machine`);
  return new LocalEngine(blender, { ...options, log });
}

type EngineOptions = Pick<LocalOptions, 'like' | 'settings' | 'sessions' | 'room' | 'log'>;

/** As the session names it. */
const cpu = 'CPU';
/** A Blender that has grown beyond this share of the memory is replaced. */
const memoryShare = 0.7;

/** Blender on this machine as an engine: it opens the project where it lies. */
class LocalEngine implements Engine {
  readonly facts: EngineFacts;
  readonly kinds: ResultKind[];
  readonly scripts: boolean;
  readonly #blender: Blender;
  readonly #options: EngineOptions;
  readonly #room: Room;

  constructor(blender: Blender, options: EngineOptions) {
    this.#blender = blender;
    this.#options = options;
    this.#room = options.room ?? machineRoom();
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
    const { sessions: count } = this.#options;
    await workSideBySide(plans, () => this.#openWorker(run), { count, room: this.#room });
    return { left: [] };
  }

  #openWorker(run: EngineRun): Worker<KeyedPlan> {
    const renderer = this.#open(run);
    const { log } = this.#options;
    // What comes after a frame is done while Blender renders the next one.
    let after = Promise.resolve();
    return {
      work: async (plan) => {
        const startedAtMs = performance.now();
        const rendered = Promise.withResolvers<undefined>();
        const onRendered = (): void => {
          rendered.resolve(undefined);
        };
        const ending = endOf(plan.frame, () => renderFrame(renderer, plan, run, { log, onRendered }));
        const before = after;
        after = Promise.all([ending, before]).then(([end]) => run.onEnd(end));
        await Promise.race([rendered.promise, after]);
        await before;
        // Only Cycles on the processor uses less than there is when it is alone.
        return renderer.cost && this.facts.device === cpu
          ? { ...renderer.cost, wallMs: performance.now() - startedAtMs }
          : undefined;
      },
      close: async () => {
        await after.finally(() => renderer.close());
      },
    };
  }

  #open(run: EngineRun): FrameRenderer {
    const { configuration, directory, path } = run.project;
    if (configuration.like === 'farm') return new FarmLikeRenderer(this.#blender, run);
    const { addons = [] } = configuration;
    return new SavedRenderer(this.#blender, run, {
      settings: sessionSettings(join(directory, path), configuration),
      args: addons.length === 0 ? [] : ['--addons', addons.join(',')],
      onCycles: ({ device, persistentData }) => {
        const isNew = this.facts.device === undefined;
        Object.assign(this.facts, { device: printable(device, 200), persistentData });
        const how = persistentData ? ', with persistent data' : '';
        if (isNew) this.#options.log.info(`Device:  ${this.facts.device ?? ''}${how}`);
      },
      maxMemoryBytes: (memoryShare * this.#room.memoryBytes) / (this.#options.sessions ?? 1),
    });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

function sessionSettings(project: string, configuration: RenderConfiguration): SessionSettings {
  const { scene, camera, viewLayer, resolution, samples, seed, compositing, device, persistentData } = configuration;
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
    persistentData: persistentData ?? 'auto',
  };
}
