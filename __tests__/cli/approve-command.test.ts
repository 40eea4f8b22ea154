import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryDirectory, writeFiles, type TemporaryDirectory } from '../support/builders.ts';
import {
  changedExr,
  changedPng,
  makeManifest,
  noisyPng,
  plainExr,
  plainPng,
  sha1Of,
  type ManifestPicture,
} from './pictures.ts';
import { pngChunk } from '../compare/raw-png.ts';
import { cliEntry, runFromSources, type CliRun } from './run-cli.ts';

let directory: TemporaryDirectory;

const compose = (frame: number, bytes: Buffer, extension = 'png'): ManifestPicture => ({
  ...{ frame, kind: 'compose', bytes },
  file: `frame-000${frame}.compose.${extension}`,
});
const render = (frame: number, bytes: Buffer): ManifestPicture => ({
  ...{ frame, kind: 'render', bytes },
  file: `frame-000${frame}.render.exr`,
});

beforeEach(async () => {
  directory = await temporaryDirectory();
});
afterEach(async () => {
  await directory[Symbol.asyncDispose]();
});

async function write(
  folder: string,
  pictures: ManifestPicture[],
  changes: Record<string, unknown> = {},
): Promise<void> {
  await writeFiles(directory.path, {
    ...Object.fromEntries(pictures.map(({ file, bytes }) => [join(folder, file), bytes])),
    [join(folder, 'render.json')]: makeManifest(pictures, changes),
  });
}

const approve = (...args: string[]): Promise<CliRun> => runFromSources(['approve', ...args], directory.path);
const list = async (folder = 'baseline'): Promise<string[]> => (await readdir(join(directory.path, folder))).sort();
const read = (file: string): Promise<Buffer> => readFile(join(directory.path, 'baseline', file));
interface Manifest {
  frames: { frame: number; results: object[] }[];
  inputs: object[];
}
const manifest = async (): Promise<Manifest> => JSON.parse((await read('render.json')).toString()) as Manifest;

/** Everything in the baseline, to see that it is as it was. */
async function snapshot(): Promise<Record<string, string>> {
  const digests = (await list()).map(async (name) => [name, sha1Of(await read(name))] as const);
  return Object.fromEntries(await Promise.all(digests));
}

const later = {
  startedAt: '2026-11-20T03:00:00.000Z',
  commit: 'bbbb',
  blenderVersion: '4.2.0',
  samples: 16,
  inputs: [
    { path: 'scenes/shot.blend', sha1: 'b'.repeat(40) },
    { path: 'textures/wood.png', sha1: 'c'.repeat(40), frames: '2-3' },
  ],
};

describe('the first baseline', () => {
  test('is all pictures but previews, byte for byte, and what the manifest says of them', async () => {
    await write('blendnet-results', [compose(1, plainPng), render(1, plainExr), compose(2, changedPng)]);
    const run = await approve();
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(run.stdout).toBe(
      'added frame-0001.compose.png (new)\nadded frame-0001.render.exr (new)\nadded frame-0002.compose.png (new)\n\n' +
        '3 pictures approved in baseline\n',
    );
    expect(await list()).toEqual([
      ...['frame-0001.compose.png', 'frame-0001.render.exr', 'frame-0002.compose.png'],
      'render.json',
    ]);
    expect(await read('frame-0001.render.exr')).toEqual(plainExr);
    expect(await manifest()).toEqual({
      version: 1,
      project: 'scenes/shot.blend',
      startedAt: '2026-11-01T03:00:00.000Z',
      commit: 'aaaa',
      manager: 'local',
      ...{ blenderVersion: '3.4.1', agents: 1, samples: 8, seed: 0, compositing: true },
      inputs: [{ path: 'scenes/shot.blend', sha1: 'a'.repeat(40) }],
      frames: [
        {
          ...{ frame: 1, outcome: 'rendered', durationSeconds: 2.5, task: 'task-1', key: 'key-1' },
          results: [compose(1, plainPng), render(1, plainExr)].map(({ kind, file, bytes }) => ({
            ...{ kind, file, sizeBytes: bytes.length, sha1: sha1Of(bytes) },
          })),
        },
        expect.objectContaining({ frame: 2, task: 'task-2' }),
      ],
    });
    const again = await approve();
    expect(again).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^Nothing to approve: 3 pictures/) });
  });

  test('can be of some frames and kinds, told as JSON', async () => {
    await write('out', [compose(1, plainPng), compose(2, plainPng), compose(3, plainPng), render(3, plainExr)]);
    const run = await approve('out', 'base', '--frames', '2-3', '--results', 'compose', '--json');
    expect(JSON.parse(run.stdout)).toEqual({
      approved: [2, 3].map((frame) => ({
        ...{ frame, kind: 'compose', file: `frame-000${frame}.compose.png` },
        ...{ action: 'added', verdict: 'new', reason: 'There is no baseline.' },
      })),
      leftOut: 0,
      warnings: [],
    });
    expect(await list('base')).toEqual(['frame-0002.compose.png', 'frame-0003.compose.png', 'render.json']);
  });
});

describe('a baseline that is there', () => {
  beforeEach(async () => {
    await write('baseline', [compose(1, plainPng), compose(2, plainPng), render(2, plainExr), compose(4, plainPng)]);
  });

  test('gets what is new or differs, frame by frame; the manifest tells the runs apart', async () => {
    const pictures = [compose(1, noisyPng), compose(2, changedPng), render(2, changedExr), compose(3, plainPng)];
    await write('blendnet-results', pictures, later);
    const run = await approve();
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(run.stdout).toMatch(
      /^replaced frame-0002\.compose\.png \(different: .*region.*\)\nreplaced frame-0002\.render.*\nadded frame-0003/,
    );
    expect(run.stdout).toContain('3 pictures approved in baseline, 1 other picture left as it was');
    expect(await read('frame-0001.compose.png')).toEqual(plainPng);
    expect(await read('frame-0002.compose.png')).toEqual(changedPng);
    expect(await read('frame-0003.compose.png')).toEqual(plainPng);

    const merged = await manifest();
    // At the top stands only what is so for all of them.
    expect(merged).toMatchObject({ project: 'scenes/shot.blend', seed: 0, agents: 1 });
    expect(merged).not.toHaveProperty('samples');
    const of = (frame: number): unknown => merged.frames.find((each) => each.frame === frame);
    const [before, now] = [
      { commit: 'aaaa', samples: 8, blenderVersion: '3.4.1' },
      { commit: 'bbbb', samples: 16, blenderVersion: '4.2.0' },
    ];
    expect(merged.frames.map(({ frame }) => frame)).toEqual([1, 2, 3, 4]);
    expect(of(1)).toMatchObject({ ...before, results: [{ sha1: sha1Of(plainPng) }] });
    expect(of(2)).toMatchObject({ ...now, results: [{ sha1: sha1Of(changedPng) }, { sha1: sha1Of(changedExr) }] });
    expect(of(3)).toMatchObject({ ...now, task: 'task-3' });
    expect(of(4)).toMatchObject(before);
    expect(merged.inputs).toEqual([
      { path: 'scenes/shot.blend', sha1: 'a'.repeat(40), frames: '1, 4' },
      { path: 'scenes/shot.blend', sha1: 'b'.repeat(40), frames: '2-3' },
      { path: 'textures/wood.png', sha1: 'c'.repeat(40), frames: '2-3' },
    ]);
  });

  test('of several runs is compared with what each picture says', async () => {
    await write('blendnet-results', [compose(2, changedPng)], later);
    expect(await approve('--results', 'compose')).toMatchObject({ exitCode: 0 });
    // Frame 2 is of two runs now.
    const [second] = (await manifest()).frames.filter(({ frame }) => frame === 2);
    expect(second).not.toHaveProperty('samples');
    expect(second?.results).toMatchObject([
      { kind: 'compose', samples: 16 },
      { kind: 'render', samples: 8 },
    ]);
    await write('next', [compose(1, plainPng), compose(2, changedPng), render(2, plainExr)], later);
    const { exitCode, stderr } = await runFromSources(['compare', 'baseline', 'next'], directory.path);
    expect(exitCode).toBe(6); // Frame 4 is missing.
    expect(stderr.trim().split('\n')).toEqual([
      'warning: Blender was 3.4.1 for the baseline and is 4.2.0 now.',
      'warning: The number of samples was 8 for the baseline and is 16 now.',
    ]);
    const part = await runFromSources(
      ['compare', 'baseline', 'next', '--results', 'compose', '--frames', '1-2'],
      directory.path,
    );
    expect(part.stderr).toContain('Frame 1: Blender was 3.4.1 for the baseline and is 4.2.0 now.');
  });

  test('made of the parts of one run says the same as that run', async () => {
    const pictures = [compose(1, changedPng), compose(2, changedPng), compose(4, changedPng)];
    await write('blendnet-results', pictures, later);
    await rm(join(directory.path, 'baseline/frame-0002.render.exr'));
    await approve('--frames', '4');
    await approve('--frames', '1-2');
    const inParts = (await read('render.json')).toString();
    await rm(join(directory.path, 'baseline'), { recursive: true });
    await approve();
    expect(inParts).toBe((await read('render.json')).toString());
    expect(JSON.parse(inParts)).toMatchObject({ commit: 'bbbb', samples: 16 });
  });

  test('takes frames within tolerance with --all, and tolerances to say what those are', async () => {
    await write('blendnet-results', [compose(1, noisyPng), compose(2, plainPng)], later);
    expect((await approve()).stdout).toMatch(/^Nothing to approve/);
    expect((await approve('--tolerance-threshold=0.001', '--tolerance-noise=0')).stdout).toMatch(
      /^replaced frame-0001/,
    );
    await write('baseline', [compose(1, plainPng)]);
    const all = await approve('--all');
    expect(all.stdout).toMatch(/^replaced frame-0001\.compose\.png \(within-tolerance: .*\)\n\n1 picture approved/);
    expect(await read('frame-0001.compose.png')).toEqual(noisyPng);
  });

  test('has one picture of a frame and kind, whatever it was called', async () => {
    await write('blendnet-results', [{ ...compose(1, changedExr, 'exr') }, compose(2, plainPng)], later);
    await writeFiles(directory.path, { 'blendnet-results/frame-4.compose.PNG': changedPng });
    expect(await approve()).toMatchObject({ exitCode: 0 });
    expect((await list()).filter((name) => name.includes('compose'))).toEqual([
      ...['frame-0001.compose.exr', 'frame-0002.compose.png', 'frame-4.compose.PNG'],
    ]);
    const files = (await manifest()).frames.flatMap(({ results }) => results);
    expect(files).toMatchObject([
      { file: 'frame-0001.compose.exr' },
      { file: 'frame-0002.compose.png' },
      { file: 'frame-0002.render.exr' },
      // The manifest of the results does not know it: how it was made is not said.
      { kind: 'compose', file: 'frame-4.compose.PNG', sizeBytes: changedPng.length, sha1: sha1Of(changedPng) },
    ]);
  });

  test('keeps what its manifest cannot be read to say, without claiming anything of it', async () => {
    await writeFile(join(directory.path, 'baseline/render.json'), '{"version": 7}');
    await write('blendnet-results', [compose(3, plainPng)], later);
    const run = await approve();
    expect(run).toMatchObject({ exitCode: 0, stderr: expect.stringMatching(/^warning: .*written anew.*version/) });
    const merged = await manifest();
    expect(merged).not.toHaveProperty('samples');
    expect(merged.frames).toMatchObject([{ frame: 1 }, { frame: 2 }, { frame: 3, samples: 16 }, { frame: 4 }]);
    expect(merged.frames[0]).toEqual({
      frame: 1,
      results: [
        { kind: 'compose', file: 'frame-0001.compose.png', sizeBytes: plainPng.length, sha1: sha1Of(plainPng) },
      ],
    });
  });
});

describe('nothing is changed', () => {
  let before: Record<string, string>;
  beforeEach(async () => {
    await write('baseline', [compose(1, plainPng), compose(2, plainPng)]);
    before = await snapshot();
  });

  async function fails(args: string[], exitCode: number, message: RegExp): Promise<void> {
    const run = await approve(...args);
    expect(run).toMatchObject({ exitCode, stdout: '' });
    expect(run.stderr).toMatch(message);
    expect(await snapshot()).toEqual(before);
  }

  test('by pictures that are not those the run made', async () => {
    await write('blendnet-results', [compose(1, changedPng), compose(2, changedPng)]);
    await writeFile(join(directory.path, 'blendnet-results/frame-0002.compose.png'), noisyPng);
    await fails(['--all'], 1, /frame-0002\.compose\.png is not the picture that render\.json tells of/);
  });

  test.each([
    ['new', 3],
    ['not new', 2],
  ])('by a broken picture that is %s', async (_, frame) => {
    await write('blendnet-results', [compose(1, changedPng), compose(frame, changedPng.subarray(0, 200))]);
    await fails(
      [],
      1,
      /is no picture that can be compared\. The PNG picture is cut off\. Render the frame again; .*\.\n/,
    );
  });

  test('by a new picture of which only the pixels are broken', async () => {
    const chunks = [changedPng.subarray(0, 33), pngChunk('IDAT', Buffer.alloc(200, 1)), changedPng.subarray(-12)];
    await write('blendnet-results', [compose(1, changedPng), compose(3, Buffer.concat(chunks))]);
    await fails([], 1, /frame-0003\.compose\.png is no picture that can be compared\. The PNG picture is damaged/);
  });

  test('by a picture in a format that cannot be compared', async () => {
    await write('blendnet-results', [compose(1, Buffer.from(`BM${'\0'.repeat(60)}`))]);
    await fails(
      [],
      1,
      /a BMP picture; only PNG, JPEG, TIFF and EXR can be compared\. .* output settings\.\nNothing was/,
    );
  });

  test('by a broken manifest', async () => {
    await write('blendnet-results', [compose(1, changedPng)]);
    await writeFile(join(directory.path, 'blendnet-results/render.json'), '{"version":1,"frames":[{"frame":"1"}]}');
    await fails([], 1, /render\.json: frames\.0\.frame/);
  });

  test('by results that are not there', async () => {
    await fails([], 2, /blendnet-results has no picture/);
    await write('blendnet-results', [compose(1, changedPng)]);
    await fails(['--frames', '1,7-9'], 2, /no picture \(compose, render\) of frames 7-9/);
    await fails(['baseline', 'baseline'], 2, /same directory/);
    await fails(['a', 'b', 'c'], 2, /What is "c"/);
  });

  test('when the copies find no place', async () => {
    await write('blendnet-results', [compose(1, changedPng), render(2, changedExr)]);
    // No file may become larger than 1 KiB, which the second is.
    const script = 'ulimit -f 1; exec "$0" "$@"';
    const args = ['-c', script, process.execPath, cliEntry, 'approve'];
    const run = promisify(execFile)('bash', args, { cwd: directory.path });
    const failure: unknown = await run.catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 2, stdout: '' });
    expect(failure).toMatchObject({
      stderr: expect.stringMatching(/The baseline cannot be written: no file may become so large \(EFBIG\)/),
    });
    expect(await snapshot()).toEqual(before);
  });
});

describe('a repository of somebody else', () => {
  test.each([
    ['BASELINE "baseline"', 'baseline', 'victim'],
    ['RESULTS "blendnet-results"', 'blendnet-results', 'found'],
  ])('cannot make %s a link that leads out', async (what, name, target) => {
    await writeFiles(directory.path, {
      'victim/frame-0001.compose.png': 'precious',
      'found/frame-0001.compose.png': plainPng,
      'work/blendnet-results/frame-0001.compose.png': plainPng,
    });
    const cwd = join(directory.path, 'work');
    await rm(join(cwd, name), { recursive: true, force: true });
    await symlink(`../${target}`, join(cwd, name));
    const run = await runFromSources(['approve'], cwd);
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain(`Failed (settings): ${what} leads outside the working directory.`);
    expect(await readFile(join(directory.path, 'victim/frame-0001.compose.png'), 'utf8')).toBe('precious');
  });

  test('takes side pictures, and not through a folder that is a link', async () => {
    const file = 'frame-0001.file-output/Depth0001.png';
    await writeFiles(directory.path, { [`results/${file}`]: plainPng, 'victim/.keep': '' });
    expect(await approve('results', 'baseline')).toMatchObject({ exitCode: 0 });
    expect(await read(file)).toEqual(plainPng);
    expect(await manifest()).toMatchObject({ frames: [{ frame: 1, results: [], sides: [{ file }] }] });
    await rm(join(directory.path, 'baseline'), { recursive: true });
    await writeFiles(directory.path, { 'baseline/.keep': '' });
    await symlink('../victim', join(directory.path, 'baseline', 'frame-0001.file-output'));
    const refused = await approve('results', 'baseline');
    expect(refused.exitCode).not.toBe(0);
    expect(refused.stderr).toContain('is a link');
    expect(await list('victim')).toEqual(['.keep']);
  });

  test('is not written through by links in its baseline', async () => {
    const name = 'frame-0001.compose.png';
    await writeFiles(directory.path, { victim: 'precious', [`blendnet-results/${name}`]: plainPng, 'baseline/x': '' });
    for (const link of [name, `.${name}.part`, 'render.json']) {
      await symlink('../victim', join(directory.path, 'baseline', link));
    }
    expect(await approve()).toMatchObject({ exitCode: 0 });
    expect(await readFile(join(directory.path, 'victim'), 'utf8')).toBe('precious');
    expect(await read(name)).toEqual(plainPng);
    const written = await readdir(join(directory.path, 'baseline'), { withFileTypes: true });
    expect(written.filter((entry) => entry.isFile()).map((entry) => entry.name)).toContain(name);
  });

  test('has no pages taken for pictures, whatever they hold', async () => {
    await write('blendnet-results', [compose(1, plainPng)]);
    await writeFiles(directory.path, {
      'blendnet-results/frame-0002.compose.html': '<script>alert(1)</script>',
      'blendnet-results/frame-0003.compose.html': plainPng,
    });
    expect(await approve()).toMatchObject({ exitCode: 0 });
    expect(await list()).toEqual(['frame-0001.compose.png', 'render.json']);
  });
});

test('results without a manifest are approved with a warning', async () => {
  await writeFiles(directory.path, { 'out/frame-0001.compose.png': plainPng });
  const run = await approve('out');
  expect(run).toMatchObject({
    exitCode: 0,
    stderr: expect.stringMatching(/^warning: The results have no render\.json/),
  });
  expect(await manifest()).toEqual({
    version: 1,
    inputs: [],
    frames: [
      {
        frame: 1,
        results: [
          { kind: 'compose', file: 'frame-0001.compose.png', sizeBytes: plainPng.length, sha1: sha1Of(plainPng) },
        ],
      },
    ],
  });
});
