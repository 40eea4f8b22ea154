import { RenderError } from '../base/errors.ts';
import type { FarmAddress } from '../farm/connect.ts';
import { proxyFor } from '../farm/proxy.ts';
import type { Engine } from '../frames/engine.ts';
import type { Host } from '../host/host.ts';
import type { Settings } from '../settings/settings.ts';

type EngineSettings = AddressSettings &
  Pick<
    Settings,
    'blender' | 'reuse' | 'keepTasks' | 'taskRetentionDays' | 'uploadConcurrency' | 'pollInterval' | 'stallTimeout'
  >;

/** What makes the frames: the farm of a Manager, or Blender on this machine. To be closed. */
export async function openEngine(
  settings: EngineSettings,
  {
    log,
    cancelled,
    cleanupMs,
    identity,
    environment,
  }: Pick<Host, 'log' | 'cancelled' | 'cleanupMs' | 'identity' | 'environment'>,
): Promise<Engine> {
  if (settings.managerUrl === 'local') {
    const { openLocal } = await import('../local/engine.ts');
    return await openLocal({ blender: settings.blender, environment, log });
  }
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
