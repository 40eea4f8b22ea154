import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { mergeJson } from '../../src/cli/json.ts';
import { renderedFrame, shardFiles } from '../run/merge/shard-folders.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';
import { runFromSources } from './run-cli.ts';

const part = { all: [1, 2], frames: [renderedFrame(1)] };

test('merges the folders that are named, and prints what its schema says', async () => {
  using folder = new TemporaryFolder();
  folder.write({
    ...shardFiles('one', { ...part, part: '1/2' }),
    ...shardFiles('two', { ...part, part: '2/2', frames: [renderedFrame(2)] }),
  });
  const args = ['merge', 'one', 'two', '--output', 'out', '--history', 'out/history.json', '--json'];
  const { exitCode, stdout, stderr } = await runFromSources(args, folder.path);
  expect([exitCode, stderr]).toEqual([0, expect.stringContaining('one (1/2): frames 1')]);
  const printed: unknown = JSON.parse(stdout);
  expect(v.parse(mergeJson, printed)).toEqual(printed);
  expect(printed).toMatchObject({
    'failure-kind': '',
    'frames-rendered': 2,
    'results-directory': join(folder.path, 'out'),
  });
  expect(readFileSync(join(folder.path, 'out/blendnet-report.html'), 'utf8')).toContain('shot.blend');
});

test('a missing shard is an error with its exit code', async () => {
  using folder = new TemporaryFolder();
  folder.write(shardFiles('shards/one', { ...part, part: '1/2' }));
  const { exitCode, stdout, stderr } = await runFromSources(['merge', 'shards', '--json'], folder.path);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('Failed (missing-file): 1 of 2 frames failed; frame 2: No shard has it, and shard 2/2 left');
  expect(JSON.parse(stdout)).toMatchObject({ 'failure-kind': 'missing-file', 'frames-failed': 1 });
});

test.each([
  [[], /Name the folders of the shards/],
  [['shards', '--shard', '1/2'], /There is no --shard/],
  [['shards', '--on-difference', 'maybe'], /on-difference "maybe": use fail or warn/],
  [['shards'], /shards is not there\./],
])('%j is refused', async (args, message) => {
  using folder = new TemporaryFolder();
  const { exitCode, stderr } = await runFromSources(['merge', ...args], folder.path);
  expect([exitCode, stderr]).toEqual([2, expect.stringMatching(message)]);
});
