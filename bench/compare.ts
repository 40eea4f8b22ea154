import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { comparePictures } from '../src/compare/compare.ts';
import { decodePicture } from '../src/compare/image/decode.ts';

/*
 * How long comparing takes, in one thread, warm: the best of five, since other work on the machine only ever adds; and
 * the processor time of that run, which such work disturbs less. Pairs
 * differ in every pixel by less than the threshold, the usual case; `changed` ones have a square in them, which is judged
 * and of which FLIP is worked out. Run with `node bench/compare.ts`.
 */

const directory = mkdtempSync(join(tmpdir(), 'blendnet-bench-'));
const oiiotool = (...commands: string[]): void => {
  execFileSync('oiiotool', commands.join(' ').split(' '), { cwd: directory });
};
const read = (name: string): Buffer => readFileSync(join(directory, name));

/** A smooth picture with some grain, as a render compresses; the second and third differ from it. */
function makePictures(name: string, size: string): void {
  const [width = 0, height = 0] = size.split('x').map(Number);
  oiiotool(
    `--create ${size} 4 --fill:topleft=0.1,0.2,0.3,1:topright=0.9,0.5,0.2,1:bottomleft=0.2,0.7,0.5,1:bottomright=0.6,0.6,0.9,1 ${size}`,
    `--noise:type=gaussian:stddev=0.01:seed=1 --ch R,G,B,A=1 -o ${name}.exr`,
    `-d uint8 -o ${name}.png --dup --noise:type=gaussian:stddev=0.002:seed=2 --ch R,G,B,A=1 -o ${name}-other.png --pop`,
    `--fill:color=0.9,0.1,0.1,1 ${Math.round(width / 20)}x${Math.round(height / 20)}+40+40 -o ${name}-changed.png`,
  );
}

const passes = ['Combined.R', 'Combined.G', 'Combined.B', 'Combined.A', 'Depth.Z', 'Normal.X', 'Normal.Y', 'Normal.Z'];
for (const pass of ['DiffDir', 'DiffInd', 'GlossDir', 'GlossInd', 'Emit'])
  passes.push(`${pass}.R`, `${pass}.G`, `${pass}.B`);
passes.push('Vector.X', 'Vector.Y', 'Vector.Z', 'Vector.W', 'Mist.Z');

makePictures('hd', '1920x1080');
makePictures('uhd', '3840x2160');
const layers = `--chnames ${passes.map((pass) => `ViewLayer.${pass}`).join(',')} --compression zip -d float`;
oiiotool(
  `--create 640x360 ${passes.length} --addc 0.4 --noise:type=gaussian:stddev=0.05:seed=1 ${layers} -o layers.exr`,
);
oiiotool(`layers.exr --noise:type=gaussian:stddev=0.001:seed=2 ${layers} -o layers-other.exr`);
for (const compression of ['zip', 'piz', 'pxr24', 'b44', 'dwaa']) {
  oiiotool(`hd.exr -d half --compression ${compression} -o hd-${compression}.exr`);
}
oiiotool('hd.exr --clamp:min=0:max=1 -d uint16 -o hd-16.png -d uint8 --compression zip -o hd.tif --ch R,G,B -o hd.jpg');

async function time(what: string, run: () => Promise<unknown>): Promise<void> {
  let [bestMs, processorMs] = [Infinity, Infinity];
  for (let round = 0; round < 5; round++) {
    const [start, before] = [performance.now(), process.cpuUsage()];
    await run();
    const { user, system } = process.cpuUsage(before);
    bestMs = Math.min(bestMs, performance.now() - start);
    processorMs = Math.min(processorMs, (user + system) / 1000);
  }
  const columns = [bestMs, processorMs].map((durationMs) => durationMs.toFixed(0).padStart(6));
  console.log(`${what.padEnd(52)} ${columns.join(' ms ')} ms of processor`);
}

async function timePair(what: string, a: string, b: string): Promise<void> {
  const [baseline, candidate] = [read(a), read(b)];
  const { verdict, metrics } = await comparePictures(baseline, candidate, { kind: 'render', frame: 1 });
  const perceived = metrics?.flip === undefined ? 'SSIM' : 'SSIM, FLIP';
  await time(`${what}: ${verdict} (${perceived})`, () =>
    comparePictures(baseline, candidate, { kind: 'render', frame: 1 }),
  );
}

await timePair('1080p PNG', 'hd.png', 'hd-other.png');
await timePair('1080p PNG, equal', 'hd.png', 'hd.png');
await timePair('4K PNG', 'uhd.png', 'uhd-other.png');
await timePair(`${passes.length} channels 640×360 EXR`, 'layers.exr', 'layers-other.exr');
await timePair('1080p PNG', 'hd.png', 'hd-changed.png');
await timePair('4K PNG', 'uhd.png', 'uhd-changed.png');
for (const name of [
  'hd.png',
  'hd-16.png',
  'hd.jpg',
  'hd.tif',
  ...['zip', 'piz', 'pxr24', 'b44', 'dwaa'].map((c) => `hd-${c}.exr`),
]) {
  const bytes = read(name);
  await time(`decode 1080p ${name}`, () => decodePicture(bytes));
}
rmSync(directory, { recursive: true });
