import { join } from 'node:path';
import { RenderError } from '../base/errors.ts';
import { savedWith } from '../frames/blender-version.ts';
import type { CacheStore, Host } from '../host/host.ts';
import type { ArchiveCache } from '../local/releases/fetch.ts';
import { readScene } from '../project/blend/scene.ts';
import { formatVersion } from '../project/blend/scene-version.ts';
import type { ProjectRoot } from '../project/files.ts';
import { findProject } from '../project/inventory.ts';
import type { Settings } from '../settings/settings.ts';

export type BlenderSettings = Pick<Settings, 'blender' | 'blenderVersion' | 'blenderMirror' | 'project' | 'reuse'>;
export type BlenderHost = Pick<
  Host,
  'log' | 'cancelled' | 'environment' | 'stateDirectory' | 'toolDirectory' | 'cache'
>;

/** Change when entries of older versions are of no use any more. */
const cacheVersion = 1;

/**
 * The Blender that renders on this machine: the program that is named, or the release, which is fetched when it is not
 * there. @throws RenderError
 */
export async function chooseBlender(settings: BlenderSettings, host: BlenderHost, root: ProjectRoot): Promise<string> {
  const { blender, blenderVersion: wanted, blenderMirror: mirror, project, reuse } = settings;
  if (wanted === undefined) return blender;
  if (blender !== 'blender') {
    throw new RenderError('settings', 'blender names a program, and blender-version a release to fetch.', {
      hint: 'Leave one of them out.',
    });
  }
  const known = wanted === savedWith ? { series: await readSavedWith(root, project) } : wanted;
  const { fetchBlender } = await import('../local/releases/fetch.ts');
  const cache = reuse !== false ? host.cache() : undefined;
  try {
    return await fetchBlender(known, {
      mirror,
      environment: host.environment,
      signal: host.cancelled,
      toolDirectory: host.toolDirectory,
      downloadDirectory: join(host.stateDirectory, 'downloads'),
      ...(cache === undefined ? {} : { cache: archivesIn(cache) }),
      log: host.log,
    });
  } finally {
    await cache?.close();
  }
}

async function readSavedWith(root: ProjectRoot, setting: string): Promise<string> {
  const project = await findProject(root, setting);
  const { version } = await readScene(root.absolute(project), project);
  return formatVersion(version.savedBy);
}

/** The archives are kept and not what they unpack to, because their checksums show that they are still what was fetched. */
function archivesIn(cache: CacheStore): ArchiveCache {
  const keyOf = (name: string): string => `blendnet-render-blender-${cacheVersion}-${name}`;
  return {
    restore: (path, name) => cache.restore(path, keyOf(name)),
    save: (path, name) => cache.save(path, keyOf(name)),
  };
}
