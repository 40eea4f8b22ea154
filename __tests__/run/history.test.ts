import { expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseHistory } from '../../src/frames/record/history.ts';
import { keepHistory } from '../../src/run/history.ts';
import { makeFrame, makeRun } from '../report/runs.ts';
import { temporaryDirectory } from '../support/builders.ts';

const report = makeRun({ frames: [makeFrame(1)] });

/** Where a run keeps its history, and the warnings it gave. */
function placeIn(directory: string): { place: Parameters<typeof keepHistory>[2]; warnings: string[] } {
  const warnings: string[] = [];
  const silent = (): undefined => undefined;
  const log = {
    ...{ info: silent, detail: silent, progress: silent },
    group: () => silent,
    warning: (line: string) => warnings.push(line),
  };
  return { place: { directory, outputDirectory: directory, log }, warnings };
}

test('without the setting nothing is written', async () => {
  await using directory = await temporaryDirectory();
  expect(await keepHistory(undefined, report, placeIn(directory.path).place)).toBeUndefined();
  expect(await readdir(directory.path)).toEqual([]);
});

test('the first run starts it, the next ones go on in the same file', async () => {
  await using directory = await temporaryDirectory();
  const { place, warnings } = placeIn(directory.path);
  const file = 'history.json';
  expect(await keepHistory(file, report, place)).toEqual([]);
  expect(await keepHistory(file, report, place)).toHaveLength(1);
  expect(await keepHistory(file, report, place)).toHaveLength(2);
  expect(parseHistory(await readFile(join(directory.path, 'history.json'), 'utf8'))).toHaveLength(3);
  expect(warnings).toEqual([]);
});

test('frames that it does not keep are told of', async () => {
  await using directory = await temporaryDirectory();
  const { place, warnings } = placeIn(directory.path);
  const file = 'history.json';
  const many = makeRun({ frames: Array.from({ length: 1001 }, (_, frame) => makeFrame(frame)) });
  await keepHistory(file, many, place);
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
  const { place, warnings } = placeIn(directory.path);
  const file = 'old.json';
  expect(await keepHistory(file, report, place)).toEqual([]);
  expect(warnings).toEqual([expect.stringMatching(warning)]);
  expect(parseHistory(await readFile(join(directory.path, 'history.json'), 'utf8'))).toHaveLength(1);
});
