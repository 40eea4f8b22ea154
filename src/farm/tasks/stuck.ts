import { RenderError } from '../../base/errors.ts';
import { printable } from '../../base/printable.ts';
import type { ManagerClient } from '../api/client.ts';
import { toLines } from './diagnose.ts';

/** How long nothing moves before the Manager's log is read for a reason; then after twice that, and so on. */
const firstLookMs = 30_000;

/**
 * Recognises a farm that cannot go on by itself. A Manager that is started again sends an Agent the work that it has in
 * hand already, is refused, and repeats that for ever, also when the task is long gone; only its log tells.
 */
export class StuckFarm {
  readonly #client: ManagerClient;
  #nextLookMs = firstLookMs;

  constructor(client: ManagerClient) {
    this.#client = client;
  }

  /**
   * @param quietMs how long nothing has moved
   * @param running the task that the farm works on
   * @throws RenderError `no-agents` when it is so
   */
  async check(
    quietMs: number,
    running: { task: string; isOurs: boolean } | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    if (quietMs < firstLookMs) this.#nextLookMs = firstLookMs;
    if (running === undefined || quietMs < this.#nextLookMs) return;
    this.#nextLookMs = 2 * quietMs;
    const lines = toLines(await this.#client.log(signal).catch(() => undefined));
    if (lines.some((line) => isRefused(line, running.task))) throw explainStuck(running);
  }
}

/** The Manager's own words about an Agent that refuses files for work it has in hand, named by the task and a number. */
function isRefused(line: string, task: string): boolean {
  return line.includes(`/task/${task}_`) && line.includes('Unable to upload files for the executing task');
}

function explainStuck({ task, isOurs }: { task: string; isOurs: boolean }): RenderError {
  const message =
    'No Agent takes work any more: the Manager sends one the work that it has in hand already, over and over, as it does when it was started again while an Agent rendered.';
  const start = isOurs ? 'Start' : `Remove the task ${printable(task, 200)}, then start`;
  return new RenderError('no-agents', message, {
    hint: `${start} the Manager again; its Agents may go on. Then run again: frames that are done are kept.`,
    lasting: true,
  });
}
