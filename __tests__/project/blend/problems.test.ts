import { describe, expect, test } from '@jest/globals';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { traceProject, type Trace } from '../../../src/project/blend/trace.ts';
import { baseStructs, buildBlend, projectBlocks } from '../../support/blend-builder.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

const picture = 'not read';

/** Traces `project/scene.blend` with one image for each of `images`, beside `files`. */
async function traceImages(
  images: string[],
  files: Record<string, string>,
  prepare?: (root: string) => void,
): Promise<Trace> {
  using folder = new TemporaryFolder();
  folder.write({ 'project/scene.blend': buildBlend(projectBlocks(images)), ...files });
  prepare?.(folder.path);
  return await traceProject(folder.path, 'project/scene.blend');
}

const summary = ({ files, problems }: Trace): { files: string[]; problems: string[] } => ({
  files: files.slice(1).map(({ path }) => path),
  problems: problems.map(({ kind, reference }) => `${kind} ${reference}`),
});

test.each<[string, string, { files: string[]; problems: string[] }]>([
  ['found', '//tex/a.png', { files: ['project/tex/a.png'], problems: [] }],
  ['found with backslashes', '//tex\\a.png', { files: ['project/tex/a.png'], problems: [] }],
  ['found beside the project', '//../shared/b.png', { files: ['shared/b.png'], problems: [] }],
  ['found by a detour', '//tex/.././tex//a.png', { files: ['project/tex/a.png'], problems: [] }],
  ['missing', '//tex/none.png', { files: [], problems: ['missing //tex/none.png'] }],
  ['a folder is no file', '//tex', { files: [], problems: ['missing //tex'] }],
  ['a file is no folder', '//tex/a.png/b.png', { files: [], problems: ['missing //tex/a.png/b.png'] }],
  ['outside', '//../../secret.png', { files: [], problems: ['outside //../../secret.png'] }],
  ['outside and back', '//../../../tmp/x.png', { files: [], problems: ['outside //../../../tmp/x.png'] }],
  ['absolute', '/usr/share/a.png', { files: [], problems: ['absolute /usr/share/a.png'] }],
  ['a Windows drive', 'C:\\tex\\a.png', { files: [], problems: ['absolute C:\\tex\\a.png'] }],
  ['a network share', '\\\\server\\a.png', { files: [], problems: ['absolute \\\\server\\a.png'] }],
  ['relative to nothing', 'tex/a.png', { files: [], problems: ['absolute tex/a.png'] }],
  ['other capitals', '//Tex/A.png', { files: [], problems: ['letter-case //Tex/A.png'] }],
])('%s: %s', async (_name, written, expected) => {
  const files = { 'project/tex/a.png': picture, 'shared/b.png': picture };
  expect(summary(await traceImages([written], files))).toEqual(expected);
});

test('an absolute path below the working directory is taken along, and still a problem', async () => {
  using folder = new TemporaryFolder();
  const written = join(folder.path, 'tex/a.png');
  folder.write({ 'scene.blend': buildBlend(projectBlocks([written])), 'tex/a.png': picture });
  const trace = await traceProject(folder.path, 'scene.blend');
  expect(summary(trace)).toEqual({ files: ['tex/a.png'], problems: [`absolute ${written}`] });
});

test('other capitals: the message has the name on disk', async () => {
  const { problems } = await traceImages(['//TEX/a.png'], { 'project/tex/a.png': picture });
  expect(problems[0]?.message).toBe(
    'image "image 0" in project/scene.blend → //TEX/a.png is spelled project/tex/a.png on disk',
  );
});

describe('symbolic links', () => {
  test('out of the working directory are never followed', async () => {
    using elsewhere = new TemporaryFolder();
    elsewhere.write({ 'a.png': picture });
    const trace = await traceImages(['//a.png', '//linked/a.png'], {}, (root) => {
      symlinkSync(join(elsewhere.path, 'a.png'), join(root, 'project/a.png'));
      symlinkSync(elsewhere.path, join(root, 'project/linked'));
    });
    expect(summary(trace)).toEqual({ files: [], problems: ['outside //a.png', 'outside //linked/a.png'] });
  });

  test('within it are', async () => {
    const trace = await traceImages(['//linked/a.png', '//loop'], { 'shared/a.png': picture }, (root) => {
      symlinkSync('../shared', join(root, 'project/linked'));
      symlinkSync('loop', join(root, 'project/loop'));
    });
    expect(summary(trace)).toEqual({ files: ['project/linked/a.png'], problems: ['missing //loop'] });
  });
});

test('the same problem of two data-blocks is reported for both, and once for each', async () => {
  const { problems } = await traceImages(['//none.png', '//none.png'], {});
  expect(problems.map(({ dataBlock }) => dataBlock)).toEqual(['image "image 0"', 'image "image 1"']);
});

test('a library that cannot be read is a problem, and the rest is traced', async () => {
  using folder = new TemporaryFolder();
  const blocks = [
    ...projectBlocks(['//a.png']),
    { code: 'LI', struct: 'Library', address: 0x700, values: { 'id.name': 'LIbad.blend', name: '//bad.blend' } },
    { code: 'ID', struct: 'ID', values: { name: 'OBTree', lib: 0x700 } },
  ];
  folder.write({ 'scene.blend': buildBlend(blocks), 'bad.blend': 'BLENDER-v304 and no more', 'a.png': picture });
  const trace = await traceProject(folder.path, 'scene.blend');
  expect(trace.files.map(({ path }) => path)).toEqual(['scene.blend', 'a.png', 'bad.blend']);
  expect(trace.problems).toEqual([
    expect.objectContaining({ kind: 'unreadable', dataBlock: 'library "bad.blend"', path: 'bad.blend' }),
  ]);
});

test('control characters in names do not reach the message', async () => {
  const { problems } = await traceImages(['//\u001b[31mred\n::error::.png'], {});
  expect(problems[0]?.message).not.toMatch(/[\u0000-\u001f]/); // eslint-disable-line no-control-regex
});

describe('the project itself', () => {
  test.each<[string, string, string]>([
    ['absent', 'none.blend', 'missing-file'],
    ['with other capitals', 'SCENE.blend', 'missing-file'],
    ['a folder', 'folder.blend', 'settings'],
    ['outside', '../scene.blend', 'settings'],
    ['absolute', '/scene.blend', 'settings'],
    ['a link to outside', 'link.blend', 'settings'],
    ['empty', 'empty.blend', 'settings'],
  ])('%s', async (_name, project, kind) => {
    using folder = new TemporaryFolder();
    folder.write({ 'scene.blend': buildBlend(projectBlocks()), 'empty.blend': '' });
    mkdirSync(join(folder.path, 'folder.blend'));
    symlinkSync('/etc/hostname', join(folder.path, 'link.blend'));
    await expect(traceProject(folder.path, project)).rejects.toMatchObject({ name: 'RenderError', kind });
  });

  test('a Git LFS pointer says what to do', async () => {
    using folder = new TemporaryFolder();
    folder.write({ 'scene.blend': 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 12\n' });
    await expect(traceProject(folder.path, 'scene.blend')).rejects.toMatchObject({
      kind: 'settings',
      hint: expect.stringContaining('git lfs pull'),
    });
  });
});

test('packed images, generated images and weak references are no dependencies', async () => {
  using folder = new TemporaryFolder();
  const image = (name: string, values: Record<string, number>): { code: string; struct: string; values: object } => ({
    code: 'IM',
    struct: 'Image',
    values: { 'id.name': `IM${name}`, name: `//${name}.png`, ...values },
  });
  const blocks = [
    ...projectBlocks(),
    image('packed', { source: 1, packedfile: 0x900 }),
    image('generated', { source: 4 }),
    image('render result', { source: 5 }),
    { code: 'DATA', struct: 'LibraryWeakReference', values: { library_filepath: '/tmp/copybuffer.blend' } },
  ];
  const structs = { ...baseStructs, LibraryWeakReference: ['char library_filepath[1024]'] };
  folder.write({ 'scene.blend': buildBlend(blocks as never, undefined, structs) });
  const trace = await traceProject(folder.path, 'scene.blend');
  expect(summary(trace)).toEqual({ files: [], problems: [] });
});

test.each([
  ['/usr/share/blender/datafiles/assets/nodes/hair.blend', true],
  ['C:\\Program Files\\Blender 5.2\\5.2\\datafiles\\assets\\nodes\\hair.blend', true],
  ['/home/me/assets/nodes/hair.blend', false],
])('a library of Blender itself, %s, is to be appended or packed', async (name, isEssential) => {
  const library = { code: 'LI', struct: 'Library', values: { 'id.name': 'LIhair', name } };
  const link = { code: 'ID', struct: 'ID', values: { name: 'NTHair' } };
  using folder = new TemporaryFolder().write({ 'scene.blend': buildBlend([...projectBlocks(), library, link]) });
  const { problems } = await traceProject(folder.path, 'scene.blend');
  expect(problems).toMatchObject([{ kind: 'absolute', reference: name }]);
  expect(/Append.*Pack/.test(problems[0]?.hint ?? '')).toBe(isEssential);
});
