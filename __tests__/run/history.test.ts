import { expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Run } from '../../src/run/render.ts';
import { parseHistory } from '../../src/report/history.ts';
import { keepHistory } from '../../src/run/history.ts';
import { makeFrame, makeRun } from '../report/runs.ts';
import { temporaryDirectory } from '../support/builders.ts';

const report = makeRun({ frames: [makeFrame(1)] });

/** What the history needs of a run, and the warnings it gave. */
function makeRunIn(directory: string, history: string | undefined): { run: Run; warnings: string[] } {
  const warnings: string[] = [];
  const log = { info: () => undefined, warning: (line: string) => warnings.push(line) };
  const run = { settings: { history }, root: { directory }, outputDirectory: directory, host: { log } };
  return { run: run as unknown as Run, warnings };
}

test('without the setting nothing is written', async () => {
  await using directory = await temporaryDirectory();
  expect(await keepHistory(makeRunIn(directory.path, undefined).run, report)).toBeUndefined();
  expect(await readdir(directory.path)).toEqual([]);
});

test('the first run starts it, the next ones go on in the same file', async () => {
  await using directory = await temporaryDirectory();
  const { run, warnings } = makeRunIn(directory.path, 'history.json');
  expect(await keepHistory(run, report)).toEqual([]);
  expect(await keepHistory(run, report)).toHaveLength(1);
  expect(await keepHistory(run, report)).toHaveLength(2);
  expect(parseHistory(await readFile(join(directory.path, 'history.json'), 'utf8'))).toHaveLength(3);
  expect(warnings).toEqual([]);
});

test('frames that it does not keep are told of', async () => {
  await using directory = await temporaryDirectory();
  const { run, warnings } = makeRunIn(directory.path, 'history.json');
  await keepHistory(run, makeRun({ frames: Array.from({ length: 1001 }, (_, frame) => makeFrame(frame)) }));
  expect(warnings).toEqual(['history: only the first 1000 of 1001 frames are kept']);
});

test.each<[string, (file: string) => Promise<void>, RegExp]>([
  [
    'cut off',
    (file) => writeFile(file, '{"version":1,"runs":[{"da'),
    /old\.json cannot be used, starting anew: .*JSON/,
  ],
  ['too large', (file) => writeFile(file, '').then(() => truncate(file, 1e12)), /larger than 16 MB/],
  ['a pipe that nobody writes to', (file) => promisify(execFile)('mkfifo', [file]).then(() => undefined), /not a file/],
])('a history that is %s is started anew, with a warning', async (_, make, warning) => {
  await using directory = await temporaryDirectory();
  await make(join(directory.path, 'old.json'));
  const { run, warnings } = makeRunIn(directory.path, 'old.json');
  expect(await keepHistory(run, report)).toEqual([]);
  expect(warnings).toEqual([expect.stringMatching(warning)]);
  expect(parseHistory(await readFile(join(directory.path, 'history.json'), 'utf8'))).toHaveLength(1);
});
