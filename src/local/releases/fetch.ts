import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isRenderError, RenderError } from '../../base/errors.ts';
import type { Log } from '../../base/log.ts';
import { fetchArchive, readDigest } from './archive.ts';
import { chooseRelease, type KnownBlender } from './choose.ts';
import { sha256Of } from './download.ts';
import { explainFolder } from './failure.ts';
import { InstalledBlenders } from './installed.ts';
import type { Release } from './listing.ts';
import { removeOldParts } from './parts.ts';
import { releasePlatform, type Platform } from './platform.ts';
import { ltsSeries } from './series.ts';
import { ReleaseServer, type ServerOptions } from './server.ts';
import { checkTree } from './tree.ts';
import { unpack } from './unpack.ts';

/** Brings back and keeps archives by name, where the tool folder does not stay. */
export interface ArchiveCache {
  restore(path: string, name: string): Promise<boolean>;
  save(path: string, name: string): Promise<boolean>;
}

export interface FetchOptions extends ServerOptions {
  /** Where programs are kept, by name, version and architecture. */
  toolDirectory: string;
  /** Where archives are until they are unpacked. */
  downloadDirectory: string;
  cache?: ArchiveCache;
  log: Log;
  /** Of the machine that it is for; default: this one. */
  system?: string;
  arch?: string;
}

/** A release in 400 MB, over a slow line. */
const timeoutMs = 2 * 3_600_000;

/**
 * Gives the program of an official release of Blender, which is fetched when it is not there.
 * @throws RenderError `settings`: no such release, none for this platform, no room; `unreachable`, `rejected`,
 *   `protocol`: the server; `corrupt-result`: what came is not what the release's checksum says, or no Blender;
 *   `timeout`; the signal's reason
 */
export async function fetchBlender(wanted: KnownBlender, options: FetchOptions): Promise<string> {
  const { log, toolDirectory, system = process.platform, arch = process.arch } = options;
  const platform = releasePlatform(system, arch);
  const installed = new InstalledBlenders(toolDirectory, platform);
  const known =
    typeof wanted === 'object' && wanted.patch !== undefined ? `${wanted.series}.${wanted.patch}` : undefined;
  const there = known === undefined ? undefined : installed.find(known);
  if (there !== undefined) return there;
  const timeout = new AbortController();
  const timer = setTimeout(() => {
    timeout.abort(new RenderError('timeout', 'Blender could not be fetched within two hours.'));
  }, timeoutMs);
  const signal = AbortSignal.any([options.signal, timeout.signal]);
  const server = await ReleaseServer.open({ ...options, signal });
  try {
    const release = await chooseRelease(wanted, server, platform).catch((error: unknown) =>
      takeInstalled(error, wanted, installed, log),
    );
    if (typeof release === 'string') return release;
    return (
      installed.find(release.version) ??
      (await fetchRelease(release, { ...options, signal, platform, installed, server }))
    );
  } finally {
    clearTimeout(timer);
    log.progress('');
    await server.close();
  }
}

/** Without a network, the newest one that is there. @throws `error` when there is none */
async function takeInstalled(
  error: unknown,
  wanted: KnownBlender,
  installed: InstalledBlenders,
  log: Log,
): Promise<string> {
  if (!isRenderError(error, 'unreachable')) throw error;
  const version = await installed.newest((series) => {
    if (typeof wanted === 'object') return wanted.patch === undefined && series === wanted.series;
    return wanted === 'latest' || ltsSeries.includes(series);
  });
  const program = version === undefined ? undefined : installed.find(version);
  if (version === undefined || program === undefined) throw error;
  log.warning(`${error.message} Going on with Blender ${version}, which is here and may not be the newest.`);
  return program;
}

interface Fetching extends Omit<FetchOptions, 'mirror'> {
  platform: Platform;
  installed: InstalledBlenders;
  server: ReleaseServer;
}

async function fetchRelease(release: Release, fetching: Fetching): Promise<string> {
  const { installed, server, downloadDirectory: folder, toolDirectory, cache, log, signal } = fetching;
  const { file } = release;
  const sha256 = await readDigest(release, server);
  try {
    await mkdir(folder, { recursive: true });
    await removeOldParts(folder);
    const kept = join(folder, file);
    const isKept = (await cache?.restore(kept, file)) === true && (await sha256Of(kept, signal)) === sha256;
    const archive = isKept ? kept : await fetchArchive(release, sha256, server, { folder, log, signal });
    try {
      const program = await installed.install(release.version, (place) => fill(place, archive, release, fetching));
      // A cache gives back a file under the name that it had.
      if (cache !== undefined && !isKept) {
        await rename(archive, kept);
        await cache.save(kept, file);
      }
      return program;
    } finally {
      await rm(archive, { force: true });
      if (cache !== undefined) await rm(kept, { force: true });
    }
  } catch (error) {
    throw explainFolder(error, toolDirectory);
  }
}

async function fill(
  folder: string,
  archive: string,
  { version }: Release,
  { platform, environment, log, signal }: Fetching,
): Promise<void> {
  log.info(`Blender ${version}: unpacking`);
  log.progress(`Blender ${version}: unpacking`);
  await unpack({ archive, folder, environment, signal });
  await checkTree(folder, platform.program);
}
