import { describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse as parseYaml } from 'yaml';
import { neededNode } from '../../src/base/node.ts';
import { runNode } from '../support/run-node.ts';

const path = (file: string): string => fileURLToPath(new URL(`../../${file}`, import.meta.url));

test('package.json and action.yml ask for the same Node', () => {
  const { engines } = JSON.parse(readFileSync(path('package.json'), 'utf8')) as { engines: { node: string } };
  const { runs } = parseYaml(readFileSync(path('action.yml'), 'utf8')) as { runs: { using: string } };
  expect([engines.node, runs.using]).toEqual([`>=${neededNode}`, `node${neededNode}`]);
});

describe('an older Node is told which one is needed, and nothing else,', () => {
  const answer = (version: string): object => ({
    exitCode: 2,
    stdout: '',
    stderr: `BlendNet Render needs Node 24, this is ${version}. Get it from https://nodejs.org.\n`,
  });
  const entries = ['src/cli.ts', 'src/action.ts', 'dist/cli/index.js', 'dist/action/index.js'];

  test.each(entries)('by %s', async (entry) => {
    const older = 'Object.defineProperty(process, "versions", { value: { node: "20.19.0" } });';
    expect(await runNode(['--import', `data:text/javascript,${older}`, path(entry), '--help'])).toEqual(
      answer('20.19.0'),
    );
  });

  // The distribution's, which is older on Debian and Ubuntu of today.
  const systemNode = '/usr/bin/node';
  const version = existsSync(systemNode)
    ? execFileSync(systemNode, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim()
    : '';
  const isOld = version !== '' && parseInt(version, 10) < neededNode;
  (isOld
    ? test.each(['dist/cli/index.js', 'dist/action/index.js'])
    : test.skip.each(['either entry (skipped: /usr/bin/node is not an older one)']))('really, by %s', async (entry) => {
    expect(await runNode([path(entry), '--help'], { program: systemNode })).toEqual(answer(version));
  });
});
