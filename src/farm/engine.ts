import { messageOf, RenderError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import { printable } from '../base/printable.ts';
import { formatCount } from '../base/quantities.ts';
import type { Engine, EngineFacts, EngineRun, EngineTotals } from '../frames/engine.ts';
import type { RunIdentity } from '../frames/identity.ts';
import { resultKinds, type ResultKind } from '../frames/kinds.ts';
import type { KeyedPlan, RenderConfiguration, RenderSettings } from '../frames/plan.ts';
import { checkCamera, checkCycles, configureLikeFarm } from '../frames/scene-check.ts';
import type { SceneFacts } from '../project/blend/scene.ts';
import type { ManagerClient } from './api/client.ts';
import type { TaskList } from './api/schema.ts';
import { checkFarm, connectManager, type FarmAddress, type FarmFacts } from './connect.ts';
import { findEarlierTasks } from './tasks/earlier.ts';
import type { FramePolicy } from './tasks/frame.ts';
import { renderFrames } from './tasks/frames.ts';
import { pruneTasks } from './tasks/prune.ts';
import { defaultSamples, roundSamples } from './tasks/workloads.ts';
import { makeTools } from './tools.ts';

export interface FarmOptions {
  settings: RenderSettings;
  identity: RunIdentity;
  /** Take what tasks of earlier runs have rendered. */
  reuse: boolean;
  /** Leave finished tasks on the Manager for later runs. */
  keepTasks: boolean;
  /** Finished tasks of this program that are older are removed at the end. */
  taskRetentionDays: number;
  /** Render with a Blender that BlendNet's Agents are known to hang with. */
  allowUnsupportedBlender: boolean;
  uploadConcurrency: number;
  pollIntervalMs: number;
  /** How long to wait for a first Agent. */
  patienceMs: number;
  /** Fires when the process is about to be ended: little time is left to clean up. */
  cancelled: AbortSignal;
  /** How long cleaning up may take then. */
  cancelledCleanupMs: number;
  log: Log;
}

/** Time to remove what is unfinished, where nothing hurries. */
const cleanupMs = 30_000;
const pruneMs = 15_000;
/** Whatever `stall-timeout` is, a busy Manager may take its time for an answer. */
const leastRateWindowMs = 60_000;
const dayMs = 24 * 3_600_000;

/** Connects to a Manager and checks that its farm can render. @throws RenderError when it cannot. */
export async function openFarm(address: FarmAddress, options: FarmOptions): Promise<Engine> {
  const client = await connectManager(address, Math.max(leastRateWindowMs, options.patienceMs));
  try {
    return new FarmEngine(client, await checkFarm(client, options), options);
  } catch (error) {
    await client.close();
    throw error;
  }
}

/** BlendNet's Manager as an engine: stage, watch and collect, each frame on its own way. */
class FarmEngine implements Engine {
  readonly facts: EngineFacts;
  readonly kinds: ResultKind[] = [...resultKinds];
  readonly #client: ManagerClient;
  readonly #farm: FarmFacts;
  readonly #options: FarmOptions;

  constructor(client: ManagerClient, farm: FarmFacts, options: FarmOptions) {
    this.#client = client;
    this.#farm = farm;
    this.#options = options;
    this.facts = { name: client.origin, blenderVersion: farm.blenderVersion, agents: farm.agents.active };
  }

  check(scene: SceneFacts, file: string): RenderError | undefined {
    return checkCycles(scene, file) ?? checkCamera(scene, file, true);
  }

  configure(scene: SceneFacts): RenderConfiguration {
    const configuration = configureLikeFarm(this.#options.settings, scene);
    const { samples = defaultSamples, agents = this.#farm.agents.known } = configuration;
    const rounded = roundSamples(samples, agents);
    return rounded === samples ? configuration : { ...configuration, samples: rounded };
  }

  async render(plans: AsyncIterable<KeyedPlan>, run: EngineRun): Promise<EngineTotals> {
    const broken = new AbortController();
    const signal = AbortSignal.any([run.signal, broken.signal]);
    const tools = makeTools(this.#client, { ...run, signal }, { ...this.#options, ...this.#farm });
    const used = new Set<string>();
    const left: string[] = [];
    try {
      const tasksBefore = await tools.outages.outlast(() => this.#client.tasks(signal));
      const policy = this.#policyOf({ ...run, signal }, tasksBefore);
      await renderFrames(plans, tools, policy, {
        onEnd: async (end) => {
          if ('done' in end && end.done.task !== undefined) used.add(end.done.task);
          await run.onEnd(end);
        },
        stopOthers: () => {
          broken.abort(new RenderError('cancelled', 'Stopped, because the run cannot go on.'));
        },
      });
      if (!signal.aborted) await this.#prune(used, tasksBefore);
    } finally {
      const { cancelled, cancelledCleanupMs, log } = this.#options;
      const unfinished = tools.own.unfinished.size;
      if (unfinished > 0) log.info(`Removing ${formatCount(unfinished, 'unfinished task')} from the Manager`);
      left.push(...(await tools.own.removeAll(cancelled.aborted ? cancelledCleanupMs : cleanupMs)));
    }
    return { upload: tools.stager.totals, left };
  }

  #policyOf({ project, attempts, signal, onNotice }: EngineRun, tasks: TaskList): FramePolicy {
    const { identity, reuse } = this.#options;
    const earlier = findEarlierTasks(reuse ? tasks : {});
    return { identity, project: project.path, attempts, earlier, signal, onNotice };
  }

  /** Old tasks of ours are of no use to anyone; that they cannot be removed is no reason to fail. */
  async #prune(used: ReadonlySet<string>, tasksBefore: TaskList): Promise<void> {
    const { taskRetentionDays, cancelled, log } = this.#options;
    const signal = AbortSignal.any([cancelled, AbortSignal.timeout(pruneMs)]);
    try {
      const useless = { beforeMs: Date.now() - taskRetentionDays * dayMs, inUse: used, tasksBefore };
      const { removed, left } = await pruneTasks(this.#client, useless, signal);
      if (removed > 0) log.info(`Removed ${removed} old tasks from the Manager`);
      if (left > 0) log.info(`${left} old tasks could not be removed from the Manager.`);
    } catch (error) {
      log.info(`Old tasks could not be removed from the Manager: ${printable(messageOf(error))}`);
    }
  }

  async close(): Promise<void> {
    await this.#client.close();
  }
}
