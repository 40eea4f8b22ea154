import { rm } from 'node:fs/promises';
import { isRenderError, RenderError } from '../../base/errors.ts';
import type { Log } from '../../base/log.ts';
import { formatBytes } from '../../base/quantities.ts';
import { findDigest } from './digests.ts';
import { download, sha256Of } from './download.ts';
import type { Release } from './listing.ts';
import { claimPart, leavePart } from './parts.ts';
import type { ReleaseServer } from './server.ts';

export interface ArchiveOptions {
  /** Where archives are until they are unpacked; exists. */
  folder: string;
  log: Log;
  signal: AbortSignal;
}

const maxDigestsBytes = 100_000;

/** What an archive's SHA-256 has to be. @throws RenderError `rejected` when the release folder does not say */
export async function readDigest({ series, version, file }: Release, server: ReleaseServer): Promise<string> {
  const list = `blender-${version}.sha256`;
  const sha256 = findDigest((await server.text(`Blender${series}/${list}`, maxDigestsBytes)) ?? '', file);
  if (sha256 !== undefined) return sha256;
  throw new RenderError(
    'rejected',
    `${server.mirror}release/Blender${series}/ has no checksum of ${file} in ${list}.`,
    {
      hint: 'Without one nobody could tell what came: choose another blender-version or blender-mirror.',
    },
  );
}

/**
 * Fetches an archive, checked. What an earlier job left need not be the beginning of this file: then all of it once more.
 * @returns where it lies
 */
export async function fetchArchive(
  release: Release,
  sha256: string,
  server: ReleaseServer,
  { folder, log, signal }: ArchiveOptions,
): Promise<string> {
  const { series, version, file } = release;
  const part = await claimPart(folder, file);
  const path = `Blender${series}/${file}`;
  log.info(`Blender ${version}: fetching ${server.mirror}release/${path}`);
  const fetch = async (): Promise<{ isResumed: boolean; actual: string }> => {
    const isResumed = await download(server, { path, part, folder, onProgress: tellProgress(version, log) });
    return { isResumed, actual: await sha256Of(part, signal) };
  };
  try {
    const first = await fetch();
    let { actual } = first;
    if (actual !== sha256 && first.isResumed) {
      log.info(`Blender ${version}: what an earlier run had left is of no use; fetching all of it`);
      await rm(part);
      ({ actual } = await fetch());
    }
    if (actual === sha256) return part;
    await rm(part);
    throw new RenderError('corrupt-result', `${file} arrived damaged: its SHA-256 is ${actual}, not ${sha256}.`, {
      hint: 'Run again; if it stays so, name another blender-mirror.',
    });
  } catch (error) {
    if (isRenderError(error, 'settings', 'protocol')) await rm(part, { force: true });
    else await leavePart(part);
    throw error;
  }
}

/** Says how far it is: all the time on a terminal, at every quarter in a log. */
function tellProgress(version: string, log: Log): (done: number, sizeBytes: number | undefined) => void {
  let told = 0;
  return (done, sizeBytes) => {
    if (sizeBytes === undefined) {
      log.progress(`Blender ${version}: ${formatBytes(done)}`);
      return;
    }
    const text = `Blender ${version}: ${Math.floor((done / sizeBytes) * 100)} % of ${formatBytes(sizeBytes)}`;
    log.progress(text);
    const quarter = Math.floor((done / sizeBytes) * 4);
    if (quarter > told) log.info(text);
    told = Math.max(told, quarter);
  };
}
