import { expect, test } from '@jest/globals';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runNode } from '../support/run-node.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

/* Shows that `npm run lint` holds the arrows of the house: each test makes a fault in a copy, and the tool names it. */

const project = join(import.meta.dirname, '../..');

/** A copy of the sources and of what lint reads, with a change. */
function copyWith(changes: Record<string, string>): TemporaryFolder {
  const folder = new TemporaryFolder();
  for (const name of ['src', 'tsconfig.json', 'package.json', 'eslint.config.js', '.dependency-cruiser.js']) {
    cpSync(join(project, name), join(folder.path, name), { recursive: true });
  }
  symlinkSync(join(project, 'node_modules'), join(folder.path, 'node_modules'));
  for (const [path, text] of Object.entries(changes)) {
    mkdirSync(dirname(join(folder.path, path)), { recursive: true });
    writeFileSync(join(folder.path, path), text);
  }
  return folder;
}

async function run(tool: string, args: string[], changes: Record<string, string>): Promise<string[]> {
  using folder = copyWith(changes);
  const { stdout, stderr } = await runNode([join(project, 'node_modules', tool), ...args], { cwd: folder.path });
  return `${stdout}${stderr}`.split('\n');
}

const cruise = (changes: Record<string, string>): Promise<string[]> =>
  run('dependency-cruiser/bin/dependency-cruiser.mjs', ['--config', '.dependency-cruiser.js', 'src'], changes);

test('the house as it is has no fault', async () => {
  expect((await cruise({})).join('\n')).toContain('no dependency violations found');
});

test.each<[what: string, file: string, text: string, rule: string]>([
  ['an import against the arrows', 'src/base/wrong.ts', "import '../report/write.ts';", 'arrows-of-base'],
  [
    'a type that is imported against them',
    'src/compare/wrong.ts',
    "import type { Settings } from '../settings/settings.ts';\nexport type Wrong = Settings;",
    'arrows-of-compare',
  ],
  [
    'a part of a room that others may not see',
    'src/report/wrong.ts',
    "import { judge } from '../compare/judge/judge.ts';\nexport const wrong = judge;",
    'arrows-of-report',
  ],
  ['an entry that reaches past run', 'src/cli.ts', "import './farm/engine.ts';", 'arrows-of-the-entries'],
  ['something loose on top', 'src/loose.ts', "import './action.ts';", 'nothing-loose'],
  ['GitHub outside of its host', 'src/run/wrong.ts', "import '@actions/core';", 'owner-of-github'],
  ['the network', 'src/report/wrong.ts', "import 'node:http';", 'owner-of-network'],
  [
    'undici',
    'src/run/wrong.ts',
    "import { request } from 'undici';\nexport const wrong = request;",
    'owner-of-network',
  ],
  ['processes', 'src/run/wrong.ts', "import 'node:child_process';", 'owner-of-processes'],
  ['threads', 'src/compare/wrong.ts', "import 'node:worker_threads';", 'owner-of-threads'],
  ['a package for development', 'src/base/wrong.ts', "import 'prettier';", 'no-development-packages'],
  ['a file that nobody imports', 'src/base/wrong.ts', 'export const wrong = 1;', 'no-orphans'],
])('%s is found', async (_, file, text, rule) => {
  const others = rule === 'nothing-loose' ? { 'src/base/wrong.ts': "import '../loose.ts';" } : {};
  const lines = await cruise({ [file]: text, ...others });
  expect(lines.filter((line) => line.includes(rule))).not.toEqual([]);
});

test('a circle of types is found', async () => {
  const lines = await cruise({
    'src/base/one.ts': "import type { Two } from './two.ts';\nexport type One = Two | 1;",
    'src/base/two.ts': "import type { One } from './one.ts';\nexport type Two = One | 2;",
  });
  expect(lines.join('\n')).toMatch(/no-circles: src\/base\/one\.ts/);
});

test('the environment is only read by its owners', async () => {
  const text = "export const home = process.env['HOME'];\n";
  const changes = { 'src/run/wrong.ts': text, 'src/host/right.ts': text };
  const lines = await run('eslint/bin/eslint.js', ['src/run/wrong.ts', 'src/host/right.ts'], changes);
  expect(lines.join('\n')).toContain('Only the entries and hosts read the environment');
  expect(lines.filter((line) => line.includes('right.ts'))).toEqual([]);
});
