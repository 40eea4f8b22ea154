import { execFile } from 'node:child_process';
import { mkdir, readdir, rename, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { messageOf, RenderError } from '../../base/errors.ts';
import { printable } from '../../base/printable.ts';
import { noRoom, saysNoRoom } from './failure.ts';

const run = promisify(execFile);

export interface Unpacking {
  /** Absolute; its name says what it is. */
  archive: string;
  /** An empty folder; holds what the archive's one folder held afterwards. */
  folder: string;
  environment: Readonly<Record<string, string | undefined>>;
  signal: AbortSignal;
}

/** For a slow disk. */
const timeoutMs = 20 * 60_000;

/**
 * Unpacks a release with the system's own programs. They write nothing outside of the folder: tar leaves out or shortens
 * names with `..`, makes absolute ones relative, and lays links last; what was unpacked is for {@link checkTree} to look at.
 * @throws RenderError `corrupt-result` when it cannot be unpacked, `settings` when there is no room
 */
export async function unpack({ archive, folder, ...unpacking }: Unpacking): Promise<void> {
  const { signal } = unpacking;
  try {
    if (archive.endsWith('.dmg')) await copyImage(archive, folder, unpacking);
    else {
      await tool(
        tarOf(archive, unpacking.environment),
        ['-xf', archive, '-C', folder, '--no-same-owner', '--no-same-permissions'],
        unpacking,
      );
      await unwrap(folder);
    }
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof RenderError) throw error;
    if (saysNoRoom(error)) throw noRoom(folder, { cause: error });
    const isMissing = /ENOENT|Cannot exec|Child returned status 127/.test(messageOf(error));
    const hint = isMissing
      ? 'Install tar and xz (Debian, Ubuntu: "sudo apt-get install tar xz-utils").'
      : 'Run again; if it stays so, name another blender-mirror.';
    const why = printable(messageOf(error).replace(/^Command failed: .*\n/, ''), 500);
    throw new RenderError('corrupt-result', `Blender cannot be unpacked: ${why}`, { cause: error, hint });
  }
}

async function tool(
  program: string,
  args: string[],
  { environment, signal }: Omit<Unpacking, 'archive' | 'folder'>,
): Promise<void> {
  // Messages in English, for people who look for them.
  await run(program, args, { env: { ...environment, LC_ALL: 'C' }, signal, timeout: timeoutMs });
}

/** Windows' own tar reads .zip; one that comes first on the PATH, such as Git's, does not. */
function tarOf(archive: string, environment: Unpacking['environment']): string {
  const windows = environment['SystemRoot'] ?? environment['SYSTEMROOT'];
  return archive.endsWith('.zip') && windows !== undefined ? join(windows, 'System32', 'tar.exe') : 'tar';
}

/** Moves what lies in the one folder of an archive up. */
async function unwrap(folder: string): Promise<void> {
  const [only = '', ...others] = await readdir(folder);
  if (others.length > 0 || !only.startsWith('blender-')) {
    throw new RenderError('corrupt-result', 'The archive is no release of Blender: it has more than the one folder.', {
      hint: 'Name another blender-mirror.',
    });
  }
  // Under a name that nothing inside of it has.
  const wrapped = `${join(folder, only)}.unpacked`;
  await rename(join(folder, only), wrapped);
  for (const name of await readdir(wrapped)) await rename(join(wrapped, name), join(folder, name));
  await rmdir(wrapped);
}

async function copyImage(
  archive: string,
  folder: string,
  unpacking: Omit<Unpacking, 'archive' | 'folder'>,
): Promise<void> {
  const mounted = `${folder}.mounted`;
  await mkdir(mounted);
  try {
    const attach = ['attach', archive, '-nobrowse', '-readonly', '-noautoopen', '-mountpoint', mounted];
    await tool('hdiutil', attach, unpacking);
    try {
      await tool('cp', ['-Rp', join(mounted, 'Blender.app'), folder], unpacking);
    } finally {
      // Also when the run is being cancelled.
      const signal = AbortSignal.timeout(60_000);
      await tool('hdiutil', ['detach', '-force', mounted], { ...unpacking, signal });
    }
  } finally {
    await rmdir(mounted).catch(() => undefined);
  }
}
