import { RenderError } from '../base/errors.ts';
import type { FarmAddress } from '../farm/connect.ts';
import { proxyFor } from '../farm/api/proxy.ts';
import type { Engine } from '../frames/engine.ts';
import type { RenderSettings } from '../frames/plan.ts';
import type { Host } from '../host/host.ts';
import { runsScripts } from '../host/trust.ts';
import type { ProjectRoot } from '../project/files.ts';
import type { Settings } from '../settings/settings.ts';
import { chooseBlender, type BlenderHost, type BlenderSettings } from './blender.ts';

type EngineSettings = AddressSettings &
  BlenderSettings &
  ChosenSettings &
  Pick<
    Settings,
    | 'sandbox'
    | 'sessions'
    | 'scripts'
    | 'renderLike'
    | 'allowUnsupportedBlender'
    | 'keepTasks'
    | 'taskRetentionDays'
    | 'uploadConcurrency'
    | 'pollInterval'
    | 'stallTimeout'
  >;

/** What makes the frames: the farm of a Manager, or Blender on this machine. To be closed. */
export async function openEngine(
  settings: EngineSettings,
  host: BlenderHost & Pick<Host, 'cleanupMs' | 'identity' | 'stranger'>,
  root: ProjectRoot,
): Promise<Engine> {
  const { log, cancelled, cleanupMs, identity, environment, stranger } = host;
  const scripts = runsScripts(settings.scripts, stranger);
  if (settings.managerUrl === 'local') {
    const { openLocal } = await import('../local/engine.ts');
    const { renderLike: like, sandbox, sessions } = settings;
    if (!scripts) log.info(`Scripts and drivers in the .blend: off (${stranger ?? 'scripts: off'})`);
    const blender = await chooseBlender(settings, host, root);
    const { stateDirectory } = host;
    const how = { blender, sandbox, scripts, environment, like, sessions, stateDirectory };
    return await openLocal({ ...how, settings: renderSettings(settings), log });
  }
  checkFarmSettings(settings);
  if (!scripts) log.warning(`This is ${String(stranger)}, and the farm’s Agents run the scripts in its .blend.`);
  const address = farmAddress(settings, environment);
  if (address.proxy !== undefined) log.info(`Proxy:   ${address.proxy.url.origin}`);
  if (settings.insecure) {
    log.warning('insecure: the certificate is not checked, and whoever answers gets the password. Prefer ca-cert.');
  }
  const { openFarm } = await import('../farm/engine.ts');
  const { reuse, keepTasks, taskRetentionDays, uploadConcurrency, allowUnsupportedBlender } = settings;
  return await openFarm(address, {
    settings: renderSettings(settings),
    ...{
      identity,
      reuse: reuse !== false,
      keepTasks,
      taskRetentionDays,
      uploadConcurrency,
      allowUnsupportedBlender,
      cancelled,
      log,
    },
    cancelledCleanupMs: cleanupMs,
    pollIntervalMs: settings.pollInterval * 1000,
    patienceMs: settings.stallTimeout * 60_000,
  });
}

/** What a farm's Agents have of their own. @throws RenderError `settings` for the first that is set */
function checkFarmSettings(settings: EngineSettings): void {
  if (settings.scripts === 'off') {
    throw new RenderError('settings', 'scripts: off cannot be had on a farm: its Agents run what is in the .blend.', {
      hint: 'Drop scripts, or drop manager-url to render on this machine.',
    });
  }
  const local = {
    'blender-version': settings.blenderVersion,
    scene: settings.scene,
    camera: settings.camera,
    'view-layer': settings.viewLayer,
    resolution: settings.resolution,
    addons: settings.addons.length === 0 ? undefined : settings.addons,
    device: settings.device,
    'persistent-data': settings.persistentData === 'auto' ? undefined : settings.persistentData,
    sessions: settings.sessions,
  };
  const set = Object.entries(local).find(([, value]) => value !== undefined)?.[0];
  if (set === undefined) return;
  throw new RenderError(
    'settings',
    `${set} is for manager-url: local; a farm renders with its own Blender, as saved.`,
    {
      hint: `Leave ${set} or manager-url out.`,
    },
  );
}

type ChosenSettings = Pick<
  Settings,
  | 'samples'
  | 'seed'
  | 'agents'
  | 'compositing'
  | 'scene'
  | 'camera'
  | 'viewLayer'
  | 'resolution'
  | 'addons'
  | 'device'
  | 'persistentData'
>;

function renderSettings(settings: ChosenSettings): RenderSettings {
  const { samples, seed, agents, compositing, scene, camera, viewLayer, resolution, addons } = settings;
  const { device, persistentData } = settings;
  return {
    ...{ samples, seed, agents, compositing, scene, camera, viewLayer, resolution, device, persistentData },
    ...(addons.length === 0 ? {} : { addons }),
  };
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
