import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import type { Readable, Writable } from 'node:stream';
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

/** How Blender is started. */
export interface BlenderRun {
  /** Arguments after those that every run has. */
  args: string[];
  /** Working and temporary directory of the process; where it runs apart, the only one that it can write. */
  directory: string;
  /** What it gets of the machine besides the system, where it runs apart: the project. */
  seen: Iterable<readonly [string, Access]>;
  /** Gets every line that Blender prints. */
  onLine: (line: string) => void;
  /** Its abort kills Blender and every process it started. */
  signal: AbortSignal;
}

/** A Blender that runs. */
export interface BlenderProcess {
  /** Ends with this process, which Blender notices: see the scripts. */
  input: Writable;
  /** What a script writes to file descriptor 3. */
  answers: Readable;
  /**
   * Settles when Blender has ended and nothing of it is left.
   * @throws RenderError `no-agents` when it could not be started
   */
  ended: Promise<BlenderExit>;
}

/**
 * Runs a script in Blender on an opened project, as BlendNet's Agent does, and resolves when Blender has ended.
 * `--factory-startup` keeps one user's preferences out of the picture.
 */
export async function runBlender(
  blender: Blender,
  {
    project,
    script,
    scriptArgument,
    ...run
  }: Omit<BlenderRun, 'args'> & Record<'project' | 'script' | 'scriptArgument', string>,
): Promise<BlenderExit> {
  const args = ['--factory-startup', '--python-exit-code', '1', project, '--python', script, '--', scriptArgument];
  return await startBlender(blender, { args, ...run }).ended;
}

/** Starts Blender without a window and without sound. */
export function startBlender(blender: Blender, { args, directory, seen, onLine, signal }: BlenderRun): BlenderProcess {
  signal.throwIfAborted();
  const scripts = blender.scripts ? '--enable-autoexec' : '--disable-autoexec';
  const plain: Command = [blender.command, '--background', '-noaudio', scripts, ...args];
  const [program, ...rest] = blender.sandbox?.wrap(plain, seen, directory) ?? plain;
  const child = spawn(program, rest, {
    cwd: directory,
    env: { ...blender.environment, TMPDIR: directory, TEMP: directory, TMP: directory },
    // A group of its own, so that all of it can be killed.
    detached: process.platform !== 'win32',
    windowsHide: true,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  const answers = child.stdio[3] as Readable;
  child.stdin.on('error', () => undefined); // Blender may end before it ever looks at its standard input
  answers.on('error', () => undefined);
  eachLine(child.stdout, onLine);
  eachLine(child.stderr, onLine);
  const ended = untilEnded(child, signal, blender.sandbox !== undefined);
  // Whoever waits for something else first would leave a failure unheard.
  ended.catch(() => undefined);
  return { input: child.stdin, answers, ended };
}

async function untilEnded(child: ChildProcess, signal: AbortSignal, isApart: boolean): Promise<BlenderExit> {
  const kill = () => {
    killGroup(child.pid);
  };
  signal.addEventListener('abort', kill, { once: true });
  const closed = new Promise((done) => child.once('close', done));
  try {
    const [code, endedBy] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    kill(); // whatever it started and left behind
    // Its last lines are still in the pipes, which a process that escaped the group could hold open for ever.
    await Promise.race([closed, setTimeout(lastLinesTimeoutMs, undefined, { ref: false })]);
    return isApart ? withSignal({ code, signal: endedBy }) : { code, signal: endedBy };
  } catch (error) {
    const hint = installHint;
    throw new RenderError('no-agents', `Blender cannot be started: ${messageOf(error)}`, { cause: error, hint });
  } finally {
    signal.removeEventListener('abort', kill);
    for (const stream of child.stdio) stream?.destroy();
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

/** Calls back for every line, cut at a length that no honest line has. */
export function eachLine(stream: Readable, onLine: (line: string) => void): void {
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
