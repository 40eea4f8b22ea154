import { execFile } from 'node:child_process';
import { access, constants, realpath } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { messageOf, RenderError } from '../../base/errors.ts';
import { printable } from '../../base/printable.ts';
import { ownEnvironment, type Environment } from './environment.ts';
import { libraryHint } from './libraries.ts';
import type { KnownVersion, KnownVersions } from './known-versions.ts';
import { openSandbox, type Sandbox, type Tried } from './sandbox/open.ts';

/** A Blender that answered. `version` is [major, minor, patch]. */
export interface Blender {
  command: string;
  environment: Environment;
  version: [number, number, number];
  versionString: string;
  buildDate: string;
  /** Whether the scripts and drivers in a .blend run. */
  scripts: boolean;
  /** Missing: it runs with the rights of this process. */
  sandbox?: Sandbox;
}

/** How Blender is to be run. */
export interface BlenderOptions {
  scripts: boolean;
  /** `auto`: apart from the machine where that works; `network`: likewise, but for the network; `on`: or not at all. */
  sandbox: 'auto' | 'on' | 'network' | 'off';
  /** Told how it will run, one line. */
  say: (line: string) => void;
  /** Where versions are known from that need not be asked for again. */
  known?: KnownVersions;
}

export const installHint =
  'Install Blender (Debian, Ubuntu: "sudo apt-get install --no-install-recommends blender"; macOS: "brew install --cask ' +
  'blender"; Windows: "winget install BlenderFoundation.Blender"), then have it on PATH or name it with the setting blender.';

const probeTimeoutMs = 60_000;

/**
 * Asks `command` (a name on PATH or a file) for its version, apart from the machine where that is wanted and works.
 * @throws RenderError `no-agents` when it is not there, does not run, or is no Blender; `settings` when it cannot run apart
 * and has to
 */
export async function findBlender(
  command: string,
  environment: Environment,
  { scripts, sandbox: wanted, say, known }: BlenderOptions,
): Promise<Blender> {
  const own = ownEnvironment(environment);
  // Blender runs in another directory than this process.
  const named = /[\\/]/.test(command) ? resolve(command) : command;
  const how = { environment: own, scripts };
  const program = await locate(named, own['PATH'] ?? '');
  const before = program === undefined ? undefined : await known?.find(program);
  const tried =
    wanted === 'off' ? { problem: 'sandbox: off' } : await tryApart(program, environment, wanted === 'network', before);
  if ('sandbox' in tried) {
    const { sandbox, printed } = tried;
    if (before?.apart !== true) await known?.note(program ?? named, { printed, apart: true });
    const network = sandbox.network ? 'with' : 'without';
    say(`Blender runs apart from the machine (${sandbox.name}): the project read-only, ${network} network`);
    return { command: program ?? named, ...how, sandbox, ...parseVersion(printed, command) };
  }
  const printed = before?.printed ?? (await askVersion(named, own));
  if (program !== undefined && before === undefined) await known?.note(program, { printed, apart: false });
  const blender = { command: named, ...how, ...parseVersion(printed, command) };
  const { problem } = tried;
  if (wanted === 'on') {
    throw new RenderError('settings', `sandbox: on, but Blender cannot run apart from this machine (${problem}).`, {
      hint: sandboxHint,
    });
  }
  const hint = wanted === 'off' || process.platform !== 'linux' ? '' : ` ${sandboxHint}`;
  say(`Blender runs with all rights of this process, not apart from the machine (${problem}).${hint}`);
  return blender;
}

/** Finds a way to run Blender apart; its version is asked for on the way, unless it did run so `before`. */
async function tryApart(
  program: string | undefined,
  environment: Environment,
  network: boolean,
  before: KnownVersion | undefined,
): Promise<Tried> {
  if (program === undefined) return { problem: 'Blender is not there' };
  const own = ownEnvironment(environment);
  // GitHub's own runners, where every step may do as root what it likes.
  const isThrownAway = environment['RUNNER_ENVIRONMENT'] === 'github-hosted' && environment['ImageOS'] !== undefined;
  const options = { program, environment: own, network, isThrownAway };
  if (before?.apart !== true) return await openSandbox([program, '--version'], options);
  const tried = await openSandbox(['true'], options);
  return 'sandbox' in tried ? { ...tried, printed: before.printed } : tried;
}

const sandboxHint =
  'On Linux: install bubblewrap, and let users make namespaces (Ubuntu: "sudo sysctl -w ' +
  'kernel.apparmor_restrict_unprivileged_userns=0").';

/** The program behind a name, links resolved; undefined when there is none. */
async function locate(named: string, searchPath: string): Promise<string | undefined> {
  const candidates = /[\\/]/.test(named) ? [named] : searchPath.split(delimiter).map((folder) => join(folder, named));
  for (const candidate of candidates) {
    const isThere = await access(candidate, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return await realpath(candidate);
  }
  return undefined;
}

async function askVersion(program: string, environment: Environment): Promise<string> {
  const { stdout } = await promisify(execFile)(program, ['--version'], {
    env: environment,
    timeout: probeTimeoutMs,
  }).catch((error: unknown) => {
    const said = printable(messageOf(error));
    const hint = libraryHint(said) ?? installHint;
    throw new RenderError('no-agents', `Blender does not run: ${said}`, { cause: error, hint });
  });
  return stdout;
}

function parseVersion(printed: string, command: string): Pick<Blender, 'version' | 'versionString' | 'buildDate'> {
  const found = /^Blender (\d+)\.(\d+)(?:\.(\d+))?[^\r\n]*/m.exec(printed);
  if (!found) {
    const said = printable(printed, 100);
    throw new RenderError('no-agents', `"${command} --version" is no Blender; it says "${said}"`, {
      hint: installHint,
    });
  }
  return {
    version: [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)],
    versionString: found[0].slice('Blender '.length).trim(),
    buildDate: /build date: *(\S+)/.exec(printed)?.[1] ?? 'Unknown',
  };
}
