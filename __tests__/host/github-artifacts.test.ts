import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import path from 'node:path';
import { openArtifactStore } from '../../src/host/github/artifacts.ts';
import type { ArtifactStore } from '../../src/host/host.ts';
import { temporaryDirectory, writeFiles, type TemporaryDirectory } from '../support/builders.ts';
import { startResultsService, type ResultsService } from '../support/results-service.ts';

/* The real package, as the jobs and attempts of runs use it. */

let service: ResultsService;
let directory: TemporaryDirectory;
let run = 0;
const lines: string[] = [];
const options = { compressionLevel: 0 };

beforeAll(async () => {
  // The package talks to the runner on stdout, and the runner of these tests would listen.
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  directory = await temporaryDirectory();
  service = await startResultsService();
  process.env['RUNNER_TEMP'] = directory.path;
  process.env['GITHUB_WORKSPACE'] = directory.path;
});
afterAll(async () => {
  jest.restoreAllMocks();
  await service.stop();
  await directory[Symbol.asyncDispose]();
});
afterEach(() => {
  lines.length = 0;
  service.failWith = () => undefined;
});

/** The store of a job, which begins now unless something else is said. */
async function open(attempt: number, more: { startedAt?: Date; env?: Record<string, string> } = {}) {
  // What was stored in this very millisecond would count as stored since.
  const { startedAt = await laterThan(new Date()), env } = more;
  Object.assign(process.env, service.envOf(run));
  return await openArtifactStore(
    { ...service.envOf(run), ...env },
    { url: 'https://github.com/o/r/actions/runs/1', attempt, startedAt, log: { info: (line) => lines.push(line) } },
  );
}

async function laterThan(time: Date): Promise<Date> {
  while (Date.now() <= time.getTime()) await new Promise(setImmediate);
  return new Date();
}

async function store(job: ArtifactStore | undefined, text: string, name = 'shot-compose') {
  await writeFiles(directory.path, { 'frame.txt': text });
  return await job!.store(name, [path.join(directory.path, 'frame.txt')], directory.path, options);
}

/** Texts by the artifact's name. */
async function stored(): Promise<Record<string, string>> {
  const artifacts = await service.artifacts(run);
  return Object.fromEntries(
    artifacts.map(({ name, bytes, files }) => [name, (files?.get('frame.txt') ?? bytes).toString()]),
  );
}

describe('a job that is run again', () => {
  test('replaces what its earlier attempt stored, and says so', async () => {
    run = 1;
    await store(await open(1), 'first');
    expect(await store(await open(2), 'second')).toEqual({
      ...{ name: 'shot-compose', url: expect.stringMatching(/artifacts\/\d+$/) },
    });
    expect(await stored()).toEqual({ 'shot-compose': 'second' });
    expect(lines).toEqual(['Artifact: shot-compose of an earlier attempt is replaced']);
    await store(await open(3), 'third');
    expect(await stored()).toEqual({ 'shot-compose': 'third' });
  });

  test('replaces the page, too', async () => {
    run = 2;
    const page = path.join(directory.path, 'shot-report.html');
    for (const [index, text] of ['first', 'second'].entries()) {
      await writeFiles(directory.path, { 'shot-report.html': text });
      await (await open(index + 1))!.storeFile(page, options);
    }
    expect(await stored()).toEqual({ 'shot-report.html': 'second' });
  });

  test('leaves alone what other jobs of a matrix stored, in whatever attempt', async () => {
    run = 3;
    await store(await open(1), 'a first', 'a-compose');
    await store(await open(1), 'b first', 'b-compose');
    await store(await open(2), 'b second', 'b-compose');
    expect(await stored()).toEqual({ 'a-compose': 'a first', 'b-compose': 'b second' });
  });

  test('names its attempt where an attempt that was killed left a name that is not free', async () => {
    run = 4;
    service.failWith = ({ method }) => (method === 'FinalizeArtifact' ? 403 : undefined);
    await expect(store(await open(1), 'first')).rejects.toThrow(/403/);
    service.failWith = () => undefined;
    expect((await store(await open(2), 'second')).name).toBe('shot-compose-attempt-2');
    expect(await stored()).toEqual({ 'shot-compose-attempt-2': 'second' });
  });

  test('says what the service says when it may not replace', async () => {
    run = 5;
    await store(await open(1), 'first');
    service.failWith = ({ method }) => (method === 'DeleteArtifact' ? 403 : undefined);
    await expect(store(await open(2), 'second')).rejects.toMatchObject({
      ...{ kind: 'rejected', message: expect.stringMatching(/shot-compose: .*DeleteArtifact.*403/) },
      hint: expect.not.stringContaining('artifact-name'),
    });
    expect(await stored()).toEqual({ 'shot-compose': 'first' });
  });
});

describe('jobs that share a name do not replace each other', () => {
  test.each([1, 2])('in attempt %i', async (attempt) => {
    run = 10 + attempt;
    const startedAt = new Date();
    const [one, other] = [await open(attempt, { startedAt }), await open(attempt, { startedAt })];
    await store(one, 'one');
    await expect(store(other, 'other')).rejects.toMatchObject({
      ...{ kind: 'rejected', hint: expect.stringContaining('its own artifact-name') },
    });
    expect(await stored()).toEqual({ 'shot-compose': 'one' });
  });
});

describe('which servers have it', () => {
  test.each(['https://github.com', 'https://acme.ghe.com', ''])('"%s" has', async (url) => {
    run += 1;
    Object.assign(process.env, { GITHUB_SERVER_URL: url });
    await store(await open(1, { env: { GITHUB_SERVER_URL: url } }), 'frame');
    delete process.env['GITHUB_SERVER_URL'];
    expect(await stored()).toEqual({ 'shot-compose': 'frame' });
  });

  test.each(['https://git.example.org', 'http://gitea:3000', 'https://github.com.example.org', 'no address'])(
    '%s has not, which no package is asked',
    async (url) => {
      const calls = service.calls.length;
      expect(await open(1, { env: { GITHUB_SERVER_URL: url } })).toBeUndefined();
      expect(service.calls.length).toBe(calls);
    },
  );

  test('none without an address or a token', async () => {
    expect(await open(1, { env: { ACTIONS_RESULTS_URL: '' } })).toBeUndefined();
    expect(await open(1, { env: { ACTIONS_RUNTIME_TOKEN: '' } })).toBeUndefined();
  });
});
