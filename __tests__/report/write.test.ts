import { expect, test } from '@jest/globals';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeReportFile } from '../../src/report/write.ts';
import { makeFrame, makeRun } from './runs.ts';
import { temporaryDirectory } from '../support/builders.ts';

test('a report that cannot be written leaves nothing behind', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'report.html');
  // Text where messages belong fails in the middle of the page.
  const broken = makeRun({ frames: [makeFrame(1), makeFrame(2, { messages: [undefined as unknown as string] })] });
  await expect(writeReportFile(path, broken)).rejects.toThrow();
  // The name is taken by a directory: the last step fails.
  await mkdir(join(path, 'inside'), { recursive: true });
  await expect(writeReportFile(path, makeRun())).rejects.toThrow();
  expect(await readdir(directory.path)).toEqual(['report.html']);
});
