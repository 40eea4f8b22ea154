import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatRecord, recordVersion, type RunRecord } from '../../src/frames/record/schema.ts';
import type { Verdict } from '../../src/frames/verdicts.ts';
import { commentEvent, forkRunEvent, labelEvent } from '../support/github/events.ts';
import { startGitHub, type GitHubMock } from '../support/github/server.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';
import { runFromSources, type CliRun } from './run-cli.ts';

const sha = 'a'.repeat(40);
const newSha = 'b'.repeat(40);
let github: GitHubMock;
let folder: TemporaryFolder;

beforeEach(async () => {
  github = await startGitHub();
  folder = new TemporaryFolder();
  const { repository } = github;
  repository.permissions.set('ann', 'write');
  repository.pulls.push({ number: 3, state: 'open', sha, branch: 'new-lamp', head: { owner: 'octo', id: 1 } });
  const artifacts = [{ name: 'blendnet-compose' }];
  repository.runs.push({ id: 7, head_sha: sha, updated_at: '2026-11-25T12:00:00Z', artifacts });
});
afterEach(async () => {
  folder[Symbol.dispose]();
  await github[Symbol.asyncDispose]();
});

function frame(number: number, verdict: Verdict, reason = `It is ${verdict}.`): RunRecord['frames'][number] {
  const comparison = { verdict, reason, regions: [], layers: [] };
  const file = `frame-000${number}.compose.png`;
  return {
    frame: number,
    outcome: 'rendered',
    results: [{ kind: 'compose', file, sizeBytes: 1, sha1: 'c'.repeat(40), comparison }],
  };
}

async function run(
  args: string[],
  event: [string, unknown],
  record: Partial<RunRecord> = {},
): Promise<CliRun & { outputs: string }> {
  const frames = record.frames ?? [frame(1, 'same'), frame(2, 'different'), frame(3, 'new')];
  folder.write({
    'event.json': JSON.stringify(event[1]),
    outputs: '',
    'results/render.json': formatRecord({ version: recordVersion, inputs: [], ...record, frames }),
  });
  const env = {
    ...{ ...github.env, GITHUB_TOKEN: 'secret-token', GITHUB_RUN_ID: '20', GITHUB_EVENT_NAME: event[0] },
    ...{ GITHUB_EVENT_PATH: join(folder.path, 'event.json'), GITHUB_OUTPUT: join(folder.path, 'outputs') },
  };
  const done = await runFromSources(['github', ...args], folder.path, { env });
  return { ...done, outputs: readFileSync(join(folder.path, 'outputs'), 'utf8') };
}

const asked = (body: string): [string, unknown] => ['issue_comment', commentEvent({ body })];
/** Outputs as GitHub's runner reads them, by name. */
const parsed = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/^(\w+)<<(\S+)\n([^]*?)\n\2$/gm)].map(([, name = '', , value = '']) => [name, value]),
  );

describe('github approval', () => {
  test('gives the workflow what it goes on with', async () => {
    const { outputs, exitCode } = await run(['approval'], asked('/approve-render 2-3, 9'));
    expect(parsed(outputs)).toEqual({ approve: 'true', run: '7', sha, branch: 'new-lamp', frames: '2-3,9' });
    expect(exitCode).toBe(0);
  });

  test('says on the pull request what is wrong with the frames', async () => {
    const { outputs } = await run(['approval'], asked('/approve-render `$(id)` @octo/all'));
    expect(parsed(outputs)).toEqual({ approve: 'false' });
    expect(github.repository.comments.map(({ body }) => body)).toEqual([
      'Name the frames like this: `/approve-render 1,5-10`',
    ]);
  });

  test('tells who looks at a fork the line to type', async () => {
    const [pull] = github.repository.pulls;
    if (pull !== undefined) pull.head = { owner: 'eve', id: 2 };
    await run(['approval'], asked('/approve-render 2'));
    const [body] = github.repository.comments.map((comment) => comment.body);
    expect(body).toMatch(/fork[^]*```\ngh run download 7 --repo octo\/films[^]* --frames=2 && git add baseline[^]*```/);
  });

  test('does nothing for those who may not write, and for other comments', async () => {
    github.repository.permissions.clear();
    expect(parsed((await run(['approval'], asked('/approve-render'))).outputs)).toEqual({ approve: 'false' });
    expect(parsed((await run(['approval'], asked('Nice'))).outputs)).toEqual({ approve: 'false' });
    expect(github.repository.comments).toEqual([]);
    expect(github.repository.reactions).toEqual([{ comment: 55, content: '-1' }]);
  });
});

describe('github approved', () => {
  test('turns the check of the new commit green', async () => {
    await run(['approved', 'results', '--sha', newSha], ['pull_request_target', labelEvent('approve-render')]);
    expect(github.repository.checks).toMatchObject([
      { name: 'BlendNet Render', head_sha: newSha, conclusion: 'success' },
    ]);
    expect(github.repository.removedLabels).toEqual(['approve-render']);
  });

  test('leaves it waiting for the frames that are left', async () => {
    await run(['approved', 'results', '--sha', newSha, '--frames', '2'], asked('/approve-render 2'));
    expect(github.repository.checks).toMatchObject([
      { conclusion: 'action_required', output: { title: 'Frames 3 are not approved' } },
    ]);
    expect(github.repository.reactions).toEqual([{ comment: 55, content: '+1' }]);
  });

  test('leaves it red for frames that failed', async () => {
    const error = { kind: 'task-failed' as const, message: 'Out of memory' };
    const frames = [frame(1, 'different'), { frame: 2, outcome: 'failed' as const, error, results: [] }];
    await run(['approved', 'results', '--sha', newSha], asked('/approve-render'), { frames });
    expect(github.repository.checks).toMatchObject([{ conclusion: 'failure' }]);
  });
});

describe('github comment', () => {
  const forkEvent: [string, unknown] = ['workflow_run', forkRunEvent({ sha, branch: 'lamp', owner: 'eve' })];

  test('comments on the pull request of a fork, from a record that may say anything', async () => {
    github.repository.pulls.push({ number: 4, state: 'open', sha, branch: 'lamp', head: { owner: 'eve', id: 2 } });
    const evil = '<img src=x> @octo/all [click](https://evil.example) https://evil.example #1 ```';
    const { exitCode } = await run(['comment', 'results'], forkEvent, {
      ...{ project: evil, commit: 'd'.repeat(40), commitUrl: 'https://evil.example/commit', blenderVersion: evil },
      ...{ manager: 'https://evil.example:8443', frames: [frame(2, 'different', evil)] },
    });
    expect(exitCode).toBe(0);
    const [comment] = github.repository.comments;
    expect(comment?.issue).toBe(4);
    const body = comment?.body ?? '';
    expect(body).toContain('1 frame: 1 different');
    expect(body).toContain(`[aaaaaaaaaa](https://github.example/octo/films/commit/${sha})`);
    expect([...body.matchAll(/\]\((\S+)\)/g)].map(([, url]) => new URL(url ?? '').host)).toEqual(
      Array<string>(2).fill('github.example'),
    );
    expect(body).not.toMatch(/(?<!\\)<img|[^\\]@|@(?!\u200b)|#1|https:\/\/evil/);
  });

  test('says nothing when the branch has moved on', async () => {
    const { stderr } = await run(['comment', 'results'], forkEvent);
    expect(stderr).toContain('No open pull request');
    expect(github.repository.comments).toEqual([]);
  });
});

test('without a token it says how to give one', async () => {
  const { stderr, exitCode } = await runFromSources(['github', 'approval'], folder.path, { env: {} });
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('GITHUB_TOKEN: ${{ github.token }}')]);
});
