import { writeSync } from 'node:fs';
import { RenderError } from '../../src/base/errors.ts';
import { Refused } from './json-readers.ts';
import { kinds, type FuzzOrder, type Finding, type Tally } from './order.ts';
import { Random } from './random.ts';

/*
 * A process that feeds one input after the other. Where it is stands in a file, so that the one who watches knows which
 * input it hung at or died of.
 */

const clockTicks = 1000;

process.once('message', (order: FuzzOrder) => {
  void work(order).then(() => {
    process.disconnect();
  });
});

async function work({ kind, folder, seed, first, last, step, progress, limits }: FuzzOrder): Promise<void> {
  const fuzzed = await kinds[kind].open(folder);
  const tally: Tally = { fine: 0, refused: 0, slowestMs: 0, slowest: first, peakBytes: 0 };
  const tell = (message: { finding: Finding } | { tally: Tally }): void => void process.send?.(message);
  for (let index = first; index < last; index += step) {
    writeSync(progress, String(index).padEnd(12), 0);
    const input = fuzzed.make(new Random(seed, index));
    const before = process.cpuUsage();
    const fault = await outcomeOf(() => fuzzed.feed(input), tally);
    const { user, system } = process.cpuUsage(before);
    const costMs = (user + system) / clockTicks;
    if (costMs > tally.slowestMs) Object.assign(tally, { slowestMs: costMs, slowest: index });
    const rssBytes = process.memoryUsage.rss();
    tally.peakBytes = Math.max(tally.peakBytes, rssBytes);
    const words = [
      ...(fault === undefined ? [] : [fault]),
      ...(costMs > limits.cpuMs ? [`took ${Math.round(costMs)} ms`] : []),
      ...(rssBytes > limits.memoryBytes ? [`left ${Math.round(rssBytes / 2 ** 20)} MiB in use`] : []),
    ];
    if (words.length > 0) tell({ finding: { index, what: words.join('; '), input: input.toString('base64') } });
    if (index % 500 < step) tell({ tally });
  }
  tell({ tally });
  await fuzzed.close();
}

/** What it threw that is none of ours. */
async function outcomeOf(feed: () => Promise<void>, tally: Tally): Promise<string | undefined> {
  try {
    await feed();
    tally.fine += 1;
    return undefined;
  } catch (error) {
    tally.refused += 1;
    if (error instanceof RenderError || error instanceof Refused) return undefined;
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}
