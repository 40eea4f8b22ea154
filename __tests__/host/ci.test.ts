import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import { describeCi, findCi } from '../../src/host/ci/ci.ts';
import type { Host } from '../../src/host/host.ts';
import { createTerminalHost } from '../../src/host/terminal/terminal.ts';

/* Variables as each CI gives them to a job, by its documentation. */

const head = 'a'.repeat(40);
const merge = 'b'.repeat(40);

const gitlab = {
  ...{ CI: 'true', GITLAB_CI: 'true', CI_PIPELINE_ID: '4711', CI_JOB_ID: '99', CI_COMMIT_SHA: merge },
  ...{ CI_COMMIT_REF_NAME: 'hats', CI_PROJECT_DIR: '/builds/studio/film' },
  ...{
    CI_PROJECT_URL: 'https://gitlab.example/studio/film',
    CI_JOB_URL: 'https://gitlab.example/studio/film/-/jobs/99',
  },
};
const mergeRequest = {
  ...{
    ...gitlab,
    CI_MERGE_REQUEST_IID: '7',
    CI_MERGE_REQUEST_PROJECT_ID: '1',
    CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '1',
  },
  ...{ CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: 'hats', CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: head },
};
const azure = {
  ...{ TF_BUILD: 'True', BUILD_BUILDID: '42', SYSTEM_JOBATTEMPT: '2', BUILD_SOURCEVERSION: merge },
  ...{ BUILD_SOURCEBRANCH: 'refs/heads/hats', BUILD_SOURCESDIRECTORY: '/home/vsts/work/1/s' },
  ...{ BUILD_REPOSITORY_URI: 'https://someone@dev.example/studio/_git/film', SYSTEM_TEAMPROJECT: 'The Film' },
  SYSTEM_COLLECTIONURI: 'https://dev.example/studio/',
};
const pullRequest = {
  ...{ ...azure, SYSTEM_PULLREQUEST_PULLREQUESTID: '7', SYSTEM_PULLREQUEST_SOURCECOMMITID: head },
  ...{ SYSTEM_PULLREQUEST_SOURCEBRANCH: 'refs/heads/hats', SYSTEM_PULLREQUEST_ISFORK: 'False' },
};
const circleci = {
  ...{ CI: 'true', CIRCLECI: 'true', CIRCLE_BUILD_NUM: '12', CIRCLE_SHA1: head, CIRCLE_BRANCH: 'hats' },
  ...{ CIRCLE_WORKING_DIRECTORY: '~/project', HOME: '/home/circleci', CIRCLE_BUILD_URL: 'https://circleci.example/12' },
};
const jenkins = {
  ...{ JENKINS_URL: 'https://jenkins.example/', BUILD_NUMBER: '5', BUILD_TAG: 'jenkins-film/main-5', GIT_COMMIT: head },
  ...{ BRANCH_NAME: 'PR-7', WORKSPACE: '/var/jenkins/film', BUILD_URL: 'https://jenkins.example/job/film/5/' },
};
const woodpecker = {
  ...{ CI: 'woodpecker', CI_SYSTEM_NAME: 'woodpecker', CI_REPO_ID: '3', CI_PIPELINE_NUMBER: '8', CI_COMMIT_SHA: head },
  ...{
    CI_COMMIT_BRANCH: 'hats',
    CI_WORKSPACE: '/woodpecker/src/film',
    CI_REPO_URL: 'https://forge.example/studio/film',
  },
  CI_PIPELINE_URL: 'https://ci.example/repos/3/pipeline/8',
};
const forgejo = {
  ...{ GITHUB_ACTIONS: 'true', FORGEJO_ACTIONS: 'true', GITHUB_SERVER_URL: 'https://forge.example', GITHUB_SHA: head },
  ...{ GITHUB_REPOSITORY: 'studio/film', GITHUB_RUN_ID: '6', GITHUB_RUN_ATTEMPT: '1', GITHUB_REF: 'refs/heads/main' },
  ...{ GITHUB_REF_NAME: 'main', GITHUB_EVENT_NAME: 'push', GITHUB_WORKSPACE: '/workspace/studio/film' },
};

test.each([
  ['a merge request', mergeRequest, 'GitLab: merge request 7, branch hats, commit aaaaaaaaaa', 'gitlab-4711-99'],
  ['a push to GitLab', gitlab, 'GitLab: branch hats, commit bbbbbbbbbb', 'gitlab-4711-99'],
  ['a pull request', pullRequest, 'Azure Pipelines: pull request 7, branch hats, commit aaaaaaaaaa', 'azure-42-2'],
  ['a push to Azure', azure, 'Azure Pipelines: branch hats, commit bbbbbbbbbb', 'azure-42-2'],
  ['CircleCI', circleci, 'CircleCI: branch hats, commit aaaaaaaaaa', 'circleci-12'],
  [
    'a multibranch project of Jenkins',
    { ...jenkins, CHANGE_ID: '7', CHANGE_BRANCH: 'hats' },
    'Jenkins: change 7, branch hats, commit aaaaaaaaaa',
    'jenkins-film-main-5',
  ],
  ['Woodpecker', woodpecker, 'Woodpecker: branch hats, commit aaaaaaaaaa', 'woodpecker-3-8'],
  ['Forgejo', forgejo, 'Forgejo: branch main, commit aaaaaaaaaa', 'forgejo-6-1'],
  ['GitHub', { ...forgejo, FORGEJO_ACTIONS: '' }, 'GitHub: branch main, commit aaaaaaaaaa', 'github-6-1'],
])('%s is known by its variables', (_, env, described, run) => {
  const ci = findCi(env)!;
  expect([describeCi(ci), ci.run, ci.stranger]).toEqual([described, run, undefined]);
});

test.each([
  ['GitLab', mergeRequest, '/builds/studio/film', 'https://gitlab.example/studio/film/-/jobs/99'],
  ['Azure', azure, '/home/vsts/work/1/s', 'https://dev.example/studio/The%20Film/_build/results?buildId=42'],
  ['CircleCI', circleci, '/home/circleci/project', 'https://circleci.example/12'],
  ['Jenkins', jenkins, '/var/jenkins/film', 'https://jenkins.example/job/film/5/'],
  ['Woodpecker', woodpecker, '/woodpecker/src/film', 'https://ci.example/repos/3/pipeline/8'],
  ['Forgejo', forgejo, '/workspace/studio/film', 'https://forge.example/studio/film/actions/runs/6'],
])('%s says where it is', (_, env, checkout, url) => {
  expect(findCi(env)).toMatchObject({ checkout, url });
});

test.each([
  ['GitLab', mergeRequest, `https://gitlab.example/studio/film/-/commit/${head}`],
  ['Azure, whose addresses hold a user', pullRequest, `https://dev.example/studio/_git/film/commit/${head}`],
  ['Woodpecker', woodpecker, `https://forge.example/studio/film/commit/${head}`],
  ['Forgejo', forgejo, `https://forge.example/studio/film/commit/${head}`],
])('%s has a page for the commit', (_, env, url) => {
  expect(findCi(env)?.commit).toEqual({ sha: head, url });
});

test.each<[string, Record<string, string>]>([
  ['GitLab', { ...mergeRequest, CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '2' }],
  ['a GitLab that does not say', { ...mergeRequest, CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '' }],
  ['Azure', { ...pullRequest, SYSTEM_PULLREQUEST_ISFORK: 'True' }],
  ['an Azure that does not say', { ...pullRequest, SYSTEM_PULLREQUEST_ISFORK: '' }],
  ['CircleCI', { ...circleci, CIRCLE_PR_USERNAME: 'stranger' }],
  ['Jenkins', { ...jenkins, CHANGE_ID: '7', CHANGE_FORK: 'stranger' }],
  ['Woodpecker, which never says', { ...woodpecker, CI_COMMIT_PULL_REQUEST: '7' }],
  ['Forgejo', { ...forgejo, GITHUB_EVENT_NAME: 'pull_request' }],
])('what a fork brings is a stranger’s: %s', (_, env) => {
  expect(hostOf(env).host.stranger).toMatch(/request|change/);
});

test.each([{}, { CI: 'true' }, { GITLAB_CI: 'false', CI_JOB_ID: '1' }, { BUILD_NUMBER: '3' }])(
  'none is found in %j',
  (env) => {
    expect(findCi(env)).toBeUndefined();
  },
);

test('what is in variables is text: none becomes a mark, an address or a folder', () => {
  const wild = '\u001b[2J\r\n::error::x';
  const ci = findCi({
    ...{ GITLAB_CI: 'true', CI_PIPELINE_ID: `1${wild}`, CI_COMMIT_SHA: wild, CI_COMMIT_REF_NAME: wild },
    ...{ CI_PROJECT_URL: 'javascript:x', CI_JOB_URL: wild, CI_PROJECT_DIR: '../x' },
  })!;
  expect(describeCi(ci)).toBe('GitLab: branch  [2J ::error::x');
  expect(ci).not.toHaveProperty('commit');
  expect(ci).not.toHaveProperty('url');
  expect(ci).not.toHaveProperty('checkout');
  expect(ci.run).toBe('gitlab-1-2J-error-x');
});

interface Opened {
  host: Host;
  /** What it wrote, once it is ended. */
  end: () => Promise<string[]>;
}

function hostOf(env: Record<string, string>): Opened {
  const stream = new PassThrough();
  const host = createTerminalHost({
    ...{ env, entry: new URL(import.meta.url), cancelled: new AbortController().signal },
    ...{ workingDirectory: '/', verbose: false, onOutputs: () => undefined },
    stream: stream as unknown as NodeJS.WriteStream,
  });
  return { host, end: async () => (stream.end(), (await text(stream)).split('\n')) };
}

describe('the log', () => {
  /** A step in a step, with a line that a stranger wrote. */
  async function logOf(env: Record<string, string>): Promise<string[]> {
    const { host, end } = hostOf(env);
    const outer = host.log.group('Render 100% ##[error]x');
    const inner = host.log.group('Frame 1');
    host.log.info('section_end:1:blendnet_1\r ##[endgroup] section_start:1:x[collapsed=true]');
    host.log.info('::endgroup::');
    inner();
    outer();
    return (await end()).slice(1);
  }

  test('folds in GitLab, one section in another', async () => {
    const lines = (await logOf(gitlab)).map((line) => line.replaceAll(/:\d+:/g, ':T:'));
    expect(lines).toEqual([
      '\u001b[0Ksection_start:T:blendnet_1\r\u001b[0KRender 100% # #[error]x',
      '\u001b[0Ksection_start:T:blendnet_2\r\u001b[0KFrame 1',
      '    section_end :T:blendnet_1\r # #[endgroup] section_start :T:x[collapsed=true]',
      '    : :endgroup::',
      '\u001b[0Ksection_end:T:blendnet_2\r\u001b[0K',
      '\u001b[0Ksection_end:T:blendnet_1\r\u001b[0K',
      '',
    ]);
  });

  test.each([
    ['Azure', azure, '##[group]Render 100% # #[error]x', '##[endgroup]'],
    ['Forgejo', forgejo, '::group::Render 100%25 # #[error]x', '::endgroup::'],
  ])('folds in %s, which has no groups in groups', async (_, env, start, end) => {
    const lines = await logOf(env);
    expect([lines[0], lines[1], lines.at(-2)]).toEqual([start, '  Frame 1', end]);
    expect(lines.filter((line) => line.includes(end))).toHaveLength(1);
  });

  test('is indented elsewhere', async () => {
    expect((await logOf(jenkins)).slice(0, 2)).toEqual(['Render 100% # #[error]x', '  Frame 1']);
  });
});

test.each([
  ['GitLab', gitlab, '/builds/studio/film/out/a b.html', `${gitlab.CI_JOB_URL}/artifacts/file/out/a%20b.html`],
  ['Jenkins', jenkins, '/var/jenkins/film/out/a.html', `${jenkins.BUILD_URL}artifact/out/a.html`],
  ['a file outside the checkout', gitlab, '/builds/studio/other.html', undefined],
  ['Azure, which gives it a name of its own', azure, '/home/vsts/work/1/s/a.html', undefined],
])('the address of an artifact: %s', (_, env, file, url) => {
  expect(hostOf(env).host.artifactUrl?.(file)).toBe(url);
});

test('a run has its name on a farm', () => {
  expect(hostOf(gitlab).host.identity.run).toMatch(/^gitlab-4711-99-[0-9a-z]{8,}$/);
  expect(hostOf({}).host.identity.run).toMatch(/^[0-9a-z]{8,}$/);
});
