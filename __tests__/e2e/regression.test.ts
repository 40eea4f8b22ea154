import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runFromSources, type CliRun } from '../cli/run-cli.ts';
import { temporaryDirectory, type TemporaryDirectory } from '../support/builders.ts';
import { checkOutExample } from './bundle.ts';

/* What a film team goes through, with real Blender: the first baseline, a rerun, another seed, a change, its approval. */

let workspace: TemporaryDirectory;
let cache: TemporaryDirectory;
let project: string;

beforeAll(async () => {
  workspace = await temporaryDirectory();
  cache = await temporaryDirectory();
  project = await checkOutExample(workspace.path);
});

afterAll(async () => {
  await workspace[Symbol.asyncDispose]();
  await cache[Symbol.asyncDispose]();
});

const runCommand = (...args: string[]): Promise<CliRun> =>
  runFromSources(args, workspace.path, { env: { XDG_CACHE_HOME: cache.path } });

const render = (...args: string[]): Promise<CliRun> =>
  runCommand(
    ...[project, '--frames', '4', '--samples', '8', '--results', 'compose,render', '--poll-interval', '0.2'],
    ...['--baseline', 'baseline', '--history', 'blendnet-results/history.json', '--no-reuse', '--json', ...args],
  );

/** Moves the pear of the linked library, as an artist would by mistake. */
async function movePear(): Promise<void> {
  const script = [
    'import bpy',
    'bpy.context.preferences.filepaths.save_version = 0',
    "for name in ('Pear', 'Pear stalk'): bpy.data.objects[name].location.x -= 0.5",
    'bpy.ops.wm.save_mainfile()',
  ].join('\n');
  const library = join(workspace.path, 'film/library/props.blend');
  await promisify(execFile)('blender', ['-b', '--factory-startup', '-noaudio', library, '--python-expr', script]);
}

test('a change is told from noise, shown, and approved', async () => {
  const first = await render('--seed', '0');
  expect(first).toMatchObject({ exitCode: 0 });
  expect(first.stderr).toContain('frame 4 compose: new. There is no baseline.');
  expect(first.stderr).toContain('frame 4 render: new. There is no baseline.');

  const approved = await runCommand('approve');
  expect(approved).toMatchObject({ exitCode: 0, stderr: '' });
  expect(approved.stdout).toContain('2 pictures approved in baseline');

  const again = await render();
  expect(again).toMatchObject({ exitCode: 0 });
  expect(again.stderr).toContain('frame 4 compose: same\n');
  expect(again.stderr).toContain('frame 4 render: same\n');
  expect(JSON.parse(again.stdout)).toMatchObject({ 'frames-different': 0, 'max-error': 0 });

  const otherSeed = await render('--seed', '1');
  expect(otherSeed).toMatchObject({ exitCode: 0 });
  expect(otherSeed.stderr).toMatch(/frame 4 compose: within-tolerance\. .*noise/);
  expect(otherSeed.stderr).toMatch(/frame 4 render: within-tolerance\. .*noise/);
  expect(otherSeed.stderr).toContain('The seed was 0 for the baseline and is 1 now.');

  await movePear();
  const changed = await render();
  expect(changed).toMatchObject({ exitCode: 6 });
  expect(changed.stderr).toMatch(/frame 4 compose: different\. .*region.* of \d+×\d+ at \d+,\d+/);
  expect(changed.stderr).toMatch(/frame 4 render: different\. .*region/);
  expect(JSON.parse(changed.stdout)).toMatchObject({ 'frames-different': 1, 'failure-kind': 'different' });

  expect(changed.stderr).toMatch(/Changed since the baseline, frame 4 .*props\.blend: object "Pear": Location \(/);

  const results = join(workspace.path, 'blendnet-results');
  const page = await readFile(join(results, 'blendnet-report.html'), 'utf8');
  expect(page).toMatch(/1 frame: 1 different/);
  const history = JSON.parse(await readFile(join(results, 'history.json'), 'utf8')) as { runs: { frames: object[] }[] };
  expect(history.runs.flatMap(({ frames }) => frames)).toEqual(
    ['new', 'same', 'within-tolerance', 'different'].map((verdict) =>
      expect.objectContaining({ frame: 4, verdict, durationMs: expect.any(Number) as unknown }),
    ),
  );
  expect(page).toMatch(/"history":\[("[^"]* UTC",){3}"this run"\]/);

  const taken = await runCommand('approve');
  expect(taken.stdout).toMatch(/^replaced frame-0004\.compose\.png \(different: .*\nreplaced frame-0004\.render\.exr/);
  expect(await runCommand('compare', 'baseline', 'blendnet-results')).toMatchObject({
    exitCode: 0,
    stdout: 'frame 4 compose: same\nframe 4 render: same\n\n2 pictures: 2 same\n',
  });
});
