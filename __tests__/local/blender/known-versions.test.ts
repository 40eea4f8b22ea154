import { expect, test } from '@jest/globals';
import { appendFileSync, copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBlender } from '../../../src/local/blender/find.ts';
import { KnownVersions } from '../../../src/local/blender/known-versions.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

const said = { printed: 'Blender 4.5.3 LTS', apart: true };

test('a version is known until the program changes', async () => {
  using folder = new TemporaryFolder();
  const program = join(folder.path, 'blender');
  copyFileSync('/bin/true', program);
  const file = join(folder.path, 'state/blenders.json');
  expect(await new KnownVersions(file).find(program)).toBeUndefined();
  await new KnownVersions(file).note(program, said);
  expect(await new KnownVersions(file).find(program)).toMatchObject(said);
  appendFileSync(program, 'x');
  expect(await new KnownVersions(file).find(program)).toBeUndefined();
});

test('that of a script never is: it may start another program tomorrow', async () => {
  using folder = new TemporaryFolder();
  const program = join(folder.path, 'blender');
  writeFileSync(program, '#!/bin/sh\nexec blender "$@"\n', { mode: 0o755 });
  const file = join(folder.path, 'blenders.json');
  await new KnownVersions(file).note(program, said);
  expect(existsSync(file)).toBe(false);
});

test.each(['', '{', '[]', '{"version":2,"programs":{}}', '{"version":1,"programs":{"/bin/true":1}}'])(
  'a file with %j is none',
  async (text) => {
    using folder = new TemporaryFolder();
    const file = folder.write({ 'blenders.json': text }).path + '/blenders.json';
    expect(await new KnownVersions(file).find('/bin/true')).toBeUndefined();
    await new KnownVersions(file).note('/bin/true', said);
    expect(await new KnownVersions(file).find('/bin/true')).toMatchObject(said);
  },
);

test.each(['auto', 'off'] as const)('Blender is asked once, with sandbox: %s', async (sandbox) => {
  using folder = new TemporaryFolder();
  const file = join(folder.path, 'blenders.json');
  const find = async (): Promise<string> => {
    const options = { scripts: true, sandbox, say: () => undefined, known: new KnownVersions(file) };
    return (await findBlender('blender', process.env, options)).versionString;
  };
  const version = await find();
  const kept = readFileSync(file, 'utf8');
  // What is not in the program shows that it was not asked.
  writeFileSync(file, kept.replace(`Blender ${version}`, 'Blender 9.8.7'));
  expect(await find()).toBe('9.8.7');
});
