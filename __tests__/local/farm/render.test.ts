import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  exampleFiles,
  exampleProject,
  makeBlend,
  run,
  sha1Of,
  startFarm,
  type Status,
  temporaryDirectory,
  type TestFarm,
} from './farm-support.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let farm: TestFarm;
beforeAll(async () => {
  directory = await temporaryDirectory();
  const environment = { ...process.env, FARM_TEST_TOKEN: 'hunter2' };
  farm = await startFarm({ stateDirectory: join(directory.path, 'state'), environment });
});
afterAll(async () => {
  await farm.stop();
  await directory.remove();
});

/** Renders a project and saves its results as files. */
async function render(task: string, root: string, files: string[], config: object): Promise<Status> {
  await farm.submit(task, root, files, config);
  return farm.ended(task);
}

async function save(task: string, kind: string, name: string): Promise<string> {
  const path = join(directory.path, name);
  await writeFile(path, (await farm.result(task, kind)).body);
  return path;
}

async function describeImage(path: string): Promise<string> {
  return (await run('oiiotool', ['--info', '-v', path])).stdout;
}

describe('the example project', () => {
  let first: Status;
  beforeAll(async () => {
    first = await render('first', exampleProject, exampleFiles, { frame: 4, samples: 4, seed: 7 });
  });

  test('ends COMPLETED with all samples and results', () => {
    expect(first).toMatchObject({
      state: 'COMPLETED',
      done: 1,
      samples_done: 4,
      remaining: 0,
      results_processing: false,
    });
    expect(Object.values(first.result)).toEqual([0, 1, 2].map(() => expect.stringMatching(/^[0-9a-f]{40}$/)));
  });

  test('preview is a single-layer DWAA EXR, render a multilayer ZIP EXR in 32-bit float', async () => {
    const preview = await describeImage(await save('first', 'preview', 'preview.exr'));
    expect(preview).toMatch(/320 x +180, 3 channel, float openexr/);
    expect(preview).toMatch(/channel list: R, G, B\n.*compression: "dwaa"/s);
    const rendered = await describeImage(await save('first', 'render', 'render.exr'));
    expect(rendered).toMatch(/320 x +180, 7 channel, float openexr/);
    expect(rendered).toMatch(/ViewLayer\.Combined\.R.*ViewLayer\.Normal\.X.*compression: "zip"/s);
  });

  test('compose is what plain Blender saves, to the pixel: texture, library, animation and compositor are there', async () => {
    const script = [
      'import bpy; scene = bpy.context.scene; scene.frame_set(4)',
      'scene.cycles.samples, scene.cycles.seed, scene.cycles.use_adaptive_sampling = 4, 7, False',
      `scene.render.filepath = ${JSON.stringify(join(directory.path, 'plain.png'))}`,
      'bpy.ops.render.render(write_still=True)',
    ].join('\n');
    const shot = join(exampleProject, 'scenes/shot.blend');
    await run('blender', ['-b', '--factory-startup', '-noaudio', shot, '--python-expr', script]);
    const compose = await save('first', 'compose', 'compose.png');
    const { stdout } = await run('idiff', ['-fail', '0', join(directory.path, 'plain.png'), compose]);
    expect(stdout).toContain('PASS');
  });

  test('the same seed gives the same bytes, without the compositor another picture of the same render', async () => {
    const again = await render('again', exampleProject, exampleFiles, { frame: 4, samples: 4, seed: 7 });
    expect(again.result).toEqual(first.result);
    const config = { frame: 4, samples: 4, seed: 7, use_compositing_nodes: false };
    const plain = await render('uncomposed', exampleProject, exampleFiles, config);
    expect(plain.result).toMatchObject({ preview: first.result.preview, render: first.result.render });
    expect(plain.result.compose).not.toBe(first.result.compose);
  });

  test('messages name files as the client knows them', async () => {
    const { data } = await farm.json('GET', 'task/first/messages');
    const lines = (data as unknown as Record<string, string[]>).first_0 ?? [];
    expect(lines).toContain('Read blend: scenes/shot.blend');
    expect(lines.filter((line) => line.includes(directory.path))).toEqual([]);
  });
});

test('a project is free to run its drivers and scripts, but finds no secrets and cannot change a blob', async () => {
  const blend = join(directory.path, 'script.blend');
  const script = [
    'import bpy, os',
    "print('token', os.environ.get('FARM_TEST_TOKEN'))",
    "open(bpy.data.filepath, 'w').close()",
  ].join('\n');
  await makeBlend(blend, [
    "text = bpy.data.texts.new('start.py')",
    `text.write(${JSON.stringify(script)})`,
    'text.use_module = True',
  ]);
  const status = await render('script', directory.path, ['script.blend'], { samples: 1 });
  expect(status).toMatchObject({ state: 'COMPLETED' });
  const { data } = await farm.json('GET', 'task/script/messages');
  expect((data as unknown as Record<string, string[]>).script_0).toContain('token None');
  const content = await readFile(blend);
  const stored = join(directory.path, 'state/blobs', sha1Of(content).slice(0, 2), sha1Of(content));
  expect((await readFile(stored)).equals(content)).toBe(true);
});

describe('what cannot be rendered ends in ERROR and makes room for the next', () => {
  const errorOf = (status: Status) => JSON.stringify(status.state_error_info);

  test('a broken .blend, in the words of Blender', async () => {
    await writeFile(join(directory.path, 'broken.blend'), 'no blend at all');
    const status = await render('broken', directory.path, ['broken.blend'], {});
    expect(status).toMatchObject({ state: 'ERROR', result: { preview: null, render: null, compose: null } });
    expect(errorOf(status)).toMatch(/exit code 1: .*not supported in file 'broken\.blend'/);
  });

  test('a scene without a camera', async () => {
    await makeBlend(join(directory.path, 'blind.blend'), [
      'scene.camera = None',
      "bpy.ops.object.select_by_type(type='CAMERA')",
      'bpy.ops.object.delete()',
    ]);
    const status = await render('blind', directory.path, ['blind.blend'], {});
    expect(errorOf(status)).toMatch(/camera/i);
  });

  test('a stereo scene, which has two pictures a frame', async () => {
    await makeBlend(join(directory.path, 'stereo.blend'), ['scene.render.use_multiview = True']);
    const status = await render('stereo', directory.path, ['stereo.blend'], { samples: 1 });
    expect(errorOf(status)).toContain('switch off Output Properties > Stereoscopy');
  });

  test('files that are in the way of each other', async () => {
    await writeFile(join(directory.path, 'a'), 'a file');
    await farm.put('clash', 'a/b', Buffer.from('and a directory'));
    const status = await render('clash', directory.path, ['a'], {});
    expect(errorOf(status)).toContain('The file \\"/project/a\\" cannot be laid out');
  });

  test('and no workspace is left behind', async () => {
    expect(await readdir(join(directory.path, 'state/work'))).toEqual([]);
  });
});

test('a missing image is told', async () => {
  await makeBlend(join(directory.path, 'pink.blend'), [
    "image = bpy.data.images.new('gone', 8, 8)",
    "image.source, image.filepath = 'FILE', '//tex/gone.png'",
    'image.use_fake_user = True',
  ]);
  await render('pink', directory.path, ['pink.blend'], { samples: 1 });
  const { data } = await farm.json('GET', 'task/pink/messages');
  expect((data as unknown as Record<string, string[]>).pink_0).toContain(
    'WARN: Unable to locate the image file: //tex/gone.png',
  );
});

test('a farm without scripts runs none', async () => {
  const say = (where: string): string => `print("SAID", "${where}")`;
  await makeBlend(join(directory.path, 'loud.blend'), [
    "text = bpy.data.texts.new('loud.py')",
    'text.use_module = True',
    `text.write(${JSON.stringify(say('text'))})`,
  ]);
  const saidBy = async (scripts: boolean): Promise<boolean> => {
    const quiet = await startFarm({ stateDirectory: join(directory.path, `scripts-${scripts}`), scripts });
    try {
      await quiet.submit('loud', directory.path, ['loud.blend'], { samples: 1 });
      expect(await quiet.ended('loud')).toMatchObject({ state: 'COMPLETED' });
      return JSON.stringify((await quiet.json('GET', 'task/loud/messages')).data).includes('SAID text');
    } finally {
      await quiet.stop();
    }
  };
  expect([await saidBy(false), await saidBy(true)]).toEqual([false, true]);
});
