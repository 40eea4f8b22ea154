import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { formatHelp } from '../../src/cli/help.ts';
import { checkOutExample } from '../e2e/bundle.ts';
import { temporaryDirectory, writeFiles } from '../support/builders.ts';
import { answers } from '../support/manager/faults.ts';
import { runNode, type NodeOptions, type NodeResult } from '../support/run-node.ts';
import { startScriptedManager } from '../support/scripted-manager.ts';

const entry = new URL('../../src/cli.ts', import.meta.url).pathname;

async function run(args: string[], options: NodeOptions = {}): Promise<NodeResult> {
  return await runNode([entry, ...args], { cwd: import.meta.dirname, ...options });
}

describe('the program', () => {
  test.each([[[]], [['--help']], [['render', '--help', '--frames', 'x']]])('shows its help: %j', async (args) => {
    expect(await run(args)).toEqual({ exitCode: 0, stdout: formatHelp(), stderr: '' });
  });

  test('shows its version, which is the one of the package', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    expect(await run(['--version'])).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' });
  });

  test('ends with 2 and a way out when a flag does not exist', async () => {
    expect(await run(['render', '--frame', '1'])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: "\nFailed (settings): Unknown option '--frame'\nblendnet-render --help lists every flag.\n",
    });
  });

  test('takes settings from the environment, flags first, and tells what is wrong as JSON, too', async () => {
    const env = { BLENDNET_PROJECT: 'a.blend', BLENDNET_SEED: 'x', BLENDNET_FAIL_FAST: 'maybe', BLENDNET_SAMPLES: '0' };
    const { exitCode, stdout, stderr } = await run(['--json', '--samples', '16'], { env });
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout)).toEqual({ 'failure-kind': 'settings' });
    expect(stderr).toMatch(/2 settings are wrong:\n {2}seed "x": .*\n {2}fail-fast "maybe": use true or false\n/);
  });

  test('a project in the environment is enough', async () => {
    const { exitCode, stderr } = await run([], { env: { BLENDNET_PROJECT: 'a.blend', BLENDNET_SEED: 'x' } });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('seed "x"');
  });

  test('reads the password from a file, without its line break, and never shows it', async () => {
    await using directory = await temporaryDirectory();
    await writeFiles(directory.path, { 'shot.blend': 'B', secret: 'ge:heim\n' });
    await using manager = await startScriptedManager({ username: 'ci', password: 'other' });
    const args = ['shot.blend', '--manager-url', manager.url, '--username=ci', '--password-file=secret', '--verbose'];
    const { exitCode, stdout, stderr } = await run([...args, '--json'], { cwd: directory.path });
    expect(exitCode).toBe(3);
    expect(JSON.parse(stdout)).toEqual({ 'failure-kind': 'unauthorized' });
    expect(stderr).toMatch(/Failed \(unauthorized\): http:\S+ refuses the username and password\.\nCheck username/);
    expect(stdout + stderr).not.toContain('heim');
    const [request] = manager.requests;
    expect(request?.headers['authorization']).toBe(`Basic ${Buffer.from('ci:ge:heim').toString('base64')}`);
  });

  test('a password file that is not there is named', async () => {
    const { exitCode, stderr } = await run(['a.blend', '--password-file', 'gone']);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/--password-file cannot be read: gone: it is not there \(ENOENT\)/);
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s ends it with 5', async (name) => {
    await using directory = await temporaryDirectory();
    await writeFiles(directory.path, { 'shot.blend': 'B' });
    await using manager = await startScriptedManager();
    manager.faults.add({ action: { fault: 'hang' } });
    const running = run(['shot.blend', '--manager-url', manager.url], {
      cwd: directory.path,
      signal: { name, when: manager.until(({ requests }) => requests.length === 1) },
    });
    const { exitCode, stderr } = await running;
    expect(exitCode).toBe(5);
    expect(stderr).toContain('Failed (cancelled): The run was cancelled.');
  });
});

describe('a run from a terminal', () => {
  test('cleans up although nobody reads its log any more', async () => {
    await using directory = await temporaryDirectory();
    const project = await checkOutExample(directory.path);
    await using manager = await startScriptedManager({ script: () => 'stall' });
    const args = [entry, project, '--frames', '1-4', '--poll-interval', '0.1', '--manager-url', manager.url];
    const env = { ...process.env, NODE_OPTIONS: '', XDG_CACHE_HOME: directory.path };
    const child = spawn(process.execPath, args, { cwd: directory.path, env, stdio: ['ignore', 'ignore', 'pipe'] });
    await manager.until(({ tasks }) => [...tasks.values()].filter(({ state }) => state === 'PENDING').length === 3);
    child.stderr.destroy();
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([5, null]);
    expect(manager.tasks.size).toBe(0);
  });

  test('shows what a file is called as harmless text', async () => {
    await using directory = await temporaryDirectory();
    const project = await checkOutExample(directory.path);
    await writeFiles(directory.path, {
      'film/::add-mask::x##vso[task.complete]y.bin': 'B',
      'film/a\n::add-mask::x\u001b[31m##vso[task.complete]y.txt': 'B',
    });
    await using manager = await startScriptedManager({
      faults: [{ method: 'PUT', path: '.bin', action: answers.rejected('no') }],
    });
    const flags = ['--manager-url', manager.url, '--dependencies', 'auto', '--dependencies'];
    const env = { XDG_CACHE_HOME: directory.path };
    const sent = await run([project, ...flags, 'film/*.bin'], { cwd: directory.path, env });
    expect(sent.exitCode).toBe(3);
    expect(sent.stderr).toMatch(/Failed \(rejected\): .*film\/::add-mask::x# #vso\[task/);
    const kept = await run([project, ...flags, 'film/*.txt'], { cwd: directory.path, env });
    expect(kept.exitCode).toBe(2);
    expect(kept.stderr).toContain('film/a�::add-mask::x�[31m# #vso[task.complete]y.txt has a name that');
    // eslint-disable-next-line no-control-regex
    for (const { stderr } of [sent, kept]) expect(stderr).not.toMatch(/^\s*::|##vso|\u001b/m);
  });
});
