import { RenderError } from '../base/errors.ts';
import type { FarmAddress } from '../farm/connect.ts';
import { proxyFor } from '../farm/proxy.ts';
import type { Engine } from '../frames/engine.ts';
import type { Host } from '../host/host.ts';
import { runsScripts } from '../host/trust.ts';
import type { Settings } from '../settings/settings.ts';

type EngineSettings = AddressSettings &
  Pick<
    Settings,
    | 'blender'
    | 'sandbox'
    | 'scripts'
    | 'reuse'
    | 'keepTasks'
    | 'taskRetentionDays'
    | 'uploadConcurrency'
    | 'pollInterval'
    | 'stallTimeout'
  >;

/** What makes the frames: the farm of a Manager, or Blender on this machine. To be closed. */
export async function openEngine(
  settings: EngineSettings,
  host: Pick<Host, 'log' | 'cancelled' | 'cleanupMs' | 'identity' | 'environment' | 'stranger'>,
): Promise<Engine> {
  const { log, cancelled, cleanupMs, identity, environment, stranger } = host;
  const scripts = runsScripts(settings.scripts, stranger);
  if (settings.managerUrl === 'local') {
    const { openLocal } = await import('../local/engine.ts');
    const { blender, sandbox } = settings;
    if (!scripts) log.info(`Scripts and drivers in the .blend: off (${stranger ?? 'scripts: off'})`);
    return await openLocal({ blender, sandbox, scripts, environment, log });
  }
  if (settings.scripts === 'off') {
    throw new RenderError('settings', 'scripts: off cannot be had on a farm: its Agents run what is in the .blend.', {
      hint: 'Drop scripts, or drop manager-url to render on this machine.',
    });
  }
  if (!scripts) log.warning(`This is ${String(stranger)}, and the farm’s Agents run the scripts in its .blend.`);
  const address = farmAddress(settings, environment);
  if (address.proxy !== undefined) log.info(`Proxy:   ${address.proxy.url.origin}`);
  if (settings.insecure) {
    log.warning('insecure: the certificate is not checked, and whoever answers gets the password. Prefer ca-cert.');
  }
  const { openFarm } = await import('../farm/engine.ts');
  const { reuse, keepTasks, taskRetentionDays, uploadConcurrency } = settings;
  return await openFarm(address, {
    ...{ identity, reuse, keepTasks, taskRetentionDays, uploadConcurrency, cancelled, log },
    cancelledCleanupMs: cleanupMs,
    pollIntervalMs: settings.pollInterval * 1000,
    patienceMs: settings.stallTimeout * 60_000,
  });
}

type AddressSettings = Pick<Settings, 'managerUrl' | 'username' | 'password' | 'caCert' | 'serverName' | 'insecure'>;

/** @throws RenderError `settings` when no Manager is named, or a proxy that is none. */
export function farmAddress(settings: AddressSettings, environment: Host['environment']): FarmAddress {
  const { managerUrl, username, password, caCert, serverName, insecure } = settings;
  if (!(managerUrl instanceof URL)) {
    throw new RenderError('settings', 'manager-url is given but empty.', {
      hint: 'Secrets are empty in pull requests from forks; set without-manager: skip to leave those out, or drop manager-url to render locally.',
    });
  }
  const proxy = proxyFor(managerUrl, environment);
  return { url: managerUrl, username, password, caCert, serverName, insecure, proxy };
}
