import { expect, test } from '@jest/globals';
import { graphicsHint } from '../../../src/local/blender/graphics.ts';
import { findBlenders, runPython } from '../../support/blenders.ts';

const withoutEgl = "Couldn't open libEGL.so.1: libEGL.so.1: cannot open shared object file: No such file or directory";
const noDriver = 'EGL Error (0x300C): EGL_BAD_PARAMETER: One or more argument values are invalid.';

// As 3.4, 4.3 and 5.2 end without libegl1, without a driver, and as releases say it.
test.each([
  [withoutEgl],
  [noDriver],
  [
    `blender: ../src/dispatch_common.c:872: epoxy_get_proc_address: Assertion \`0 && "Couldn't find current GLX or EGL context.\\n"' failed.`,
  ],
  ['X11: Unable to open a display'],
  ["GHOST: failed to initialize display for back-end(s): ['X11']"],
  ['Failed to create headless GPU context: No EGL_MESA_platform_surfaceless extension'],
  ['Cannot initialize the GPU'],
  ['Can not initialize the GPU'],
  ['A graphics card and driver with support for OpenGL 4.3 or higher is required.'],
])('"%s" is what OpenGL helps against', (line) => {
  expect(graphicsHint(['Blender 5.2.2', line, 'Writing: /tmp/blender.crash.txt'])).toMatch(
    /apt-get install -y --no-install-recommends libegl1 libgl1 libgl1-mesa-dri"/,
  );
});

// All three print these, and render.
test('what Blender also says where it can draw is no sign', () => {
  const lines = [
    'EGL Error (0x3001): EGL_NOT_INITIALIZED: EGL is not initialized, or could not be initialized, for the specified EGL display connection.',
    'Managed to successfully fallback to surfaceless EGL rendering!',
    'EGL Error (0x3009): EGL_BAD_MATCH: Arguments are inconsistent (for example, a valid context requires buffers not supplied by a valid surface).',
    'Error: Cannot render, no camera',
  ];
  expect(graphicsHint(lines)).toBeUndefined();
});

const blenders = process.platform === 'linux' ? await findBlenders() : [];
if (blenders.length === 0) test.skip('real Blenders without OpenGL: there is no Blender on Linux here', () => {});

const draw = `
import bpy
render = bpy.context.scene.render
render.engine, render.resolution_x, render.resolution_y = 'BLENDER_WORKBENCH', 8, 8
bpy.ops.render.render()
print('drawn')
`;

test.each(blenders.map((blender) => [blender.versionString, blender] as const))(
  'Blender %s without a driver for EGL is recognized',
  async (_, blender) => {
    const drivers = { __EGL_VENDOR_LIBRARY_DIRS: '/none', DISPLAY: '', WAYLAND_DISPLAY: '' };
    const environment = { ...blender.environment, ...drivers };
    const said = await runPython({ ...blender, environment }, draw);
    expect(said).not.toContain('drawn');
    expect(graphicsHint(said.split('\n'))).toBeDefined();
  },
);
