import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { RenderError } from '../../src/base/errors.ts';
import { failedEnd } from '../../src/frames/end.ts';
import { pictureBranch } from '../../src/host/github/picture-branch.ts';
import { openReview } from '../../src/host/github/review.ts';
import type { ArtifactStore } from '../../src/host/host.ts';
import { startGitHub, type GitHubMock } from '../support/github/server.ts';
import { makePng } from '../report/pictures.ts';
import { candidatePng } from '../report/runs.ts';
import { compared, done, failed, publishEnds, reader, type Publishing } from './publishing.ts';
import { RecordedLog } from './recorded-host.ts';

const sha = 'a'.repeat(40);
const asked = { comment: 'on-change', check: true, pictures: 'branch', githubToken: 'secret-token' } as const;
let github: GitHubMock;

beforeEach(async () => {
  github = await startGitHub();
});
afterEach(async () => {
  await github[Symbol.asyncDispose]();
});

const artifacts: ArtifactStore = {
  store: (name) => Promise.resolve({ name, url: `https://github.example/artifacts/${name}` }),
  storeFile: () => Promise.resolve({ name: 'page', url: 'https://github.example/artifacts/page' }),
};

/** Publishes a run of a pull request that somebody looks at on GitHub. */
function publishReviewed(ends: Parameters<typeof publishEnds>[0], run: Publishing = {}) {
  const identity = { run: '7', attempt: 1 };
  const signal = new AbortController().signal;
  const place = { env: github.env, identity, sha, pullRequest: 3, log: new RecordedLog(), signal };
  const approving = { where: 'github', run: '7', repository: 'octo/films', inPullRequest: true } as const;
  return publishEnds(ends, {
    ...{ artifacts, baseline: 'baseline', approving: { ...approving, hasWorkflow: true } },
    review: (token) => openReview({ ...place, token }),
    ...{ ...run, settings: { ...asked, ...run.settings } },
  });
}

const bodies = (): string[] => github.repository.comments.map(({ body }) => body);

test('comment, summary and check say what differs, with pictures, and how to approve it', async () => {
  const { host, result } = await publishReviewed([done(1), done(2), done(3)], {
    comparisons: compared({ 1: 'same', 2: 'new', 3: 'different' }),
  });
  const files = github.repository.filesOf(pictureBranch);
  expect([...files.keys()].map((path) => path.split('/').slice(1).join('/'))).toEqual([
    '7-1-shot/frame-3.png',
    '7-1-shot/frame-2.png',
  ]);
  expect([...files.values()].map((bytes) => Uint8Array.from(bytes))).toEqual([candidatePng.bytes, candidatePng.bytes]);
  const [comment = ''] = bodies();
  const [check] = github.repository.checks;
  for (const text of [comment, host.summaries[0] ?? '', check?.output.summary ?? '']) {
    expect(text).toContain('## ❌ 3 frames: 1 different, 1 new, 1 same');
    expect(text).toMatch(/Frame 3: Different[^]*Frame 2: New/);
    expect(text).toContain(`/octo/films/blob/${pictureBranch}/`);
    expect(text).toContain('on the pull request\\, comment\n\n```\n/approve-render\n```');
    expect(text).toContain('https://github.example/artifacts/page');
  }
  expect(check).toMatchObject({
    ...{ name: 'BlendNet Render (shot)', head_sha: sha, conclusion: 'action_required' },
    details_url: 'https://github.example/artifacts/page',
  });
  expect(check?.output.annotations).toEqual([
    expect.objectContaining({ path: 'shot.blend', annotation_level: 'failure' }),
  ]);
  expect(result.failure?.hint).toContain('“/approve-render”');
});

test('where all is well the check is green, and no comment is begun', async () => {
  await publishReviewed([done(1)], { comparisons: compared({ 1: 'same' }) });
  expect(bodies()).toEqual([]);
  expect(github.repository.checks.map(({ conclusion }) => conclusion)).toEqual(['success']);
  expect(github.repository.filesOf(pictureBranch).size).toBe(0);
});

test('`always` comments all the same, and `off` asks GitHub nothing', async () => {
  await publishReviewed([done(1)], { settings: { comment: 'always', check: false } });
  expect(bodies()).toHaveLength(1);
  github.calls.length = 0;
  await publishReviewed([failed(1)], { settings: { comment: 'off', check: false, pictures: 'off' } });
  expect(github.calls).toEqual([]);
});

test('a frame that failed fails the check', async () => {
  await publishReviewed([failed(1), done(2)], { comparisons: compared({ 2: 'different' }) });
  expect(github.repository.checks[0]?.conclusion).toBe('failure');
});

describe('what cannot be said fails no run', () => {
  test('without rights, as in a fork, notices name the lines to add', async () => {
    github.fail = () => ({ status: 403 });
    const { host, result } = await publishReviewed([done(1)], { comparisons: compared({ 1: 'new' }) });
    expect(result.failure).toBeUndefined();
    const notices = host.annotations.filter(({ level }) => level === 'notice').map(({ message }) => message);
    expect(notices).toEqual(
      ['contents: write', 'pull-requests: write', 'checks: write'].map((line) =>
        expect.stringContaining(`\`${line}\``),
      ),
    );
    expect(host.summaries[0]).toContain('1 frame: 1 new');
  });

  test('without a token, one notice says so', async () => {
    const { host } = await publishReviewed([done(1)], { settings: { githubToken: '' } });
    expect(host.annotations.map(({ message }) => message)).toEqual([
      expect.stringContaining('github-token: ${{ github.token }}'),
    ]);
    expect(github.calls).toEqual([]);
  });

  test('a picture that cannot be read is left out', async () => {
    const drawStrip = () => Promise.reject(new RenderError('corrupt-result', 'It is no picture.'));
    const run = { comparisons: compared({ 1: 'new' }), reader: { ...reader, drawStrip } };
    await publishReviewed([done(1)], run);
    expect(bodies()[0]).not.toContain('![');
  });

  test('nor is one that is too large', async () => {
    const large = makePng(1200, 900, (x, y) => [(x * 7919 + y * 104_729) % 256, (x * y) % 251, (x ^ (y * 31)) % 256]);
    const run = { comparisons: compared({ 1: 'new' }), reader: { ...reader, drawStrip: () => Promise.resolve(large) } };
    expect(large.bytes.length).toBeGreaterThan(1_500_000);
    await publishReviewed([done(1)], run);
    expect(github.repository.filesOf(pictureBranch).size).toBe(0);
  });
});

test('a comment of the longest run is as long as GitHub takes', async () => {
  const ends = Array.from({ length: 3000 }, (_, index) => {
    const message = `${'x'.repeat(index % 60)} ${'*_[]()`'.repeat(100)}`;
    return failedEnd(index, new RenderError('task-failed', message, { hint: '`*_[]()'.repeat(300) }), {});
  });
  await publishReviewed(ends);
  const [comment = ''] = bodies();
  expect(comment.length).toBeLessThanOrEqual(65_536);
  expect(comment).toMatch(/other messages[^]*not listed/);
  expect(github.repository.checks[0]?.output.summary.length).toBeLessThan(65_536);
});
