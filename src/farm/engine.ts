import { messageOf, RenderError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import { printable } from '../base/printable.ts';
import { persist } from '../base/waiting.ts';
import type { Engine, EngineFacts, EngineRun, EngineTotals } from '../frames/engine.ts';
import type { RunIdentity } from '../frames/identity.ts';
import { resultKinds, type ResultKind } from '../frames/kinds.ts';
import type { KeyedPlan, RenderConfiguration, RenderSettings } from '../frames/plan.ts';
import { checkCamera, checkCycles, configureLikeFarm } from '../frames/scene-check.ts';
import type { SceneFacts } from '../project/blend/scene.ts';
import type { ManagerClient } from './api/client.ts';
import { whileAway } from './api/failure.ts';
import { checkFarm, connectManager, type FarmAddress, type FarmFacts } from './connect.ts';
import { findEarlierTasks } from './tasks/earlier.ts';
import type { FramePolicy } from './tasks/frame.ts';
import { renderFrames } from './tasks/frames.ts';
import { pruneTasks } from './tasks/prune.ts';
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
  uploadConcurrency: number;
  pollIntervalMs: number;
  /** How long to wait for a first Agent. */
  patienceMs: number;
  /** Fires when the process is about to be ended: little time is left to clean up. */
  cancelled: AbortSignal;
  log: Log;
}

/** Time to remove what is unfinished: a cancelled step is killed 7.5 s after the first signal. */
const cancelledCleanupMs = 4_000;
const cleanupMs = 30_000;
const pruneMs = 15_000;
const dayMs = 24 * 3_600_000;

/** Connects to a Manager and checks that its farm can render. @throws RenderError when it cannot. */
export async function openFarm(address: FarmAddress, options: FarmOptions): Promise<Engine> {
  const client = await connectManager(address);
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
    this.facts = { name: client.origin, blenderVersion: farm.blenderVersion, agents: farm.activeAgents };
  }

  check(scene: SceneFacts, file: string): RenderError | undefined {
    return checkCycles(scene, file) ?? checkCamera(scene, file, true);
  }

  configure(scene: SceneFacts): RenderConfiguration {
    return configureLikeFarm(this.#options.settings, scene);
  }

  async render(plans: AsyncIterable<KeyedPlan>, run: EngineRun): Promise<EngineTotals> {
    const broken = new AbortController();
    const signal = AbortSignal.any([run.signal, broken.signal]);
    const tools = makeTools(this.#client, { ...run, signal }, { ...this.#options, ...this.#farm });
    const used = new Set<string>();
    const left: string[] = [];
    try {
      const policy = await this.#policyOf({ ...run, signal });
      await renderFrames(plans, tools, policy, {
        onEnd: async (end) => {
          if ('done' in end && end.done.task !== undefined) used.add(end.done.task);
          await run.onEnd(end);
        },
        stopOthers: () => {
          broken.abort(new RenderError('cancelled', 'Stopped, because the run cannot go on.'));
        },
      });
      if (!signal.aborted) await this.#prune(used);
    } finally {
      if (signal.aborted) this.#client.reset();
      const isHurried = this.#options.cancelled.aborted;
      left.push(...(await tools.own.removeAll(isHurried ? cancelledCleanupMs : cleanupMs)));
    }
    return { upload: tools.stager.totals, left };
  }

  async #policyOf({ project, attempts, signal, stallMs, onNotice }: EngineRun): Promise<FramePolicy> {
    const { identity, reuse } = this.#options;
    const tasks = reuse ? await persist(() => this.#client.tasks(signal), whileAway(stallMs), signal) : {};
    return { identity, project: project.path, attempts, earlier: findEarlierTasks(tasks), signal, onNotice };
  }

  /** Old tasks of ours are of no use to anyone; that they cannot be removed is no reason to fail. */
  async #prune(used: ReadonlySet<string>): Promise<void> {
    const { taskRetentionDays, cancelled, log } = this.#options;
    const signal = AbortSignal.any([cancelled, AbortSignal.timeout(pruneMs)]);
    try {
      const { removed, left } = await pruneTasks(this.#client, Date.now() - taskRetentionDays * dayMs, used, signal);
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
