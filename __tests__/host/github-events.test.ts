import { expect, test } from '@jest/globals';
import { join } from 'node:path';
import { findApproving } from '../../src/host/github/approving.ts';
import { findCommit } from '../../src/host/github/commit.ts';
import { openReview } from '../../src/host/github/review.ts';
import { RecordedLog } from '../run/recorded-host.ts';
import { commentEvent, mergeGroupEvent, pullRequestEvent } from '../support/github/events.ts';
import { startGitHub } from '../support/github/server.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const head = 'a'.repeat(40);
const merge = 'd'.repeat(40);
const workflow = { '.github/workflows/any-name.yml': 'run: npx blendnet-render github approval' };

const events: [string, unknown, { ref: string; sha: string; inPullRequest: boolean }][] = [
  ['pull_request', pullRequestEvent(), { ref: 'refs/pull/3/merge', sha: head, inPullRequest: true }],
  [
    'pull_request from a fork',
    pullRequestEvent({ fork: true }),
    { ref: 'refs/pull/3/merge', sha: head, inPullRequest: true },
  ],
  ['merge_group', mergeGroupEvent(merge), { ref: 'refs/heads/gh-readonly-queue/x', sha: merge, inPullRequest: false }],
  ['issue_comment', commentEvent({ body: '' }), { ref: 'refs/heads/main', sha: merge, inPullRequest: true }],
  ['push', { after: merge }, { ref: 'refs/heads/main', sha: merge, inPullRequest: false }],
];

test.each(events)(
  'a run of %s speaks about its commit and pull request',
  async (_, event, { ref, sha, inPullRequest }) => {
    await using github = await startGitHub();
    using folder = new TemporaryFolder().write({ 'event.json': JSON.stringify(event), ...workflow });
    const env = {
      ...{ ...github.env, GITHUB_EVENT_PATH: join(folder.path, 'event.json'), GITHUB_REF: ref, GITHUB_SHA: merge },
      GITHUB_RUN_ID: '7',
    };
    expect(findApproving(env, folder.path)).toEqual({
      ...{ where: 'github', run: '7', repository: 'octo/films', inPullRequest, hasWorkflow: true },
    });
    const { commit } = findCommit(env, 'https://github.example/octo/films');
    const identity = { run: '7', attempt: 2 };
    const place = { env, token: 'secret-token', identity, sha: commit?.sha, log: new RecordedLog() };
    const review = await openReview({ ...place, signal: new AbortController().signal });
    await review.comment({ name: 'blendnet', markdown: 'x', begin: true });
    await review.check({ name: 'c', conclusion: 'success', title: 't', summary: 's', remarks: [] });
    expect(github.repository.comments.map(({ issue }) => issue)).toEqual(inPullRequest ? [3] : []);
    expect(github.repository.checks.map((check) => check.head_sha)).toEqual([sha]);
  },
);

test('without the workflow, or where none can be read, a comment would do nothing', () => {
  using folder = new TemporaryFolder().write({
    '.github/workflows/test.yml': '# See blendnet-render github approval.\non: push',
  });
  for (const workspace of [folder.path, join(folder.path, 'nowhere')]) {
    expect(findApproving({}, workspace)).toMatchObject({ hasWorkflow: false, inPullRequest: false });
  }
});
