import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { KeptBatches, type BatchOptions } from '../../../src/run/kept/batches.ts';
import { openCacheStore } from '../../../src/host/github/cache.ts';
import type { Log } from '../../../src/base/log.ts';
import type { CacheStore } from '../../../src/host/host.ts';
import { temporaryDirectory, type TemporaryDirectory } from '../../support/builders.ts';
import { all, collected, contents } from '../../support/collected.ts';
import { startResultsService, type ResultsService } from '../../support/results-service.ts';
import { FolderCache } from './folder-cache.ts';

const { signal } = new AbortController();
let service: ResultsService;
let directory: TemporaryDirectory;
let caches = 0;
const infos: string[] = [];
const log: Log = {
  info: (line) => infos.push(line),
  detail: () => undefined,
  warning: (line) => infos.push(line),
  group: () => () => undefined,
  progress: () => undefined,
};

beforeAll(async () => {
  service = await startResultsService();
  directory = await temporaryDirectory();
});
afterAll(async () => {
  await service.stop();
  await directory[Symbol.asyncDispose]();
});

interface Opened extends AsyncDisposable {
  batches: KeptBatches;
}

/** As a run on a new runner has them. */
async function openBatches(
  prefix: string,
  frames: number[],
  options: Partial<BatchOptions> & { cache: CacheStore },
): Promise<Opened> {
  const results = path.join(directory.path, 'results');
  await rm(results, { recursive: true, force: true });
  infos.length = 0;
  const run = `run${++caches}`;
  const batches = new KeptBatches({ directory: results, prefix, run, frames, log, ...options });
  return { batches, [Symbol.asyncDispose]: () => options.cache.close() };
}

/** GitHub's own client, and the service that it speaks with. */
function openService(): CacheStore {
  const env = { PATH: process.env['PATH'] ?? '', RUNNER_TEMP: directory.path, GITHUB_WORKSPACE: directory.path };
  return openCacheStore({
    env: { ...env, ...service.env },
    entry: new URL('../../../src/action.ts', import.meta.url),
    log,
    mask: () => undefined,
    cancelled: signal,
    findTimeoutMs: 120_000,
  })!;
}

const folderCache = (name: string): FolderCache => new FolderCache(path.join(directory.path, 'caches', name));

const keyOf = (frame: number): string => frame.toString(16).padStart(16, '0');

async function keep(batches: KeptBatches, frame: number): Promise<boolean> {
  const [request, kept] = await collected(path.join(directory.path, 'output'), all, keyOf(frame), frame);
  return await batches.keep(request, kept);
}

async function take(batches: KeptBatches, frame: number): Promise<boolean> {
  const outputDirectory = path.join(directory.path, 'output');
  return (await batches.take({ frame, key: keyOf(frame), outputDirectory }, all, signal)) !== undefined;
}

test('16 frames are an entry, which is saved as soon as its last frame has ended', async () => {
  const frames = [14, 15, 16, 17];
  {
    await using run = await openBatches('early-', frames, { cache: openService() });
    for (const frame of frames) {
      expect(await take(run.batches, frame)).toBe(false);
      expect(await keep(run.batches, frame)).toBe(true);
    }
    for (const frame of [14, 15, 17]) run.batches.frameEnded(frame);
    // The runner dies here, with one frame to go. What was being saved arrives.
    while ((await service.caches()).length === 0) await new Promise(setImmediate);
  }
  await using next = await openBatches('early-', frames, { cache: openService() });
  expect(await Promise.all(frames.map((frame) => take(next.batches, frame)))).toEqual([true, true, false, false]);
});

test('a run that ends saves the rest, and nothing that is known', async () => {
  const cache = folderCache('rest');
  {
    await using run = await openBatches('rest-', [1, 2, 40], { cache });
    for (const frame of [1, 40]) await keep(run.batches, frame);
    run.batches.frameEnded(40);
    await run.batches.close();
    expect(infos).toEqual(['Kept for later runs: results of 2 frames']);
  }
  const saved = [...cache.keys];
  // Frame 2 never ended.
  expect(saved).toEqual([expect.stringMatching(/^rest-2-run\d+$/), expect.stringMatching(/^rest-0-run\d+$/)]);
  await using next = await openBatches('rest-', [1, 40], { cache });
  for (const frame of [1, 40]) {
    expect(await take(next.batches, frame)).toBe(true);
    expect(await keep(next.batches, frame)).toBe(false);
    next.batches.frameEnded(frame);
  }
  await next.batches.close();
  expect(cache.keys).toEqual(saved);
  expect(infos).toEqual([]);
});

test('entries begin at every 16th frame', async () => {
  const cache = folderCache('edges');
  const frames = [0, 15, 16, 31, 32];
  await using run = await openBatches('edges-', frames, { cache });
  for (const frame of frames) {
    await keep(run.batches, frame);
    run.batches.frameEnded(frame);
  }
  await run.batches.close();
  const folders = await readdir(path.join(directory.path, 'results'));
  expect(folders.sort()).toEqual(['edges-0', 'edges-1', 'edges-2']);
  expect(await readdir(path.join(directory.path, 'results/edges-1'))).toEqual([keyOf(16), keyOf(31)]);
});

test('what the cache refuses is not said to be kept', async () => {
  const cache = Object.assign(folderCache('refusing'), { save: () => Promise.resolve(false) });
  await using run = await openBatches('refused-', [1], { cache });
  await keep(run.batches, 1);
  run.batches.frameEnded(1);
  await run.batches.close();
  expect(infos).toEqual([]);
});

test('damage is told', async () => {
  const cache = folderCache('damaged');
  await using run = await openBatches('damaged-', [1], { cache });
  await keep(run.batches, 1);
  await rm(path.join(directory.path, 'results/damaged-0', keyOf(1), 'render'));
  expect(await take(run.batches, 1)).toBe(false);
  expect(infos).toEqual(['frame 1: the results that were kept are damaged. Rendering it anew.']);
});

test('an entry keeps one result of a frame, and those of frames that this run has nothing to do with', async () => {
  const cache = folderCache('one');
  const runs: [frame: number, key: string][] = [
    [1, 'a'.repeat(16)],
    [2, 'b'.repeat(16)],
    [1, 'c'.repeat(16)],
    // What was used last may come first by name.
    [1, '0'.repeat(16)],
  ];
  for (const [frame, key] of runs) {
    await using run = await openBatches('one-', [frame], { cache });
    const [request, kept] = await collected(path.join(directory.path, 'output'), all, key, frame);
    expect(await run.batches.take(request, all, signal)).toBeUndefined();
    await run.batches.keep(request, kept);
    run.batches.frameEnded(frame);
    await run.batches.close();
  }
  await using last = await openBatches('one-', [1], { cache });
  await take(last.batches, 1);
  const folders = await readdir(path.join(directory.path, 'results', 'one-0'));
  expect(folders.sort()).toEqual(['0'.repeat(16), 'b'.repeat(16)]);
});

test('a run keeps no more than its share', async () => {
  const frameBytes = all.reduce((sum, kind) => sum + contents[kind].length, 0);
  const cache = folderCache('share');
  await using run = await openBatches('share-', [1, 2, 3, 4], { cache, maxBytes: 2 * frameBytes });
  const kept = [];
  for (const frame of [1, 2, 3, 4]) {
    kept.push(await keep(run.batches, frame));
    run.batches.frameEnded(frame);
  }
  expect(kept).toEqual([true, true, false, false]);
  await run.batches.close();
  expect(infos).toEqual([
    `Results beyond ${(2 * frameBytes) / 1024 ** 3} GiB are not kept for later runs.`,
    'Kept for later runs: results of 2 frames',
  ]);
});

test('waiting for an entry ends when the run does', async () => {
  await using run = await openBatches('abort-', [1], { cache: folderCache('abort') });
  const stop = new AbortController();
  const request = { frame: 1, key: keyOf(1), outputDirectory: directory.path };
  const taking = run.batches.take(request, all, stop.signal);
  stop.abort(new Error('stop'));
  await expect(taking).rejects.toThrow('stop');
});
