import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { setTimeout } from 'node:timers/promises';
import { messageOf, RenderError } from '../../base/errors.ts';
import { installHint, type Blender } from './find.ts';
import type { Command } from './sandbox/methods.ts';
import type { Access } from './sandbox/view.ts';

/** How a Blender process ended: an exit code, or the signal that killed it. */
export interface BlenderExit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** Lines longer than this are cut: a project's script may print anything. */
const maxLineLength = 8192;
const lastLinesTimeoutMs = 2000;

/**
 * Runs a script in Blender on an opened project, as BlendNet's Agent does, and resolves when Blender has ended.
 * `--factory-startup` keeps one user's preferences out of the picture.
 *
 * @param run.directory working and temporary directory of the process
 * @param run.seen what it gets of the machine besides the system, where it runs apart: the project
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
    seen: Iterable<readonly [string, Access]>;
    onLine: (line: string) => void;
    signal: AbortSignal;
  },
): Promise<BlenderExit> {
  run.signal.throwIfAborted();
  const scripts = blender.scripts ? '--enable-autoexec' : '--disable-autoexec';
  const options = ['--background', '--factory-startup', '-noaudio', scripts, '--python-exit-code', '1'];
  const plain: Command = [
    blender.command,
    ...[...options, run.project, '--python', run.script, '--', run.scriptArgument],
  ];
  const [program, ...args] = blender.sandbox?.wrap(plain, run.seen, run.directory) ?? plain;
  const child = spawn(program, args, {
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
    return blender.sandbox === undefined ? { code, signal } : withSignal({ code, signal });
  } catch (error) {
    const hint = installHint;
    throw new RenderError('no-agents', `Blender cannot be started: ${messageOf(error)}`, { cause: error, hint });
  } finally {
    run.signal.removeEventListener('abort', kill);
    child.stdout.destroy();
    child.stderr.destroy();
  }
}

/** What runs a process apart tells of its signal as shells do: 128 and its number. */
function withSignal(exit: BlenderExit): BlenderExit {
  const signal = Object.entries(constants.signals).find(([, number]) => 128 + number === exit.code)?.[0];
  return signal === undefined ? exit : { code: null, signal: signal as NodeJS.Signals };
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
