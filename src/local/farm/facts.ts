import { statfs } from 'node:fs/promises';
import { arch, availableParallelism, freemem, hostname, loadavg, release, totalmem, type } from 'node:os';
import { ownProgram } from '../../farm/api/schema.ts';
import type { Blender } from '../blender/find.ts';

/** What the farm knows about itself. */
export interface FarmFacts {
  blender: Blender;
  stateDirectory: string;
  startedAt: Date;
}

/** The name of the farm, and of its one agent. */
const name = 'local';
const megabyte = 1024 * 1024;

/** `GET info`, in the Manager's shape. */
export function formatInfo({ blender }: FarmFacts): object {
  return {
    engine: 'Manager',
    program: ownProgram,
    platform: {
      python_info: `none (Node.js ${process.version})`,
      system: type(),
      arch: arch(),
      name: hostname(),
      details: `${type()}-${release()}-${arch()}`,
      cpu: availableParallelism(),
    },
    blender: {
      version: blender.version,
      version_string: blender.versionString,
      build_date: blender.buildDate,
      render_threads: availableParallelism(),
    },
  };
}

/** `GET status`, in the Manager's shape: load of 1, 5 and 15 minutes, memory and disk in MB. */
export async function formatLoad({ stateDirectory }: FarmFacts, running: string[]): Promise<object> {
  const disk = await statfs(stateDirectory);
  const megabytes = (blocks: number) => (blocks * disk.bsize) / megabyte;
  const free = freemem() / megabyte;
  return {
    load: loadavg(),
    memory: { MemTotal: totalmem() / megabyte, MemFree: free, MemAvailable: free },
    disk: { total: megabytes(disk.blocks), available: megabytes(disk.bavail) },
    running,
    terminating: false,
  };
}

/** `GET resources`, in the Manager's shape: the farm and its agent are the same machine, and always there. */
export function formatResources({ startedAt }: FarmFacts): object {
  const machine = {
    id: name,
    name,
    ip: '127.0.0.1',
    internal_ip: '127.0.0.1',
    type: 'custom',
    started: true,
    stopped: false,
    created: startedAt.toISOString().slice(0, -1),
  };
  return { manager: machine, agents: { [name]: { ...machine, active: true } } };
}
