import { beforeAll, expect, test } from '@jest/globals';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { traceProject, type Trace } from '../../../src/project/blend/trace.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

/* What geometry nodes import, in a file of Blender 5.2 that make_imports.py made. Blender takes `//` for the folder of the
 * file that has the node. */

const fixture = join(import.meta.dirname, '../../fixtures/blend/imports');
const imported: [owner: string, path: string][] = [
  ['node group "Plain"', 'in/own.obj'],
  ['node group "String"', 'in/string.obj'],
  ['node group "Modifier"', 'in/modifier.obj'],
  ['node group "Default"', 'in/default.obj'],
  ['node group "Within"', 'in/through.obj'],
  ['node group "Given"', 'in/given.obj'],
  ['node group "Switch"', 'in/on.obj'],
  ['node group "Switch"', 'in/off.obj'],
  ['object "Linked"', 'library/in/linked.obj'],
];

async function traceWith(paths: readonly string[]): Promise<Trace> {
  using folder = new TemporaryFolder();
  cpSync(fixture, folder.path, { recursive: true });
  folder.write(Object.fromEntries(paths.map((path) => [path, 'v 0 0 0\n'])));
  return await traceProject(folder.path, 'shot.blend');
}

let trace: Trace;
beforeAll(async () => {
  trace = await traceWith([...imported.map(([, path]) => path), 'in/never.obj', 'in/unused.obj', 'in/linked.obj']);
});

test('paths are followed to where they are set', () => {
  const files = trace.files.filter(({ kind }) => kind === 'import');
  expect(files.map(({ dataBlock, path }) => [dataBlock, path]).sort()).toEqual(imported.slice().sort());
  expect(trace.problems).toEqual([]);
});

test('what cannot be known is said', () => {
  expect(trace.unknown).toEqual([
    {
      owner: 'shot.blend',
      message:
        'node group "Computed" in shot.blend: the node "Import Computed" imports a file whose path is computed, or set by another file.',
      hint: expect.stringContaining('dependencies'),
    },
    { owner: 'library/library.blend', message: expect.stringContaining('"Linked"'), hint: expect.any(String) },
  ]);
});

test('files that are not there are missing, unless nobody knows that they are files', async () => {
  const { problems } = await traceWith([]);
  const own = imported.filter(([owner]) => !owner.startsWith('object'));
  expect(problems.map(({ path }) => path).sort()).toEqual(own.map(([, path]) => path).sort());
});
