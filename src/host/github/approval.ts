import { approveCommand, approveLabel } from '../../frames/approving.ts';
import { numberAt, pullRequestOf, textAt } from '../payload.ts';
import { statusOf, type GitHubApi } from './api.ts';

/*
 * Somebody says on a pull request that its pictures are right. Who may say so, which run's pictures they can have seen, and
 * whether the branch can be written to is asked of GitHub: of the comment only its frames are taken.
 */

export interface ApprovalRequest {
  pullRequest: number;
  /** Login of who asks. */
  by: string;
  /** As written; empty: all that are new or differ. */
  frames: string;
  /** ISO 8601: no picture of a run that ended later can have been looked at. */
  askedAt: string;
  /** Missing where a label asks. */
  comment?: number;
}

/** What an event asks for; undefined where it asks for nothing. */
export function parseApprovalRequest(event: string, payload: unknown): ApprovalRequest | undefined {
  if (event === 'issue_comment') return parseComment(payload);
  return event.startsWith('pull_request') ? parseLabel(payload) : undefined;
}

/** A comment that is changed later asks for nothing: nobody sees when that was. */
function parseComment(payload: unknown): ApprovalRequest | undefined {
  const asked = commandLine.exec(textAt(payload, 'comment', 'body') ?? '');
  const pullRequest = pullRequestOf(payload);
  const comment = numberAt(payload, 'comment', 'id');
  const [by, askedAt] = [textAt(payload, 'comment', 'user', 'login'), textAt(payload, 'comment', 'created_at')];
  if (textAt(payload, 'action') !== 'created' || asked === null) return undefined;
  if (pullRequest === undefined || comment === undefined || by === undefined || askedAt === undefined) return undefined;
  return { pullRequest, by, frames: (asked[1] ?? '').trim(), askedAt, comment };
}

function parseLabel(payload: unknown): ApprovalRequest | undefined {
  const pullRequest = pullRequestOf(payload);
  const [by, askedAt] = [textAt(payload, 'sender', 'login'), textAt(payload, 'pull_request', 'updated_at')];
  if (textAt(payload, 'action') !== 'labeled' || textAt(payload, 'label', 'name') !== approveLabel) return undefined;
  if (pullRequest === undefined || by === undefined || askedAt === undefined) return undefined;
  return { pullRequest, by, frames: '', askedAt };
}

/** The whole comment, or its first line. */
const commandLine = new RegExp(`^${approveCommand}(?:[ \\t]+([^\\r\\n]{0,1000}))?[ \\t]*(?:\\r?\\n|$)`);

/** What is to become of a request. */
export type Decision =
  /** Who asks may not write: nothing more is said than that. */
  | { kind: 'no-right' }
  | { kind: 'refused'; why: string }
  /** Whose branch nobody here can write to. */
  | { kind: 'fork'; run: number }
  | { kind: 'approve'; run: number; sha: string; branch: string };

/** More than a film's pictures; a larger artifact is not even downloaded. */
const maxArtifactBytes = 4_000_000_000;

/** @param artifact the name of the artifact with the pictures */
export async function decide(api: GitHubApi, request: ApprovalRequest, artifact: string): Promise<Decision> {
  if (!(await mayWrite(api, request.by))) return { kind: 'no-right' };
  const pull = await api.ask('read the pull request', 'pull-requests: read', async (octokit) => {
    return (await octokit.rest.pulls.get({ ...api.repository, pull_number: request.pullRequest })).data;
  });
  if (pull.state !== 'open') return { kind: 'refused', why: 'The pull request is closed.' };
  const { sha, ref } = pull.head;
  // Of a fork that is gone there is no repository.
  const head = pull.head.repo as { id: number } | null;
  const run = await findRun(api, sha, request.askedAt, artifact);
  if (run === undefined) {
    const why = `No run of ${sha.slice(0, 10)} with the artifact ${artifact} had ended when this was asked. Wait for one (after an approval, start one by hand or push), look at its report, and ask again.`;
    return { kind: 'refused', why };
  }
  if (head?.id !== pull.base.repo.id) return { kind: 'fork', run };
  return { kind: 'approve', run, sha, branch: ref };
}

async function mayWrite(api: GitHubApi, username: string): Promise<boolean> {
  return await api.ask('read who may write', 'metadata: read', async (octokit) => {
    try {
      const { data } = await octokit.rest.repos.getCollaboratorPermissionLevel({ ...api.repository, username });
      return ['admin', 'write'].includes(data.permission);
    } catch (error) {
      if (statusOf(error) === 404) return false;
      throw error;
    }
  });
}

/** The newest run of a commit that had ended by then and has the artifact. */
async function findRun(api: GitHubApi, sha: string, by: string, artifact: string): Promise<number | undefined> {
  return await api.ask('read runs and artifacts', 'actions: read', async (octokit) => {
    const { repository } = api;
    const about = { ...repository, head_sha: sha, status: 'completed' as const, per_page: 50 };
    const { data } = await octokit.rest.actions.listWorkflowRunsForRepo(about);
    const ended = data.workflow_runs.filter((run) => Date.parse(run.updated_at) <= Date.parse(by));
    for (const { id } of ended.sort((a, b) => b.id - a.id)) {
      const { data: found } = await octokit.rest.actions.listWorkflowRunArtifacts({
        ...{ ...repository, run_id: id, name: artifact, per_page: 10 },
      });
      const fits = found.artifacts.some(
        ({ name, expired, size_in_bytes: size }) => name === artifact && !expired && size <= maxArtifactBytes,
      );
      if (fits) return id;
    }
    return undefined;
  });
}

/** Says beneath the request what became of it. @param text markdown; undefined: nothing to say */
export async function answer(
  api: GitHubApi,
  { pullRequest, comment }: ApprovalRequest,
  reaction: '+1' | '-1',
  text?: string,
): Promise<void> {
  const { repository } = api;
  await api.ask('answer on the pull request', 'pull-requests: write', async (octokit) => {
    if (comment !== undefined) {
      await octokit.rest.reactions.createForIssueComment({ ...repository, comment_id: comment, content: reaction });
    } else {
      // So that it can be set again.
      const label = { ...repository, issue_number: pullRequest, name: approveLabel };
      await octokit.rest.issues.removeLabel(label).catch((error: unknown) => {
        if (statusOf(error) !== 404) throw error;
      });
    }
    if (text !== undefined) {
      await octokit.rest.issues.createComment({ ...repository, issue_number: pullRequest, body: text });
    }
  });
}
