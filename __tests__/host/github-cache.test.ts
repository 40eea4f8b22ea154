import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { openCacheStore } from '../../src/host/github/cache.ts';
import type { Log } from '../../src/base/log.ts';
import type { CacheStore } from '../../src/host/host.ts';
import { seededBytes, temporaryDirectory, writeFiles, type TemporaryDirectory } from '../support/builders.ts';
import { startResultsService, type ResultsService } from '../support/results-service.ts';

/* The real package, in a thread of the action's own entry. */

const entry = new URL('../../src/action.ts', import.meta.url);
let service: ResultsService;
let directory: TemporaryDirectory;
let folder: string;
let number = 0;

beforeAll(async () => {
  service = await startResultsService();
  directory = await temporaryDirectory();
});
afterAll(async () => {
  await service.stop();
  await directory[Symbol.asyncDispose]();
});
beforeEach(async () => {
  service.failWith = () => undefined;
  folder = path.join(directory.path, `results-${++number}`);
  await writeFiles(folder, { a: seededBytes(number, 300_000), 'b/c': 'text' });
});

interface Opened extends AsyncDisposable {
  store: CacheStore;
  infos: string[];
  details: string[];
  secrets: string[];
}

interface OpenOptions {
  env?: Record<string, string>;
  cancelled?: AbortSignal;
  findTimeoutMs?: number;
}

function open({ env, cancelled = new AbortController().signal, findTimeoutMs = 120_000 }: OpenOptions = {}): Opened {
  const opened = { infos: [] as string[], details: [] as string[], secrets: [] as string[] };
  const log: Log = {
    info: (line) => opened.infos.push(line),
    detail: (line) => opened.details.push(line),
    warning: (line) => opened.infos.push(line),
    group: () => () => undefined,
    progress: () => undefined,
  };
  const base = { PATH: process.env['PATH'] ?? '', RUNNER_TEMP: directory.path, GITHUB_WORKSPACE: directory.path };
  const store = openCacheStore({
    env: { ...base, ...service.env, ...env },
    entry,
    log,
    mask: (secret) => opened.secrets.push(secret),
    cancelled,
    findTimeoutMs,
  });
  if (store === undefined) throw new Error('there is no cache');
  return { ...opened, store, [Symbol.asyncDispose]: () => store.close() };
}

test('what is saved comes back, the newest with that beginning', async () => {
  await using first = open();
  expect(await first.store.restore(folder, 'k-')).toBe(false);
  expect(await first.store.save(folder, 'k-1')).toBe(true);
  await writeFiles(folder, { 'b/c': 'newer' });
  expect(await first.store.save(folder, 'k-2')).toBe(true);
  await rm(folder, { recursive: true });
  await using second = open();
  expect(await second.store.restore(folder, 'other-')).toBe(false);
  expect(await second.store.restore(folder, 'k-')).toBe(true);
  expect(await readFile(path.join(folder, 'b/c'), 'utf8')).toBe('newer');
  expect((await readFile(path.join(folder, 'a'))).equals(seededBytes(number, 300_000))).toBe(true);
  expect([...first.infos, ...second.infos]).toEqual([]);
});

test('one file can be kept, too', async () => {
  await using opened = open();
  const file = path.join(folder, 'a');
  expect(await opened.store.save(file, 'file-1')).toBe(true);
  await rm(file);
  expect(await opened.store.restore(file, 'file-')).toBe(true);
  expect((await readFile(file)).equals(seededBytes(number, 300_000))).toBe(true);
});

test('nothing of the package reaches the runner, and its secrets are masked', async () => {
  await using opened = open({ env: { RUNNER_DEBUG: '1' } });
  await opened.store.save(folder, 'masked-1');
  expect(opened.details.join('\n')).toContain('CreateCacheEntry');
  expect(opened.details.filter((line) => line.startsWith('::'))).toEqual([]);
  const signature = /[?&]sig=([^"&]+)/.exec(opened.details.join('\n'))?.[1];
  expect(opened.secrets).toContain(signature);
});

describe('the first thing that goes wrong ends its use:', () => {
  test('a service that fails', async () => {
    service.failWith = () => 500;
    await using opened = open({ findTimeoutMs: 2_000 });
    const found = await Promise.all(['a-', 'b-', 'c-'].map((prefix) => opened.store.restore(folder, prefix)));
    expect(found).toEqual([false, false, false]);
    const calls = service.calls.length;
    expect(await opened.store.save(folder, 'a-1')).toBe(false);
    expect(service.calls.length).toBe(calls);
    expect(opened.infos).toEqual(['Going on without GitHub’s cache: no answer within 2 s']);
  });

  test('a service that says no', async () => {
    service.failWith = () => 403;
    await using opened = open();
    expect(await opened.store.restore(folder, 'a-')).toBe(false);
    expect(opened.infos).toEqual([expect.stringMatching(/^Going on without GitHub’s cache: Failed to restore: .*403/)]);
  });

  test('a service that is not there', async () => {
    await using opened = open({ env: { ACTIONS_RESULTS_URL: 'http://127.0.0.1:1/' } });
    expect(await opened.store.save(folder, 'a-1')).toBe(false);
    expect(opened.infos).toHaveLength(1);
  });

  test('a service that never answers', async () => {
    await using server = createServer(() => undefined).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    await using opened = open({ env: { ACTIONS_RESULTS_URL: `http://127.0.0.1:${port}/` }, findTimeoutMs: 2_000 });
    expect(await opened.store.restore(folder, 'a-')).toBe(false);
    expect(opened.infos).toEqual(['Going on without GitHub’s cache: no answer within 2 s']);
    server.closeAllConnections();
  });

  test('an archive that is none', async () => {
    await using opened = open({ env: { RUNNER_DEBUG: '1' } });
    await opened.store.save(folder, 'broken-1');
    const [, url = ''] = /"signed_upload_url": "([^"]+)"/.exec(opened.details.join('\n')) ?? [];
    const headers = { 'x-ms-blob-type': 'BlockBlob' };
    expect((await fetch(url, { method: 'PUT', headers, body: seededBytes('no archive', 1000) })).status).toBe(201);
    expect(await opened.store.restore(folder, 'broken-')).toBe(false);
    expect(opened.infos).toEqual([expect.stringMatching(/Failed to restore/)]);
  });
});

test('a run that is cancelled does not wait for it', async () => {
  await using server = createServer(() => undefined).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const cancel = new AbortController();
  await using opened = open({ env: { ACTIONS_RESULTS_URL: `http://127.0.0.1:${port}/` }, cancelled: cancel.signal });
  const asked = new Promise((resolve) => server.once('request', resolve));
  const restored = opened.store.restore(folder, 'a-');
  await asked;
  cancel.abort();
  expect(await restored).toBe(false);
  expect(opened.infos).toEqual([]);
  server.closeAllConnections();
});

test('there is none without a service or a token', () => {
  expect(() => open({ env: { ACTIONS_RESULTS_URL: '' } })).toThrow('there is no cache');
  expect(() => open({ env: { ACTIONS_RUNTIME_TOKEN: '' } })).toThrow('there is no cache');
});

test('other servers are asked in the protocol that the package speaks with them, if they say where', async () => {
  const env = { GITHUB_SERVER_URL: 'https://git.example.org' };
  expect(() => open({ env })).toThrow('there is no cache');
  await using server = createServer((_, response) => response.writeHead(404).end()).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const asked = new Promise<string>((resolve) => server.once('request', ({ url = '' }) => resolve(url)));
  await using opened = open({ env: { ...env, ACTIONS_CACHE_URL: `http://127.0.0.1:${port}/` } });
  expect(await opened.store.restore(folder, 'a-')).toBe(false);
  expect(await asked).toMatch(/^\/_apis\/artifactcache\/cache\?keys=a-/);
  server.closeAllConnections();
});
