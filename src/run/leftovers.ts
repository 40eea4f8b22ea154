import { removeLeftovers } from '../farm/leftovers.ts';
import type { Host } from '../host/host.ts';
import { parseSettings, type SettingReader } from '../settings/settings.ts';
import { farmAddress } from './engine.ts';
import { maskCredentials } from './masks.ts';

/** Removes what a run whose process was killed left on its Manager. What it rendered locally ended with it. */
export async function cleanUp(readSetting: SettingReader, host: Host): Promise<void> {
  maskCredentials(readSetting, host);
  const settings = parseSettings(readSetting);
  if (settings.managerUrl instanceof URL) await removeLeftovers(farmAddress(settings, host.environment), host);
}
