import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { changedPng, plainPng } from '../cli/pictures.ts';
import { runNode, type NodeResult } from '../support/run-node.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

/* The package as npm has it, installed where nothing else is. */

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = new TemporaryFolder();
const home = join(folder.path, 'home');

/** npm, which sees neither our settings nor any registry. */
function npm(args: string[], cwd: string): string {
  const env = { ...process.env, HOME: home, npm_config_offline: 'true', npm_config_cache: join(home, 'cache') };
  return execFileSync('npm', args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

const installed = join(folder.path, 'empty');
let packed: { filename: string; size: number; files: { path: string }[] };

beforeAll(async () => {
  for (const path of [home, installed]) mkdirSync(path);
  const [pack] = JSON.parse(npm(['pack', '--json', '--pack-destination', folder.path], root)) as (typeof packed)[];
  packed = pack!;
  npm(['install', '--no-audit', '--no-fund', join(folder.path, packed.filename)], installed);
  await cp(join(root, 'examples/project'), join(installed, 'film'), { recursive: true });
});
afterAll(() => {
  folder[Symbol.dispose]();
});

const run = (...args: string[]): Promise<NodeResult> =>
  runNode([join(installed, 'node_modules/.bin/blendnet-render'), ...args], { cwd: installed, env: { HOME: home } });

test('it is small, and holds the program, what describes its output, and nothing of the action', () => {
  expect(packed.size).toBeLessThan(2_000_000);
  const places = new Set(packed.files.map(({ path }) => path.split('/').slice(0, 2).join('/')));
  const others = [...places].filter((place) => !/^schemas\/[\w-]+\.schema\.json$/.test(place)).sort();
  const ours = ['LICENSE', 'README.md', 'dist/bundle', 'dist/cli', 'package.json', 'schemas/index.d.ts'];
  expect(others).toEqual(ours);
  expect(places).toContain('schemas/render.schema.json');
});

test('it comes alone', () => {
  expect(readdirSync(join(installed, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
    'blendnet-render',
  ]);
});

test('its command is a program of its own', () => {
  expect(statSync(join(installed, 'node_modules/.bin/blendnet-render')).mode & 0o111).toBe(0o111);
});

test('its types say what its schemas say, and need no other package', async () => {
  folder.write({
    'empty/use.mts': `import type { RenderOutput, RunRecord } from 'blendnet-render';
import record from 'blendnet-render/schemas/render.schema.json' with { type: 'json' };
export const kind: RenderOutput['failure-kind'] = 'different';
export const frames = (run: RunRecord): number[] => run.frames.map(({ frame }) => frame);
export const title: string = record.title;
`,
  });
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const options = ['--noEmit', '--strict', '--module', 'nodenext', '--resolveJsonModule'];
  expect(await runNode([compiler, ...options, 'use.mts'], { cwd: installed })).toMatchObject({
    ...{ exitCode: 0, stdout: '' },
  });
});

describe('its commands run', () => {
  test('--help and --version', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    const { exitCode, stdout } = await run('--help');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Usage:');
    expect(await run('--version')).toMatchObject({ exitCode: 0, stdout: `${version}\n`, stderr: '' });
  });

  test('deps', async () => {
    const { exitCode, stdout } = await run('deps', 'film/scenes/shot.blend');
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('terrazzo.png')]);
  });

  test('init, which has the examples with it', async () => {
    const { exitCode, stdout } = await run('init', '--dry-run', '--ci', 'gitlab');
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('film/scenes/shot.blend --frames 1,6,10')]);
  });

  test('compare, which starts threads', async () => {
    folder.write({ 'empty/a.png': plainPng, 'empty/b.png': changedPng });
    expect((await run('compare', 'a.png', 'a.png')).exitCode).toBe(0);
    expect((await run('compare', 'a.png', 'b.png')).exitCode).toBe(6);
  });
});
