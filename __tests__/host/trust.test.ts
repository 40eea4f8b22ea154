import { expect, test } from '@jest/globals';
import { join } from 'node:path';
import { findStranger, runsScripts, strangerOf } from '../../src/host/trust.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

/* Payloads as GitHub sends them, cut down to what surrounds the deciding members. */

const film = { id: 1296269, full_name: 'studio/film', fork: false, owner: { login: 'studio' } };
const fork = { id: 7_000_001, full_name: 'stranger/film', fork: true, owner: { login: 'stranger' } };
/** A repository that is itself a fork: that its pull requests come from one says nothing. */
const forkedFilm = { ...film, fork: true };

const pullRequest = (head: object | null, base: object = film) => ({
  action: 'synchronize',
  number: 7,
  repository: base,
  pull_request: {
    head: { label: 'x:shot', ref: 'shot', sha: 'a'.repeat(40), repo: head },
    base: { ref: 'main', repo: base },
  },
});
const workflowRun = (event: string, head: object | null, repository: object = film) => ({
  action: 'completed',
  repository,
  workflow_run: { event, head_branch: 'shot', repository, head_repository: head, pull_requests: [] },
});

test.each([
  ['push', { ref: 'refs/heads/main', repository: film }],
  ['schedule', { schedule: '0 3 * * *' }],
  ['workflow_dispatch', { inputs: {}, repository: film }],
  ['merge_group', { merge_group: { head_ref: 'refs/heads/gh-readonly-queue/main/pr-7' }, repository: film }],
  ['pull_request', pullRequest(film)],
  ['pull_request', pullRequest(forkedFilm, forkedFilm)],
  ['pull_request_review', { ...pullRequest(film), review: { state: 'approved' } }],
  ['issue_comment', { issue: { number: 3 }, comment: { body: 'hi' }, repository: film }],
  ['workflow_run', workflowRun('push', film)],
  ['workflow_run', workflowRun('pull_request', film)],
])('%s of the repository itself is no stranger', (event, payload) => {
  expect(strangerOf(event, payload)).toBeUndefined();
});

test.each([
  ['pull_request', pullRequest(fork), 'a pull request from a fork'],
  ['pull_request', pullRequest(null), 'a pull request from a fork'],
  ['pull_request', pullRequest(fork, forkedFilm), 'a pull request from a fork'],
  ['pull_request', { pull_request: { head: { repo: { fork: true } } } }, 'a pull request from a fork'],
  ['pull_request_review_comment', pullRequest(fork), 'a pull request from a fork'],
  ['pull_request_target', pullRequest(fork), 'the event pull_request_target'],
  ['pull_request_target', pullRequest(film), 'the event pull_request_target'],
  [
    'issue_comment',
    { issue: { number: 7, pull_request: { url: 'https://api.github.com/repos/studio/film/pulls/7' } } },
    'a comment on a pull request',
  ],
  ['workflow_run', workflowRun('pull_request', fork), 'a workflow_run of a fork'],
  ['workflow_run', workflowRun('pull_request', null), 'a workflow_run of a fork'],
  ['workflow_run', workflowRun('pull_request_target', film), 'a workflow_run of pull_request_target'],
  ['workflow_run', workflowRun('issue_comment', film), 'a workflow_run of issue_comment'],
  ['workflow_run', workflowRun('workflow_run', film), 'a workflow_run of workflow_run'],
  ['workflow_run', {}, 'a workflow_run of an unknown event'],
])('%s that may be of a stranger', (event, payload, why) => {
  expect(strangerOf(event, payload)).toBe(why);
});

test.each([undefined, null, 'text', [], { pull_request: null }, { pull_request: { head: [], base: 1 } }])(
  'a payload that is none (%j) is a stranger’s',
  (payload) => {
    for (const event of ['pull_request', 'issue_comment', 'workflow_run'])
      expect(strangerOf(event, payload)).toEqual(expect.any(String));
  },
);

test('the payload is read from where the runner put it, and counts as a stranger’s where it cannot be', () => {
  using folder = new TemporaryFolder();
  folder.write({ 'own.json': JSON.stringify(pullRequest(film)), 'broken.json': '{' });
  const of = (name: string): string | undefined =>
    findStranger({ GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: join(folder.path, name) });
  expect(of('own.json')).toBeUndefined();
  expect(of('broken.json')).toBe('a pull request from a fork');
  expect(of('not-there.json')).toBe('a pull request from a fork');
  expect(findStranger({ GITHUB_EVENT_NAME: 'pull_request' })).toBe('a pull request from a fork');
  expect(findStranger({})).toBeUndefined();
});

test.each([
  ['auto', undefined, true],
  ['auto', 'a pull request from a fork', false],
  ['on', 'a pull request from a fork', true],
  ['off', undefined, false],
] as const)('scripts: %s for %s', (setting, stranger, runs) => {
  expect(runsScripts(setting, stranger)).toBe(runs);
});
