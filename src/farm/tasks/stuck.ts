import { RenderError } from '../../base/errors.ts';
import { printable } from '../../base/printable.ts';
import type { ManagerClient } from '../api/client.ts';
import { toLines } from './diagnose.ts';

/** How long nothing moves before the Manager's log is read for a reason; then after twice that, and so on. */
const firstLookMs = 30_000;
/** What it writes in about a minute; a refusal comes each second, for every file. */
const recentLines = 100;
const refusals = 3;

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
   * The task whose work is sent over and over, if any is.
   * @param quietMs how long nothing has moved
   * @param running what the farm works on
   */
  async find(quietMs: number, running: string[], signal: AbortSignal): Promise<string | undefined> {
    if (quietMs < firstLookMs) this.#nextLookMs = firstLookMs;
    if (running.length === 0 || quietMs < this.#nextLookMs) return undefined;
    this.#nextLookMs = 2 * quietMs;
    const lines = toLines(await this.#client.log(signal).catch(() => undefined)).slice(-recentLines);
    return running.find((task) => lines.filter((line) => isRefused(line, task)).length >= refusals);
  }
}

/** The Manager's own words about an Agent that refuses files for work it has in hand, named by the task and a number. */
function isRefused(line: string, task: string): boolean {
  return line.includes(`/task/${task}_`) && line.includes('Unable to upload files for the executing task');
}

export function explainStuck(task: string, isOurs: boolean): RenderError {
  const message =
    'No Agent takes work any more: the Manager sends one the work that it has in hand already, over and over, as it does when it was started again while an Agent rendered.';
  const start = isOurs ? 'Start' : `Remove the task ${printable(task, 200)}, then start`;
  return new RenderError('no-agents', message, {
    hint: `${start} the Manager again; its Agents may go on. Then run again: frames that are done are kept.`,
    lasting: true,
  });
}
