import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parseRecord, type RunRecord } from '../../../src/frames/record/schema.ts';
import { runFromSources } from '../../cli/run-cli.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';
import { pictureOf } from './shard-folders.ts';

/* The example project, with real Blender: in two shards, and in one run. */

const example = join(import.meta.dirname, '../../../examples/project');
const frames = [1, 2, 3, 4, 5];

/** As the page tells of them. */
const times = /\["(?:Started|Took|Render time)","[^"]*"\]|"duration(?:Ms)?":(?:"[^"]*"|\d+)/g;

function withoutTimes({ startedAt: _, durationSeconds: __, ...record }: RunRecord): object {
  return { ...record, frames: record.frames.map(({ durationSeconds: ___, ...frame }) => frame) };
}

test('two shards that are merged give the record, the pictures and the report of one run', async () => {
  using folder = new TemporaryFolder();
  cpSync(example, join(folder.path, 'film'), { recursive: true });
  const env = { XDG_CACHE_HOME: join(folder.path, 'cache') };
  const run = async (args: string[], exitCode = 0): Promise<void> => {
    expect(await runFromSources(args, join(folder.path, 'film'), { env })).toMatchObject({ exitCode });
  };
  const render = (output: string, ...args: string[]): Promise<void> => {
    const small = ['--samples', '2', '--resolution', '20%', '--no-reuse', '--sandbox', 'off'];
    return run(['scenes/shot.blend', '--output-directory', output, ...small, ...args]);
  };
  // Of the five frames, one differs from its baseline and one has none.
  await render('base', '--frames', '1-4');
  writeFileSync(join(folder.path, 'film/base/frame-0002.compose.png'), pictureOf(2));
  const compared = ['--frames', '1-5', '--baseline', 'base'];
  await render('whole', ...compared, '--on-difference', 'warn');
  await render('shards/1', ...compared, '--shard', '1/2');
  await render('shards/2', ...compared, '--shard', '2/2');
  await run(['merge', 'shards', '--output', 'merged', '--on-difference', 'fail'], 6);
  await run(['merge', 'shards', '--output', 'merged', '--on-difference', 'warn']);

  const read = (run: string, name: string): Buffer => readFileSync(join(folder.path, 'film', run, name));
  const recordOf = (run: string): object => withoutTimes(parseRecord(read(run, 'render.json').toString()));
  expect(recordOf('merged')).toEqual(recordOf('whole'));
  expect(readdirSync(join(folder.path, 'film/merged')).sort()).toEqual(
    readdirSync(join(folder.path, 'film/whole')).sort(),
  );
  for (const frame of frames) {
    const name = `frame-000${frame}.compose.png`;
    expect([frame, read('merged', name).equals(read('whole', name))]).toEqual([frame, true]);
  }
  const pageOf = (run: string): string[] =>
    read(run, 'blendnet-report.html')
      .toString()
      .replace(times, 'a time')
      .replaceAll(`approve ${run} `, 'approve RESULTS ')
      .split('\n');
  const [merged, whole] = [pageOf('merged'), pageOf('whole')];
  expect(merged).toEqual(whole);
});
