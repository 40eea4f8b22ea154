import { existsSync } from 'node:fs';
import { link, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Goal, Row } from './benchmark.ts';
import { installPeers } from './peers.ts';
import { timeProgram } from './process.ts';
import { median, repeat } from './statistics.ts';

/* `blendnet-render compare A B`, the whole command in a cold process, beside other programs in the same rounds. */

const rounds = 5;
const commandLine = fileURLToPath(new URL('../../dist/cli/index.js', import.meta.url));
/** That pictures are the same, or are not: each program has numbers of its own for it. */
const verdicts = [0, 1, 2, 6, 21, 22];

const pairs: [name: string, baseline: string, candidate: string, goal: Goal][] = [
  ['1080p identical', 'hd.png', 'hd-copy.png', { atMost: 120 }],
  ['1080p changed', 'hd.png', 'hd-changed.png', { atMost: 400 }],
  ['1080p noisy', 'hd-seed1.png', 'hd-seed2.png', { atMost: 600 }],
  ['4K identical', 'uhd.png', 'uhd-copy.png', { atMost: 240 }],
  ['4K changed', 'uhd.png', 'uhd-changed.png', { atMost: 800 }],
  ['4K noisy', 'uhd-seed1.png', 'uhd-seed2.png', { atMost: 1200 }],
  ['28 channels EXR', 'layers.exr', 'layers-other.exr', { atMost: 150 }],
];
const pairsInRun = 20;

/** @param folder with the pictures that {@link pairs} name */
export async function measureWholeCommands(folder: string): Promise<Row[]> {
  if (!existsSync(commandLine)) throw new Error(`${commandLine} is not there: npm run bundle`);
  const peers = await installPeers(join(folder, 'peers'));
  const rows: Row[] = [];
  const time = ([program, ...args]: string[]): Promise<number> =>
    timeProgram(program ?? '', args, { cwd: folder, exitCode: verdicts });
  const compare = (...args: string[]): string[] => [process.execPath, commandLine, 'compare', ...args];
  for (const [name, baseline, candidate, goal] of pairs) {
    // odiff and blazediff read no EXR.
    const others = baseline.endsWith('.exr') ? peers.filter((peer) => peer.name.startsWith('idiff')) : peers;
    const commands = [compare(baseline, candidate), ...others.map((peer) => peer.command(baseline, candidate))];
    const times = await repeat(rounds, async () => {
      const round: number[] = [];
      for (const command of commands) round.push(await time(command));
      return round;
    });
    for (const index of commands.keys()) {
      const value = median(times.map((round) => round[index]!));
      const other = others[index - 1]?.name;
      if (other === undefined) rows.push({ name: `${name}, whole command`, value, unit: 'ms', goal });
      else rows.push({ name: `${name}, ${other}`, value, unit: 'ms' });
    }
  }
  await makeRun(folder);
  const runMs = median(await repeat(rounds, () => time(compare('before', 'after'))));
  const name = `1080p pair in a run of ${pairsInRun}: identical, changed and noisy in turn`;
  return [...rows, { name, value: runMs / pairsInRun, unit: 'ms', goal: { atMost: 120 } }];
}

/** Two folders of pictures that are named like a run's. */
async function makeRun(folder: string): Promise<void> {
  await Promise.all(['before', 'after'].map((side) => mkdir(join(folder, side))));
  for (let frame = 1; frame <= pairsInRun; frame++) {
    const [, baseline, candidate] = pairs[frame % 3]!;
    const name = `frame-${String(frame).padStart(4, '0')}.compose.png`;
    await link(join(folder, baseline), join(folder, 'before', name));
    await link(join(folder, candidate), join(folder, 'after', name));
  }
}
