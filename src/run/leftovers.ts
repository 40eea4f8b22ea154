import { connectManager } from '../farm/connect.ts';
import type { Host } from '../host/host.ts';
import { parseSettings, type SettingReader } from '../settings/settings.ts';
import { removeTasks } from '../farm/tasks/cleanup.ts';
import { jobPrefix } from '../farm/tasks/plan.ts';

const timeoutMs = 20_000;

/** Stops and deletes the unfinished tasks of a job whose main process was killed. The local farm died with it. */
export async function removeLeftovers(readSetting: SettingReader, host: Host): Promise<void> {
  const settings = parseSettings(readSetting);
  if (!(settings.managerUrl instanceof URL)) return;
  const client = await connectManager(settings);
  try {
    const prefix = jobPrefix(host.identity);
    const tasks = await client.tasks(host.cancelled);
    const unfinished = Object.entries(tasks)
      .filter(([name, { state }]) => name.startsWith(prefix) && state !== 'COMPLETED')
      .map(([name]) => name);
    const left = await removeTasks(client, unfinished, timeoutMs);
    host.log.info(`Removed ${unfinished.length - left.length} unfinished tasks of this job from the Manager.`);
    if (left.length > 0) host.log.warning(`Left on the Manager: ${left.join(', ')}`);
  } finally {
    await client.close();
  }
}
