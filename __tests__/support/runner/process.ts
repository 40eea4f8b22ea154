import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { lineBreak } from './commands.ts';

export interface PlannedSignal {
  signal: NodeJS.Signals;
  /** After the cancellation began. */
  afterMs: number;
}

/** How GitHub's runner cancels a step: the node process alone is asked twice and then killed. */
export const runnerCancellation: readonly PlannedSignal[] = [
  { signal: 'SIGINT', afterMs: 0 },
  { signal: 'SIGTERM', afterMs: 7_500 },
  { signal: 'SIGKILL', afterMs: 10_000 },
];

export interface ProcessOptions {
  command: string;
  args: readonly string[];
  cwd: string;
  env: Readonly<Record<string, string>>;
  stdin?: string;
  /** Cancellation begins with the first line of output (without its line break) it returns true for. */
  signalAfter?: ((line: string) => boolean) | undefined;
  /** What cancellation does; a terminal's Ctrl-C is typed instead of sent. */
  signals: readonly PlannedSignal[] | 'ctrl-c';
  /** Kills the process after that long (default four minutes: sooner than a test is given up). */
  timeoutMs?: number | undefined;
  /** How long what it left running may take to go by itself (default ten seconds). */
  orphanGraceMs?: number | undefined;
}

export interface ProcessResult {
  /** Null when a signal ended the process. */
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
  durationMs: number;
  /** From the beginning of the cancellation to the end of the process. */
  cancelledMs: number | undefined;
  signalsSent: NodeJS.Signals[];
  timedOut: boolean;
  /** Command lines of processes it left running, past their grace; they are killed. */
  orphans: string[];
}

const trackingVariable = 'RUNNER_TRACKING_ID';

/** Processes that inherited the tracking id, which is how the runner finds what a step left behind. Linux only. */
async function findTracked(trackingId: string): Promise<{ pid: number; commandLine: string }[]> {
  const found: { pid: number; commandLine: string }[] = [];
  const names = await readdir('/proc').catch(() => []);
  for (const pid of names.filter((name) => /^\d+$/.test(name))) {
    const read = (file: string): Promise<string> => readFile(`/proc/${pid}/${file}`, 'latin1').catch(() => '');
    if (!(await read('environ')).includes(`${trackingVariable}=${trackingId}\0`)) continue;
    found.push({ pid: Number(pid), commandLine: (await read('cmdline')).replaceAll('\0', ' ').trim() });
  }
  return found;
}

async function killOrphans(trackingId: string, graceMs: number): Promise<string[]> {
  let orphans = await findTracked(trackingId);
  // What was told to stop may take a moment to go.
  for (const end = performance.now() + graceMs; orphans.length > 0 && performance.now() < end; await sleep(50)) {
    orphans = await findTracked(trackingId);
  }
  for (const { pid } of orphans) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It went by itself.
    }
  }
  return orphans.map(({ commandLine }) => commandLine);
}

/** Runs a process to its end, watching its output, and cleans up after it. */
export async function runProcess(options: ProcessOptions): Promise<ProcessResult> {
  const { signals, signalAfter, stdin, timeoutMs = 240_000, orphanGraceMs = 10_000 } = options;
  const trackingId = `github_${randomUUID()}`;
  const startedAt = performance.now();
  const child = spawn(options.command, options.args, {
    cwd: options.cwd,
    env: { ...options.env, [trackingVariable]: trackingId },
    stdio: 'pipe',
  });
  let cancelledAt: number | undefined;
  let timedOut = false;
  const signalsSent: NodeJS.Signals[] = [];
  const timers: NodeJS.Timeout[] = [];
  const cancel = (): void => {
    cancelledAt = performance.now();
    if (signals === 'ctrl-c') {
      child.stdin.write('\u0003');
      return;
    }
    for (const { signal, afterMs } of signals) {
      timers.push(setTimeout(() => child.kill(signal) && signalsSent.push(signal), afterMs));
    }
  };
  timers.push(
    setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, timeoutMs),
  );

  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    let line = '';
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
      const lines = (line + text).split(lineBreak);
      line = lines.pop() ?? '';
      if (cancelledAt === undefined && signalAfter && lines.some(signalAfter)) cancel();
    });
  }
  // A process may end without reading what it was given.
  child.stdin.on('error', () => undefined);
  if (stdin !== undefined) child.stdin.write(stdin);
  if (signals !== 'ctrl-c') child.stdin.end();

  const closed = once(child, 'close');
  const [exitCode, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  const endedAt = performance.now();
  for (const timer of timers) clearTimeout(timer);
  // Orphans hold the output open, so they go before its end is awaited.
  const orphans = await killOrphans(trackingId, orphanGraceMs);
  await closed;
  return {
    exitCode,
    signal,
    ...output,
    durationMs: endedAt - startedAt,
    cancelledMs: cancelledAt === undefined ? undefined : endedAt - cancelledAt,
    signalsSent,
    timedOut,
    orphans,
  };
}
