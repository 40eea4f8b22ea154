/* Payloads of events as GitHub sends them, cut to what says something: with the members that others would be looked up in. */

const repository = { id: 1, full_name: 'octo/films', owner: { login: 'octo' } };
const ann = { login: 'ann', type: 'User' };

export function commentEvent({
  body,
  action = 'created',
  onIssue = false,
}: {
  body: string;
  action?: string;
  onIssue?: boolean;
}) {
  const pullRequest = { pull_request: { url: 'https://api.github.example/repos/octo/films/pulls/3' } };
  return {
    action,
    issue: { number: 3, state: 'open', ...(onIssue ? {} : pullRequest) },
    comment: { id: 55, body, created_at: '2026-11-25T13:00:00Z', user: ann, author_association: 'MEMBER' },
    ...{ repository, sender: ann },
  };
}

export function labelEvent(name: string) {
  return { action: 'labeled', ...pullRequestEvent(), label: { name }, sender: ann };
}

export function pullRequestEvent({ sha = 'a'.repeat(40), fork = false } = {}) {
  const head = { ref: 'new-lamp', sha, repo: fork ? { id: 2, full_name: 'eve/films' } : repository };
  return {
    number: 3,
    pull_request: { number: 3, updated_at: '2026-11-25T13:00:00Z', head, base: { ref: 'main', repo: repository } },
    repository,
  };
}

export function mergeGroupEvent(sha: string) {
  const ref = `refs/heads/gh-readonly-queue/main/pr-3-${sha}`;
  return {
    action: 'checks_requested',
    merge_group: { head_sha: sha, head_ref: ref, base_ref: 'refs/heads/main' },
    repository,
  };
}

export function forkRunEvent({ sha, branch, owner }: { sha: string; branch: string; owner: string }) {
  const run = { id: 7, run_attempt: 2, event: 'pull_request', head_sha: sha, head_branch: branch, pull_requests: [] };
  const head = { id: 2, owner: { login: owner } };
  return { action: 'completed', workflow_run: { ...run, head_repository: head, repository }, repository };
}
