import { expect, test } from '@jest/globals';
import { join } from 'node:path';
import { findCommit } from '../../src/host/github/commit.ts';
import { temporaryDirectory, writeFiles } from '../support/builders.ts';

const merge = 'a'.repeat(40);
const head = 'b'.repeat(40);
const repository = 'https://github.com/studio/film';
const commit = (sha: string): object => ({ commit: { sha, url: `${repository}/commit/${sha}` } });

async function find(event: string | undefined, env: Record<string, string> = {}): Promise<object> {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'event.json');
  if (event !== undefined) await writeFiles(directory.path, { 'event.json': event });
  const run = { GITHUB_SHA: merge, GITHUB_REF: 'refs/pull/7/merge', GITHUB_EVENT_PATH: path };
  return findCommit({ ...run, ...env }, repository);
}

test('a pull request is known by its head, not by the merge that GitHub made to check it out', async () => {
  const event = JSON.stringify({ pull_request: { head: { sha: head } } });
  expect(await find(event)).toEqual(commit(head));
  // What is checked out for pull_request_target and for a push is the commit itself.
  expect(await find(event, { GITHUB_REF: 'refs/heads/main' })).toEqual(commit(merge));
});

test.each([undefined, '', '[]', 'null', '{"pull_request":null}', '{"pull_request":{"head":{"sha":"--x"}}}'])(
  'an event that does not say it is no obstacle: %s',
  async (event) => {
    expect(await find(event)).toEqual(commit(merge));
  },
);

test('without a commit there is none', async () => {
  expect(await find(undefined, { GITHUB_SHA: '' })).toEqual({});
});
