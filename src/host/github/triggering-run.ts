import { numberAt, textAt } from '../payload.ts';
import type { GitHubApi } from './api.ts';

/** The run that started this one, as GitHub tells it: nothing of it comes from what it made. */
export interface TriggeringRun {
  id: number;
  attempt: number;
  sha: string;
  pullRequest: number | undefined;
}

/** Of the event `workflow_run`; undefined for any other. For a fork GitHub does not name the pull request: it is looked up. */
export async function findTriggeringRun(api: GitHubApi, payload: unknown): Promise<TriggeringRun | undefined> {
  const id = numberAt(payload, 'workflow_run', 'id');
  const sha = textAt(payload, 'workflow_run', 'head_sha');
  const branch = textAt(payload, 'workflow_run', 'head_branch');
  const owner = textAt(payload, 'workflow_run', 'head_repository', 'owner', 'login');
  const attempt = numberAt(payload, 'workflow_run', 'run_attempt') ?? 1;
  if (id === undefined || sha === undefined) return undefined;
  if (branch === undefined || owner === undefined) return { id, attempt, sha, pullRequest: undefined };
  const pullRequest = await api.ask('read pull requests', 'pull-requests: read', async (octokit) => {
    const { data } = await octokit.rest.pulls.list({ ...api.repository, state: 'open', head: `${owner}:${branch}` });
    return data.find(({ head }) => head.sha === sha)?.number;
  });
  return { id, attempt, sha, pullRequest };
}
