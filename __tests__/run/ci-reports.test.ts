import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { ProjectRoot } from '../../src/project/files.ts';
import { openCiReports } from '../../src/run/ci-reports.ts';
import { compared, done, publishEnds } from './publishing.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

test('a run writes the reports that are wanted, about the .blend as the repository has it', async () => {
  const ciReports = { junit: 'out/junit.xml', codeQuality: 'out/quality.json' };
  const { files } = await publishEnds([done(1), done(2)], {
    ...{ comparisons: compared({ 1: 'same', 2: 'different' }), ciReports },
  });
  expect(files['junit.xml']).toContain('tests="2" failures="1"');
  expect(files['quality.json']).toContain('"path": "shot.blend"');
  expect(Object.keys((await publishEnds([done(1)])).files)).toEqual(['render.json', 'shot-report.html']);
});

/** Opens them in a folder with what earlier runs left. */
async function open(folder: TemporaryFolder, junit: string): Promise<unknown> {
  folder.write({ 'out/render.json': '{}', 'old/junit.xml': 'old' });
  mkdirSync(join(folder.path, 'folder.xml'));
  symlinkSync('/nowhere/else', join(folder.path, 'link'));
  const root = await ProjectRoot.open(folder.path);
  return await openCiReports(root, join(folder.path, 'out'), { junit, codeQuality: undefined });
}

test('folders are made, and what an earlier run left is gone', async () => {
  using folder = new TemporaryFolder();
  expect(await open(folder, 'new/deep/junit.xml')).toEqual({ junit: join(folder.path, 'new/deep/junit.xml') });
  expect(existsSync(join(folder.path, 'new/deep'))).toBe(true);
  using other = new TemporaryFolder();
  await open(other, 'old/junit.xml');
  expect(existsSync(join(other.path, 'old/junit.xml'))).toBe(false);
});

test.each([
  ['folder.xml', 'is a folder'],
  ['link/junit.xml', 'a link that leads nowhere'],
  ['out/render.json', 'a file that the run writes itself'],
])('%s is refused: it is %s', async (name, message) => {
  using folder = new TemporaryFolder();
  await expect(open(folder, name)).rejects.toMatchObject({
    kind: 'settings',
    message: expect.stringContaining(message),
  });
});
