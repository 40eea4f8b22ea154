import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fetchBlender, type FetchOptions } from '../../../src/local/releases/fetch.ts';
import { parseBlenderVersion } from '../../../src/frames/blender-version.ts';
import { RecordedLog } from '../../run/recorded-host.ts';
import type { TemporaryFolder } from '../../support/temporary-folder.ts';
import type { TestReleases } from './release-server.ts';

/** Fetches into `tools` of a folder, as Linux x64 whatever this machine is. */
export async function fetchInto(
  folder: TemporaryFolder,
  releases: Pick<TestReleases, 'url'>,
  version: string,
  options: Partial<FetchOptions> = {},
): Promise<{ program: string; log: RecordedLog }> {
  const log = new RecordedLog();
  const wanted = parseBlenderVersion(version);
  if (wanted === 'file') throw new Error('no file here');
  const program = await fetchBlender(wanted, {
    mirror: releases.url,
    environment: process.env,
    signal: new AbortController().signal,
    toolDirectory: join(folder.path, 'tools'),
    downloadDirectory: join(folder.path, 'downloads'),
    ...{ log, system: 'linux', arch: 'x64', ...options },
  });
  return { program, log };
}

/** Every file and link below a folder, and every folder that is empty. */
export function filesIn(folder: TemporaryFolder): string[] {
  const entries = readdirSync(folder.path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory() || readdirSync(join(entry.parentPath, entry.name)).length === 0)
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.path.length + 1) + (entry.isDirectory() ? '/' : ''))
    .sort();
}
