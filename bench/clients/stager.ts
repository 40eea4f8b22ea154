import pLimit from 'p-limit';
import { DigestThreads } from '../../src/project/digest-threads.ts';
import { ProjectRoot } from '../../src/project/files.ts';
import { Digests } from '../../src/project/digests.ts';
import { Outages } from '../../src/farm/tasks/outages.ts';
import { Stager, type StageTotals } from '../../src/farm/tasks/stage.ts';
import { connectClient } from '../support/manager.ts';
import { serveWork } from '../support/process.ts';
import type { StagingResult, StagingWork } from '../support/staging.ts';

/* Stages frames as a run does: a few frames at a time, each digested and then registered. */

const framesAtOnce = 4;

serveWork(
  async ({
    manager,
    directory,
    paths,
    frames,
    prefix,
    concurrency,
  }: StagingWork): Promise<StagingResult & { totals: StageTotals }> => {
    const root = await ProjectRoot.open(directory);
    const files = await Promise.all(paths.map((path) => root.look(path)));
    const client = connectClient(manager);
    await client.info();
    const askedAtMs = performance.now();
    await client.resources();
    const latencyMs = performance.now() - askedAtMs;
    const { signal } = new AbortController();
    const outages = new Outages({ patienceMs: 0, signal, onNotice: () => undefined });
    const options = { concurrency, outages, signal };

    const startedAtMs = performance.now();
    const threads = new DigestThreads(new URL('../../__tests__/fixtures/thread.ts', import.meta.url));
    const digests = new Digests(threads);
    const stager = new Stager(client, options, latencyMs);
    const slots = pLimit(framesAtOnce);
    const stageFrame = async (frame: number): Promise<void> => {
      const inputs = new Map(
        await Promise.all(files.map(async (file) => [file.path, await digests.of(file)] as const)),
      );
      await stager.stage(`${prefix}${frame}`, files, inputs);
    };
    await Promise.all(Array.from({ length: frames }, (_, frame) => slots(() => stageFrame(frame))));
    const wallMs = performance.now() - startedAtMs;
    await client.close();
    await threads.close();
    return { wallMs, totals: stager.totals };
  },
);
