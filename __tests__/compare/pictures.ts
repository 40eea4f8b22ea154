import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll } from '@jest/globals';
import { decodePicture } from '../../src/compare/picture/decode.ts';
import type { Picture } from '../../src/compare/picture/picture.ts';

/*
 * Pictures for the tests, made by the tools that everybody else uses: OpenImageIO writes them and its idiff is the judge
 * of what is measured.
 */

const run = promisify(execFile);

/** A directory of its own for a test file, gone afterwards. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'blendnet-compare-'));
  afterAll(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/**
 * Runs oiiotool; arguments are separated by spaces, files are relative to `directory`. It takes a quarter of a second to
 * start: tests make all of their pictures with one command.
 */
export async function oiiotool(directory: string, ...commands: string[]): Promise<string> {
  const { stdout } = await run('oiiotool', commands.join(' ').split(' '), { cwd: directory, maxBuffer: 2 ** 26 });
  return stdout;
}

/** A picture with everything that breaks decoders: noise, a gradient, flat parts, values above 1 and below 0. */
export function testPattern(width: number, height: number, channels: number, seed = 1): string {
  const half = `${Math.floor(width / 2)}x${Math.floor(height / 2)}`;
  return (
    `--create ${width}x${height} ${channels} --noise:type=gaussian:mean=0.5:stddev=0.4:seed=${seed} --blur 3x3 ` +
    `--fill:color=${['0.25', '0.5', '0.75', '1'].slice(0, channels).join(',')} ${half}+3+2`
  );
}

export async function decodeFile(directory: string, name: string): Promise<Picture> {
  return decodePicture(await readFile(join(directory, name)));
}

/** Writes each of some files once more, as the uncompressed float EXR `NAME.exr` that OpenImageIO reads from it. */
export async function writeReferences(directory: string, names: string[]): Promise<void> {
  const commands = names.map((name) => `${name} -o ${name}.exr`);
  await oiiotool(directory, '--scanline --compression none -d float --planarconfig contig', ...commands);
}

/** The distance of what is decoded from a file to what OpenImageIO reads from it. */
export async function distanceToReference(directory: string, name: string): Promise<{ max: number; mean: number }> {
  return distance(await decodeFile(directory, name), await decodeFile(directory, `${name}.exr`));
}

/** All values of a picture by `layer.channel`. */
export function valuesOf({ layers }: Picture): Map<string, Float32Array> {
  return new Map(
    layers.flatMap((layer) =>
      layer.channels.map((channel) => [[layer.name, channel.name].filter(Boolean).join('.'), channel.values] as const),
    ),
  );
}

/** The largest and the mean difference of two pictures with the same channels. */
export function distance(a: Picture, b: Picture): { max: number; mean: number } {
  const others = valuesOf(b);
  let max = 0;
  let sum = 0;
  let count = 0;
  for (const [name, values] of valuesOf(a)) {
    const other = others.get(name);
    if (other?.length !== values.length) throw new Error(`the pictures do not both have ${name}`);
    for (const [index, value] of values.entries()) {
      const difference = Object.is(value, other[index]) ? 0 : Math.abs(value - other[index]!);
      // NaN must not pass as small.
      if (!(difference <= max)) max = difference;
      sum += difference;
      count++;
    }
  }
  return { max, mean: sum / count };
}

interface IdiffFigures {
  mean: string | undefined;
  rms: string | undefined;
  psnr: string | undefined;
  max: string | undefined;
  failing: number;
}

/** The figures that idiff prints, as it prints them. */
export async function idiff(directory: string, a: string, b: string, threshold = 0.016): Promise<IdiffFigures> {
  const { stdout } = await run('idiff', ['-v', '-fail', String(threshold), a, b], {
    cwd: directory,
  }).catch((error: unknown) => error as { stdout: string });
  const find = (pattern: RegExp): string | undefined => pattern.exec(stdout)?.[1];
  return {
    mean: find(/Mean error = (\S+)/),
    rms: find(/RMS error = (\S+)/),
    psnr: find(/Peak SNR = (\S+)/),
    max: find(/Max error {2}= (\S+)/),
    failing: Number(find(new RegExp(`(\\d+) pixels \\(\\S+\\) over ${threshold}`)) ?? 0),
  };
}
