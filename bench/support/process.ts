import { fork, spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/*
 * What is measured runs in processes of its own: memory and processor time are its own then, and neither the runner nor
 * the Manager shares its event loop.
 */

export interface Measured<T> {
  result: T;
  peakRssBytes: number;
}

/** Runs the work of a module that calls {@link serveWork}, in a process of its own. */
export async function runInProcess<T>(module: string, input: object): Promise<Measured<T>> {
  const child = fork(fileURLToPath(new URL(`../clients/${module}`, import.meta.url)));
  let answer: Measured<T> | undefined;
  child.once('message', (message) => (answer = message as Measured<T>));
  child.send(input);
  const [code] = (await once(child, 'exit')) as [number | null];
  if (answer === undefined) throw new Error(`bench/clients/${module} ended with ${String(code)} and no result`);
  return answer;
}

/** Takes the input from {@link runInProcess}, works, and sends back the result. */
export function serveWork(work: (input: never) => Promise<unknown>): void {
  process.once('message', (input) => {
    void (async () => {
      const result = await work(input as never);
      process.send!({ result, peakRssBytes: peakRssBytes() });
      process.disconnect();
    })();
  });
}

/** Linux's own count: getrusage's also knows the process that this one was forked from. */
function peakRssBytes(): number {
  const kilobytes = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Number(kilobytes) * 1024;
}

/** Runs a program to its end and gives the wall time; throws unless it exits with `exitCode`, or one of several. */
export async function timeProgram(
  program: string,
  args: string[],
  { exitCode = 0, ...options }: SpawnOptions & { exitCode?: number | number[] } = {},
): Promise<number> {
  const startedAtMs = performance.now();
  const child = spawn(program, args, { stdio: 'ignore', ...options });
  const [code] = (await once(child, 'exit')) as [number | null];
  const wallMs = performance.now() - startedAtMs;
  if (![exitCode].flat().some((expected) => expected === code))
    throw new Error(`${[program, ...args].join(' ')} ended with ${String(code)}`);
  return wallMs;
}
