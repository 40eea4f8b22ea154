import { readFileSync } from 'node:fs';
import { parseJson } from '../../base/json.ts';
import type { Host } from '../host.ts';

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
  if (!eventPath) return undefined;
  try {
    const event = parseJson(readFileSync(eventPath, 'utf8')) as { pull_request?: { head?: { sha?: unknown } } };
    const sha = event.pull_request?.head?.sha;
    return typeof sha === 'string' && /^[0-9a-f]{40,64}$/.test(sha) ? sha : undefined;
  } catch {
    // A runner of another make may have no such file.
    return undefined;
  }
}
