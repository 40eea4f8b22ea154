import { expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse as parseYaml } from 'yaml';
import { cliEntry } from '../cli/run-cli.ts';
import { checkOut } from '../e2e/reuse-support.ts';
import { runNode, type NodeResult } from '../support/run-node.ts';
import { startScriptedManager } from '../support/scripted-manager.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

/* The example for GitLab, run by what runs such files on a developer's machine. It checks them with GitLab's own schema. */

const root = fileURLToPath(new URL('../../', import.meta.url));
const example = readFileSync(join(root, 'examples/ci/gitlab-ci.yml'), 'utf8');
const runner = join(root, 'node_modules/gitlab-ci-local/dist/index.js');

/** A repository with the example, and what its image has: npx, which takes our sources, and others. */
async function repository(): Promise<TemporaryFolder> {
  await using workspace = await checkOut();
  const folder = new TemporaryFolder();
  cpSync(workspace.path, join(folder.path, 'film/scenes'), { recursive: true });
  folder.write({
    // As who copies it does.
    'film/.gitlab-ci.yml': example
      .replace('--frames 1,25,50', '--frames 1,2')
      .replace('scenes/shot.blend', 'scenes/sequence.blend'),
    'bin/npx': `#!/bin/sh\nset -e\ntest "$1" = --yes\ncase "$2" in blendnet-render@*) ;; *) exit 9 ;; esac\nshift 2\nexec '${process.execPath}' --disable-warning=ExperimentalWarning '${cliEntry}' "$@"\n`,
    'bin/apt-get': '#!/bin/sh\n',
    // Copies what is tracked, which is all that it is asked for here.
    'bin/rsync': '#!/bin/sh\nfor to; do :; done\nmkdir -p "$to"\ngit ls-files -z | xargs -0 cp --parents -t "$to"\n',
  });
  mkdirSync(join(folder.path, 'home'));
  for (const name of ['npx', 'apt-get', 'rsync']) chmodSync(join(folder.path, 'bin', name), 0o755);
  const git = (...args: string[]): unknown =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], {
      cwd: join(folder.path, 'film'),
    });
  git('init', '--quiet', '--initial-branch', 'main');
  git('remote', 'add', 'origin', 'https://gitlab.example/studio/film.git');
  git('add', '.');
  git('commit', '--quiet', '--message', 'Begin');
  return folder;
}

function run(folder: TemporaryFolder, args: string[]): Promise<NodeResult> {
  const home = join(folder.path, 'home');
  return runNode([runner, '--cwd', 'film', '--home', home, '--no-color', ...args], {
    cwd: folder.path,
    env: { HOME: home, PATH: `${join(folder.path, 'bin')}:${process.env['PATH'] ?? ''}` },
  });
}

test('GitLab takes it: one job, on the main branch and in merge requests', async () => {
  using folder = await repository();
  const { exitCode, stdout, stderr } = await run(folder, ['--list-json']);
  expect([exitCode, stderr]).toEqual([0, expect.stringContaining('json schema validated')]);
  expect(JSON.parse(stdout)).toMatchObject([{ name: 'render', when: 'on_success', allow_failure: false }]);
});

test('it renders, and leaves what it says are its artifacts', async () => {
  using folder = await repository();
  await using manager = await startScriptedManager();
  const variables = {
    ...{ BLENDNET_MANAGER_URL: manager.url, BLENDNET_BLENDER_VERSION: '', BLENDNET_POLL_INTERVAL: '0.2' },
    ...{ GITLAB_CI: 'true' },
  };
  const given = Object.entries(variables).flatMap(([name, value]) => ['--variable', `${name}=${value}`]);
  const { exitCode, stdout, stderr } = await run(folder, ['--force-shell-executor', ...given, 'render']);
  expect([exitCode, `${stdout}${stderr}`]).toEqual([0, expect.stringContaining('GitLab: branch main')]);
  const read = (file: string): string => readFileSync(join(folder.path, 'film', file), 'utf8');
  const { artifacts } = (parseYaml(example) as { render: { artifacts: { reports: Record<string, string> } } }).render;
  const { junit = '', codequality = '' } = artifacts.reports;
  expect(read(junit)).toContain('name="frame 2 compose"');
  expect(JSON.parse(read(codequality))).toContainEqual(
    expect.objectContaining({ location: { path: 'scenes/sequence.blend', lines: { begin: 1 } } }),
  );
  expect(read('blendnet-results/blendnet-report.html')).toContain('sequence.blend');
});
