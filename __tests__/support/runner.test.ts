import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { temporaryDirectory, type TemporaryDirectory } from './builders.ts';
import { parseCommand, parseCommandFile, parseLog } from './runner/commands.ts';
import { findSecrets, secretsOf } from './runner/secrets.ts';
import { type ActionOptions, type ActionRun, runAction, runCli } from './runner.ts';

const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/support/${name}`, import.meta.url));
const cli = fixture('probe-cli.js');

let workspace: TemporaryDirectory;
beforeAll(async () => {
  workspace = await temporaryDirectory();
});
afterAll(async () => {
  await workspace[Symbol.asyncDispose]();
});

function runProbe(options: Partial<ActionOptions> = {}): Promise<ActionRun> {
  const probe = (name: string): string => fixture(`probe-action/${name}`);
  const files = { main: probe('main.js'), post: probe('post.js'), metadata: probe('action.yml') };
  return runAction({ ...files, workspace: workspace.path, ...options });
}

describe('an action', () => {
  test('gets inputs, defaults and command files, and what it says is taken apart', async () => {
    const run = await runProbe({ inputs: { 'two words': 'a b' } });

    expect(run).toMatchObject({
      exitCode: 0,
      signal: null,
      orphans: [],
      timedOut: false,
      temporaryFiles: ['left.txt'],
    });
    expect(JSON.parse(run.outputs['inputs']!)).toEqual({
      'INPUT_MANAGER-URL': 'local',
      INPUT_TWO_WORDS: 'a b',
      INPUT_SAMPLES: '100',
    });
    expect(run.outputs['directory']).toBe(`${workspace.path}\nsecond line`);
    expect(run.summary).toBe('# Rendered\n');
    expect(run.masks).toEqual(['hunter2']);
    expect(run.groups).toEqual([{ title: 'Frames', lines: ['frame 1'] }]);
    expect(run.annotations).toEqual([
      { level: 'error', title: 'Frame 7, broken', file: 'a:b.blend', line: '3', message: 'first\nsecond 100%' },
    ]);
    expect(run.post).toMatchObject({ exitCode: 0, stdout: 'started: yes, interrupted: undefined\n' });
  });

  test('an input that is not declared is a mistake of the test', async () => {
    await expect(runProbe({ inputs: { manager_url: 'x' } })).rejects.toThrow('no input "manager_url"');
  });

  test('is cancelled by signals in the order and at the times of the runner, and post still runs', async () => {
    const run = await runProbe({
      inputs: { samples: 'wait' },
      signalAfter: (line) => line === 'waiting',
      signals: [
        { signal: 'SIGINT', afterMs: 0 },
        { signal: 'SIGTERM', afterMs: 200 },
        { signal: 'SIGKILL', afterMs: 60_000 },
      ],
    });

    expect(run).toMatchObject({ exitCode: 5, signalsSent: ['SIGINT', 'SIGTERM'] });
    expect(run.lines).toContain('interrupted');
    expect(run.cancelledMs).toBeGreaterThanOrEqual(190);
    expect(run.post?.exitCode).toBe(0);
  });

  test('a process it leaves behind is found and killed', async () => {
    const run = await runProbe({ inputs: { samples: 'leave a child' }, orphanGraceMs: 100 });
    expect(run.orphans).toEqual([expect.stringContaining('setInterval')]);
    expect(run.exitCode).toBe(0);
  });

  test('is killed when it takes too long', async () => {
    const run = await runProbe({ inputs: { samples: 'wait' }, timeoutMs: 500 });
    expect(run).toMatchObject({ timedOut: true, signal: 'SIGKILL' });
  });
});

describe('the command-line program', () => {
  test('gets arguments, input and a bare environment, without a terminal', async () => {
    const run = await runCli({ entry: cli, args: ["it's", '--x=1'], cwd: workspace.path, stdin: 'hello' });

    expect(run).toMatchObject({ exitCode: 3, stderr: 'read: hello\n' });
    const [first, variables] = run.stdout.split('\n');
    expect(JSON.parse(first!)).toEqual({ args: ["it's", '--x=1'], tty: false });
    expect(variables).toBe('HOME LANG PATH RUNNER_TRACKING_ID');
  });

  test('gets a terminal and is interrupted by Ctrl-C', async () => {
    const run = await runCli({
      entry: cli,
      args: ["it's", 'wait'],
      cwd: workspace.path,
      tty: true,
      signalAfter: (line) => line === 'waiting',
    });

    expect(JSON.parse(run.stdout.split('\r\n')[0]!)).toEqual({ args: ["it's", 'wait'], tty: true, columns: 100 });
    expect(run).toMatchObject({ exitCode: 130, timedOut: false });
  });

  test('is interrupted by a signal', async () => {
    const options = { entry: cli, args: ['wait'], cwd: workspace.path };
    const run = await runCli({ ...options, signalAfter: (line) => line === 'waiting' });
    expect(run).toMatchObject({ exitCode: 130, signalsSent: ['SIGINT'] });
  });
});

describe('workflow commands', () => {
  test.each([
    ['::error::text', 'error'],
    ['  ::WARNING file=a.blend::text', 'warning'],
    ['frame 1 ##[error]text', 'error'],
    ['##[notice title=x]text', 'notice'],
  ])('the runner acts on %j', (line, name) => {
    expect(parseCommand(line)).toMatchObject({ name, data: 'text' });
  });

  test.each(['frame ::error::text', ':error::text', '::unknown::text', '::error', '##[section]text'])(
    'the runner shows %j as it is',
    (line) => {
      expect(parseCommand(line)).toBeUndefined();
    },
  );

  test('a carriage return begins a line in which a command works', () => {
    expect(parseLog('10%\r::error::injected\r\n20%').annotations).toEqual([{ level: 'error', message: 'injected' }]);
  });

  test('commands are off between stop-commands and its token', () => {
    const log = parseLog('::stop-commands::abc\n::error::off\n::abc::\n::error::on');
    expect(log.annotations).toEqual([{ level: 'error', message: 'on' }]);
    expect(log.lines).toEqual(['::error::off']);
  });

  test('a file of values keeps lines, equals signs and empty values', () => {
    expect(parseCommandFile('a=1=2\nb=\nc<<END\nx\n\nEND=\nEND\n')).toEqual({ a: '1=2', b: '', c: 'x\n\nEND=' });
    expect(() => parseCommandFile('c<<END\nx\n')).toThrow('has no end');
    expect(() => parseCommandFile('nothing\n')).toThrow('no value');
  });
});

test('a secret is found wherever a run shows it, but masking it is no leak', async () => {
  const run = await runProbe();
  expect(findSecrets(run, ['hunter2'])).toEqual([]);
  expect(findSecrets(run, ['frame 1', '# Rendered', 'yes'], { report: 'yes' })).toEqual([
    'stdout',
    'summary',
    'state.started',
    'post stdout',
    'report',
  ]);
  expect(secretsOf('ci', 'pa:ss"')).toContain(Buffer.from('ci:pa:ss"').toString('base64'));
});
