import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { DefaultArtifactClient } from '@actions/artifact';
import { restoreCache, saveCache } from '@actions/cache';
import { seededBytes, temporaryDirectory, type TemporaryDirectory, writeFiles } from './builders.ts';
import { type ResultsService, startResultsService } from './results-service.ts';

/* The real packages against the service: what they can do here, they can do in a step. */

const client = new DefaultArtifactClient();
let directory: TemporaryDirectory;
let service: ResultsService;
let run = 0;

beforeAll(async () => {
  // The packages talk to the runner on stdout, and the runner of these tests would listen.
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  directory = await temporaryDirectory();
  service = await startResultsService();
  process.env['RUNNER_TEMP'] = directory.path;
  process.env['GITHUB_WORKSPACE'] = directory.path;
  await writeFiles(directory.path, {
    'frames/0001.exr': seededBytes(1, 300_000),
    'frames/sub dir/日本.png': 'png',
    'report.html': '<h1>Report</h1>',
  });
});
afterAll(async () => {
  jest.restoreAllMocks();
  await service.stop();
  await directory[Symbol.asyncDispose]();
});
beforeEach(() => {
  run++;
  Object.assign(process.env, service.envOf(run));
});

const inDirectory = (name: string): string => path.join(directory.path, name);

describe('artifacts', () => {
  test.each([0, 6])('an archive of compression level %i keeps names and bytes', async (compressionLevel) => {
    const files = [inDirectory('frames/0001.exr'), inDirectory('frames/sub dir/日本.png')];
    const uploaded = await client.uploadArtifact('frames', files, inDirectory('frames'), { compressionLevel });

    const [artifact, ...others] = await service.artifacts(run);

    expect(others).toEqual([]);
    expect(artifact).toMatchObject({ name: 'frames', sizeBytes: uploaded.size, contentType: 'application/zip' });
    expect([...artifact!.files!.keys()].sort()).toEqual(['0001.exr', 'sub dir/日本.png']);
    expect(artifact!.files!.get('0001.exr')!.equals(seededBytes(1, 300_000))).toBe(true);
  });

  test('a single file is stored as it is, under its own name', async () => {
    await client.uploadArtifact('ignored', [inDirectory('report.html')], directory.path, { skipArchive: true });

    const artifacts = await service.artifacts(run);

    expect(artifacts).toEqual([expect.objectContaining({ name: 'report.html', files: undefined })]);
    expect(artifacts[0]!.bytes.toString()).toBe('<h1>Report</h1>');
  });

  test('a run lists and downloads its own artifacts, and no others', async () => {
    const { id } = await client.uploadArtifact('one', [inDirectory('report.html')], directory.path);
    Object.assign(process.env, service.envOf(run + 1000));
    expect((await client.listArtifacts()).artifacts).toEqual([]);
    Object.assign(process.env, service.envOf(run));

    expect((await client.listArtifacts()).artifacts).toEqual([expect.objectContaining({ id, name: 'one' })]);
    await client.downloadArtifact(id!, { path: inDirectory('downloaded') });
    expect(await readFile(inDirectory('downloaded/report.html'), 'utf8')).toBe('<h1>Report</h1>');
  });

  test('a name can be used once in a run, and again when it was deleted', async () => {
    const upload = (): Promise<unknown> => client.uploadArtifact('twice', [inDirectory('report.html')], directory.path);
    await upload();
    await expect(upload()).rejects.toThrow(/409/);
    await client.deleteArtifact('twice');
    await upload();
  });

  test('a failure that was asked for reaches the caller', async () => {
    service.failWith = ({ method }) => (method === 'CreateArtifact' ? 403 : undefined);
    const upload = client.uploadArtifact('failing', [inDirectory('report.html')], directory.path);
    await expect(upload).rejects.toThrow(/403/);
    service.failWith = () => undefined;
    expect(service.calls.at(-1)).toMatchObject({ service: 'ArtifactService', request: { name: 'failing' } });
  });
});

describe('caches', () => {
  const home = process.cwd();
  const paths = ['cached'];

  beforeAll(async () => {
    await writeFiles(directory.path, { 'cached/index.json': '{}', 'cached/big.bin': seededBytes(2, 2_000_000) });
    process.chdir(directory.path);
  });
  // The test files of a jest worker share its working directory.
  afterAll(() => process.chdir(home));

  test('what was saved comes back by key and by the beginning of a key', async () => {
    expect(await restoreCache(paths, 'index-1')).toBeUndefined();
    expect(await saveCache(paths, 'index-1')).toBeGreaterThan(0);
    for (const [key, restoreKeys] of [
      ['index-1', []],
      ['other', ['index-']],
    ] as [string, string[]][]) {
      await rm(inDirectory('cached'), { recursive: true });
      expect(await restoreCache([...paths], key, restoreKeys)).toBe('index-1');
      expect((await readFile(inDirectory('cached/big.bin'))).equals(seededBytes(2, 2_000_000))).toBe(true);
    }
    expect(await service.caches()).toEqual([expect.objectContaining({ key: 'index-1' })]);
  });

  test('a key is never written twice', async () => {
    await saveCache(paths, 'once');
    expect(await saveCache(paths, 'once')).toBe(-1);
  });

  test('a token that can only read saves nothing', async () => {
    await using readOnly = await startResultsService({ cache: 'read-only' });
    Object.assign(process.env, readOnly.env);
    expect(await saveCache(paths, 'denied')).toBe(-1);
    expect(await readOnly.caches()).toEqual([]);
  });
});
