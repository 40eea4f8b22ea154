import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { blenders } from '../__tests__/support/blenders.ts';
import { temporaryDirectory } from '../__tests__/support/builders.ts';
import { decodePicture } from '../src/compare/picture/decode.ts';
import type { Benchmark, Row } from './support/benchmark.ts';
import { timeProgram } from './support/process.ts';
import { median, megabyte, repeat } from './support/statistics.ts';

/*
 * Rendering on this machine, the whole command with nothing kept, beside what people type today: `blender -b FILE -a`. Both
 * in the same round; the pictures of both must be the same, pixel for pixel.
 */

const rounds = 3;
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const commandLine = here('../dist/cli/index.js');

interface Work {
  name: string;
  /** Below the folder of the work. */
  project: string;
  frames: [first: number, last: number];
  /** What of Blender's own time it may take, in one run of both. */
  goal: number;
}

const works: Work[] = [
  { name: 'example, 20 frames', project: 'example/scenes/shot.blend', frames: [1, 20], goal: 1 },
  { name: 'heavy geometry, 6 frames', project: 'heavy/heavy.blend', frames: [1, 6], goal: 0.45 },
  { name: 'example, one frame', project: 'example/scenes/shot.blend', frames: [5, 5], goal: 1.25 },
];

interface Round {
  plainMs: number;
  oursMs: number;
  peakBytes: number;
}

async function renderBoth(blender: string, root: string, { project, frames }: Work): Promise<Round> {
  const [first, last] = frames;
  const [plain, ours, peak] = ['plain', 'ours', 'peak'].map((name) => join(root, name)) as [string, string, string];
  await Promise.all([plain, ours].map((folder) => rm(folder, { recursive: true, force: true })));
  await mkdir(plain);
  const range = first === last ? ['-f', String(first)] : ['-s', String(first), '-e', String(last), '-a'];
  const blend = join(root, project);
  const plainMs = await timeProgram(blender, ['-b', blend, '-y', '-o', join(plain, 'f_####'), ...range]);
  const where = ['--blender', blender, '--output-directory', 'ours', '--reuse', 'false', '--sandbox', 'off'];
  const command = [commandLine, 'render', project, '--frames', `${first}-${last}`, ...where];
  const args = ['--import', here('support/peak-memory.ts'), ...command];
  const env = { ...process.env, PEAK_MEMORY_FILE: peak };
  const oursMs = await timeProgram(process.execPath, args, { cwd: root, env });
  for (let frame = first; frame <= last; frame++) {
    const number = String(frame).padStart(4, '0');
    await checkSame(join(plain, `f_${number}.png`), join(ours, `frame-${number}.compose.png`));
  }
  return { plainMs, oursMs, peakBytes: Number(await readFile(peak, 'utf8')) };
}

async function checkSame(expected: string, actual: string): Promise<void> {
  const [one, other] = await Promise.all([expected, actual].map(async (path) => decodePicture(await readFile(path))));
  if (!isDeepStrictEqual(one, other)) throw new Error(`${actual} is not the picture of ${expected}`);
}

async function measure(): Promise<Row[]> {
  if (!existsSync(commandLine)) throw new Error(`${commandLine} is not there: npm run bundle`);
  await using directory = await temporaryDirectory();
  const root = directory.path;
  await cp(here('../examples/project'), join(root, 'example'), { recursive: true });
  await mkdir(join(root, 'heavy'));
  const heavy = ['-b', '--factory-startup', '--python', here('support/heavy-scene.py'), '--'];
  await timeProgram(blenders[0]!.command, [...heavy, join(root, 'heavy/heavy.blend')]);

  const rows: Row[] = [];
  let peakBytes = 0;
  for (const { version, command } of blenders) {
    for (const work of works) {
      const measured = await repeat(rounds, () => renderBoth(command, root, work));
      const ratio = median(measured.map(({ plainMs, oursMs }) => oursMs / plainMs));
      const name = `${version}: ${work.name}`;
      rows.push({ name: `${name}, blender`, value: median(measured.map(({ plainMs }) => plainMs)) / 1000, unit: 's' });
      rows.push({ name: `${name}, ours of it`, value: ratio, unit: '×', goal: { atMost: work.goal } });
      peakBytes = Math.max(peakBytes, ...measured.map((round) => round.peakBytes));
    }
  }
  const goal = { atMost: 150 };
  return [...rows, { name: 'largest memory beside Blender', value: peakBytes / megabyte, unit: 'MB', goal }];
}

export const benchmark: Benchmark = { name: 'local', run: measure };
