import { RenderError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import { systemClock, type Clock } from '../base/waiting.ts';
import { countActive, type Resources } from './api/schema.ts';
import { formatCount } from '../base/quantities.ts';

const pollMs = 1_000;

/** How many Agents a farm has, and how many of them take work now. */
export interface AgentCount {
  active: number;
  known: number;
}

export interface CountOptions {
  /** Asks the Manager again. */
  look: () => Promise<Resources>;
  log: Log;
  cancelled: AbortSignal;
  patienceMs: number;
  clock?: Clock | undefined;
}

/**
 * Counts the Agents that take work, waiting a little where none does yet. A Manager in a cloud starts its Agents when it has
 * work for them, so none need be active before.
 * @param first what the Manager just said.
 * @throws RenderError `no-agents` when nothing would ever be rendered.
 */
export async function countAgents(
  first: Resources,
  { look, log, cancelled, patienceMs, clock = systemClock }: CountOptions,
): Promise<AgentCount> {
  const givenUpAtMs = clock.nowMs() + patienceMs;
  let resources = first;
  for (let looks = 1; ; looks++) {
    const { manager, agents } = resources;
    const known = Object.keys(agents).length;
    const active = countActive(resources);
    if (active > 0) {
      log.info(`Agents:  ${active} active of ${known}`);
      return { active, known };
    }
    if (known === 0) throw noAgents('knows no Agent');
    if (isInCloud(manager.type)) {
      log.info(`Agents:  none active of ${known} yet; the Manager starts them when there is work`);
      return { active, known };
    }
    if (clock.nowMs() > givenUpAtMs) throw noAgents(`knows ${formatCount(known, 'Agent')}, none of them active`);
    if (looks === 1) log.info(`Agents:  none active of ${known} yet, waiting`);
    await clock.pause(pollMs, cancelled);
    resources = await look();
  }
}

/** Machines that people started themselves are of the type `custom`; a cloud has names for its kinds of machines. */
function isInCloud(managerType: string | undefined): boolean {
  return managerType !== undefined && managerType !== 'custom';
}

function noAgents(what: string): RenderError {
  return new RenderError('no-agents', `The Manager ${what}: nothing would ever be rendered.`, {
    hint: 'Start an Agent and register it with the Manager (PUT agent/NAME/config), then run again.',
  });
}
