import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse as parseYaml } from 'yaml';
import { temporaryDirectory } from './builders.ts';
import { type ParsedLog, parseCommandFile, parseLog } from './runner/commands.ts';
import { type PlannedSignal, type ProcessResult, runnerCancellation, runProcess } from './runner/process.ts';

export interface ActionOptions {
  /** The action's entry, absolute. */
  main: string;
  /** Run after it, whatever became of it, once it has started. */
  post?: string;
  /** `with:` of the step; the rest has the defaults of `action.yml`. */
  inputs?: Readonly<Record<string, string>>;
  /** Variables on top of the runner's own; nothing else is inherited. */
  env?: Readonly<Record<string, string>>;
  /** GITHUB_WORKSPACE, which is also where the action runs. */
  workspace: string;
  /** The `action.yml` to read inputs and their defaults from, the repository's when left out. */
  metadata?: string;
  /** What triggered the workflow (default a push). */
  event?: { name: string; payload: object };
  /** Cancels the step as the runner does, once a line of main's output makes it return true. */
  signalAfter?: (line: string) => boolean;
  signals?: readonly PlannedSignal[];
  timeoutMs?: number;
  orphanGraceMs?: number;
}

/** What a step came to. */
export interface ActionRun extends ProcessResult, ParsedLog {
  outputs: Record<string, string>;
  /** Markdown. */
  summary: string;
  state: Record<string, string>;
  /** What later steps find in their environment. */
  env: Record<string, string>;
  post: ActionRun | undefined;
  /** What is left in RUNNER_TEMP, by relative path. */
  temporaryFiles: string[];
}

const ownMetadata = fileURLToPath(new URL('../../action.yml', import.meta.url));

/** The inputs as the runner hands them over: `INPUT_` and the name in capitals, only spaces replaced. */
async function inputEnv(given: Readonly<Record<string, string>>, metadata: string): Promise<Record<string, string>> {
  const action = parseYaml(await readFile(metadata, 'utf8')) as {
    inputs?: Record<string, { default?: string | number | boolean } | null>;
  };
  const declared = Object.entries(action.inputs ?? {}).map(([name, input]) => [name, input?.default ?? '']);
  const values: Record<string, string> = Object.fromEntries(declared) as Record<string, string>;
  for (const [name, value] of Object.entries(given)) {
    if (!(name in values)) throw new Error(`the action has no input "${name}"`);
    values[name] = value;
  }
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]),
  );
}

function baseEnv(home: string): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '', HOME: home, LANG: 'C.UTF-8' };
}

/** The runner's variables that the toolkit and actions look at. */
function runnerEnv(home: string, workspace: string, eventName: string): Record<string, string> {
  return {
    ...baseEnv(home),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: '__studio_render',
    GITHUB_ACTOR: 'artist',
    GITHUB_API_URL: 'https://api.github.com',
    GITHUB_BASE_REF: '',
    GITHUB_EVENT_NAME: eventName,
    GITHUB_EVENT_PATH: path.join(home, 'event.json'),
    GITHUB_GRAPHQL_URL: 'https://api.github.com/graphql',
    GITHUB_HEAD_REF: '',
    GITHUB_JOB: 'render',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REF_NAME: 'main',
    GITHUB_REPOSITORY: 'studio/film',
    GITHUB_REPOSITORY_OWNER: 'studio',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: '1000',
    GITHUB_RUN_NUMBER: '7',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: 'ffac537e6cbbf934b08745a378932722df287a53',
    GITHUB_WORKFLOW: 'Render',
    GITHUB_WORKSPACE: workspace,
    RUNNER_ARCH: 'X64',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_NAME: 'runner-1',
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: path.join(home, '_temp'),
    RUNNER_TOOL_CACHE: path.join(home, '_tool'),
  };
}

const commandFiles = ['OUTPUT', 'STATE', 'ENV', 'PATH', 'STEP_SUMMARY'] as const;

/** Runs one of the action's files with command files of its own in `home`. */
async function runEntry(
  entry: string,
  home: string,
  env: Record<string, string>,
  options: ActionOptions,
  signalAfter?: (line: string) => boolean,
): Promise<Omit<ActionRun, 'post' | 'temporaryFiles'>> {
  const name = (file: string): string => path.join(home, `${path.parse(entry).name}-${file}`);
  for (const file of commandFiles) await writeFile(name(file), '');
  const result = await runProcess({
    command: process.execPath,
    args: [entry],
    cwd: options.workspace,
    env: { ...env, ...Object.fromEntries(commandFiles.map((file) => [`GITHUB_${file}`, name(file)])) },
    signals: options.signals ?? runnerCancellation,
    signalAfter,
    timeoutMs: options.timeoutMs,
    orphanGraceMs: options.orphanGraceMs,
  });
  const read = (file: (typeof commandFiles)[number]): Promise<string> => readFile(name(file), 'utf8');
  return {
    ...result,
    ...parseLog(`${result.stdout}\n${result.stderr}`),
    outputs: parseCommandFile(await read('OUTPUT')),
    state: parseCommandFile(await read('STATE')),
    env: parseCommandFile(await read('ENV')),
    summary: await read('STEP_SUMMARY'),
  };
}

/** Runs an action's step, main and post, as GitHub's runner does on Linux. */
export async function runAction(options: ActionOptions): Promise<ActionRun> {
  const { main, post, inputs = {}, workspace, event = { name: 'push', payload: {} } } = options;
  await using home = await temporaryDirectory();
  const env = {
    ...runnerEnv(home.path, workspace, event.name),
    ...(await inputEnv(inputs, options.metadata ?? ownMetadata)),
    ...options.env,
  };
  const temporary = path.join(home.path, '_temp');
  await mkdir(temporary);
  await writeFile(path.join(home.path, 'event.json'), JSON.stringify(event.payload));
  const first = await runEntry(main, home.path, env, options, options.signalAfter);
  const stateEnv = Object.fromEntries(Object.entries(first.state).map(([name, value]) => [`STATE_${name}`, value]));
  const postEnv = { ...env, ...stateEnv };
  const second = post === undefined ? undefined : await runEntry(post, home.path, postEnv, options);
  const temporaryFiles = await readdir(temporary, { recursive: true });
  return { ...first, temporaryFiles, post: second && { ...second, temporaryFiles, post: undefined } };
}

export interface CliOptions {
  entry: string;
  args: readonly string[];
  /** On top of PATH, HOME and LANG; nothing else is inherited. */
  env?: Readonly<Record<string, string>>;
  cwd: string;
  stdin?: string;
  /** Gives it a terminal of 100 × 30 (`script` from util-linux); everything it prints is then in `stdout`. */
  tty?: boolean;
  /** Interrupts it once a line of its output makes it return true: SIGINT, or Ctrl-C typed at its terminal. */
  signalAfter?: (line: string) => boolean;
  signals?: readonly PlannedSignal[];
  timeoutMs?: number;
}

/** Runs the command-line program to its end. */
export async function runCli(options: CliOptions): Promise<ProcessResult> {
  const { entry, args, cwd, tty = false, signals = [{ signal: 'SIGINT', afterMs: 0 }] } = options;
  await using home = await temporaryDirectory();
  const quoted = [process.execPath, entry, ...args].map((arg) => `'${arg.replaceAll("'", `'\\''`)}'`).join(' ');
  return await runProcess({
    command: tty ? 'script' : process.execPath,
    args: tty ? ['-qec', `stty cols 100 rows 30; exec ${quoted}`, '/dev/null'] : [entry, ...args],
    cwd,
    env: { ...baseEnv(home.path), ...(tty ? { TERM: 'xterm-256color' } : {}), ...options.env },
    ...(options.stdin === undefined ? {} : { stdin: options.stdin }),
    signals: tty ? 'ctrl-c' : signals,
    signalAfter: options.signalAfter,
    timeoutMs: options.timeoutMs,
  });
}
