import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { errorCode } from '../../../base/files/errors.ts';
import { messageOf } from '../../../base/errors.ts';
import { printable } from '../../../base/printable.ts';
import type { Environment } from '../environment.ts';
import { methods, type Command } from './methods.ts';
import { systemView, type Access } from './view.ts';

/** Runs commands apart from the machine. */
export interface Sandbox {
  /** What does it: `bubblewrap`. */
  name: string;
  network: boolean;
  /**
   * The command that runs `command` apart.
   * @param seen what it gets of the machine besides the system and Blender
   * @param directory where it starts and may write, an empty folder of its own
   */
  wrap(command: Command, seen: Iterable<readonly [string, Access]>, directory: string): Command;
}

/** What a program printed, run apart; or why no way to do so works here. */
export type Tried = { sandbox: Sandbox; printed: string } | { problem: string };

const tryTimeoutMs = 60_000;

export interface SandboxOptions {
  /** What will run apart, absolute and without links: with it comes its installation. */
  program: string;
  /** All that the command gets. */
  environment: Environment;
  network: boolean;
  /** The machine is thrown away after the job, and root is there for the asking. */
  isThrownAway: boolean;
}

/**
 * Finds a way to run a program apart by running `command` so, once.
 * @param command prints something and ends
 */
export async function openSandbox(command: Command, options: SandboxOptions): Promise<Tried> {
  if (process.platform !== 'linux') return { problem: 'only Linux can' };
  const directory = await mkdtemp(join(tmpdir(), 'blendnet-apart-'));
  try {
    const first = await tryEach(command, options, directory);
    if ('sandbox' in first || !options.isThrownAway || !(await allowNamespaces(options.environment))) return first;
    return await tryEach(command, options, directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function tryEach(
  command: Command,
  { program, environment, network }: SandboxOptions,
  directory: string,
): Promise<Tried> {
  const system = systemView(program, environment);
  const problems: string[] = [];
  for (const method of methods) {
    const sandbox: Sandbox = {
      ...{ name: method.name, network },
      wrap: (inner, seen, start) => {
        const view = new Map([...system, ...seen, [start, 'write'] as const]);
        return method.wrap(inner, { view, network, directory: start });
      },
    };
    try {
      return { sandbox, printed: await run(sandbox.wrap(command, [], directory), environment) };
    } catch (error) {
      problems.push(`${method.name}: ${describe(error)}`);
    }
  }
  return { problem: problems.join('; ') };
}

/** Ubuntu's AppArmor takes the rights out of user namespaces, until root tells it not to. */
async function allowNamespaces(environment: Environment): Promise<boolean> {
  const setting = 'kernel.apparmor_restrict_unprivileged_userns=0';
  return await run(['sudo', '-n', 'sysctl', '-q', '-w', setting], environment).then(
    () => true,
    () => false,
  );
}

async function run([program, ...args]: Command, environment: Environment): Promise<string> {
  const ran = await promisify(execFile)(program, args, { env: environment, timeout: tryTimeoutMs });
  return ran.stdout;
}

/** The last line that it printed, or why it did not start. */
function describe(error: unknown): string {
  if (errorCode(error) === 'ENOENT') return 'not installed';
  const { stderr } = error as { stderr?: unknown };
  const lines = typeof stderr === 'string' ? stderr.trim().split('\n') : [];
  const said = lines.at(-1) ?? '';
  return printable(said === '' ? messageOf(error) : said, 200);
}
