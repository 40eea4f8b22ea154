import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { explainFileError } from '../../src/base/files/errors.ts';
import { ProjectRoot } from '../../src/project/files.ts';
import { openOutput } from '../../src/run/output-folder.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const settings = { artifactName: 'shot', outputDirectory: 'out/folder' };

test('the output folder is made, tried, and left empty', async () => {
  using folder = new TemporaryFolder();
  const directory = await openOutput(await ProjectRoot.open(folder.path), settings);
  expect([directory, readdirSync(directory)]).toEqual([join(folder.path, 'out/folder'), []]);
});

test.each(['render.json', 'history.json', 'shot-report.html'])('a folder called %s is in the way', async (name) => {
  using folder = new TemporaryFolder();
  const path = join(folder.path, 'out/folder', name);
  mkdirSync(path, { recursive: true });
  const opening = openOutput(await ProjectRoot.open(folder.path), settings);
  await expect(opening).rejects.toMatchObject({
    ...{ kind: 'settings', message: `${path} is a folder, and a file of the run goes there.` },
  });
});

test.each([
  ['shot.blend', 'DIR/shot.blend cannot be used: there is a file of that name (EEXIST).'],
  ['shot.blend/out', 'DIR/shot.blend/out cannot be used: there is a file where a folder should be (ENOTDIR).'],
  ['/proc/none/out', '/proc/none cannot be used: no folder can be made there (ENOENT).'],
  // A folder that takes no files.
  ['/proc/self', '/proc/PID/render.json cannot be used: it is not there (ENOENT).'],
])('an output folder %s is refused in words', async (outputDirectory, words) => {
  using folder = new TemporaryFolder().write({ 'shot.blend': '' });
  const root = await ProjectRoot.open(folder.path);
  const error: unknown = await openOutput(root, { ...settings, outputDirectory }).catch((thrown: unknown) => thrown);
  const message = words.replace(/^DIR/, folder.path).replace('PID', String(process.pid));
  expect(explainFileError(error)).toMatchObject({ kind: 'settings', message });
});
