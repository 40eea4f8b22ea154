import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { answer, decide, parseApprovalRequest, type ApprovalRequest } from '../../src/host/github/approval.ts';
import { openApi, type GitHubApi } from '../../src/host/github/api.ts';
import { findTriggeringRun } from '../../src/host/github/triggering-run.ts';
import { commentEvent, forkRunEvent, labelEvent } from '../support/github/events.ts';
import { startGitHub, type GitHubMock } from '../support/github/server.ts';

const sha = 'a'.repeat(40);
let github: GitHubMock;
let api: GitHubApi;

beforeEach(async () => {
  github = await startGitHub();
  api = await openApi({ env: github.env, token: 'secret-token', signal: new AbortController().signal });
  const { repository } = github;
  repository.permissions.set('ann', 'write').set('rob', 'read');
  repository.pulls.push({ number: 3, state: 'open', sha, branch: 'new-lamp', head: { owner: 'octo', id: 1 } });
  const artifacts = [{ name: 'blendnet-compose' }];
  repository.runs.push({ id: 7, head_sha: sha, updated_at: '2026-11-25T12:00:00Z', artifacts });
});
afterEach(async () => {
  await github[Symbol.asyncDispose]();
});

describe('what an event asks for', () => {
  test.each([
    ['/approve-render', ''],
    ['/approve-render 3,7-9', '3,7-9'],
    ['/approve-render  1 \r\nLovely!', '1'],
    ['/approve-render all of them', 'all of them'],
  ])('%j asks for %j', (body, frames) => {
    expect(parseApprovalRequest('issue_comment', commentEvent({ body }))).toEqual({
      ...{ pullRequest: 3, by: 'ann', frames, askedAt: '2026-11-25T13:00:00Z', comment: 55 },
    });
  });

  test.each([['Please /approve-render'], ['/approve-renders'], ['> /approve-render'], ['']])(
    '%j asks nothing',
    (body) => {
      expect(parseApprovalRequest('issue_comment', commentEvent({ body }))).toBeUndefined();
    },
  );

  test('a comment that is changed later, or stands on an issue, asks nothing', () => {
    const body = '/approve-render';
    expect(parseApprovalRequest('issue_comment', commentEvent({ body, action: 'edited' }))).toBeUndefined();
    expect(parseApprovalRequest('issue_comment', commentEvent({ body, onIssue: true }))).toBeUndefined();
    expect(parseApprovalRequest('push', commentEvent({ body }))).toBeUndefined();
    expect(parseApprovalRequest('issue_comment', 'nonsense')).toBeUndefined();
  });

  test('the label asks for all, in the name of who set it', () => {
    const asked = { pullRequest: 3, by: 'ann', frames: '', askedAt: '2026-11-25T13:00:00Z' };
    expect(parseApprovalRequest('pull_request_target', labelEvent('approve-render'))).toEqual(asked);
    expect(parseApprovalRequest('pull_request', labelEvent('bug'))).toBeUndefined();
  });
});

describe('what becomes of it', () => {
  const request: ApprovalRequest = {
    pullRequest: 3,
    by: 'ann',
    frames: '',
    askedAt: '2026-11-25T13:00:00Z',
    comment: 55,
  };
  const decided = (changes: Partial<ApprovalRequest> = {}) =>
    decide(api, { ...request, ...changes }, 'blendnet-compose');

  test('who may write approves the pictures of the newest run of the head', async () => {
    const artifacts = [{ name: 'blendnet-compose' }];
    github.repository.runs.push({ id: 8, head_sha: sha, updated_at: '2026-11-25T12:30:00Z', artifacts });
    github.repository.runs.push({ id: 9, head_sha: sha, updated_at: '2026-11-25T12:40:00Z', artifacts: [] });
    expect(await decided()).toEqual({ kind: 'approve', run: 8, sha, branch: 'new-lamp' });
  });

  test.each(['rob', 'mallory'])('%s, who may not write, gets nowhere', async (by) => {
    expect(await decided({ by })).toEqual({ kind: 'no-right' });
    expect(github.calls).toHaveLength(1);
  });

  test('pictures that came after the request were not looked at', async () => {
    expect(await decided({ askedAt: '2026-11-25T11:59:59Z' })).toMatchObject({ kind: 'refused' });
  });

  test('a run of another commit does not count', async () => {
    const [pull] = github.repository.pulls;
    if (pull !== undefined) pull.sha = 'b'.repeat(40);
    expect(await decided()).toMatchObject({ kind: 'refused', why: expect.stringContaining('bbbbbbbbbb') });
  });

  test.each([{ expired: true }, { size_in_bytes: 5_000_000_000 }])('an artifact with %j is none', async (changes) => {
    github.repository.runs[0]?.artifacts.splice(0, 1, { name: 'blendnet-compose', ...changes });
    expect(await decided()).toMatchObject({ kind: 'refused' });
  });

  test('a closed pull request is not changed', async () => {
    const [pull] = github.repository.pulls;
    if (pull !== undefined) pull.state = 'closed';
    expect(await decided()).toMatchObject({ kind: 'refused', why: 'The pull request is closed.' });
  });

  test('nobody here can write to a fork', async () => {
    const [pull] = github.repository.pulls;
    if (pull !== undefined) pull.head = { owner: 'eve', id: 2 };
    expect(await decided()).toEqual({ kind: 'fork', run: 7 });
  });

  test('the answer stands beneath the comment, or takes the label off', async () => {
    await answer(api, request, '+1');
    const label = { pullRequest: 3, by: 'ann', frames: '', askedAt: request.askedAt };
    await answer(api, label, '-1', 'Wait.');
    expect(github.repository.reactions).toEqual([{ comment: 55, content: '+1' }]);
    expect(github.repository.removedLabels).toEqual(['approve-render']);
    expect(github.repository.comments.map(({ body }) => body)).toEqual(['Wait.']);
  });
});

describe('the run that started this one', () => {
  test('is about the pull request whose head it rendered, also from a fork', async () => {
    const { pulls } = github.repository;
    pulls.push({ number: 4, state: 'open', sha, branch: 'lamp', head: { owner: 'eve', id: 2 } });
    const event = forkRunEvent({ sha, branch: 'lamp', owner: 'eve' });
    expect(await findTriggeringRun(api, event)).toEqual({ id: 7, attempt: 2, sha, pullRequest: 4 });
  });

  test('is about none when the branch has moved on', async () => {
    const event = forkRunEvent({ sha: 'c'.repeat(40), branch: 'new-lamp', owner: 'octo' });
    expect(await findTriggeringRun(api, event)).toMatchObject({ pullRequest: undefined });
  });

  test('is none for other events', async () => {
    expect(await findTriggeringRun(api, commentEvent({ body: '' }))).toBeUndefined();
  });
});
