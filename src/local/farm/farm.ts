import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { makeFolder } from '../../base/files/folders.ts';
import { printable } from '../../base/printable.ts';
import type { Environment } from '../blender/environment.ts';
import { type Blender, type BlenderOptions, findBlender } from '../blender/find.ts';
import { claimDirectory } from './lock.ts';
import { Queue } from './queue.ts';
import { createRoute } from './router.ts';
import { createEndpoints } from './routes.ts';
import { serve } from './server.ts';
import { BlobStore } from './store.ts';
import { TaskFiles } from './task-files.ts';

export interface LocalFarmOptions {
  /** Where blobs, tasks and workspaces live; made when missing. One farm works in it at a time. */
  stateDirectory: string;
  /** Name on PATH or path of Blender; default `blender`. */
  blender?: string;
  /** Variables to find and run Blender with, usually `process.env`; Blender gets a few of them, no secrets. */
  environment?: Environment;
  /** Whether scripts and drivers in a .blend run (default). */
  scripts?: boolean;
  /** Default `auto`. */
  sandbox?: BlenderOptions['sandbox'];
  /** Default: one that is free. */
  port?: number;
  /** The farm is for this machine only. */
  host?: '127.0.0.1' | '::1';
  /** Default: `local` and a random password. */
  username?: string;
  password?: string;
  /** Left out: plain HTTP. */
  tls?: { certPem: string; keyPem: string };
  /** Gets what the farm and Blender say, a line at a time, safe to print. */
  log?: (line: string) => void;
}

export interface LocalFarm {
  /** Without a path or a slash at the end. */
  url: string;
  username: string;
  password: string;
  /** Kills a running Blender (its task is queued again by the next start), closes every connection, gives up its place. */
  stop: () => Promise<void>;
}

const maxLogLines = 10_000;
/** What no task needs any more is kept for a week: a nightly finds what the last ones sent. */
const blobLimits = { idleMs: 7 * 24 * 3_600_000, maxBytes: 20 * 1024 ** 3 };

/**
 * Starts a BlendNet farm of one: the Manager's API (see farm/api/schema.ts) over the Blender of this machine, on
 * loopback.
 *
 * @throws RenderError `no-agents` when there is no Blender; `settings` when it cannot listen, its place is taken, or Blender
 * has to run apart from the machine and cannot
 */
export async function startLocalFarm(options: LocalFarmOptions): Promise<LocalFarm> {
  const { blender: command = 'blender', environment = {}, scripts = true, sandbox = 'auto' } = options;
  const blender = await findBlender(command, environment, {
    scripts,
    sandbox,
    say: (line) => options.log?.(`INFO: ${line}`),
  });
  const { directory, release } = await claimDirectory(resolve(options.stateDirectory));
  try {
    const farm = await open(options, blender, directory);
    const stop = async () => {
      try {
        await farm.stop();
      } finally {
        await release();
      }
    };
    return { ...farm, stop };
  } catch (error) {
    await release();
    throw error;
  }
}

/** Blender is started only when all else is done: whatever fails before leaves nothing behind. */
async function open(options: LocalFarmOptions, blender: Blender, stateDirectory: string): Promise<LocalFarm> {
  const startedAt = new Date();
  const { log, read: readLog } = captureLog(options.log);
  const workDirectory = join(stateDirectory, 'work');
  await rm(workDirectory, { recursive: true, force: true });
  await makeFolder(workDirectory, 0o700);

  const store = await BlobStore.open(stateDirectory);
  const files = new TaskFiles(join(stateDirectory, 'tasks'), log);
  const queue = await Queue.open(files, { blender, store, workDirectory, log });
  const evict = () => store.evict(() => queue.blobs(), blobLimits);
  await evict();

  const { host = '127.0.0.1', port = 0, tls, username = 'local' } = options;
  const password = options.password ?? randomBytes(24).toString('base64url');
  const facts = { blender, stateDirectory, startedAt };
  const endpoints = createEndpoints({ queue, store, facts, readLog, log, evict });
  const server = await serve({ host, port, username, password, tls }, createRoute(endpoints), log);
  log(`INFO: Serving at ${server.url} with Blender ${blender.versionString}`);
  queue.renderNext();
  const stop = async () => {
    await server.close();
    await queue.close();
  };
  return { url: server.url, username, password, stop };
}

/** Passes lines on and keeps the newest ones for `GET log`, by the second they came (made unique). */
function captureLog(write: (line: string) => void = () => undefined) {
  const lines = new Map<string, string>();
  let count = 0;
  const log = (text: string) => {
    const line = printable(text);
    lines.set(`${Math.floor(Date.now() / 1000)}.${String(count++).padStart(9, '0')}`, `${line}\n`);
    const [oldest] = lines.keys();
    if (lines.size > maxLogLines && oldest !== undefined) lines.delete(oldest);
    write(line);
  };
  return { log, read: () => Object.fromEntries(lines) };
}
