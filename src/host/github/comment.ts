import type { Log } from '../../base/log.ts';
import type { ReviewComment } from '../review.ts';
import type { GitHubApi, Octokit } from './api.ts';
import { maxCommentLength } from './limits.ts';

export interface CommentPlace {
  pullRequest: number;
  /** The run that speaks; a later one is never overwritten by an earlier one that ends after it. */
  run: number;
  log: Pick<Log, 'info'>;
}

const permission = 'pull-requests: write';
const pageSize = 100;
/** Comments that are looked through: more than any pull request has. */
const maxPages = 50;

/** Writes the comment of this name, or brings it up to date. @returns its address; undefined when nothing was to be said */
export async function postComment(
  api: GitHubApi,
  { name, markdown, begin }: ReviewComment,
  place: CommentPlace,
): Promise<string | undefined> {
  const body = `${markOf(name, place.run)}\n${markdown}`;
  if (body.length > maxCommentLength) throw new Error('The comment is longer than GitHub takes.');
  const where = { ...api.repository, issue_number: place.pullRequest };
  // As a whole: the comment may be there although its answer got lost.
  return await api.ask('comment on the pull request', permission, async (octokit) => {
    const own = await findOwn(octokit, where, name);
    if (own === undefined) {
      if (!begin) return undefined;
      return (await octokit.rest.issues.createComment({ ...where, body })).data.html_url;
    }
    if (own.run > place.run) {
      place.log.info('Comment: a later run has spoken already');
      return own.url;
    }
    const { repository } = api;
    return (await octokit.rest.issues.updateComment({ ...repository, comment_id: own.id, body })).data.html_url;
  });
}

/** Stands first in the comment, and nobody sees it. Artifacts' names have no `>`. */
function markOf(name: string, run: number): string {
  return `${markStart(name)}${run} -->`;
}

function markStart(name: string): string {
  return `<!-- blendnet-render ${encodeURIComponent(name)} run `;
}

interface OwnComment {
  id: number;
  url: string;
  run: number;
}

/**
 * The comment that begins with our mark and that we wrote: anybody can write the mark, and could change the comment again
 * after us.
 */
async function findOwn(
  octokit: Octokit,
  where: { owner: string; repo: string; issue_number: number },
  name: string,
): Promise<OwnComment | undefined> {
  let login: string | undefined;
  for (let page = 1; page <= maxPages; page++) {
    const { data } = await octokit.rest.issues.listComments({ ...where, per_page: pageSize, page });
    for (const { id, html_url: url, body = '', user } of data) {
      if (!body.startsWith(markStart(name))) continue;
      // Only apps are bots; a token of a person is told who that is.
      if (user?.type !== 'Bot') {
        login ??= await findLogin(octokit);
        if (login === '' || user?.login !== login) continue;
      }
      return { id, url, run: Number(/ run (\d{1,15}) -->/.exec(body)?.[1] ?? 0) };
    }
    if (data.length < pageSize) break;
  }
  return undefined;
}

/** Whose token it is; empty for an app's, which may not ask. */
async function findLogin(octokit: Octokit): Promise<string> {
  try {
    return (await octokit.rest.users.getAuthenticated()).data.login;
  } catch {
    return '';
  }
}
