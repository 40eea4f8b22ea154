import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { RenderError } from '../../src/base/errors.ts';
import { openReview, type ReviewPlace } from '../../src/host/github/review.ts';
import { pictureBranch } from '../../src/host/github/picture-branch.ts';
import type { Review } from '../../src/host/review.ts';
import { RecordedLog } from '../run/recorded-host.ts';
import { TestClock } from '../support/clock.ts';
import { startGitHub, type GitHubMock } from '../support/github/server.ts';

const sha = 'a'.repeat(40);
let github: GitHubMock;
let clock: TestClock;

beforeEach(async () => {
  github = await startGitHub();
  clock = new TestClock();
});
afterEach(async () => {
  await github[Symbol.asyncDispose]();
});

function open(changes: Partial<ReviewPlace> = {}): Promise<Review> {
  const place = { env: github.env, token: 'secret-token', identity: { run: '7', attempt: 1 }, sha, pullRequest: 3 };
  return openReview({ ...place, log: new RecordedLog(), signal: new AbortController().signal, clock, ...changes });
}

const ofRun = (run: string, attempt = 1): Partial<ReviewPlace> => ({ identity: { run, attempt } });
const said = (markdown: string, name = 'blendnet') => ({ name, markdown, begin: true });

describe('the comment', () => {
  test('is written once and then kept up to date, also behind many others', async () => {
    const url = await (await open()).comment(said('first'));
    for (let id = 1000; id < 1150; id++) {
      github.repository.comments.unshift({ id, issue: 3, body: 'Nice!', user: { login: 'ann', type: 'User' } });
    }
    expect(await (await open(ofRun('8'))).comment(said('second'))).toBe(url);
    const own = github.repository.comments.filter(({ user }) => user.type === 'Bot');
    expect(own.map(({ body }) => body)).toEqual(['<!-- blendnet-render blendnet run 8 -->\nsecond']);
  });

  test('is one for each name, as jobs of a matrix have', async () => {
    for (const name of ['blendnet', 'blendnet-2', 'blendnet']) await (await open()).comment(said('x', name));
    expect(github.repository.comments).toHaveLength(2);
  });

  test('is not begun where nothing changed, but one that is there is brought up to date', async () => {
    const quiet = { ...said('all is well'), begin: false };
    expect(await (await open()).comment(quiet)).toBeUndefined();
    await (await open()).comment(said('frame 3 differs'));
    expect(await (await open()).comment(quiet)).toBeDefined();
    expect(github.repository.comments.map(({ body }) => body.split('\n')[1])).toEqual(['all is well']);
  });

  test('of a later run is not overwritten by an earlier one, nor by a re-run of it', async () => {
    await (await open(ofRun('9'))).comment(said('new'));
    await (await open(ofRun('7', 2))).comment(said('old'));
    await (await open(ofRun('9', 2))).comment(said('again'));
    expect(github.repository.comments.map(({ body }) => body.split('\n')[1])).toEqual(['again']);
  });

  test('of somebody who copied our mark is left alone', async () => {
    const body = '<!-- blendnet-render blendnet run 1 -->\nall is well, trust me';
    github.repository.comments.push({ id: 1, issue: 3, body, user: { login: 'mallory', type: 'User' } });
    await (await open()).comment(said('frame 3 differs'));
    expect(github.repository.comments.map(({ user }) => user.login)).toEqual(['mallory', 'github-actions[bot]']);
    expect(github.repository.comments[0]?.body).toBe(body);
  });

  test('that a person’s token wrote is found again', async () => {
    const body = '<!-- blendnet-render blendnet run 1 -->\nx';
    github.repository.comments.push({ id: 1, issue: 3, body, user: { login: 'ann', type: 'User' } });
    github.repository.login = 'ann';
    await (await open()).comment(said('y'));
    expect(github.repository.comments).toHaveLength(1);
  });

  test('is none where the run is about no pull request, as in a merge queue', async () => {
    expect(await (await open({ pullRequest: undefined })).comment(said('x'))).toBeUndefined();
    expect(github.calls).toEqual([]);
  });

  test('is not written twice when the answer to the first gets lost', async () => {
    let lost = 0;
    const mock = github;
    github.fail = ({ operation }) => {
      if (operation.startsWith('post') && lost++ === 0) {
        const user = { login: 'github-actions[bot]', type: 'Bot' } as const;
        const body = '<!-- blendnet-render blendnet run 7 -->\nx';
        mock.repository.comments.push({ id: 1, issue: 3, body, user });
        return { status: 502 };
      }
      return undefined;
    };
    await (await open()).comment(said('x'));
    expect(github.repository.comments).toHaveLength(1);
  });
});

describe('limits and refusals', () => {
  test.each([
    [{ status: 429, headers: { 'retry-after': '17' } }, 17_000],
    [{ status: 403, headers: { 'retry-after': '5' }, message: 'You have exceeded a secondary rate limit' }, 5000],
  ])('%j is waited for', async (failure, pauseMs) => {
    let busy = 1;
    github.fail = () => (busy-- > 0 ? failure : undefined);
    expect(await (await open()).comment(said('x'))).toContain('/pull/3#');
    expect(clock.pausesMs).toEqual([pauseMs]);
  });

  test('a limit that ends soon is waited for until then', async () => {
    let busy = 1;
    const reset = String(Math.ceil(Date.now() / 1000) + 20);
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
    github.fail = () => (busy-- > 0 ? { status: 403, headers, message: 'API rate limit exceeded' } : undefined);
    await (await open()).comment(said('x'));
    expect(clock.pausesMs).toHaveLength(1);
    expect(clock.pausesMs[0]).toBeGreaterThan(1000);
    expect(clock.pausesMs[0]).toBeLessThanOrEqual(22_000);
  });

  test('one that ends in an hour is not, and is no missing right', async () => {
    const reset = String(Math.ceil(Date.now() / 1000) + 3600);
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
    github.fail = () => ({ status: 403, headers, message: 'API rate limit exceeded' });
    const failing = (await open()).comment(said('x'));
    await expect(failing).rejects.toMatchObject({ kind: 'rejected', hint: expect.not.stringContaining('permissions') });
    expect(clock.pausesMs).toEqual([]);
  });

  test('a server that breaks is asked a few times', async () => {
    github.fail = () => ({ status: 503, message: 'Unicorn' });
    await expect((await open()).comment(said('x'))).rejects.toMatchObject({ kind: 'unreachable' });
    expect(github.calls).toHaveLength(4);
  });

  test.each([
    ['comment', 'pull-requests: write', (review: Review) => review.comment(said('x'))],
    ['check', 'checks: write', (review: Review) => review.check({ ...check, remarks: [] })],
    ['pictures', 'contents: write', (review: Review) => review.storePictures('x', new Map([['a', png]]), 1)],
  ])('without the right to it, %s says which line to add: %s', async (_, permission, work) => {
    github.fail = () => ({ status: 403 });
    const error = await work(await open()).catch((one: unknown) => one);
    expect(error).toBeInstanceOf(RenderError);
    expect((error as RenderError).hint).toContain(`\`${permission}\``);
    expect((error as RenderError).message).toContain('Resource not accessible by integration');
    expect(github.calls).toHaveLength(1);
  });

  test('a server that nobody reaches is told as such', async () => {
    const env = { ...github.env, GITHUB_API_URL: 'http://127.0.0.1:9' };
    await expect((await open({ env })).comment(said('x'))).rejects.toMatchObject({ kind: 'unreachable' });
  });
});

const check = { name: 'BlendNet Render', conclusion: 'action_required', title: 't', summary: 's' } as const;
const png = Buffer.from('PNG');

describe('the check', () => {
  test('has all annotations, in batches of 50', async () => {
    const remarks = Array.from({ length: 120 }, (_, index) => ({
      ...{ level: 'error' as const, title: `Frame ${index} differs`, message: 'It moved.', file: 'shot.blend' },
    }));
    await (await open()).check({ ...check, remarks, url: 'https://github.example/report' });
    const [set] = github.repository.checks;
    expect(set).toMatchObject({
      head_sha: sha,
      conclusion: 'action_required',
      details_url: 'https://github.example/report',
    });
    expect(set?.output.annotations.map(({ path }) => path)).toEqual(remarks.map(({ file }) => file));
    expect(github.operations()).toEqual([
      'post check-runs',
      ...Array<string>(2).fill('patch check-runs/{check_run_id}'),
    ]);
  });

  test('leads to the run where there is no report', async () => {
    await (await open()).check({ ...check, remarks: [] });
    expect(github.repository.checks[0]?.details_url).toBe('https://github.example/octo/films/actions/runs/7');
  });
});

describe('pictures', () => {
  const store = async (name: string, days = 30): Promise<Map<string, string>> =>
    await (await open()).storePictures(name, new Map([['frame-3.png', png]]), days);
  const paths = (): string[] => [...github.repository.filesOf(pictureBranch).keys()];
  const today = (): string => new Date().toISOString().slice(0, 10);

  test('begin a branch of their own, which links lead to', async () => {
    const urls = await store('a b');
    expect([...urls.values()]).toEqual([
      `https://github.example/octo/films/blob/${pictureBranch}/${today()}/7-1-a%20b/frame-3.png?raw=true`,
    ]);
    expect([...github.repository.filesOf(pictureBranch)]).toEqual([[`${today()}/7-1-a b/frame-3.png`, png]]);
    const tip = github.repository.commits.get(github.repository.refs.get(`heads/${pictureBranch}`) ?? '');
    expect(tip?.parents).toEqual([]);
  });

  test('of several jobs lie side by side, also when one is faster', async () => {
    await store('a');
    let raced = false;
    github.before = ({ operation }) => {
      if (!operation.startsWith('patch') || raced) return;
      raced = true;
      const { repository } = github;
      const parent = repository.refs.get(`heads/${pictureBranch}`) ?? '';
      const files = new Map(repository.trees.get(repository.commits.get(parent)?.tree ?? ''));
      files.set(`${today()}/other/x.png`, 'x');
      repository.refs.set(
        `heads/${pictureBranch}`,
        repository.keepCommit({ tree: repository.keepTree(files), parents: [parent] }),
      );
    };
    await store('b');
    expect(paths().sort()).toEqual(
      ['7-1-a/frame-3.png', '7-1-b/frame-3.png', 'other/x.png'].map((path) => `${today()}/${path}`),
    );
  });

  test('that are too old go, and the branch begins anew', async () => {
    const { repository } = github;
    const kept = new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10);
    const tree = repository.keepTree(
      new Map([
        ['2020-01-01/1-1-a/frame-1.png', 'old'],
        [`${kept}/2-1-a/frame-2.png`, 'young'],
      ]),
    );
    repository.refs.set(`heads/${pictureBranch}`, repository.keepCommit({ tree, parents: ['f'.repeat(40)] }));
    await store('a', 7);
    expect(paths().sort()).toEqual([`${kept}/2-1-a/frame-2.png`, `${today()}/7-1-a/frame-3.png`]);
    expect(repository.commits.get(repository.refs.get(`heads/${pictureBranch}`) ?? '')?.parents).toEqual([]);
  });

  test('never go into a branch that holds something else', async () => {
    const { repository } = github;
    const tree = repository.keepTree(new Map([['src/main.ts', 'x']]));
    repository.refs.set(`heads/${pictureBranch}`, repository.keepCommit({ tree, parents: [] }));
    await expect(store('a')).rejects.toMatchObject({ kind: 'rejected', message: expect.stringContaining('not ours') });
  });

  test('are given up when the branch never stands still', async () => {
    await store('a');
    github.fail = ({ operation }) => (operation.startsWith('patch') ? { status: 409 } : undefined);
    await expect(store('b')).rejects.toMatchObject({ message: expect.stringContaining('keep changing') });
  });
});
