import { execFile } from 'node:child_process';
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryDirectory } from '../__tests__/support/builders.ts';
import { comparePictures } from '../src/compare/compare.ts';
import { decodePicture } from '../src/compare/picture/decode.ts';
import type { Benchmark, Goal, Row } from './support/benchmark.ts';
import { median, repeat } from './support/statistics.ts';
import { measureWholeCommands } from './support/whole-compare.ts';

/*
 * The whole command beside other programs, cold; and how long comparing and decoding takes in one thread, warm. Pairs
 * differ in every pixel by less than the threshold, the usual case; `changed` ones have a square in them, which is judged
 * and of which FLIP is worked out, `noisy` ones are two seeds, and `noisier` ones have more noise in one of the two.
 */

const rounds = 5;
const run = promisify(execFile);

type Oiiotool = (...commands: string[]) => Promise<unknown>;

/** A smooth picture with some grain, as a render compresses; the second and third differ from it. */
async function makePictures(oiiotool: Oiiotool, name: string, size: string): Promise<void> {
  const [width = 0, height = 0] = size.split('x').map(Number);
  await oiiotool(
    `--create ${size} 4 --fill:topleft=0.1,0.2,0.3,1:topright=0.9,0.5,0.2,1:bottomleft=0.2,0.7,0.5,1:bottomright=0.6,0.6,0.9,1 ${size}`,
    `--noise:type=gaussian:stddev=0.01:seed=1 --ch R,G,B,A=1 -o ${name}.exr`,
    `-d uint8 -o ${name}.png --dup --noise:type=gaussian:stddev=0.002:seed=2 --ch R,G,B,A=1 -o ${name}-other.png --pop`,
    `--dup --noise:type=gaussian:stddev=0.03:seed=3 --ch R,G,B,A=1 -o ${name}-noisier.png --pop`,
    `--fill:color=0.9,0.1,0.1,1 ${Math.round(width / 20)}x${Math.round(height / 20)}+40+40 -o ${name}-changed.png`,
    ...[1, 2].map(
      (seed) =>
        `--pop ${name}.exr --noise:type=gaussian:stddev=0.03:seed=${seed} --ch R,G,B,A=1 -d uint8 -o ${name}-seed${seed}.png`,
    ),
  );
}

const passes = ['Combined.R', 'Combined.G', 'Combined.B', 'Combined.A', 'Depth.Z', 'Normal.X', 'Normal.Y', 'Normal.Z'];
for (const pass of ['DiffDir', 'DiffInd', 'GlossDir', 'GlossInd', 'Emit'])
  passes.push(`${pass}.R`, `${pass}.G`, `${pass}.B`);
passes.push('Vector.X', 'Vector.Y', 'Vector.Z', 'Vector.W', 'Mist.Z');

async function makeLayers(oiiotool: Oiiotool): Promise<void> {
  const layers = `--chnames ${passes.map((pass) => `ViewLayer.${pass}`).join(',')} --compression zip -d float`;
  const size = `--create 640x360 ${passes.length} --addc 0.4`;
  await oiiotool(size, `--noise:type=gaussian:stddev=0.05:seed=1 ${layers} -o layers.exr`);
  await oiiotool(`layers.exr --noise:type=gaussian:stddev=0.001:seed=2 ${layers} -o layers-other.exr`);
}

const compressions = ['zip', 'piz', 'pxr24', 'b44', 'dwaa'];

async function makeFormats(oiiotool: Oiiotool): Promise<string[]> {
  for (const compression of compressions) {
    await oiiotool(`hd.exr -d half --compression ${compression} -o hd-${compression}.exr`);
  }
  await oiiotool(
    'hd.exr --clamp:min=0:max=1 -d uint16 -o hd-16.png -d uint8 --compression zip -o hd.tif --ch R,G,B -o hd.jpg',
  );
  return ['hd.png', 'hd-16.png', 'hd.jpg', 'hd.tif', ...compressions.map((compression) => `hd-${compression}.exr`)];
}

/** The first round warms up and does not count. */
async function time(name: string, work: () => Promise<unknown>, goal?: Goal): Promise<Row> {
  const timesMs = await repeat(1 + rounds, async () => {
    const startedAtMs = performance.now();
    await work();
    return performance.now() - startedAtMs;
  });
  return { name, value: median(timesMs.slice(1)), unit: 'ms', ...(goal && { goal }) };
}

const pairs: [name: string, baseline: string, candidate: string, goal?: Goal][] = [
  ['1080p PNG', 'hd.png', 'hd-other.png', { atMost: 250 }],
  ['1080p PNG, equal', 'hd.png', 'hd.png'],
  ['1080p PNG, changed', 'hd.png', 'hd-changed.png'],
  ['4K PNG', 'uhd.png', 'uhd-other.png', { atMost: 1000 }],
  ['1080p PNG, noisy', 'hd-seed1.png', 'hd-seed2.png'],
  ['1080p PNG, noisier', 'hd.png', 'hd-noisier.png'],
  ['4K PNG, changed', 'uhd.png', 'uhd-changed.png'],
  [`${passes.length} channels 640×360 EXR`, 'layers.exr', 'layers-other.exr', { atMost: 300 }],
];

async function measure(): Promise<Row[]> {
  await using directory = await temporaryDirectory();
  const oiiotool: Oiiotool = (...commands) => run('oiiotool', commands.join(' ').split(' '), { cwd: directory.path });
  const read = (name: string): Promise<Buffer> => readFile(join(directory.path, name));
  await makePictures(oiiotool, 'hd', '1920x1080');
  await makePictures(oiiotool, 'uhd', '3840x2160');
  await makeLayers(oiiotool);
  const formats = await makeFormats(oiiotool);

  for (const name of ['hd', 'uhd'])
    await copyFile(join(directory.path, `${name}.png`), join(directory.path, `${name}-copy.png`));
  const rows = await measureWholeCommands(directory.path);
  for (const [name, ...files] of pairs) {
    const [baseline, candidate] = await Promise.all([read(files[0]), read(files[1])]);
    const compare = (): Promise<unknown> => comparePictures(baseline, candidate, { kind: 'render', frame: 1 });
    rows.push(await time(`compare ${name}`, compare, files[2]));
  }
  for (const name of formats) {
    const bytes = await read(name);
    rows.push(await time(`decode 1080p ${name}`, () => decodePicture(bytes)));
  }
  return rows;
}

export const benchmark: Benchmark = { name: 'compare', run: measure };
