import type { Log } from '../base/log.ts';
import type { RunIdentity } from '../frames/identity.ts';
import { connectManager, type FarmAddress } from './connect.ts';
import { removeTasks } from './tasks/cleanup.ts';
import { jobPrefix, keyInName } from './tasks/name.ts';

const timeoutMs = 20_000;

/** Stops and deletes the unfinished tasks of a job whose main process was killed. */
export async function removeLeftovers(
  address: FarmAddress,
  { identity, cancelled, log }: { identity: RunIdentity; cancelled: AbortSignal; log: Log },
): Promise<void> {
  const client = await connectManager(address);
  try {
    const prefix = jobPrefix(identity);
    const tasks = await client.tasks(cancelled);
    const unfinished = Object.entries(tasks)
      .filter(([name, { state }]) => name.startsWith(prefix) && keyInName(name) !== undefined && state !== 'COMPLETED')
      .map(([name]) => name);
    const left = await removeTasks(client, unfinished, timeoutMs);
    log.info(`Removed ${unfinished.length - left.length} unfinished tasks of this job from the Manager.`);
    if (left.length > 0) log.warning(`Left on the Manager: ${left.join(', ')}`);
  } finally {
    await client.close();
  }
}
