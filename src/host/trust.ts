import { at, readPayload } from './payload.ts';

/* Whether what is checked out may be the work of somebody who cannot write to the repository. */

/**
 * Why the code may be a stranger's: `a pull request from a fork`; undefined where whoever may write to the repository
 * brought it in, and outside of GitHub, whose like `ci/` reads. What cannot be read counts as a stranger's.
 */
export function findStranger(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const event = env['GITHUB_EVENT_NAME'] ?? '';
  return event === '' ? undefined : strangerOf(event, readPayload(env['GITHUB_EVENT_PATH']));
}

/** Whether scripts in a .blend run, by the setting `scripts`. */
export function runsScripts(setting: 'auto' | 'on' | 'off', stranger: string | undefined): boolean {
  return setting === 'on' || (setting === 'auto' && stranger === undefined);
}

/** As {@link findStranger}, for an event and its payload as GitHub gives them. */
export function strangerOf(event: string, payload: unknown): string | undefined {
  if (event === 'pull_request_target') return 'the event pull_request_target';
  // And pull_request_review, pull_request_review_comment: all have the pull request in their payload.
  if (event.startsWith('pull_request')) {
    const own = at(payload, 'pull_request', 'base', 'repo') ?? at(payload, 'repository');
    return isSame(at(payload, 'pull_request', 'head', 'repo'), own) ? undefined : 'a pull request from a fork';
  }
  // A comment on a pull request starts a workflow on the default branch, which then checks out what it likes.
  if (event === 'issue_comment') {
    const issue = at(payload, 'issue');
    const isPlain = issue !== undefined && at(issue, 'pull_request') === undefined;
    return isPlain ? undefined : 'a comment on a pull request';
  }
  return event === 'workflow_run' ? strangerOfRun(payload) : undefined;
}

/** A run that another run started works with what that one made. */
function strangerOfRun(payload: unknown): string | undefined {
  const run = at(payload, 'workflow_run');
  const event = at(run, 'event');
  // What started the run before the last one is not told.
  if (typeof event !== 'string' || ['pull_request_target', 'issue_comment', 'workflow_run'].includes(event)) {
    return `a workflow_run of ${typeof event === 'string' ? event : 'an unknown event'}`;
  }
  const own = at(run, 'repository') ?? at(payload, 'repository');
  return isSame(at(run, 'head_repository'), own) ? undefined : 'a workflow_run of a fork';
}

/** Whether two records are the same repository; one that is gone, as a deleted fork is, is none. */
function isSame(repository: unknown, other: unknown): boolean {
  const id = at(repository, 'id');
  return typeof id === 'number' && id === at(other, 'id');
}
