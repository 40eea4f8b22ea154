import { RenderError } from '../base/errors.ts';
import type { FarmAddress } from '../farm/connect.ts';
import type { Engine } from '../frames/engine.ts';
import type { RenderSettings } from '../frames/plan.ts';
import type { Host } from '../host/host.ts';
import type { ProjectRoot } from '../project/files.ts';
import type { Settings } from '../settings/settings.ts';
import { chooseBlender, type BlenderHost, type BlenderSettings } from './blender.ts';

type EngineSettings = AddressSettings &
  BlenderSettings &
  ChosenSettings &
  Pick<
    Settings,
    'renderLike' | 'keepTasks' | 'taskRetentionDays' | 'uploadConcurrency' | 'pollInterval' | 'stallTimeout'
  >;

/** What makes the frames: the farm of a Manager, or Blender on this machine. To be closed. */
export async function openEngine(
  settings: EngineSettings,
  host: BlenderHost & Pick<Host, 'identity'>,
  root: ProjectRoot,
): Promise<Engine> {
  const { log, cancelled, identity, environment } = host;
  if (settings.managerUrl === 'local') {
    const { openLocal } = await import('../local/engine.ts');
    const { renderLike: like } = settings;
    const blender = await chooseBlender(settings, host, root);
    return await openLocal({ blender, environment, like, settings: renderSettings(settings), log });
  }
  const address = farmAddress(settings);
  if (settings.blenderVersion !== undefined) {
    throw new RenderError('settings', 'blender-version is for manager-url: local; a farm has its own Blender.', {
      hint: 'Leave blender-version or manager-url out.',
    });
  }
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
