import { describe, expect, test } from '@jest/globals';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { readScene } from '../../../src/project/blend/scene.ts';
import { traceProject } from '../../../src/project/blend/trace.ts';
import { buildBlend, projectBlocks, type BlendLayout } from '../../support/blend-builder.ts';
import { compressSeekable, seekTable } from '../../support/seekable-zstd.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

const layouts: Record<string, [BlendLayout, string]> = {
  '2.48, 32 bit, big endian': [{ version: 248, pointerSize: 4, littleEndian: false }, '2.48'],
  '2.79, 64 bit, big endian': [{ version: 279, pointerSize: 8, littleEndian: false }, '2.79'],
  '2.80, 32 bit': [{ version: 280, pointerSize: 4, littleEndian: true }, '2.80'],
  '4.2': [{ version: 402, pointerSize: 8, littleEndian: true }, '4.2'],
  '5.1, large blocks': [{ version: 501, pointerSize: 8, littleEndian: true }, '5.1'],
};

const packings: Record<string, (bytes: Buffer) => Buffer> = {
  none: (bytes) => bytes,
  gzip: (bytes) => gzipSync(bytes),
  'gzip in two members': (bytes) => Buffer.concat([gzipSync(bytes.subarray(0, 700)), gzipSync(bytes.subarray(700))]),
  'zstd with a seek table': (bytes) => compressSeekable(bytes, 512),
  'zstd in one frame': (bytes) => zstdCompressSync(bytes),
  'zstd in two frames without a seek table': (bytes) =>
    Buffer.concat([zstdCompressSync(bytes.subarray(0, 999)), zstdCompressSync(bytes.subarray(999))]),
};

describe.each(Object.entries(layouts))('%s', (_name, [layout, version]) => {
  test.each(Object.entries(packings))('%s', async (packing, pack) => {
    using folder = new TemporaryFolder();
    folder.write({ 'scene.blend': pack(buildBlend(projectBlocks(['//a.png', '//b.png']), layout)), 'a.png': 'a' });
    const trace = await traceProject(folder.path, 'scene.blend');
    expect(trace).toMatchObject({ version, compression: packing.split(' ')[0] });
    expect(trace.scene).toMatchObject({ name: 'Scene', frameEnd: 10, width: 320, height: 240, camera: true });
    expect(trace.files.map(({ path }) => path)).toEqual(['scene.blend', 'a.png']);
    expect(trace.problems.map(({ reference }) => reference)).toEqual(['//b.png']);
  });
});

describe('damage', () => {
  const whole = buildBlend(projectBlocks(['//a.png']));
  const zeros = Buffer.alloc(30 * 1024 * 1024);
  const repeat = (bytes: Buffer): Buffer => Buffer.concat(Array.from({ length: 10 }, () => bytes));
  const lyingFrame = { packed: zstdCompressSync(whole), sizeBytes: 5 };
  const cases: Record<string, () => Buffer | string> = {
    'only the magic': () => 'BLENDER-v279',
    'not a .blend': () => 'hello',
    'an unknown format version': () => 'BLENDER17-02v0510',
    'cut off in a block': () => whole.subarray(0, whole.length - 700),
    'cut off before ENDB': () => whole.subarray(0, whole.length - 24),
    'without DNA1': () => Buffer.concat([whole.subarray(0, 12), Buffer.from('ENDB'.padEnd(24, '\0'))]),
    'gzip cut off': () => gzipSync(whole).subarray(0, 300),
    'zstd cut off': () => zstdCompressSync(whole).subarray(0, 300),
    'zstd with damage': () => compressSeekable(whole).fill(7, 50, 90),
    'a seek table that promises other sizes': () => Buffer.concat([lyingFrame.packed, seekTable([lyingFrame])]),
    'a seek table without frames': () => Buffer.concat([zstdCompressSync(whole), seekTable([])]),
    'gzip of 300 MB of nothing': () => repeat(gzipSync(zeros)),
    'zstd of 300 MB of nothing': () => repeat(zstdCompressSync(zeros)),
  };
  test.each(Object.entries(cases))('%s', async (_name, make) => {
    using folder = new TemporaryFolder();
    folder.write({ 'scene.blend': make() });
    await expect(traceProject(folder.path, 'scene.blend')).rejects.toMatchObject({
      kind: 'settings',
      file: 'scene.blend',
      message: expect.stringMatching(/^scene\.blend cannot be read as a \.blend file: it /),
    });
  });
});

test('readScene gives the facts of a file without tracing it', async () => {
  using folder = new TemporaryFolder();
  folder.write({ 'scene.blend': buildBlend(projectBlocks([], { camera: 0 })) });
  expect(await readScene(`${folder.path}/scene.blend`, 'scene.blend')).toEqual({
    name: 'Scene',
    frameStart: 1,
    frameEnd: 10,
    frameStep: 1,
    currentFrame: 1,
    engine: 'CYCLES',
    samples: 4096,
    samplesByDefault: true,
    width: 320,
    height: 240,
    fileFormat: 'PNG',
    compositing: false,
    camera: false,
    sequencer: false,
    version: { savedBy: 304, oldest: 0, compression: 'none', bigEndian: false },
    details: {
      denoising: false,
      adaptiveSampling: true,
      compositorNodes: false,
      fileOutputs: [],
      inEditMode: [],
    },
  });
});
