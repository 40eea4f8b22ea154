import { access, appendFile, readdir, readFile, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { KeptStore } from '../../../src/run/kept/store.ts';
import { seededBytes, temporaryDirectory, writeFiles, type TemporaryDirectory } from '../../support/builders.ts';
import { all, collected, contents, key } from '../../support/collected.ts';
import { sha1Of } from '../../support/manager/blobs.ts';
import { openFiles } from '../../support/open-files.ts';

const { signal } = new AbortController();

interface Setup extends AsyncDisposable {
  directory: TemporaryDirectory;
  output: string;
  /** Of the store. */
  folder: string;
  store: KeptStore;
  problems: string[];
}

async function setUp(): Promise<Setup> {
  const directory = await temporaryDirectory();
  const output = path.join(directory.path, 'output');
  const folder = path.join(directory.path, 'results');
  await writeFiles(output, { 'frame-0003.log': 'other' });
  const problems: string[] = [];
  const store = new KeptStore(folder, (text) => problems.push(text));
  return { directory, output, folder, store, problems, [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose]() };
}

async function emptyOutput(output: string): Promise<void> {
  await rm(output, { recursive: true });
  await writeFiles(output, { 'frame-0003.log': 'other' });
}

test('results come back as they were, with the task that made them', async () => {
  await using setup = await setUp();
  const { store, output } = setup;
  const [request, frame] = await collected(output);
  expect(await store.keep(request, frame)).toBe(true);
  expect(await store.keep(request, frame)).toBe(false);
  await emptyOutput(output);
  expect(await store.take(request, all, signal)).toEqual(frame);
  for (const { kind, file } of frame.results) {
    expect((await readFile(path.join(output, file))).equals(contents[kind as keyof typeof contents])).toBe(true);
  }
  expect((await readdir(output)).sort()).toEqual(['frame-0003.log', ...frame.results.map(({ file }) => file)].sort());
  expect(setup.problems).toEqual([]);
});

test('side files come back, whichever results are wanted', async () => {
  await using setup = await setUp();
  const { store, output } = setup;
  const [request, frame] = await collected(output);
  const bytes = Buffer.from('depth');
  const side = { kind: 'file-output/masks/Depth0003.exr', file: 'frame-0003.file-output/masks/Depth0003.exr' } as const;
  await writeFiles(output, { [side.file]: bytes });
  frame.results.push({ ...side, sizeBytes: bytes.length, sha1: sha1Of(bytes) });
  await store.keep(request, frame);
  await emptyOutput(output);
  const taken = await store.take(request, ['compose'], signal);
  expect(taken?.results).toEqual(frame.results.slice(2));
  expect(await readFile(path.join(output, side.file), 'utf8')).toBe('depth');
});

test('what is kept is no link to what the user has', async () => {
  await using setup = await setUp();
  const { store, output } = setup;
  const [request, frame] = await collected(output);
  await store.keep(request, frame);
  for (const { file } of frame.results) await appendFile(path.join(output, file), 'painted over');
  expect(await store.take(request, all, signal)).toEqual(frame);
});

test.each([0, 1, 512 * 1024, 512 * 1024 + 1])(
  'a result of %i bytes comes back whole, and no file stays open',
  async (sizeBytes) => {
    await using setup = await setUp();
    const { store, output, directory } = setup;
    const [request, frame] = await collected(output, ['compose']);
    const bytes = seededBytes(1, sizeBytes);
    const results = frame.results.map((result) => ({
      ...result,
      sizeBytes,
      sha1: sha1Of(bytes),
      file: 'frame-0003.compose.bin',
    }));
    await writeFiles(output, { 'frame-0003.compose.bin': bytes });
    const instant = { ...frame, renderMs: 0, samples: 0, results };
    await store.keep(request, instant);
    await emptyOutput(output);
    expect(await store.take(request, ['compose'], signal)).toEqual(instant);
    expect((await readFile(path.join(output, 'frame-0003.compose.bin'))).equals(bytes)).toBe(true);
    expect(await openFiles(directory.path)).toEqual([]);
  },
);

test('results that are not all there are not taken, and are completed later', async () => {
  await using setup = await setUp();
  const { store, output } = setup;
  const [request, composed] = await collected(output, ['compose']);
  await store.keep(request, composed);
  expect(await store.take(request, all, signal)).toBeUndefined();
  expect(await store.take(request, ['compose'], signal)).toEqual(composed);
  const [, frame] = await collected(output);
  expect(await store.keep(request, frame)).toBe(true);
  expect(await store.keep(request, composed)).toBe(false);
  expect(await readdir(setup.folder)).toEqual([key]);
  expect(await store.take(request, all, signal)).toEqual(frame);
  expect(await store.take({ ...request, key: 'f'.repeat(16) }, all, signal)).toBeUndefined();
});

describe('damaged results are rendered again, and forgotten:', () => {
  const damages: [what: string, damage: (folder: string) => Promise<void>][] = [
    [
      'a byte is another',
      (folder) => writeFile(path.join(folder, 'render'), Buffer.from(contents.render).fill(7, 400, 401)),
    ],
    ['one is cut off', (folder) => truncate(path.join(folder, 'compose'), 20)],
    ['one is longer', (folder) => appendFile(path.join(folder, 'compose'), 'x')],
    ['one is gone', (folder) => rm(path.join(folder, 'preview'))],
    [
      'one is a link',
      async (folder) => {
        await rm(path.join(folder, 'preview'));
        await symlink(path.join(folder, '..', '..', 'secret'), path.join(folder, 'preview'));
      },
    ],
    [
      'one is a folder',
      async (folder) => {
        await rm(path.join(folder, 'preview'));
        await writeFiles(path.join(folder, 'preview'), { a: 'b' });
      },
    ],
  ];
  test.each(damages)('%s', async (_, damage) => {
    await using setup = await setUp();
    const { store, output, folder, directory } = setup;
    const [request, frame] = await collected(output);
    await writeFiles(directory.path, { secret: contents.preview });
    await store.keep(request, frame);
    await emptyOutput(output);
    await damage(path.join(folder, key));
    expect(await store.take(request, all, signal)).toBeUndefined();
    expect(await readdir(output)).toEqual(['frame-0003.log']);
    expect(await readdir(folder)).toEqual([]);
    expect(setup.problems).toEqual(['frame 3: the results that were kept are damaged. Rendering it anew.']);
  });
});

describe('a manifest is not believed when it', () => {
  const manifests: [what: string, change: (text: string) => string | Buffer][] = [
    ['is empty', () => ''],
    ['is cut off', (text) => text.slice(0, -2)],
    ['is no object', () => '[]'],
    ['has another version', (text) => text.replace('"version":2', '"version":3')],
    ['is of another frame', (text) => text.replaceAll(key, 'fedcba9876543210')],
    ['names kinds that do not exist', (text) => text.replaceAll('compose', '../../secret')],
    ['has sizes that are none', (text) => text.replaceAll(/"sizeBytes":\d+/g, '"sizeBytes":-1')],
    ['names a task as no run of ours does', (text) => text.replace('ci-1-1-a', 'ci-$(id)/..')],
    ['is huge', (text) => text.padEnd(1_000_000)],
  ];
  test.each(manifests)('%s', async (_, change) => {
    await using setup = await setUp();
    const { store, output, folder } = setup;
    const [request, frame] = await collected(output);
    await store.keep(request, frame);
    const file = path.join(folder, key, 'manifest.json');
    await writeFile(file, change(await readFile(file, 'utf8')));
    expect(await store.take(request, all, signal)).toBeUndefined();
    expect(await store.keep(request, frame)).toBe(true);
    expect(await store.take(request, all, signal)).toEqual(frame);
  });
});

test('many runs keep and take the same frame at the same time', async () => {
  await using setup = await setUp();
  const { output, folder } = setup;
  const [request, frame] = await collected(output);
  await Promise.all(
    Array.from({ length: 8 }, async (_, run) => {
      const store = new KeptStore(folder, (text) => setup.problems.push(text));
      await store.keep(request, frame);
      const into = path.join(setup.directory.path, `output-${run}`);
      await writeFiles(into, { a: '' });
      const taken = await store.take({ ...request, outputDirectory: into }, all, signal);
      if (taken !== undefined) expect(taken).toEqual(frame);
    }),
  );
  expect(await setup.store.take(request, all, signal)).toEqual(frame);
  expect(await readdir(folder)).toEqual([key]);
});

test('a folder that cannot be written costs a line, and no frame', async () => {
  await using setup = await setUp();
  await writeFiles(setup.directory.path, { results: 'a file' });
  const [request, frame] = await collected(setup.output);
  expect(await setup.store.keep(request, frame)).toBe(false);
  expect(setup.problems).toEqual([expect.stringMatching(/^frame 3: the results could not be kept for later runs: /)]);
  expect(await setup.store.take(request, all, signal)).toBeUndefined();
});

test('taking ends when the run does, and leaves nothing half', async () => {
  await using setup = await setUp();
  const { store, output } = setup;
  const [request, frame] = await collected(output);
  await store.keep(request, frame);
  await emptyOutput(output);
  await expect(store.take(request, all, AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop');
  expect(await readdir(output)).toEqual(['frame-0003.log']);
  expect(await store.take(request, all, signal)).toEqual(frame);
});

test('pruning removes what is old, then what was used longest ago, and what a killed run left', async () => {
  await using setup = await setUp();
  const { store, output, folder } = setup;
  const nowS = Date.now() / 1000;
  const keys = ['1', '2', '3', '4'].map((digit) => digit.repeat(16));
  for (const [index, frameKey] of keys.entries()) {
    await store.keep(...(await collected(output, all, frameKey, index)));
    const usedAtS = nowS - (index + 1) * 1000;
    await utimes(path.join(folder, frameKey, 'manifest.json'), usedAtS, usedAtS);
  }
  await writeFiles(folder, { '.new-young/render': 'r', '.new-old/render': seededBytes(1, 100) });
  await utimes(path.join(folder, '.new-old'), nowS - 4000, nowS - 4000);
  const sizeBytes = all.reduce((sum, kind) => sum + contents[kind].length, 0);
  // Being taken is being used.
  await store.take({ frame: 2, key: keys[2]!, outputDirectory: output }, all, signal);
  await store.prune(3_500_000, 2.5 * sizeBytes);
  expect((await readdir(folder)).sort()).toEqual(['.new-young', keys[0], keys[2]].sort());
  await store.prune(500_000, 10 * sizeBytes);
  expect((await readdir(folder)).sort()).toEqual(['.new-young', keys[2]].sort());
  await expect(access(path.join(folder, '.new-old'))).rejects.toThrow();
});
