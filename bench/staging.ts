import { temporaryDirectory, writeFiles } from '../__tests__/support/builders.ts';
import type { Benchmark, Row } from './support/benchmark.ts';
import { ManagerProcess } from './support/manager.ts';
import { runInProcess } from './support/process.ts';
import { median, medians, repeat } from './support/statistics.ts';
import { timeCurlLoop, type StagingResult, type StagingWork } from './support/staging.ts';

/*
 * Frames that share their files, over TLS, to a Manager without any of them (cold) and to one with all (warm): our
 * stager, the HOWTO's loop around curl, and raw sockets as the limit.
 */

const frames = 10;
const files = 40;
const fileBytes = 2_000_000;
const concurrency = 8;
const rounds = 5;

async function timeClient(client: string, work: StagingWork): Promise<number> {
  return (await runInProcess<StagingResult>(client, work)).result.wallMs;
}

async function measure(): Promise<Row[]> {
  await using directory = await temporaryDirectory();
  const paths = Array.from({ length: files }, (_, n) => `texture-${n}.bin`);
  const contents = paths.map((path) => [path, { randomBytes: fileBytes }] as const);
  await writeFiles(directory.path, Object.fromEntries(contents));
  await using manager = new ManagerProcess();
  /** Cold and warm on one Manager, which is new. */
  const both = async <T>(client: (work: StagingWork) => Promise<T>): Promise<{ cold: T; warm: T }> => {
    const shared = {
      manager: await manager.open({ pace: 'manual' }),
      directory: directory.path,
      paths,
      frames,
      concurrency,
    };
    const cold = await client({ ...shared, prefix: 'cold-', warm: false });
    const warm = await client({ ...shared, prefix: 'warm-', warm: true });
    await manager.figures();
    return { cold, warm };
  };

  const pairs = await repeat(rounds, async () => {
    const raw = await both((work) => timeClient('raw-sockets.ts', work));
    const ours = await both((work) => timeClient('stager.ts', work));
    return { coldRaw: raw.cold, warmRaw: raw.warm, coldOurs: ours.cold, warmOurs: ours.warm };
  });
  const curl = await both(timeCurlLoop);
  const { coldRaw, warmRaw, coldOurs, warmOurs } = medians(pairs);
  const ofRaw = (ratios: number[]): number => 100 * median(ratios);
  return [
    { name: 'cold: raw sockets', value: coldRaw, unit: 'ms' },
    { name: 'cold: ours', value: coldOurs, unit: 'ms' },
    { name: 'cold: curl loop', value: curl.cold.wallMs, unit: 'ms' },
    {
      name: 'cold: speed of raw sockets reached',
      value: ofRaw(pairs.map((pair) => pair.coldRaw / pair.coldOurs)),
      unit: '%',
      goal: { atLeast: 70 },
    },
    { name: 'cold: faster than the curl loop', value: curl.cold.wallMs / coldOurs, unit: '×', goal: { atLeast: 40 } },
    { name: 'warm: raw sockets', value: (frames * files * 1000) / warmRaw, unit: 'files/s' },
    { name: 'warm: ours', value: (frames * files * 1000) / warmOurs, unit: 'files/s', goal: { atLeast: 300 } },
    { name: 'warm: curl loop', value: (frames * files * 1000) / curl.warm.wallMs, unit: 'files/s' },
    {
      name: 'warm: speed of raw sockets reached',
      value: ofRaw(pairs.map((pair) => pair.warmRaw / pair.warmOurs)),
      unit: '%',
    },
    {
      name: 'curl loop: sends that failed and were repeated',
      value: curl.cold.repeated + curl.warm.repeated,
      unit: '',
    },
  ];
}

export const benchmark: Benchmark = { name: 'staging', run: measure };
