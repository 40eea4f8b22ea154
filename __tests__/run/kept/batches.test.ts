import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { BatchedResults, type BatchOptions } from '../../../src/run/kept/batches.ts';
import { openCacheStore } from '../../../src/host/github/cache.ts';
import type { Log } from '../../../src/base/log.ts';
import type { CacheStore } from '../../../src/host/host.ts';
import { temporaryDirectory, type TemporaryDirectory } from '../../support/builders.ts';
import { all, collected, contents } from '../../support/collected.ts';
import { startResultsService, type ResultsService } from '../../support/results-service.ts';

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
  batches: BatchedResults;
  cache: CacheStore;
}

/** As a run on a new runner has them. */
async function openBatches(prefix: string, frames: number[], options: Partial<BatchOptions> = {}): Promise<Opened> {
  const results = path.join(directory.path, 'results');
  await rm(results, { recursive: true, force: true });
  infos.length = 0;
  const env = { PATH: process.env['PATH'] ?? '', RUNNER_TEMP: directory.path, GITHUB_WORKSPACE: directory.path };
  const cache = openCacheStore({
    env: { ...env, ...service.env },
    entry: new URL('../../../src/action.ts', import.meta.url),
    log,
    mask: () => undefined,
    cancelled: signal,
    findTimeoutMs: 120_000,
  })!;
  const run = `run${++caches}`;
  const batches = new BatchedResults({ cache, directory: results, prefix, run, frames, log, ...options });
  return { batches, cache, [Symbol.asyncDispose]: () => cache.close() };
}

const keyOf = (frame: number): string => frame.toString(16).padStart(16, '0');

async function keep(batches: BatchedResults, frame: number): Promise<boolean> {
  const [request, kept] = await collected(path.join(directory.path, 'output'), all, keyOf(frame), frame);
  return await batches.keep(request, kept);
}

async function take(batches: BatchedResults, frame: number): Promise<boolean> {
  const outputDirectory = path.join(directory.path, 'output');
  return (await batches.take({ frame, key: keyOf(frame), outputDirectory }, all, signal)) !== undefined;
}

const entriesOf = async (prefix: string): Promise<string[]> =>
  (await service.caches()).map(({ key }) => key).filter((key) => key.startsWith(prefix));

test('16 frames are an entry, which is saved as soon as its last frame has ended', async () => {
  const frames = [14, 15, 16, 17];
  {
    await using run = await openBatches('early-', frames);
    for (const frame of frames) {
      expect(await take(run.batches, frame)).toBe(false);
      expect(await keep(run.batches, frame)).toBe(true);
    }
    for (const frame of [14, 15, 17]) run.batches.frameEnded(frame);
    // The runner dies here, with one frame to go. What was being saved arrives.
    while ((await entriesOf('early-')).length === 0) await new Promise(setImmediate);
  }
  await using next = await openBatches('early-', frames);
  expect(await Promise.all(frames.map((frame) => take(next.batches, frame)))).toEqual([true, true, false, false]);
});

test('a run that ends saves the rest, and nothing that is known', async () => {
  {
    await using run = await openBatches('rest-', [1, 2, 40]);
    for (const frame of [1, 40]) await keep(run.batches, frame);
    run.batches.frameEnded(40);
    await run.batches.close();
    expect(infos).toEqual(['Kept for later runs: results of 2 frames']);
  }
  expect(await entriesOf('rest-')).toHaveLength(2);
  await using next = await openBatches('rest-', [1, 40]);
  for (const frame of [1, 40]) {
    expect(await take(next.batches, frame)).toBe(true);
    expect(await keep(next.batches, frame)).toBe(false);
    next.batches.frameEnded(frame);
  }
  await next.batches.close();
  expect(await entriesOf('rest-')).toHaveLength(2);
  expect(infos).toEqual([]);
});

test('an entry keeps one result of a frame, and those of frames that this run has nothing to do with', async () => {
  const runs: [frame: number, key: string][] = [
    [1, 'a'.repeat(16)],
    [2, 'b'.repeat(16)],
    [1, 'c'.repeat(16)],
  ];
  for (const [frame, key] of runs) {
    await using run = await openBatches('one-', [frame]);
    const [request, kept] = await collected(path.join(directory.path, 'output'), all, key, frame);
    expect(await run.batches.take(request, all, signal)).toBeUndefined();
    await run.batches.keep(request, kept);
    run.batches.frameEnded(frame);
    await run.batches.close();
  }
  await using last = await openBatches('one-', [1]);
  await take(last.batches, 1);
  const folders = await readdir(path.join(directory.path, 'results', 'one-0'));
  expect(folders.sort()).toEqual(['b'.repeat(16), 'c'.repeat(16)]);
});

test('a run keeps no more than its share', async () => {
  const frameBytes = all.reduce((sum, kind) => sum + contents[kind].length, 0);
  await using run = await openBatches('share-', [1, 2, 3, 4], { maxBytes: 2.5 * frameBytes });
  const kept = [];
  for (const frame of [1, 2, 3, 4]) {
    kept.push(await keep(run.batches, frame));
    run.batches.frameEnded(frame);
  }
  expect(kept).toEqual([true, true, false, false]);
  await run.batches.close();
  expect(infos.filter((line) => line.includes('are not kept'))).toHaveLength(1);
  expect(infos).toContain('Kept for later runs: results of 2 frames');
});

test('waiting for an entry ends when the run does', async () => {
  await using run = await openBatches('abort-', [1]);
  const stop = new AbortController();
  const request = { frame: 1, key: keyOf(1), outputDirectory: directory.path };
  const taking = run.batches.take(request, all, stop.signal);
  stop.abort(new Error('stop'));
  await expect(taking).rejects.toThrow('stop');
});
