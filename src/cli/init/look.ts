import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../base/errors.ts';
import { findBlends } from '../../project/find-blends.ts';
import { runGit } from '../../project/git/run-git.ts';
import { readScene, type SceneFacts } from '../../project/blend/scene.ts';
import { formatVersion } from '../../project/blend/scene-version.ts';
import { ciNames, type CiName } from './workflows.ts';

/* What a repository tells without anybody being asked, and without Blender. */

export interface FoundBlend {
  path: string;
  /** Blender's that saved it. */
  version?: string;
  scene?: SceneFacts;
  /** Why it could not be read. */
  problem?: string;
}

export interface Repository {
  /** Its folder, absolute. */
  directory: string;
  isGit: boolean;
  /** Whether git has any of the .blend files. */
  hasBlends: boolean;
  branch: string;
  /** Those that can be rendered first. */
  blends: FoundBlend[];
  /** Missing where nothing tells. */
  ci?: CiName;
  /**
   * How git keeps .blend files: by LFS; it could, since git-lfs is there and none is committed yet; as they are, some are
   * committed so; there is no git-lfs.
   */
  lfs: 'used' | 'possible' | 'committed' | 'missing';
}

export async function lookAround(directory: string, left: readonly string[]): Promise<Repository> {
  const git = async (...args: string[]): Promise<string> => (await runGit(directory, args).catch(() => '')).trim();
  const isGit = (await git('rev-parse', '--is-inside-work-tree')) === 'true';
  const hasBlends = (await git('ls-files', '*.blend')) !== '';
  const ci = await findUsedCi(directory, await git('remote', 'get-url', 'origin'));
  const blends = await Promise.all((await findBlends(directory, left)).map((path) => read(directory, path)));
  const rank = ({ scene }: FoundBlend): number => (scene?.camera === true ? 0 : scene === undefined ? 2 : 1);
  return {
    ...{ directory, isGit, hasBlends, blends: blends.sort((a, b) => rank(a) - rank(b)) },
    branch: (await git('symbolic-ref', '--short', 'HEAD')) || 'main',
    ...(ci === undefined ? {} : { ci }),
    lfs: await findLfs(directory, hasBlends, git),
  };
}

async function read(directory: string, path: string): Promise<FoundBlend> {
  try {
    const { version, ...scene } = await readScene(join(directory, path), path);
    return { path, version: formatVersion(version.savedBy), scene };
  } catch (error) {
    return { path, problem: messageOf(error) };
  }
}

/** A CI's own file says more than where the repository is kept. */
async function findUsedCi(directory: string, remote: string): Promise<CiName | undefined> {
  for (const [name, { signs }] of Object.entries(ciNames)) {
    for (const sign of signs) {
      const isThere = await stat(join(directory, sign)).catch(() => undefined);
      if (isThere !== undefined) return name as CiName;
    }
  }
  const byRemote = Object.entries(ciNames).find(([, { hosts }]) => hosts.some((host) => remote.includes(host)));
  return byRemote?.[0] as CiName | undefined;
}

async function findLfs(
  directory: string,
  hasBlends: boolean,
  git: (...args: string[]) => Promise<string>,
): Promise<Repository['lfs']> {
  const attributes = await readFile(join(directory, '.gitattributes'), 'utf8').catch(() => '');
  if (/^\S*\.blend\b.*\bfilter=lfs\b/m.test(attributes)) return 'used';
  if (hasBlends) return 'committed';
  return (await git('lfs', 'version')) === '' ? 'missing' : 'possible';
}
