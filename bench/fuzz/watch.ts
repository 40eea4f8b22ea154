import { fork } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Finding, FuzzOrder, Tally } from './order.ts';

const module = fileURLToPath(new URL('worker.ts', import.meta.url));
const lookEveryMs = 500;
/** Of a process that does nothing, whatever it waits for; a busy machine takes its time, too. */
const silentMs = 60_000;

interface WatchOptions {
  /** To write into. */
  file: string;
  onFinding: (finding: Finding) => void;
}

/** Has an order done, by one process after the other: each that hangs, grows or dies is a finding, and the next goes on. */
export async function watchWorker(
  order: Omit<FuzzOrder, 'progress'>,
  { file, onFinding }: WatchOptions,
): Promise<Tally> {
  const total: Tally = { fine: 0, refused: 0, slowestMs: 0, slowest: 0, peakBytes: 0 };
  for (let first = order.first; first < order.last;) {
    const { tally, ended } = await runWorker({ ...order, first }, file, onFinding);
    total.fine += tally.fine;
    total.refused += tally.refused;
    if (tally.slowestMs > total.slowestMs) Object.assign(total, { slowestMs: tally.slowestMs, slowest: tally.slowest });
    total.peakBytes = Math.max(total.peakBytes, tally.peakBytes);
    if (ended === undefined) break;
    onFinding(ended);
    first = ended.index + order.step;
  }
  return total;
}

async function runWorker(
  order: Omit<FuzzOrder, 'progress'>,
  file: string,
  onFinding: (finding: Finding) => void,
): Promise<{ tally: Tally; ended?: Finding }> {
  await using progress = await open(file, 'w+');
  const child = fork(module, {
    execArgv: ['--disable-warning=ExperimentalWarning', '--max-old-space-size=1024'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc', progress.fd],
  });
  let tally: Tally = { fine: 0, refused: 0, slowestMs: 0, slowest: order.first, peakBytes: 0 };
  child.on('message', (message: { finding: Finding } | { tally: Tally }) => {
    if ('finding' in message) onFinding(message.finding);
    else tally = message.tally;
  });
  child.send({ ...order, progress: 4 } satisfies FuzzOrder);
  let killedFor: string | undefined;
  const look = limitLook(child.pid ?? 0, file, order.limits);
  const timer = setInterval(() => {
    void look().then((why) => {
      if (why === undefined) return;
      killedFor ??= why;
      child.kill('SIGKILL');
    });
  }, lookEveryMs);
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  clearInterval(timer);
  if (code === 0) return { tally };
  const at = await readFile(file, 'utf8');
  if (at === '') throw new Error(`${module} could not begin`);
  const index = Number(at);
  return { tally, ended: { index, what: killedFor ?? `the process ended with ${code ?? signal}` } };
}

/** Says why a process is to be killed, if it is. */
function limitLook(pid: number, file: string, limits: FuzzOrder['limits']): () => Promise<string | undefined> {
  let at = '';
  let sinceMs = performance.now();
  let cpuAtMs = 0;
  return async () => {
    const [stat, status, index] = await Promise.all(
      [`/proc/${pid}/stat`, `/proc/${pid}/status`, file].map((path) => readFile(path, 'utf8').catch(() => '')),
    );
    // In hundredths of a second, behind the name, which may hold anything.
    const times = (stat ?? '').slice((stat ?? '').lastIndexOf(')')).split(' ');
    const cpuMs = (Number(times[12]) + Number(times[13])) * 10;
    const rssBytes = Number(/^VmRSS:\s*(\d+)/m.exec(status ?? '')?.[1] ?? 0) * 1024;
    if (index !== at) [at, sinceMs, cpuAtMs] = [index ?? '', performance.now(), cpuMs];
    if (rssBytes > limits.memoryBytes) return `took ${Math.round(rssBytes / 2 ** 20)} MiB`;
    if (cpuMs - cpuAtMs > 2 * limits.cpuMs) return `hung for ${cpuMs - cpuAtMs} ms of processor time`;
    return performance.now() - sinceMs > silentMs ? `stood still for ${silentMs / 1000} s` : undefined;
  };
}
