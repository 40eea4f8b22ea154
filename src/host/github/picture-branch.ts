import { printable } from '../../base/printable.ts';
import { RenderError } from '../../base/errors.ts';
import { statusOf, type GitHubApi, type Octokit } from './api.ts';

/*
 * Pictures for comments and summaries, which GitHub has no other place for: a branch of their own, without any of the
 * project's files, written by the API for git's data. A folder a day: what is too old goes with its folder, and with the
 * history, for the branch then begins anew.
 */

export const pictureBranch = 'blendnet-render-pictures';
const ref = `heads/${pictureBranch}`;
const permission = 'contents: write';
/** How often another job may be faster. */
const maxTries = 6;

export interface PictureFiles {
  /** Below the day's folder: the run, the attempt, the job's name. */
  folder: string;
  pictures: ReadonlyMap<string, Uint8Array>;
  days: number;
  today: Date;
}

/** Commits pictures. @returns their addresses by name; they work in private repositories, for who may read them */
export async function storePictures(
  api: GitHubApi,
  { folder, pictures, days, today }: PictureFiles,
): Promise<Map<string, string>> {
  const day = dayOf(today);
  const oldest = dayOf(new Date(today.getTime() - days * 86_400_000));
  const paths = new Map([...pictures.keys()].map((name) => [name, [day, folder, name].join('/')]));
  const files: TreeEntry[] = [];
  for (const [name, bytes] of pictures) {
    const sha = await api.ask('store pictures', permission, async (octokit) => {
      const blob = { content: Buffer.from(bytes).toString('base64'), encoding: 'base64' };
      return (await octokit.rest.git.createBlob({ ...api.repository, ...blob })).data.sha;
    });
    files.push({ path: paths.get(name) ?? name, mode: '100644', type: 'blob', sha });
  }
  for (let tries = 1; ; tries++) {
    const isDone = await api.ask('store pictures', permission, (octokit) => commit(octokit, api, files, oldest));
    if (isDone) break;
    if (tries === maxTries) {
      throw new RenderError('rejected', `Other jobs keep changing the branch ${pictureBranch}.`, {
        hint: 'The pictures are in the report.',
      });
    }
  }
  const encode = (path: string): string => path.split('/').map(encodeURIComponent).join('/');
  return new Map([...paths].map(([name, path]) => [name, `${api.url}/blob/${pictureBranch}/${encode(path)}?raw=true`]));
}

interface TreeEntry {
  path: string;
  mode: '100644' | '040000';
  type: 'blob' | 'tree';
  sha: string;
}

/** @returns false when another job has changed the branch in between */
async function commit(octokit: Octokit, api: GitHubApi, files: TreeEntry[], oldest: string): Promise<boolean> {
  const { repository } = api;
  const tip = await findTip(octokit, api);
  const folders = tip === undefined ? [] : await listFolders(octokit, api, tip.tree);
  const kept = folders.filter(({ path }) => path >= oldest);
  const isPruned = kept.length < folders.length;
  const base = isPruned ? await pruned(octokit, api, kept) : tip?.tree;
  const tree = await octokit.rest.git.createTree({ ...repository, tree: files, ...(base && { base_tree: base }) });
  const made = await octokit.rest.git.createCommit({
    ...repository,
    // Where a token other than the workflow's own is used, a push would start workflows.
    message: 'Keep pictures of a render\n\n[skip ci]',
    tree: tree.data.sha,
    parents: tip === undefined || isPruned ? [] : [tip.sha],
  });
  const { sha } = made.data;
  try {
    if (tip === undefined) await octokit.rest.git.createRef({ ...repository, ref: `refs/${ref}`, sha });
    else {
      // Forced only to drop what is too old, and only when nobody was faster.
      if (isPruned && (await findTip(octokit, api))?.sha !== tip.sha) return false;
      await octokit.rest.git.updateRef({ ...repository, ref, sha, force: isPruned });
    }
    return true;
  } catch (error) {
    if ([409, 422].includes(statusOf(error) ?? 0)) return false;
    throw error;
  }
}

/** The tree of the folders that stay; undefined when none does. */
async function pruned(octokit: Octokit, api: GitHubApi, kept: TreeEntry[]): Promise<string | undefined> {
  if (kept.length === 0) return undefined;
  return (await octokit.rest.git.createTree({ ...api.repository, tree: kept })).data.sha;
}

async function findTip(octokit: Octokit, api: GitHubApi): Promise<{ sha: string; tree: string } | undefined> {
  try {
    const { data } = await octokit.rest.git.getRef({ ...api.repository, ref });
    const { sha } = data.object;
    return { sha, tree: (await octokit.rest.git.getCommit({ ...api.repository, commit_sha: sha })).data.tree.sha };
  } catch (error) {
    // 409: the repository has no commit at all.
    if ([404, 409].includes(statusOf(error) ?? 0)) return undefined;
    throw error;
  }
}

/** The folders of days. Somebody else's branch of that name is left alone. */
async function listFolders(octokit: Octokit, api: GitHubApi, tree: string): Promise<TreeEntry[]> {
  const { data } = await octokit.rest.git.getTree({ ...api.repository, tree_sha: tree });
  const others = data.tree.find(({ path, type }) => type !== 'tree' || !/^\d{4}-\d\d-\d\d$/.test(path));
  if (others !== undefined) {
    throw new RenderError(
      'rejected',
      `The branch ${pictureBranch} holds ${printable(others.path, 100)}, which is not ours.`,
      {
        hint: `Rename that branch, or set pictures: off.`,
      },
    );
  }
  return data.tree.map(({ path, sha }) => ({ path, sha, mode: '040000', type: 'tree' }));
}

/** `2026-11-25`: names that sort by age. */
function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
