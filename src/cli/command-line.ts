import { RenderError } from '../base/errors.ts';
import { explainFileError } from '../base/files/errors.ts';
import { nearest } from '../base/nearest.ts';
import { inert, printable } from '../base/printable.ts';
import { redact } from '../base/secrets.ts';
import { sentences } from '../base/sentences.ts';
import type { OutputValue } from '../host/host.ts';
import { environmentName } from '../settings/environment.ts';
import { parseRenderArguments } from './arguments.ts';
import { createReader } from './reader.ts';

/**
 * Runs a command and gives the exit code. Logs go to standard error; standard output carries what was asked for.
 */
export async function runCommandLine(args: string[], env: NodeJS.ProcessEnv, entry: URL): Promise<number> {
  // What is thrown where nobody catches it would be printed as it is, secrets included.
  process.on('uncaughtException', (error) => process.exit(explain(error)));
  try {
    const [command, ...rest] = args;
    switch (command) {
      case 'diff':
        return await (await import('./diff-command.ts')).diffCommand(rest, env, onSignal());
      case 'init':
        return await (await import('./init-command.ts')).initCommand(rest, env, entry, onSignal());
      case 'git-setup':
        return await (await import('./git-setup-command.ts')).gitSetupCommand(rest);
      case 'farm':
        return await (await import('./farm-command.ts')).farmCommand(rest, env, onSignal());
      case 'deps':
        return await (await import('./deps-command.ts')).depsCommand(rest, onSignal());
      case 'approve':
        return await (await import('./approve-command.ts')).approveCommand(rest, env, entry, onSignal());
      case 'compare':
        return await (await import('./compare-command.ts')).compareCommand(rest, env, entry, onSignal());
      case 'github':
        return await (await import('./github-command.ts')).githubCommand(rest, env, onSignal());
      case 'report':
        return await (await import('./report-command.ts')).reportCommand(rest, entry, onSignal());
      case 'plan':
        return await (await import('./plan-command.ts')).planCommand(rest, env, entry, onSignal());
      case 'merge':
        return await (await import('./merge-command.ts')).mergeCommand(rest, env, entry, onSignal(), explain);
      case 'render':
        return await renderCommand(rest, env, entry);
      case 'help':
        return await renderCommand(['--help'], env, entry);
      default:
        checkCommand(command);
        return await renderCommand(args, env, entry);
    }
  } catch (error) {
    return explain(explainFileError(error, 'Check the disk, the name, and what this user may do there.'));
  }
}

export const commands = [
  'render',
  'deps',
  'compare',
  'approve',
  'report',
  'plan',
  'merge',
  'farm',
  'diff',
  'git-setup',
  'init',
  'github',
  'help',
];

/** A bare word that nearly is a command is no project. */
function checkCommand(word = ''): void {
  const meant = /^[a-z]+$/i.test(word) ? nearest(word, commands) : undefined;
  if (meant === undefined) return;
  throw new RenderError('settings', `There is no command "${printable(word, 40)}". Did you mean ${meant}?`, {
    hint: 'blendnet-render --help lists every command; a project is named with its .blend.',
  });
}

/** Characters of a line of an error that are worth reading. */
const maxLine = 4000;

/** Says what went wrong, for people, and gives the exit code. Anything that is no RenderError is a bug and shows its stack. */
function explain(error: unknown): number {
  const say = (text: string): void => {
    const lines = redact(text).split('\n');
    const safe = lines.map((line) => `${/^ */.exec(line)?.[0] ?? ''}${inert(printable(line, maxLine))}`);
    process.stderr.write(`${safe.join('\n')}\n`);
  };
  if (!(error instanceof RenderError)) {
    say(`Internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return 1;
  }
  const hint = error.hint === undefined ? '' : `\n${error.hint}`;
  say(`\nFailed (${error.kind}): ${sentences(error.message)}${hint}`);
  return error.exitCode;
}

async function renderCommand(args: string[], env: NodeJS.ProcessEnv, entry: URL): Promise<number> {
  const parsed = parseRenderArguments(args);
  const { options } = parsed;
  if (options.help === true || (args.length === 0 && env[environmentName('project')] === undefined)) {
    const { formatHelp } = await import('./help.ts');
    process.stdout.write(formatHelp());
    return 0;
  }
  if (options.version === true) {
    process.stdout.write(`${(await import('../base/version.ts')).version}\n`);
    return 0;
  }
  const readSetting = await createReader(parsed, env);
  const { createTerminalHost } = await import('../host/terminal/terminal.ts');
  let outputs: Record<string, OutputValue> = {};
  const host = createTerminalHost({
    env,
    entry,
    cancelled: onSignal(),
    workingDirectory: process.cwd(),
    stream: process.stderr,
    verbose: options.verbose === true,
    onOutputs: (values) => (outputs = values),
  });
  (await import('../base/heap.ts')).keepHeapSmall();
  const { finishRun } = await import('../run/finish.ts');
  const { failure } = await finishRun(readSetting, host);
  const exitCode = failure === undefined ? 0 : explain(failure);
  if (options.json === true) process.stdout.write(`${JSON.stringify(outputs)}\n`);
  return exitCode;
}

/** Fires on Ctrl-C and on being told to end; a second Ctrl-C ends at once. */
function onSignal(): AbortSignal {
  const cancel = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (cancel.signal.aborted) process.exit(5);
      if (signal === 'SIGINT') process.stderr.write('Ending; Ctrl-C once more ends at once.\n');
      cancel.abort(new RenderError('cancelled', 'The run was cancelled.'));
    });
  }
  return cancel.signal;
}
