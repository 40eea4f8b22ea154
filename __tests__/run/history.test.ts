import { expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseHistory } from '../../src/frames/record/history.ts';
import { keepHistory } from '../../src/run/history.ts';
import { makeFrame, makeRun } from '../report/runs.ts';
import { temporaryDirectory } from '../support/builders.ts';
import { RecordedLog } from './recorded-host.ts';

const report = makeRun({ frames: [makeFrame(1)] });

/** Where a run keeps its history, and what it says of it. */
function placeIn(directory: string): { place: Parameters<typeof keepHistory>[2]; lines: string[] } {
  const log = new RecordedLog();
  return { place: { outputDirectory: directory, log }, lines: log.lines };
}

test('without the setting nothing is written', async () => {
  await using directory = await temporaryDirectory();
  expect(await keepHistory(undefined, report, placeIn(directory.path).place)).toBeUndefined();
  expect(await readdir(directory.path)).toEqual([]);
});

test('the first run starts it, the next ones go on in the same file', async () => {
  await using directory = await temporaryDirectory();
  const { place, lines } = placeIn(directory.path);
  const file = join(directory.path, 'history.json');
  expect(await keepHistory(file, report, place)).toEqual([]);
  expect(await keepHistory(file, report, place)).toHaveLength(1);
  expect(await keepHistory(file, report, place)).toHaveLength(2);
  expect(parseHistory(await readFile(join(directory.path, 'history.json'), 'utf8'))).toHaveLength(3);
  expect(lines).toEqual([`History: ${file} is not there yet`]);
});

test('frames that it does not keep are told of', async () => {
  await using directory = await temporaryDirectory();
  const { place, lines } = placeIn(directory.path);
  const file = join(directory.path, 'history.json');
  const many = makeRun({ frames: Array.from({ length: 1001 }, (_, frame) => makeFrame(frame)) });
  await keepHistory(file, { ...many, frames: many.frames.slice(1) }, place);
  expect(lines).toHaveLength(1);
  await keepHistory(file, many, place);
  expect(lines.slice(1)).toEqual(['warning: history: only the first 1000 of 1001 frames are kept']);
});

test.each<[string, (file: string) => Promise<void>, RegExp]>([
  [
    'cut off',
    (file) => writeFile(file, 's3cret'),
    /^warning: .*old\.json cannot be used, starting anew: it is not JSON$/,
  ],
  ['too large', (file) => writeFile(file, '').then(() => truncate(file, 1e12)), /larger than 16 MB/],
  ['a pipe that nobody writes to', (file) => promisify(execFile)('mkfifo', [file]).then(() => undefined), /not a file/],
])('a history that is %s is started anew, with a warning', async (_, make, warning) => {
  await using directory = await temporaryDirectory();
  await make(join(directory.path, 'old.json'));
  const { place, lines } = placeIn(directory.path);
  const file = join(directory.path, 'old.json');
  expect(await keepHistory(file, report, place)).toEqual([]);
  expect(lines).toEqual([expect.stringMatching(warning)]);
  expect(parseHistory(await readFile(join(directory.path, 'history.json'), 'utf8'))).toHaveLength(1);
});
