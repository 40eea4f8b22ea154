import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryDirectory, writeFiles, type TemporaryDirectory } from '../support/builders.ts';
import { changedExr, changedPng, makeManifest, noisyPng, plainExr, plainPng, smallPng } from './pictures.ts';
import { runFromSources, type CliRun } from './run-cli.ts';

let directory: TemporaryDirectory;
const compare = (...args: string[]): Promise<CliRun> => runFromSources(['compare', ...args], directory.path);
const parse = (run: CliRun): unknown => JSON.parse(run.stdout);

beforeAll(async () => {
  directory = await temporaryDirectory();
  const base = [{ frame: 1, kind: 'compose', file: 'frame-0001.compose.png', bytes: plainPng }] as const;
  await writeFiles(directory.path, {
    'plain.png': plainPng,
    'copy.png': plainPng,
    'noisy.png': noisyPng,
    'changed.png': changedPng,
    'small.png': smallPng,
    'plain.exr': plainExr,
    'changed.exr': changedExr,
    'broken.png': plainPng.subarray(0, 100),
    'text.png': 'not a picture\u001b[31m\n::error::no\n',
    'frame-0003.compose.png': noisyPng,
    'tolerances.txt': '# strict\nframes 3 compose failing=0 threshold=0.001 noise=0\n',
    'base/frame-0001.compose.png': plainPng,
    'base/frame-0002.compose.png': plainPng,
    'base/frame-0002.render.exr': plainExr,
    'base/frame-0004.compose.png': plainPng,
    'base/frame-0005.compose.png': plainPng,
    'base/render.json': makeManifest([...base]),
    'new/frame-1.compose.png': plainPng,
    'new/frame-0002.compose.png': changedPng,
    'new/frame-0002.render.exr': changedExr,
    'new/frame-0003.compose.png': plainPng,
    'new/frame-0005.compose.png': 'no picture',
    'new/frame-0001.preview.exr': 'not compared',
    'new/render.json': makeManifest([...base], { blenderVersion: '4.2.0', seed: 0 }),
    'empty/readme.txt': '',
  });
});

afterAll(async () => {
  await directory[Symbol.asyncDispose]();
});

describe('two pictures', () => {
  test('with the same bytes are the same', async () => {
    const run = await compare('plain.png', 'copy.png', '--json');
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(parse(run)).toMatchObject({
      verdict: 'same',
      metrics: { mean: 0, rms: 0, psnr: null, max: 0, failing: 0, ssim: 1 },
      layers: [],
    });
  });

  test('that differ a little are within tolerance, unless the tolerance is less', async () => {
    const run = await compare('plain.png', 'noisy.png');
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toMatch(/^within-tolerance: .+\n\n\s+mean\s+rms\s+psnr/);
    const strict = await compare('plain.png', 'noisy.png', '--tolerance-threshold', '0.001', '--tolerance-noise=0');
    expect(strict.exitCode).toBe(6);
    expect(strict.stdout).toMatch(/^different: /);
  });

  test('have the figures of how a difference looks where it counts, or where all figures are asked for', async () => {
    expect((await compare('plain.png', 'noisy.png')).stdout).toMatch(/ssim +flip\n.* - +-\n$/);
    expect((await compare('plain.png', 'changed.png')).stdout).toMatch(/ssim +flip\n.* 0\.\d{4} +0\.\d{4}\n$/);
    const { metrics } = parse(await compare('plain.png', 'noisy.png', '--json')) as { metrics: object };
    expect(metrics).toHaveProperty('ssim');
    expect(metrics).not.toHaveProperty('flip');
  });

  test('that differ in a place say where, with idiff’s figures', async () => {
    const run = await compare('plain.png', 'changed.png', '--json');
    expect(run).toMatchObject({ exitCode: 6, stderr: '' });
    const { reason, metrics } = parse(run) as { reason: string; metrics: Record<string, number> };
    expect(reason).toContain('in a region of 10×10 at 20,12');
    // idiff exits with 2 when pictures differ; the figures are what it prints.
    const idiff = promisify(execFile)('idiff', ['plain.png', 'changed.png'], { cwd: directory.path });
    const { stdout } = await idiff.catch((error: unknown) => error as { stdout: string });
    const printed = (name: string): number => Number(new RegExp(`${name} += ([\\d.e+-]+)`).exec(stdout)?.[1]);
    expect(metrics['mean']).toBeCloseTo(printed('Mean error'), 5);
    expect(metrics['rms']).toBeCloseTo(printed('RMS error'), 5);
    expect(metrics['psnr']).toBeCloseTo(printed('Peak SNR'), 2);
    expect(metrics['max']).toBeCloseTo(printed('Max error'), 5);
    expect(metrics['failing']).toBeCloseTo(100 / (64 * 36), 9);
    expect(metrics['flip']).toBeGreaterThan(0);
  });

  test('of other sizes, or that are none, differ with that reason', async () => {
    const sizes = await compare('plain.png', 'small.png');
    expect(sizes.exitCode).toBe(6);
    expect(sizes.stdout).toBe('mismatched: The picture has 32×18 pixels, the baseline 64×36.\n');
    const broken = await compare('plain.png', 'broken.png', '--json');
    expect(broken.exitCode).toBe(6);
    expect(parse(broken)).toMatchObject({ verdict: 'unreadable', layers: [] });
    expect(parse(broken)).not.toHaveProperty('metrics');
    expect(broken.stdout).toContain('The new picture: ');
    const hostile = await compare('text.png', 'plain.png');
    expect(hostile.exitCode).toBe(6);
    // eslint-disable-next-line no-control-regex
    expect(hostile.stdout).not.toMatch(/\u001b|^::/m);
  });

  test('named like render’s get the tolerances of their frame and kind', async () => {
    const args = ['plain.png', 'frame-0003.compose.png'];
    expect(await compare(...args)).toMatchObject({ exitCode: 0 });
    expect(await compare(...args, '--tolerances', 'tolerances.txt')).toMatchObject({ exitCode: 6 });
    expect(await compare('plain.png', 'noisy.png', '--tolerances', 'tolerances.txt')).toMatchObject({ exitCode: 0 });
  });

  test('take tolerances from the environment, as render does', async () => {
    const env = { BLENDNET_TOLERANCE_THRESHOLD: '0.001', BLENDNET_TOLERANCE_NOISE: '0' };
    expect(await runFromSources(['compare', 'plain.png', 'noisy.png'], directory.path, { env })).toMatchObject({
      exitCode: 6,
    });
  });

  test('can have a report', async () => {
    const { exitCode } = await compare('plain.exr', 'changed.exr', '--report', 'pair.html');
    expect(exitCode).toBe(6);
    const page = await readFile(join(directory.path, 'pair.html'), 'utf8');
    expect(page).toContain('changed.exr against plain.exr');
    expect(page).toContain('in a region of 10×10 at 20,12');
    expect((await readdir(directory.path)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});

describe('two directories', () => {
  let run: CliRun;
  beforeAll(async () => {
    run = await compare('base', 'new', '--json', '--report', 'pictures.html');
  });

  test('are compared by frame and kind, and the verdict is the worst', () => {
    expect(run.exitCode).toBe(6);
    const { verdict, pictures } = parse(run) as { verdict: string; pictures: Record<string, unknown>[] };
    expect(verdict).toBe('different');
    expect(pictures.map(({ frame, kind, verdict: each }) => [frame, kind, each])).toEqual([
      [1, 'compose', 'same'],
      [2, 'compose', 'different'],
      [2, 'render', 'different'],
      [3, 'compose', 'new'],
      [4, 'compose', 'missing'],
      [5, 'compose', 'unreadable'],
    ]);
  });

  test('say what else was different', () => {
    expect(parse(run)).toMatchObject({ warnings: ['Frame 1: Blender was 3.4.1 for the baseline and is 4.2.0 now.'] });
    expect(run.stderr).toBe('warning: Frame 1: Blender was 3.4.1 for the baseline and is 4.2.0 now.\n');
  });

  test('have a report with every picture, the missing one too', async () => {
    const page = await readFile(join(directory.path, 'pictures.html'), 'utf8');
    for (const name of [
      'frame-1.compose.png',
      'frame-0002.render.exr',
      'frame-0003.compose.png',
      'frame-0004.compose.png',
    ]) {
      expect(page).toContain(`"file":"${name}"`);
    }
  });

  test('can be compared in part', async () => {
    const part = await compare('base', 'new', '--frames', '1,3', '--results', 'compose');
    expect(part.exitCode).toBe(0);
    expect(part.stdout).toBe(
      'frame 1 compose: same\nframe 3 compose: new. There is no baseline.\n\n2 pictures: 1 new, 1 same\n',
    );
  });
});

describe('what cannot be compared', () => {
  test.each([
    ['nothing named', [], /Name two pictures/],
    ['one thing', ['plain.png'], /Name two pictures/],
    ['three things', ['plain.png', 'copy.png', 'noisy.png'], /Name two pictures/],
    ['what is not there', ['plain.png', 'gone.png'], /gone\.png is not there/],
    ['a picture and a directory', ['plain.png', 'new'], /cannot be compared with a directory/],
    ['no pictures', ['empty', 'empty'], /nothing to compare/],
    ['a device', ['plain.png', '/dev/zero'], /neither a file nor a directory/],
    ['an unknown flag', ['plain.png', 'copy.png', '--fast'], /--fast/],
    ['tolerances that are none', ['plain.png', 'copy.png', '--tolerance-failing', 'lots'], /tolerance-failing "lots"/],
    ['frames that are none', ['base', 'new', '--frames', 'all'], /--frames "all"/],
    ['kinds that are none', ['base', 'new', '--results', 'preview'], /--results "preview"/],
    ['a tolerances file that is not there', ['base', 'new', '--tolerances', 'gone.txt'], /tolerances: /],
    ['a report in no directory', ['plain.png', 'copy.png', '--report', 'gone/x.html'], /--report cannot be written/],
  ])('%s: exit code 2 and a sentence', async (_, args, message) => {
    const run = await compare(...args);
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toMatch(message);
  });

  test('help needs nothing', async () => {
    const run = await compare('--help');
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(run.stdout).toContain('BASELINE CANDIDATE');
  });
});
