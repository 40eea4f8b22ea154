import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

export interface NodeResult {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

export interface NodeOptions {
  cwd?: string;
  /** Another Node than this one. */
  program?: string;
  /** Added to this process's environment. */
  env?: Record<string, string>;
  /** Its standard input (default: nothing). */
  input?: string;
  /** Sent to it as soon as `when` resolves. */
  signal?: { name: NodeJS.Signals; when: Promise<void> };
}

/** Runs a script of ours with this Node and waits for its end. */
export async function runNode(args: string[], options: NodeOptions = {}): Promise<NodeResult> {
  const child = spawn(options.program ?? process.execPath, args, {
    cwd: options.cwd,
    env: { ...process.env, NODE_OPTIONS: '', ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(options.input);
  const { signal } = options;
  void signal?.when.then(() => child.kill(signal.name));
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { exitCode, stdout, stderr };
}
