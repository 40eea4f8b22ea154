import { execFile, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { messageOf, RenderError } from '../../base/errors.ts';
import { printable } from '../../base/printable.ts';

/** Names of a revision's files; the largest repositories have tens of megabytes of them. */
const maxOutputBytes = 64 * 1024 * 1024;

/** Runs the git program in `folder` and gives what it prints. @throws RenderError `settings` with git's own words. */
export async function runGit(folder: string, args: readonly string[], signal?: AbortSignal): Promise<string> {
  try {
    const options = { cwd: folder, encoding: 'utf8', maxBuffer: maxOutputBytes, ...(signal && { signal }) } as const;
    return (await promisify(execFile)('git', args, options)).stdout;
  } catch (cause) {
    signal?.throwIfAborted();
    const { stderr, code } = cause as { stderr?: string; code?: unknown };
    if (code === 'ENOENT') throw new RenderError('settings', 'git is not installed.', { cause });
    const words = stderr === undefined || stderr === '' ? messageOf(cause) : stderr;
    throw new RenderError('settings', `git says: ${printable(words)}`, { cause });
  }
}

/** The commit that a revision names. @throws RenderError `settings` when there is none. */
export async function findCommit(folder: string, revision: string, signal?: AbortSignal): Promise<string> {
  const args = ['rev-parse', '--verify', '--end-of-options', `${revision}^{commit}`];
  return (await runGit(folder, args, signal)).trim();
}

/** The .blend files below `folder` that a commit has otherwise than the working tree, or than another commit. */
export async function changedBlends(
  folder: string,
  commits: readonly string[],
  signal?: AbortSignal,
): Promise<string[]> {
  const args = ['diff', '--name-only', '--relative', '--no-renames', '-z', ...commits, '--', '*.blend'];
  return (await runGit(folder, args, signal)).split('\0').filter((name) => name !== '');
}

/** Writes a commit's file to `target`; false when the commit has none. `file` is seen from `folder`. */
export async function writeBlob(
  folder: string,
  commit: string,
  file: string,
  target: string,
  signal?: AbortSignal,
): Promise<boolean> {
  const child = spawn('git', ['cat-file', 'blob', `${commit}:./${file}`], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
    ...(signal && { signal }),
  });
  const ended = once(child, 'close') as Promise<[code: number | null]>;
  await Promise.all([pipeline(child.stdout, createWriteStream(target, { flags: 'wx' })), ended]);
  return (await ended)[0] === 0;
}
