import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { formatHelp } from '../../src/cli/help.ts';
import { checkOutExample } from '../e2e/bundle.ts';
import { temporaryDirectory, writeFiles } from '../support/builders.ts';
import { answers } from '../support/manager/faults.ts';
import { runNode, type NodeOptions, type NodeResult } from '../support/run-node.ts';
import { startScriptedManager, type ScriptedManager } from '../support/scripted-manager.ts';

const entry = new URL('../../src/cli.ts', import.meta.url).pathname;

async function run(args: string[], options: NodeOptions = {}): Promise<NodeResult> {
  return await runNode([entry, ...args], { cwd: import.meta.dirname, ...options });
}

describe('the program', () => {
  test.each([[[]], [['--help']], [['-h']], [['help']], [['render', '-h', '--frames', 'x']]])(
    'shows its help: %j',
    async (args) => {
      expect(await run(args)).toEqual({ exitCode: 0, stdout: formatHelp(), stderr: '' });
    },
  );

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
      stderr:
        '\nFailed (settings): There is no --frame. Did you mean --frames?\nblendnet-render render --help lists every flag.\n',
    });
  });

  test.each([
    [['aprove', 'a', 'b'], 'There is no command "aprove". Did you mean approve?'],
    [['Compare'], 'There is no command "Compare". Did you mean compare?'],
    [['deps', 'a.blend', '--frame', '1'], 'There is no --frame. Did you mean --frames?'],
    [['report', '--baselines=x'], 'There is no --baselines. Did you mean --baseline?'],
    [['a.blend', '--seed', '-1'], 'A setting is wrong:\n  seed "-1": use a whole number from 0 to 2147483647'],
    [
      ['a.blend', '--on-difference=wran'],
      'A setting is wrong:\n  on-difference "wran": use fail or warn; did you mean warn?',
    ],
    [['a.blend', '--reuse=ture'], 'A setting is wrong:\n  reuse "ture": use true, false or bytes; did you mean true?'],
  ])('says what was meant: %j', async (args, text) => {
    const { exitCode, stderr } = await run(args);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`\nFailed (settings): ${text}\n`);
  });

  test.each(['deps', 'compare', 'approve', 'report', 'farm'])('%s -h explains the command', async (command) => {
    const { exitCode, stdout } = await run([command, '-h']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`blendnet-render ${command}`);
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

  test.each([
    ['a file', 'secret', undefined],
    ['standard input', '-', 'ge:heim\n'],
  ])('reads the password from %s, without its line break, and never shows it', async (_, file, input) => {
    await using directory = await temporaryDirectory();
    await writeFiles(directory.path, { 'shot.blend': 'B', secret: 'ge:heim\n' });
    await using manager = await startScriptedManager({ username: 'ci', password: 'other' });
    const args = ['shot.blend', '--manager-url', manager.url, '--username=ci', `--password-file=${file}`, '--verbose'];
    const { exitCode, stdout, stderr } = await run([...args, '--json'], {
      cwd: directory.path,
      ...(input && { input }),
    });
    expect(exitCode).toBe(3);
    expect(JSON.parse(stdout)).toEqual({ 'failure-kind': 'unauthorized' });
    expect(stderr).toMatch(/Failed \(unauthorized\): http:\S+ refuses the username and password\.\nCheck username/);
    expect(stdout + stderr).not.toContain('heim');
    const [request] = manager.requests;
    expect(request?.headers['authorization']).toBe(`Basic ${Buffer.from('ci:ge:heim').toString('base64')}`);
  });

  test('a password file that is not there is not quoted: it may be the password', async () => {
    const { exitCode, stderr } = await run(['a.blend', '--password-file', 'ge:heim']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--password-file cannot be read (ENOENT).');
    expect(stderr).not.toContain('heim');
  });

  test('a password is no flag, since ps shows flags', async () => {
    for (const args of [['--password', 'ge:heim'], ['--password=ge:heim']]) {
      const { exitCode, stderr } = await run(['a.blend', ...args]);
      expect(exitCode).toBe(2);
      expect(stderr).toMatch(/A password on the command line.*\n.*BLENDNET_PASSWORD.*--password-file/);
      expect(stderr).not.toContain('heim');
    }
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
  /** A run of four frames, one of which renders for ever; it ends when its `await using` scope does. */
  async function startRun(
    manager: ScriptedManager,
  ): Promise<{ child: ReturnType<typeof spawn>; ended: Promise<unknown[]> } & AsyncDisposable> {
    const directory = await temporaryDirectory();
    const project = await checkOutExample(directory.path);
    const args = [entry, project, '--frames', '1-4', '--poll-interval', '0.1', '--manager-url', manager.url];
    const env = { ...process.env, NODE_OPTIONS: '', XDG_CACHE_HOME: directory.path };
    const child = spawn(process.execPath, args, { cwd: directory.path, env, stdio: ['ignore', 'ignore', 'pipe'] });
    const ended = once(child, 'exit');
    await manager.until(({ tasks }) => [...tasks.values()].filter(({ state }) => state === 'PENDING').length === 3);
    const end = async (): Promise<void> => {
      child.kill('SIGKILL');
      await ended;
      await directory[Symbol.asyncDispose]();
    };
    return { child, ended, [Symbol.asyncDispose]: end };
  }

  test('cleans up although nobody reads its log any more', async () => {
    await using manager = await startScriptedManager({ script: () => 'stall' });
    await using run = await startRun(manager);
    run.child.stderr?.destroy();
    run.child.kill('SIGINT');
    expect(await run.ended).toEqual([5, null]);
    expect(manager.tasks.size).toBe(0);
  });

  test('takes the time it needs for that, unlike a step that is killed', async () => {
    await using manager = await startScriptedManager({
      script: () => 'stall',
      faults: [{ method: 'DELETE', action: { fault: 'delay', ms: 4_500 } }],
    });
    await using run = await startRun(manager);
    run.child.stderr?.resume();
    run.child.kill('SIGINT');
    expect(await run.ended).toEqual([5, null]);
    expect(manager.tasks.size).toBe(0);
  });

  test('ends at once when it is told a second time', async () => {
    await using manager = await startScriptedManager({
      script: () => 'stall',
      faults: [{ method: 'DELETE', times: Infinity, action: { fault: 'hang' } }],
    });
    await using run = await startRun(manager);
    const told: string[] = [];
    run.child.stderr?.on('data', (chunk: Buffer) => told.push(chunk.toString()));
    run.child.kill('SIGINT');
    await manager.until(({ faults }) => faults.happened.length > 0);
    run.child.kill('SIGINT');
    expect(await run.ended).toEqual([5, null]);
    expect(told.join('')).toContain('Ending; Ctrl-C once more ends at once.');
    expect(manager.tasks.size).toBe(4);
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
