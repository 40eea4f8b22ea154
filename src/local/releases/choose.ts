import { RenderError } from '../../base/errors.ts';
import type { WantedBlender } from '../../frames/blender-version.ts';
import { readReleases, readSeries, type Release } from './listing.ts';
import type { Platform } from './platform.ts';
import { ltsSeries } from './series.ts';
import type { ReleaseServer } from './server.ts';

/** Blender's own lists have 20 kB. */
const maxListBytes = 1_000_000;

/** What is wanted once it is known which .blend it is for. */
export type KnownBlender = Exclude<WantedBlender, 'file'>;

/**
 * Looks up in the release folders which release is wanted.
 * @throws RenderError `settings` when there is none, or none for this platform; what {@link ReleaseServer.text} throws
 */
export async function chooseRelease(wanted: KnownBlender, server: ReleaseServer, platform: Platform): Promise<Release> {
  if (typeof wanted === 'object') return await chooseOfSeries(wanted, server, platform);
  const listed = await listSeries(server);
  const candidates = wanted === 'lts' ? ltsSeries.filter((series) => listed.includes(series)) : listed;
  // The folder of the next series is there before its first release is.
  for (const series of candidates) {
    const [newest] = (await listReleases(series, server, platform))?.releases ?? [];
    if (newest !== undefined) return newest;
  }
  throw notMade(wanted === 'lts' ? 'any LTS series of Blender' : 'Blender', platform);
}

async function chooseOfSeries(
  { series, patch }: { series: string; patch?: number },
  server: ReleaseServer,
  platform: Platform,
): Promise<Release> {
  const folder = await listReleases(series, server, platform);
  if (folder === undefined) throw await unknownSeries(series, server);
  const { releases, forOthers } = folder;
  const [newest] = releases;
  if (newest === undefined)
    throw forOthers ? notMade(`Blender ${series}`, platform) : await unknownSeries(series, server);
  if (patch === undefined) return newest;
  const version = `${series}.${patch}`;
  const found = releases.find((release) => release.version === version);
  if (found !== undefined) return found;
  const versions = releases.map((release) => release.version).join(', ');
  throw new RenderError('settings', `There is no Blender ${version} for ${platform.name}.`, {
    hint: `Set blender-version to one of ${versions}, or to ${series} for the newest.`,
  });
}

async function listReleases(
  series: string,
  server: ReleaseServer,
  platform: Platform,
): Promise<ReturnType<typeof readReleases> | undefined> {
  const html = await server.text(`Blender${series}/`, maxListBytes);
  return html === undefined ? undefined : readReleases(html, series, platform);
}

async function listSeries(server: ReleaseServer): Promise<string[]> {
  const series = readSeries((await server.text('', maxListBytes)) ?? '');
  if (series.length > 0) return series;
  throw new RenderError('settings', `${server.mirror}release/ lists no releases of Blender.`, {
    hint: 'blender-mirror is the address that the folder release lies below, and has to list its folders.',
  });
}

async function unknownSeries(series: string, server: ReleaseServer): Promise<RenderError> {
  const known = (await listSeries(server)).slice(0, 12).join(', ');
  return new RenderError('settings', `There is no release of Blender ${series}.`, {
    hint: `Set blender-version to another: the newest series are ${known}.`,
  });
}

function notMade(what: string, platform: Platform): RenderError {
  return new RenderError('settings', `There is no release of ${what} for ${platform.name}.`, {
    hint: 'Set blender-version to another, or leave it out, install Blender, and name the program with blender.',
  });
}
