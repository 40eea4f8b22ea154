import { readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { ProjectRoot, type ProjectFile } from '../../../src/project/files.ts';
import { openKept, type Kept, type KeptSet } from '../../../src/run/kept/open.ts';
import { temporaryDirectory, writeFiles, type TemporaryDirectory } from '../../support/builders.ts';
import { all, collected, key } from '../../support/collected.ts';
import { RecordedLog } from '../recorded-host.ts';
import { FolderCache } from './folder-cache.ts';

const { signal } = new AbortController();
const set: KeptSet = {
  ...{ project: 'shot.blend', blenderVersion: '3.4.1', kinds: all, frames: [3] },
  configuration: { like: 'farm' as const, seed: 0, compositing: true },
};

let directory: TemporaryDirectory;
let log: RecordedLog;
/** Below {@link directory}. */
let state: string;
let cache: FolderCache;

beforeEach(async () => {
  directory = await temporaryDirectory();
  await writeFiles(directory.path, { 'project/shot.blend': 'BLENDER' });
  log = new RecordedLog();
  state = join(directory.path, 'state');
  cache = new FolderCache(join(directory.path, 'cache'));
});
afterEach(async () => {
  jest.restoreAllMocks();
  await directory[Symbol.asyncDispose]();
});

type Where = Partial<Pick<Parameters<typeof openKept>[0], 'cache' | 'workspaceStays'>>;
const onGitHub: Where = { cache: () => cache, workspaceStays: false };

function open(where: Where = {}, reuse = true, changes: Partial<KeptSet> = {}): Promise<Kept> {
  const identity = { run: '7', attempt: 2, job: 'ab' };
  const about = { identity, entry: new URL(import.meta.url), log, stateDirectory: state };
  return openKept({ ...about, cache: () => undefined, workspaceStays: true, ...where }, reuse, {
    ...set,
    ...changes,
  });
}

/** Keeps frame 3 as a run does, and ends it. */
async function keepFrame(kept: Kept): Promise<void> {
  await kept.results?.keep(...(await collected(join(directory.path, 'output'))));
  kept.frameEnded(3);
}

async function isKept(kept: Kept): Promise<boolean> {
  const request = { frame: 3, key, outputDirectory: join(directory.path, 'output') };
  return (await kept.results?.take(request, all, signal)) !== undefined;
}

/** A file of the project that has not changed for an hour, as far as what is opened from now on can tell. */
async function quietFile(): Promise<ProjectFile> {
  const later = Date.now() + 3_600_000;
  jest.spyOn(Date, 'now').mockImplementation(() => later);
  return await (await ProjectRoot.open(join(directory.path, 'project'))).look('shot.blend');
}

test('without reuse nothing is looked for or kept', async () => {
  const unasked = (): never => {
    throw new Error('not needed');
  };
  const kept = await open({ cache: unasked }, false);
  expect(kept).not.toHaveProperty('results');
  expect(await kept.digests.of(await quietFile())).toMatch(/^[0-9a-f]{40}$/);
  kept.frameEnded(3);
  await kept.close();
  await expect(stat(state)).rejects.toThrow('ENOENT');
});

test.each(['file/state', '/proc/none/state'])('a state directory that cannot be, %s, is told once', async (name) => {
  await writeFiles(directory.path, { file: '' });
  state = resolve(directory.path, name);
  const kept = await open();
  expect(kept).not.toHaveProperty('results');
  expect(await kept.digests.of(await quietFile())).toMatch(/^[0-9a-f]{40}$/);
  kept.frameEnded(3);
  await kept.close();
  expect(log.lines).toEqual([expect.stringMatching(/^warning: Nothing is reused or kept for later runs: .*: .* \(E/)]);
});

describe('where the state directory stays', () => {
  test('the next run has what this one kept', async () => {
    const file = await quietFile();
    const kept = await open();
    await keepFrame(kept);
    const sha1 = await kept.digests.of(file);
    await kept.close();
    expect(await readFile(join(state, 'digests'), 'utf8')).toContain(sha1);
    // Whatever its settings are.
    const next = await open({}, true, { project: 'other.blend', frames: [] });
    expect(await isKept(next)).toBe(true);
    await next.close();
    expect(log.lines).toEqual([]);
  });

  test.each([
    ['29 days ago', 29, 3000, true],
    ['31 days ago', 31, 3000, false],
    ['just now, and is as large as the disk bears', 0, 10 * 1024 ** 3, true],
    ['just now, and is larger', 0, 10 * 1024 ** 3 + 1, false],
  ])('what was of use %s stays as long as that', async (_, days, sizeBytes, stays) => {
    const folder = join(state, 'results', key);
    const result = { kind: 'compose', sizeBytes, sha1: '0'.repeat(40) };
    const manifest = JSON.stringify({ version: 2, key, frame: 3, renderMs: 1, results: [result] });
    await writeFiles(folder, { 'manifest.json': manifest });
    const usedAtS = Date.now() / 1000 - days * 24 * 3600;
    await utimes(join(folder, 'manifest.json'), usedAtS, usedAtS);
    await (await open()).close();
    expect(await readdir(join(state, 'results'))).toEqual(stays ? [key] : []);
  });

  test('damage is told', async () => {
    const kept = await open();
    await keepFrame(kept);
    await rm(join(state, 'results', key, 'render'));
    expect(await isKept(kept)).toBe(false);
    expect(log.lines).toEqual(['frame 3: the results that were kept are damaged. Rendering it anew.']);
    await kept.close();
  });
});

describe('where a cache brings the state back', () => {
  /** As a new runner finds it. */
  const forget = (): Promise<void> => rm(state, { recursive: true, force: true });

  test('results of the same settings come from it, and no others', async () => {
    const kept = await open(onGitHub);
    await keepFrame(kept);
    await kept.close();
    expect(cache.keys).toEqual([expect.stringMatching(/^blendnet-render-results-2-[0-9a-f]{12}-0-7-2-ab$/)]);
    expect(cache.closed).toBe(1);
    expect(await readdir(state)).toEqual(['results']);
    await forget();
    const others: Partial<KeptSet>[] = [
      { project: 'other.blend' },
      { blenderVersion: '4.3.2' },
      { configuration: { like: 'farm' as const, seed: 1, compositing: true } },
      { kinds: ['compose'] },
    ];
    for (const other of others) expect(await isKept(await open(onGitHub, true, other))).toBe(false);
    expect(await isKept(await open(onGitHub, true, { frames: [1, 3, 99] }))).toBe(true);
  });

  test('what has ended is saved before the run has', async () => {
    const kept = await open(onGitHub);
    await keepFrame(kept);
    while (cache.keys.length === 0) await new Promise(setImmediate);
    await kept.close();
    expect(log.lines).toEqual(['Kept for later runs: results of 1 frame']);
  });

  test('digests are of use only where files stay as they are', async () => {
    const file = await quietFile();
    for (const workspaceStays of [false, true]) {
      const kept = await open({ ...onGitHub, workspaceStays });
      await kept.digests.of(file);
      await kept.close();
      expect(cache.keys).toEqual(workspaceStays ? ['blendnet-render-digests-1-7-2-ab'] : []);
    }
    await forget();
    const digests = join(state, 'digests');
    const next = await open({ ...onGitHub, workspaceStays: true });
    const restored = await readFile(digests, 'utf8');
    expect(restored).toContain('shot.blend');
    // Nothing is new, nothing is saved again.
    await next.digests.of(file);
    await next.close();
    expect(cache.keys).toHaveLength(1);
  });
});

test('where nothing can be kept, that is said at once, and the run goes on without', async () => {
  await writeFile(state, 'a file');
  const file = await quietFile();
  const kept = await open({ ...onGitHub, workspaceStays: true });
  await kept.digests.of(file);
  await kept.close();
  expect(kept.results).toBeUndefined();
  expect(log.lines).toEqual([expect.stringMatching(/^warning: Nothing is reused or kept for later runs: .*EEXIST/)]);
});
