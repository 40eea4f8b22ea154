import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { makeFolder } from '../../base/files/folders.ts';
import { RenderError } from '../../base/errors.ts';
import { errorCode } from '../../base/files/errors.ts';

/** Longest pause before another try, when two farms came at the same moment. */
const stepBackMs = 50;

export interface ClaimedDirectory {
  directory: string;
  release: () => Promise<void>;
}

/*
 * A claim is an empty file that is named after its process: nobody ever removes the claim of a process that runs, and
 * nothing has to be written, which a full disk would refuse.
 */
const claimName = /^farm-(\d+)-(\d*)\.claim$/;
/** Paths of the claims that this process holds; one that has its name and is not here is left of another container. */
const held = new Set<string>();

/** Claims a state directory for one farm. @throws RenderError `settings` when another farm works in it */
export async function claimDirectory(directory: string): Promise<ClaimedDirectory> {
  await makeFolder(directory, 0o700);
  const own = join(directory, `farm-${process.pid}-${(await startOf(process.pid)) ?? ''}.claim`);
  if (held.has(own)) throw taken(directory);
  held.add(own);
  const release = async (): Promise<void> => {
    await rm(own, { force: true });
    held.delete(own);
  };
  try {
    for (;;) {
      await writeFile(own, '');
      if (!(await isClaimedByOthers(directory, own))) return { directory, release };
      await rm(own, { force: true });
      if (await isClaimedByOthers(directory, own)) break;
      // Two that came at once have both seen the other and stepped back.
      await setTimeout(Math.random() * stepBackMs);
    }
  } catch (error) {
    await release();
    throw error;
  }
  await release();
  throw taken(directory);
}

function taken(directory: string): RenderError {
  return new RenderError('settings', `Another local farm works in ${directory}.`, {
    hint: 'End it, or give this one a folder of its own (--state-directory).',
  });
}

/** Whether a process that runs has a claim; those of processes that are gone are removed. */
async function isClaimedByOthers(directory: string, own: string): Promise<boolean> {
  for (const name of await readdir(directory)) {
    const path = join(directory, name);
    const [, pid, startedAt] = claimName.exec(name) ?? [];
    if (path === own || pid === undefined) continue;
    if (await isRunning(Number(pid), startedAt ?? '')) return true;
    await rm(path, { force: true });
  }
  return false;
}

async function isRunning(pid: number, startedAt: string): Promise<boolean> {
  // What told its start once tells it again: no other process had the same id and start.
  if (startedAt !== '') return (await startOf(pid)) === startedAt;
  try {
    process.kill(pid, 0);
    return pid !== process.pid;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/** When a process started, in clock ticks since the machine did (proc_pid_stat(5)); undefined where nothing tells. */
async function startOf(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
  // The name, in brackets, may hold spaces and brackets.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}
