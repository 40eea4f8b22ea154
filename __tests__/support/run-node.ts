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
  /** Added to this process's environment. */
  env?: Record<string, string>;
  /** Sent once standard error holds `after`. */
  signal?: { name: NodeJS.Signals; after: RegExp };
}

/** Runs a script of ours with this Node and waits for its end. */
export async function runNode(args: string[], options: NodeOptions = {}): Promise<NodeResult> {
  const child = spawn(process.execPath, args, {
    cwd: options.cwd,
    env: { ...process.env, NODE_OPTIONS: '', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
  });
  let seen = '';
  child.stderr.on('data', (chunk: Buffer) => {
    const { signal } = options;
    seen += chunk.toString();
    if (signal?.after.test(seen) === true) child.kill(signal.name);
  });
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { exitCode, stdout, stderr };
}
