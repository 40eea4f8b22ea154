import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { access, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { decodePicture } from '../../src/compare/picture/decode.ts';
import { temporaryDirectory, type TemporaryDirectory } from '../support/builders.ts';
import { startResultsService, type ResultsService } from '../support/results-service.ts';
import { runAction, runCli, type ActionRun } from '../support/runner.ts';
import { actionEntry, checkOutExample, cliEntry } from './bundle.ts';

/* The built program with real Blender, through the local farm. */

let service: ResultsService;
let workspace: TemporaryDirectory;
let project: string;

beforeAll(async () => {
  service = await startResultsService();
  workspace = await temporaryDirectory();
  project = await checkOutExample(workspace.path);
});

afterAll(async () => {
  await service.stop();
  await workspace[Symbol.asyncDispose]();
});

async function runStep(inputs: Record<string, string>, run: number): Promise<ActionRun> {
  const options = { main: actionEntry, post: actionEntry, workspace: workspace.path, env: service.envOf(run) };
  const result = await runAction({ ...options, inputs: { project, samples: '4', 'poll-interval': '0.2', ...inputs } });
  expect(result.orphans).toEqual([]);
  return result;
}

/** Share (0 … 1) of the pixels in the colour that Blender paints a missing texture with. */
async function sharePink(file: string): Promise<number> {
  const { layers, width, height } = await decodePicture(await readFile(file));
  const [red, green, blue] = layers[0]!.channels.map(({ values }) => values);
  let pink = 0;
  for (let pixel = 0; pixel < width * height; pixel++) {
    if (red![pixel]! > 0.8 && green![pixel]! < 0.3 && blue![pixel]! > 0.8) pink++;
  }
  return pink / (width * height);
}

describe('the action on the runner itself', () => {
  let step: ActionRun;
  beforeAll(async () => {
    step = await runStep({ frames: '1,2' }, 1);
  });

  test('renders the frames and publishes them with a report', async () => {
    expect(step.annotations).toEqual([]);
    expect(step.exitCode).toBe(0);
    expect(step.outputs).toMatchObject({ 'frames-rendered': '2', 'frames-failed': '0' });
    const artifacts = await service.artifacts(1);
    expect(artifacts.map(({ name }) => name).sort()).toEqual(['blendnet-compose', 'blendnet-report.html']);
    for (const { name, files } of artifacts) {
      for (const [file, bytes] of files ?? []) {
        expect([name, file, bytes.equals(await readFile(join(step.outputs['results-directory']!, file)))]).toEqual([
          name,
          file,
          true,
        ]);
      }
    }
    expect(step.summary).toContain('2 frames: 2 rendered');
  });

  test('with textures, nothing pink', async () => {
    const picture = join(step.outputs['results-directory']!, 'frame-0001.compose.png');
    expect(await sharePink(picture)).toBeLessThan(0.001);
  });
});

test('a missing texture fails before anything is rendered, on the .blend that names it', async () => {
  await using other = await temporaryDirectory();
  const path = await checkOutExample(other.path);
  await rm(join(other.path, 'film/textures/terrazzo.png'));
  const step = await runAction({ main: actionEntry, workspace: other.path, inputs: { project: path } });
  expect(step.exitCode).toBe(1);
  expect(step.outputs).toEqual(expect.objectContaining({ 'failure-kind': 'missing-file' }));
  expect(step.annotations[0]).toMatchObject({ level: 'error', file: 'film/scenes/shot.blend' });
  expect(step.annotations[0]!.message).toContain(
    'image "terrazzo.png" in film/scenes/shot.blend → //../textures/terrazzo.png is not there',
  );
  await expect(access(join(other.path, 'blendnet-results/render.json'))).rejects.toThrow();
});

test('without Blender it says how to get it', async () => {
  const step = await runStep({ blender: 'blender-that-is-not-there' }, 2);
  expect(step.exitCode).toBe(1);
  expect(step.outputs).toMatchObject({ 'failure-kind': 'no-agents' });
  expect(step.annotations.map(({ message }) => message).join()).toMatch(/apt-get install.*blender/s);
});

describe('the command line', () => {
  const render = (home: string, ...args: string[]): ReturnType<typeof runCli> =>
    runCli({
      entry: cliEntry,
      args: [project, '--samples', '4', '--frames', '1', '--poll-interval', '0.2', ...args],
      cwd: workspace.path,
      env: { XDG_CACHE_HOME: home },
    });

  test('prints one JSON line, and takes the frame from the last run when nothing changed', async () => {
    await using home = await temporaryDirectory();
    const first = await render(home.path, '--json');
    expect([first.exitCode, first.stderr]).toEqual([0, expect.stringContaining('frame 1: rendered')]);
    expect(first.stdout.split('\n')).toHaveLength(2);
    expect(JSON.parse(first.stdout)).toMatchObject({ 'frames-rendered': 1, 'frames-reused': 0, 'failure-kind': '' });

    const second = await render(home.path, '--json');
    expect(JSON.parse(second.stdout)).toMatchObject({ 'frames-rendered': 0, 'frames-reused': 1 });
  });

  test('ends on Ctrl-C with nothing left running', async () => {
    await using home = await temporaryDirectory();
    const run = await runCli({
      entry: cliEntry,
      args: [project, '--samples', '4000', '--frames', '1-3', '--poll-interval', '0.2'],
      cwd: workspace.path,
      env: { XDG_CACHE_HOME: home.path },
      signalAfter: (line) => line.includes('frame 1: rendering'),
    });
    expect(run.exitCode).toBe(5);
    expect(run.orphans).toEqual([]);
    expect(run.stderr).toContain('Failed (cancelled)');
  });

  test('says what it does not understand, with exit code 2', async () => {
    const run = await runCli({ entry: cliEntry, args: [project, '--frame', '1'], cwd: workspace.path });
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain('There is no --frame. Did you mean --frames?');
  });
});
