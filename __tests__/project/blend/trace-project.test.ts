import { describe, expect, test } from '@jest/globals';
import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { traceProject, type Trace } from '../../../src/project/blend/trace.ts';
import { ProjectRoot } from '../../../src/project/files.ts';
import { buildBlend, projectBlocks } from '../../support/blend-builder.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

/** Made with Blender 3.4.1: every kind of dependency, libraries with libraries, and one of each problem. */
const root = join(import.meta.dirname, '../../fixtures/blend/project');

const range = (prefix: string, numbers: readonly string[], suffix: string): string[] =>
  numbers.map((number) => `${prefix}${number}${suffix}`);

const still = [
  'audio/beep.wav',
  'audio/vse.wav',
  'bg/ref.png',
  'brush/tex.png',
  'cache/anim.abc',
  'cache/mesh.mdd',
  'cache/multires.btx',
  'cache/scene.usdc',
  'clips/movie.mp4',
  'comp/overlay.png',
  'fonts/Custom.ttf',
  'gn/heightmap.png',
  'ies/lamp.ies',
  'lib/lib_a.blend',
  'lib/lib_b.blend',
  'lib/tex/brick.png',
  'osl/shader.osl',
  'scripts/tool.py',
  'stereo/img_L.png',
  'stereo/img_R.png',
  'textures/deep/nested/metal rough.png',
  'textures/movietex.mp4',
  'textures/udim/skin.1001.png',
  'textures/udim/skin.1002.png',
  'textures/udim/skin.1011.png',
  'textures/udim_uv/tile_u1_v1.png',
  'textures/udim_uv/tile_u2_v1.png',
  'textures/wood.png',
  'textures/ünïcode ß.png',
  'volumes/cloud.vdb',
  'vse/movie.mp4',
  'vse/shot.001.png',
  'vse/shot.002.png',
  'vse/shot.003.png',
  'world/sky.hdr',
];
const three = ['1', '2', '3'];
/** The fluid is a replay cache and the clip is shown by a strip: neither says which frame needs what. */
const whole = [
  ...range('cache_fluid/config/config_000', three, '.uni'),
  ...range('cache_fluid/data/fluid_data_000', three, '.vdb'),
  ...range('clips/plate_0000', three, '.png'),
];
const series = [
  ...range('blendcache_ext/cloth_00000', three, '_00.bphys'),
  ...range('cache/seq_000', three, '.abc'),
  ...range('ocean/disp_000', three, '.exr'),
  ...range('textures/seq/frame_000', ['1', '2', '3', '4', '5'], '.png'),
  ...range('volumes/smoke_000', three, '.vdb'),
];

const paths = ({ files }: Trace): string[] => files.map(({ path }) => path).sort();

test.each([
  ['main.blend', 'none', 'blendcache_main'],
  ['main_zstd.blend', 'zstd', 'blendcache_main_zstd'],
] as const)('%s: every file of every kind, once', async (project, compression, cacheFolder) => {
  const trace = await traceProject(root, project);
  const dynamicPaint = `${cacheFolder}/6470_000001_00.bphys`;
  expect(paths(trace)).toEqual([project, dynamicPaint, ...still, ...whole, ...series].sort());
  expect(trace).toMatchObject({ project, version: '3.4', compression });
  expect(trace.files[0]).toMatchObject({ path: project, kind: 'project' });
  expect(trace.files.every(({ frames }) => frames === undefined)).toBe(true);
});

test('every problem of the project, each with the data-block that has it', async () => {
  const { problems } = await traceProject(root, 'main.blend');
  expect(problems.map(({ kind, message }) => `${kind}: ${message}`).sort()).toEqual([
    'absolute: image "win" in main.blend → C:\\Users\\me\\tex\\win.png is an absolute path, which leads nowhere on the farm',
    'missing: image "missing" in main.blend → //textures/does_not_exist.png is not there',
    'missing: library "gone.blend" in main.blend → //lib/gone.blend is not there',
    'missing: node group "GrpOSL" in main.blend → //osl/in_group.osl is not there',
    'outside: image "abs" in main.blend → //../../nonexistent/abs/path.png is outside of the working directory',
    'outside: image "updir" in main.blend → //../outside/tex.png is outside of the working directory',
  ]);
  expect(problems.find(({ kind }) => kind === 'absolute')?.hint).toContain('Make Paths Relative');
});

describe('frames', () => {
  test('one frame gets its own files of a series', async () => {
    const trace = await traceProject(root, 'main.blend', { frames: [2] });
    const own = [
      // The frame that was current when the file was saved is 1: Blender reads its cache first.
      'blendcache_ext/cloth_000001_00.bphys',
      'blendcache_ext/cloth_000002_00.bphys',
      'blendcache_main/6470_000001_00.bphys',
      'cache/seq_0002.abc',
      'ocean/disp_0002.exr',
      'textures/seq/frame_0002.png',
      // A still picture whose name has a number.
      'textures/seq/frame_0003.png',
      'volumes/smoke_0002.vdb',
    ];
    expect(paths(trace)).toEqual(['main.blend', ...still, ...whole, ...own].sort());
  });

  test('each file of a series names the frames that need it, and past its end the last file stays', async () => {
    const trace = await traceProject(root, 'main.blend', { frames: [2, 5, 9] });
    const framesOf = (path: string): number[] | undefined | 'absent' => {
      const file = trace.files.find((each) => each.path === path);
      return file ? file.frames : 'absent';
    };
    expect(framesOf('textures/seq/frame_0001.png')).toBe('absent');
    expect(framesOf('textures/seq/frame_0002.png')).toEqual([2]);
    expect(framesOf('textures/seq/frame_0005.png')).toEqual([5, 9]);
    expect(framesOf('cache/seq_0002.abc')).toEqual([2]);
    expect(framesOf('blendcache_ext/cloth_000002_00.bphys')).toEqual([2]);
    expect(framesOf('blendcache_ext/cloth_000003_00.bphys')).toEqual([5, 9]);
    expect(framesOf('textures/wood.png')).toBeUndefined();
  });

  test('a picture missing inside a sequence is a problem of the frames that show it', async () => {
    using folder = new TemporaryFolder();
    cpSync(root, folder.path, { recursive: true, filter: (path) => !path.endsWith('frame_0004.png') });
    const missing = async (frames: number[]): Promise<string[]> => {
      const { problems } = await traceProject(folder.path, 'main.blend', { frames });
      return problems.map(({ message }) => message).filter((message) => message.includes('/seq/'));
    };
    expect(await missing([1, 2])).toEqual([]);
    expect(await missing([1, 4])).toEqual([
      'image "frame_0001.png" in main.blend → //textures/seq/frame_0001.png lacks the files with the numbers 4',
    ]);
  });
});

test('a disk cache that was never filled is no problem', async () => {
  const trace = await traceProject(root, 'caches.blend');
  expect(paths(trace)).toEqual(['caches.blend']);
  expect(trace.problems).toEqual([]);
});

test('of a library only what is linked counts: brick.png, not the wood.png of another material', async () => {
  const { files } = await traceProject(root, 'main.blend');
  const fromLibrary = files.filter(({ owner }) => owner === 'lib/lib_b.blend');
  expect(fromLibrary).toEqual([
    expect.objectContaining({
      path: 'lib/tex/brick.png',
      dataBlock: 'image "brick.png"',
      reference: '//tex/brick.png',
    }),
  ]);
  const whole = await traceProject(root, 'lib/lib_b.blend');
  expect(paths(whole)).toEqual(['lib/lib_b.blend', 'lib/tex/brick.png', 'textures/wood.png']);
});

test('says what every .blend looked like when it was read', async () => {
  const { stamps } = await traceProject(root, 'main.blend');
  const folder = await ProjectRoot.open(root);
  const looked = await Promise.all([...stamps.keys()].map((path) => folder.look(path)));
  expect([...stamps]).toEqual(looked.map(({ path, stamp }) => [path, stamp]));
  expect([...stamps.keys()]).toEqual(expect.arrayContaining(['main.blend', 'lib/lib_b.blend']));
});

test('an aborted trace ends with the reason', async () => {
  const reason = new Error('enough');
  await expect(traceProject(root, 'main.blend', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

test('the working directory may be the root of the file system', async () => {
  using folder = new TemporaryFolder();
  folder.write({ 'shot.blend': buildBlend(projectBlocks(['//link.png', `${folder.path}/a.png`])), 'a.png': 'x' });
  symlinkSync('a.png', join(folder.path, 'link.png'));
  const { files, problems } = await traceProject('/', join(folder.path, 'shot.blend').slice(1));
  const names = files.map(({ path }) => `/${path}`);
  expect(names).toEqual(['shot.blend', 'link.png', 'a.png'].map((name) => join(folder.path, name)));
  expect(problems.map(({ kind }) => kind)).toEqual(['absolute']);
});
