import { lstat, realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { RenderError } from '../base/errors.ts';
import { printable } from '../base/printable.ts';
import { ProjectRoot } from './files.ts';
import { isWithin } from './named-place.ts';

export interface RootRequest {
  /** The settings of these names. */
  workingDirectory: string | undefined;
  project: string;
  /** The folder that the program was started in, or the checkout. */
  startedIn: string;
  /** Whether the repository around that folder is the working directory when none is named. */
  inRepository: boolean;
}

/**
 * Opens the working directory of a run. Where none is named and somebody works in a repository, all of it is, from
 * whichever of its folders the program is started; names in settings are seen from that folder. A .blend that lies
 * elsewhere brings its own repository, or else its folder.
 * @throws RenderError `settings` or `missing-file`
 */
export async function openRoot(request: RootRequest): Promise<ProjectRoot> {
  const { workingDirectory, project, startedIn, inRepository } = request;
  const around = inRepository ? (await openHere(startedIn)).directory : startedIn;
  if (workingDirectory !== undefined) {
    return await ProjectRoot.open(resolve(startedIn, workingDirectory), { around });
  }
  if (!inRepository) return await ProjectRoot.open(startedIn);
  const here = await realpath(startedIn);
  const folder = await realpath(dirname(resolve(here, project))).catch((cause: unknown) => {
    throw new RenderError('missing-file', `${printable(project)} is not there.`, { file: project, cause });
  });
  const root = isWithin(around, folder) ? around : ((await repositoryOf(folder)) ?? folder);
  return await ProjectRoot.open(root, { seenFrom: here, around });
}

/** The repository around a folder, or else that folder, for commands that have no project. */
export async function openHere(folder: string): Promise<ProjectRoot> {
  const here = await realpath(folder);
  return await ProjectRoot.open((await repositoryOf(here)) ?? here, { seenFrom: here });
}

/** The folder of the repository that a folder without links lies in. A home folder is none, whatever it keeps in git. */
async function repositoryOf(folder: string): Promise<string | undefined> {
  const home = await realpath(homedir() || '/').catch(() => undefined);
  for (let above = folder; above !== home; above = dirname(above)) {
    // A folder, or in a worktree and a submodule a file.
    const isThere = await lstat(join(above, '.git')).then(
      () => true,
      () => false,
    );
    if (isThere) return above;
    if (dirname(above) === above) return undefined;
  }
  return undefined;
}
