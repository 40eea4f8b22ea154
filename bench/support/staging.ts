import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { ManagerAddress } from './manager.ts';

/** Files that each frame needs, to be registered for the tasks `PREFIX0`, `PREFIX1`, … */
export interface StagingWork {
  manager: ManagerAddress;
  directory: string;
  paths: string[];
  frames: number;
  prefix: string;
  concurrency: number;
  /** Whether the Manager has all files; for a client that does not find out. */
  warm: boolean;
}

export interface StagingResult {
  wallMs: number;
}

const loop = fileURLToPath(new URL('../clients/curl-loop.sh', import.meta.url));
const run = promisify(execFile);

/** @returns also how many sends failed and were repeated. */
export async function timeCurlLoop(work: StagingWork): Promise<StagingResult & { repeated: number }> {
  const startedAtMs = performance.now();
  const args = [work.manager.url, work.prefix, String(work.frames)];
  const { stdout } = await run(loop, args, { cwd: work.directory });
  return { wallMs: performance.now() - startedAtMs, repeated: Number(stdout) };
}
