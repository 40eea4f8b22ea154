import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { messageOf, RenderError } from '../../base/errors.ts';
import { printable } from '../../base/printable.ts';

/** Environment variables, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A Blender that answered. `version` is [major, minor, patch]. */
export interface Blender {
  command: string;
  environment: Environment;
  version: [number, number, number];
  versionString: string;
  buildDate: string;
}

/** How a Blender process ended: an exit code, or the signal that killed it. */
export interface BlenderExit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

const installHint =
  'Install Blender (Debian, Ubuntu: "sudo apt-get install --no-install-recommends blender"; macOS: "brew install --cask ' +
  'blender"; Windows: "winget install BlenderFoundation.Blender"), then have it on PATH or name it with BLENDER.';

/** Lines longer than this are cut: a project's script may print anything. */
const maxLineLength = 8192;
const probeTimeoutMs = 60_000;
const lastLinesTimeoutMs = 2000;

/**
 * Asks `command` (a name on PATH or a file) for its version.
 * @throws RenderError `no-agents` when it is not there, does not run, or is no Blender.
 */
export async function findBlender(command: string, environment: Environment): Promise<Blender> {
  const own = ownEnvironment(environment);
  // Blender runs in another directory than this process.
  const program = /[\\/]/.test(command) ? resolve(command) : command;
  const stdout = await promisify(execFile)(program, ['--version'], { env: own, timeout: probeTimeoutMs }).then(
    (ran) => ran.stdout,
    (error: unknown) => {
      const said = printable(messageOf(error));
      throw new RenderError('no-agents', `Blender does not run: ${said}`, { cause: error, hint: installHint });
    },
  );
  const found = /^Blender (\d+)\.(\d+)(?:\.(\d+))?[^\r\n]*/m.exec(stdout);
  if (!found) {
    const said = printable(stdout, 100);
    throw new RenderError('no-agents', `"${command} --version" is no Blender; it says "${said}"`, {
      hint: installHint,
    });
  }
  const version: Blender['version'] = [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)];
  const buildDate = /build date: *(\S+)/.exec(stdout)?.[1] ?? 'Unknown';
  return {
    command: program,
    environment: own,
    version,
    versionString: found[0].slice('Blender '.length).trim(),
    buildDate,
  };
}

/**
 * What Blender needs of the environment. The rest stays here: a .blend file can carry scripts, and they have no business
 * with the tokens that CI puts into the environment.
 */
function ownEnvironment(environment: Environment): Record<string, string> {
  const passed =
    /^(?:path|home|user|lang|lc_\w+|ld_library_path|dyld_\w+|display|xauthority|wayland_display|xdg_runtime_dir|libgl_\w+|mesa_\w+|ocio|systemroot|windir|userprofile|appdata|localappdata)$/i;
  const own: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (passed.test(name) && value !== undefined) own[name] = value;
  }
  return own;
}

/**
 * Runs a script in Blender on an opened project, as BlendNet's Agent does, and resolves when Blender has ended.
 * `--factory-startup` keeps one user's preferences out of the picture. `-y` lets the project's drivers and scripts run:
 * without them it would render differently from the farm, and who may send a project may have it rendered.
 *
 * @param run.directory working and temporary directory of the process
 * @param run.onLine gets every line that Blender prints
 * @param run.signal its abort kills Blender and every process it started
 * @throws RenderError `no-agents` when the process cannot be started
 */
export async function runBlender(
  blender: Blender,
  run: {
    project: string;
    script: string;
    scriptArgument: string;
    directory: string;
    onLine: (line: string) => void;
    signal: AbortSignal;
  },
): Promise<BlenderExit> {
  run.signal.throwIfAborted();
  const options = ['--background', '--factory-startup', '-noaudio', '-y', '--python-exit-code', '1'];
  const child = spawn(blender.command, [...options, run.project, '--python', run.script, '--', run.scriptArgument], {
    cwd: run.directory,
    env: { ...blender.environment, TMPDIR: run.directory, TEMP: run.directory, TMP: run.directory },
    // A group of its own, so that all of it can be killed. Its standard input ends with this process: see render.py.
    detached: process.platform !== 'win32',
    windowsHide: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const kill = () => {
    killGroup(child.pid);
  };
  run.signal.addEventListener('abort', kill, { once: true });
  child.stdin.on('error', () => undefined); // Blender may end before it ever looks at its standard input
  eachLine(child.stdout, run.onLine);
  eachLine(child.stderr, run.onLine);
  const closed = new Promise((done) => child.once('close', done));
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    kill(); // whatever it started and left behind
    // Its last lines are still in the pipes, which a process that escaped the group could hold open for ever.
    await Promise.race([closed, setTimeout(lastLinesTimeoutMs, undefined, { ref: false })]);
    return { code, signal };
  } catch (error) {
    const hint = installHint;
    throw new RenderError('no-agents', `Blender cannot be started: ${messageOf(error)}`, { cause: error, hint });
  } finally {
    run.signal.removeEventListener('abort', kill);
    child.stdout.destroy();
    child.stderr.destroy();
  }
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

function eachLine(stream: Readable, onLine: (line: string) => void): void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  stream.on('data', (chunk: Buffer) => {
    const lines = (rest + decoder.write(chunk)).split(/\r?\n/);
    rest = (lines.pop() ?? '').slice(0, maxLineLength);
    for (const line of lines) onLine(line.slice(0, maxLineLength));
  });
  stream.on('end', () => {
    if (rest !== '') onLine(rest);
  });
}
