import { temporaryDirectory, writeFiles } from '../__tests__/support/builders.ts';
import type { Benchmark, Row } from './support/benchmark.ts';
import { ManagerProcess } from './support/manager.ts';
import type { FramesResult, FramesWork } from './support/frames.ts';
import { runInProcess } from './support/process.ts';
import { megabyte } from './support/statistics.ts';

/* A long run: 1,000 frames that share 100 files are staged, run, watched and brought home. Rendering takes no time. */

const frames = 1000;
const files = 100;
const fileBytes = 1_000_000;

async function measure(): Promise<Row[]> {
  await using directory = await temporaryDirectory();
  await using manager = new ManagerProcess();
  const paths = Array.from({ length: files }, (_, n) => (n === 0 ? 'shot.blend' : `texture-${n}.bin`));
  const contents = paths.map((path) => [path, { randomBytes: fileBytes }] as const);
  await writeFiles(directory.path, Object.fromEntries(contents));
  const work: FramesWork = {
    manager: await manager.open({ pace: 'instant' }),
    directory: directory.path,
    paths,
    frames,
  };

  const { result, peakRssBytes } = await runInProcess<FramesResult>('frames.ts', work);
  const { requests, bytesReceived } = await manager.figures();
  const registered = frames * files;
  return [
    { name: 'wall time', value: result.wallMs / 1000, unit: 's' },
    { name: 'files registered', value: (registered * 1000) / result.wallMs, unit: 'files/s' },
    { name: 'requests for each frame', value: requests / frames, unit: '' },
    {
      name: 'file bytes sent for each byte of the files',
      value: bytesReceived / (files * fileBytes),
      unit: '',
      goal: { atMost: 1.02 },
    },
    { name: 'peak memory', value: peakRssBytes / megabyte, unit: 'MB', goal: { atMost: 200 } },
  ];
}

export const benchmark: Benchmark = { name: 'many-frames', run: measure };
