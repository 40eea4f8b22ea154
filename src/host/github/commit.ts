import type { Host } from '../host.ts';
import { readPayload, textAt } from '../payload.ts';

/**
 * The commit that people know. What a pull request's run checks out is a merge that GitHub made for it, which is in no
 * branch and soon gone: they know the head of the pull request.
 */
export function findCommit(env: NodeJS.ProcessEnv, repositoryUrl: string): Pick<Host, 'commit'> {
  const isMerge = /^refs\/pull\/\d+\/merge$/.test(env['GITHUB_REF'] ?? '');
  const sha = (isMerge ? readHead(env['GITHUB_EVENT_PATH']) : undefined) ?? env['GITHUB_SHA'];
  return sha ? { commit: { sha, url: `${repositoryUrl}/commit/${sha}` } } : {};
}

/** Of the pull request that the event is about. */
function readHead(eventPath: string | undefined): string | undefined {
  const sha = textAt(readPayload(eventPath), 'pull_request', 'head', 'sha');
  return sha !== undefined && /^[0-9a-f]{40,64}$/.test(sha) ? sha : undefined;
}
