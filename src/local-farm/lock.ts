import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RenderError } from '../errors.ts';

const maxFarms = 32;

export interface ClaimedDirectory {
  directory: string;
  release: () => Promise<void>;
}

/**
 * Claims a state directory for one farm: `base`, or `base-2`, `base-3` … while other farms of this machine work in those
 * before. The claim of a process that is gone does not count.
 */
export async function claimDirectory(base: string): Promise<ClaimedDirectory> {
  for (let n = 1; n <= maxFarms; n++) {
    const directory = n === 1 ? base : `${base}-${n}`;
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const lock = join(directory, 'farm.pid');
    if (await claim(lock)) return { directory, release: () => rm(lock, { force: true }) };
  }
  throw new RenderError('settings', `${maxFarms} local farms work below ${base} at a time.`, {
    hint: 'End some of them.',
  });
}

async function claim(lock: string): Promise<boolean> {
  for (const again of [false, true]) {
    try {
      const handle = await open(lock, 'wx');
      await handle.writeFile(String(process.pid));
      await handle.close();
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (again || isAlive(Number(await readFile(lock, 'utf8').catch(() => '')))) return false;
    await rm(lock, { force: true });
  }
  return false;
}

function isAlive(pid: number): boolean {
  // An empty file is a claim that is being made at this moment.
  if (!Number.isInteger(pid) || pid <= 0) return pid === 0;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
