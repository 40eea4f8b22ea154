import { RenderError } from '../base/errors.ts';
import type { FarmAddress } from '../farm/connect.ts';
import type { Engine } from '../frames/engine.ts';
import type { RenderSettings } from '../frames/plan.ts';
import type { Host } from '../host/host.ts';
import type { Settings } from '../settings/settings.ts';

type EngineSettings = AddressSettings &
  ChosenSettings &
  Pick<
    Settings,
    | 'blender'
    | 'renderLike'
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
  { log, cancelled, identity, environment }: Pick<Host, 'log' | 'cancelled' | 'identity' | 'environment'>,
): Promise<Engine> {
  if (settings.managerUrl === 'local') {
    const { openLocal } = await import('../local/engine.ts');
    const { blender, renderLike: like } = settings;
    return await openLocal({ blender, environment, like, settings: renderSettings(settings), log });
  }
  const address = farmAddress(settings);
  if (settings.insecure) {
    log.warning('insecure: the certificate is not checked, and whoever answers gets the password. Prefer ca-cert.');
  }
  const { openFarm } = await import('../farm/engine.ts');
  const { reuse, keepTasks, taskRetentionDays, uploadConcurrency } = settings;
  return await openFarm(address, {
    settings: renderSettings(settings),
    ...{ identity, reuse, keepTasks, taskRetentionDays, uploadConcurrency, cancelled, log },
    pollIntervalMs: settings.pollInterval * 1000,
    patienceMs: settings.stallTimeout * 60_000,
  });
}

type ChosenSettings = Pick<
  Settings,
  'samples' | 'seed' | 'agents' | 'compositing' | 'scene' | 'camera' | 'viewLayer' | 'resolution' | 'addons' | 'device'
>;

function renderSettings(settings: ChosenSettings): RenderSettings {
  const { samples, seed, agents, compositing, scene, camera, viewLayer, resolution, addons, device } = settings;
  return {
    ...{ samples, seed, agents, compositing, scene, camera, viewLayer, resolution, device },
    ...(addons.length === 0 ? {} : { addons }),
  };
}

type AddressSettings = Pick<Settings, 'managerUrl' | 'username' | 'password' | 'caCert' | 'serverName' | 'insecure'>;

/** @throws RenderError `settings` when no Manager is named. */
export function farmAddress(settings: AddressSettings): FarmAddress {
  const { managerUrl, username, password, caCert, serverName, insecure } = settings;
  if (!(managerUrl instanceof URL)) {
    throw new RenderError('settings', 'manager-url is given but empty.', {
      hint: 'Secrets are empty in pull requests from forks; set without-manager: skip to leave those out, or drop manager-url to render locally.',
    });
  }
  return { url: managerUrl, username, password, caCert, serverName, insecure };
}
