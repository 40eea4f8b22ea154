import { execFile } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readScripts } from '../../../src/project/blend/scripts.ts';
import { traceProject } from '../../../src/project/blend/trace.ts';
import { buildBlend, projectBlocks } from '../../support/blend-builder.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

/* What needs scripts, against what Blender itself refuses with scripts off. */

const run = promisify(execFile);
const blender = ['--background', '--factory-startup', '-noaudio'];

/** Expressions of drivers that have one variable, `v`. */
const harmless = ['frame * 2', 'sin(v) + pi', '1.5e3 if v > 1 else -v', 'v**2 % 3 // 1', 'max(v, len((1, 2)))', '"a" == "b"',
  'clamp(lerp(v, 1, 2))', 'hypot(v, tau)', 'not v or v and True', '0x10 + 1_000']; // prettier-ignore
const refused = ['noise.random()', 'bpy.data.scenes[0].frame_current', '__import__("os").getpid()', 'self.name', 'v.real',
  'str(v)', 'my_function(v)', '(lambda: v)()']; // prettier-ignore

async function makeProject(folder: TemporaryFolder): Promise<void> {
  const script = `
import bpy
for number, expression in enumerate(${JSON.stringify([...harmless, ...refused])}):
    thing = bpy.data.objects.new('Thing %02d' % number, None)
    bpy.context.collection.objects.link(thing)
    driver = thing.driver_add('location', 0).driver
    variable = driver.variables.new()
    variable.name = 'v'
    variable.targets[0].id_type = 'SCENE'
    variable.targets[0].id = bpy.context.scene
    variable.targets[0].data_path = 'frame_current'
    driver.expression = expression
plain = bpy.data.objects.new('Plain', None)
bpy.context.collection.objects.link(plain)
plain.driver_add('location', 0).driver.type = 'SUM'
bpy.data.texts.new('notes.txt')
bpy.data.texts.new('rig_ui.py').use_module = True
settings = bpy.context.view_layer.freestyle_settings
settings.modules.new().script = bpy.data.texts.new('style.py')
bpy.ops.wm.save_as_mainfile(filepath=${JSON.stringify(join(folder.path, 'rig.blend'))}, compress=False)
`;
  await run('blender', [...blender, '--python-exit-code', '1', '--python-expr', script]);
}

test('what Blender leaves out with scripts off is named, and nothing else', async () => {
  using folder = new TemporaryFolder();
  await makeProject(folder);
  const path = join(folder.path, 'rig.blend');
  const { stdout, stderr } = await run('blender', [
    ...[...blender, '--disable-autoexec', path],
    ...['--python-expr', 'import bpy; bpy.context.scene.frame_set(3)'],
  ]);
  const said = `${stdout}\n${stderr}`;
  const failed = new Set([...said.matchAll(/expression failed: (.*)/g)].map(([, expression]) => expression));
  expect([...failed].sort()).toEqual([...refused].sort());
  expect(said).toContain("skipping 'rig_ui.py'");
  const drivers = refused.map((expression, index) => {
    const number = String(harmless.length + index).padStart(2, '0');
    return `driver of object "Thing ${number}" (${expression})`;
  });
  const expected = [...drivers, 'Freestyle style module of scene "Scene"', 'text "rig_ui.py"'].sort();
  expect((await readScripts(path, 'rig.blend')).sort()).toEqual(expected);
});

test('a trace names them in libraries, too, where what is linked leads to them', async () => {
  using folder = new TemporaryFolder();
  await makeProject(folder);
  const script = `
import bpy
with bpy.data.libraries.load(${JSON.stringify(join(folder.path, 'rig.blend'))}, link=True, relative=False) as (has, take):
    take.objects = ['Thing 10', 'Thing 00']
for thing in bpy.data.objects:
    if thing.library:
        bpy.context.collection.objects.link(thing)
bpy.ops.wm.save_as_mainfile(filepath=${JSON.stringify(join(folder.path, 'shot.blend'))})
bpy.ops.file.make_paths_relative()
bpy.ops.wm.save_mainfile()
`;
  await run('blender', [...blender, '--python-exit-code', '1', '--python-expr', script]);
  const { scripts } = await traceProject(folder.path, 'shot.blend');
  expect(scripts).toContain('driver of object "Thing 10" (noise.random()) in rig.blend');
  expect(scripts.join()).not.toContain('Thing 00');
  expect((await traceProject(folder.path, 'rig.blend')).scripts).toHaveLength(refused.length + 2);
});

test('a file with endless scripts is told in short', async () => {
  using folder = new TemporaryFolder();
  const text = (index: number) => ({
    ...{ code: 'TX', struct: 'Text', address: 0x100000 + index * 0x100 },
    values: { 'id.name': `TXtext ${index}`, flags: 16 },
  });
  const texts = Array.from({ length: 3000 }, (_, index) => text(index));
  folder.write({
    'shot.blend': buildBlend([...projectBlocks(), ...texts], undefined, { Text: ['ID id', 'int flags'] }),
  });
  expect(await readScripts(join(folder.path, 'shot.blend'), 'shot.blend')).toHaveLength(1000);
  expect((await traceProject(folder.path, 'shot.blend')).scripts).toHaveLength(1000);
});
