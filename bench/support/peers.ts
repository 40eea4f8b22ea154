import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Another program that compares two pictures. */
export interface Peer {
  /** With its version. */
  name: string;
  command: (baseline: string, candidate: string) => [program: string, ...args: string[]];
}

const run = promisify(execFile);
const packages = { 'odiff-bin': '4.5.0', '@blazediff/bin': '3.5.0' };

/** Fetches those of npm into a folder, and finds Debian's `idiff`. */
export async function installPeers(folder: string): Promise<Peer[]> {
  const names = Object.entries(packages).map(([name, version]) => `${name}@${version}`);
  await run('npm', ['install', '--no-audit', '--no-fund', '--no-save', '--prefix', folder, ...names]);
  const bin = (name: string): string => join(folder, 'node_modules/.bin', name);
  const { stdout } = await run('oiiotool', ['--version']);
  return [
    {
      name: `odiff ${packages['odiff-bin']}`,
      command: (...pair) => [bin('odiff'), ...pair, join(folder, 'difference.png')],
    },
    { name: `blazediff ${packages['@blazediff/bin']}`, command: (...pair) => [bin('blazediff'), ...pair] },
    { name: `idiff ${stdout.trim()}`, command: (...pair) => ['idiff', ...pair] },
  ];
}
