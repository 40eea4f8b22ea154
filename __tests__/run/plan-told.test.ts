import { cpSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { RenderError } from '../../src/base/errors.ts';
import type { Engine } from '../../src/frames/engine.ts';
import type { RenderConfiguration } from '../../src/frames/plan.ts';
import { resultKinds } from '../../src/frames/kinds.ts';
import { ProjectRoot } from '../../src/project/files.ts';
import { planRun, type RunPlan } from '../../src/run/plan.ts';
import { parseSettings } from '../../src/settings/settings.ts';
import type { SettingName } from '../../src/settings/table.ts';
import { baseStructs, buildBlend, modernLayout, projectBlocks } from '../support/blend-builder.ts';
import { failureOf } from '../support/clients.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';
import { RecordedHost } from './recorded-host.ts';

let host: RecordedHost;
beforeEach(() => {
  host = new RecordedHost();
});

/** What a scene has of its own. */
type Scene = NonNullable<Parameters<typeof projectBlocks>[1]>;
type Given = Partial<Record<SettingName, string>>;

async function plan(
  folder: TemporaryFolder,
  given: Given = {},
  problem?: RenderError,
  configure?: Engine['configure'],
  blenderVersion = '3.4.1',
): Promise<RunPlan> {
  const settings = parseSettings((name) => (name === 'project' ? (given.project ?? 'shot.blend') : given[name]));
  const cancelled = new AbortController().signal;
  const engine = {
    check: (): RenderError | undefined => problem,
    configure: configure ?? (() => ({ like: 'saved' as const, samples: settings.samples })),
    kinds: resultKinds.slice(),
    facts: { name: 'local', blenderVersion },
  };
  return await planRun(settings, Object.assign(host, { cancelled }), await ProjectRoot.open(folder.path), engine);
}

/** A project of one .blend that names these images. */
function blend(images: string[] = [], scene: Scene = {}): Buffer {
  return buildBlend(projectBlocks(images, scene));
}

test('another scene than the active one is planned by its own facts, and one that is not there is named', async () => {
  const night = { 'id.name': 'SCNight', 'r.sfra': 20, 'r.efra': 21, 'r.frame_step': 1, 'r.engine': 'BLENDER_EEVEE' };
  const blocks = [...projectBlocks(), { code: 'SC', struct: 'Scene', address: 0x700, values: night }];
  using folder = new TemporaryFolder().write({ 'shot.blend': buildBlend(blocks) });
  const { frames } = await plan(folder, { scene: 'Night', frames: 'scene' });
  expect(frames.map(({ frame }) => frame)).toEqual([20, 21]);
  expect(host.log.lines.join()).toContain('Night (BLENDER_EEVEE');
  expect(await failureOf(plan(folder, { scene: 'Day' }))).toMatchObject({
    kind: 'settings',
    message: 'scene "Day": the project has "Scene", "Night".',
  });
});

describe('a plan is told:', () => {
  test('the project, its scene, frames and files as they hang together', async () => {
    using folder = new TemporaryFolder();
    cpSync(path.join(import.meta.dirname, '../../examples/project'), folder.path, { recursive: true });
    const { project, frames } = await plan(folder, { project: 'scenes/shot.blend', frames: '1-3', samples: '7' });
    expect(project).toMatchObject({ path: 'scenes/shot.blend', directory: folder.path, configuration: { samples: 7 } });
    expect(frames.map(({ frame }) => frame)).toEqual([1, 2, 3]);
    expect(host.log.lines).toEqual([
      expect.stringMatching(/^Project: scenes\/shot\.blend \(saved by Blender \d+\.\d+\)$/),
      expect.stringMatching(/^Scene: {3}\S.* \(CYCLES, \d+×\d+, \d+ samples, PNG, (no )?compositor\)$/),
      'Frames:  1-3 (3)',
      expect.stringMatching(/^Files: {3}3 \(\d+(\.\d)? kB\)$/),
      expect.stringMatching(/^ {2}scenes\/shot\.blend/),
      expect.stringMatching(/^ {4}textures\/terrazzo\.png/),
      expect.stringMatching(/^ {4}library\/props\.blend/),
    ]);
    expect(host.annotations).toEqual([]);
  });

  test('another number of samples, where the farm cannot do with what is asked for', async () => {
    using folder = new TemporaryFolder().write({ 'shot.blend': blend() });
    const rounded = (): RenderConfiguration => ({ like: 'farm', samples: 14 });
    const { project } = await plan(folder, { samples: '13', agents: '4' }, undefined, rounded);
    expect(project.configuration.samples).toBe(14);
    expect(host.log.lines).toContain('Samples: 14 instead of 13; the farm never ends an Agent’s share of a single one');
  });

  test('that files were not traced, where that was not asked for', async () => {
    using folder = new TemporaryFolder().write({ 'shot.blend': blend(['//gone.png']), 'a.txt': '12345' });
    await plan(folder, { dependencies: 'a.txt' });
    const [files, ...others] = host.log.lines.slice(3);
    expect(files).toMatch(/^Files: {3}2 \(\d+(\.\d)? kB\), not traced: dependencies has no auto$/);
    expect(others).toEqual([]);
    expect(host.annotations).toEqual([]);
  });

  test.each<[string, Scene]>([
    ["Scene (CYCLES, 320×240, 4096 samples (Blender's default), PNG, no compositor)", {}],
    [
      "Scene (CYCLES, 320×240, 4096 samples (Blender's default), PNG, compositor)",
      { 'r.scemode': 0x40, use_nodes: 1, nodetree: 0x900 },
    ],
    ['Scene (BLENDER_EEVEE, 320×240, no samples, PNG, no compositor)', { 'r.engine': 'BLENDER_EEVEE' }],
    ["Scene (CYCLES, 320×240, 4096 samples (Blender's default), UNKNOWN, no compositor)", { 'r.im_format.imtype': 99 }],
  ])('%s', async (told, scene) => {
    using folder = new TemporaryFolder().write({ 'shot.blend': blend([], scene) });
    await plan(folder);
    expect(host.log.lines[1]).toBe(`Scene:   ${told}`);
  });
});

test('a scene that the engine cannot render ends the run before anything is told', async () => {
  using folder = new TemporaryFolder().write({ 'shot.blend': blend() });
  const problem = new RenderError('settings', 'no Cycles');
  expect(await failureOf(plan(folder, {}, problem))).toBe(problem);
  expect(host.log.lines).toEqual([]);
});

describe('a .blend of another version', () => {
  const version = (number: number): Buffer => buildBlend(projectBlocks(), { ...modernLayout, version: number });

  test('that Blender cannot open ends the run before its scene is looked at', async () => {
    using folder = new TemporaryFolder().write({ 'shot.blend': version(502) });
    expect(await failureOf(plan(folder, {}, new RenderError('settings', 'no Cycles')))).toMatchObject({
      ...{ kind: 'settings', file: 'shot.blend', message: expect.stringMatching(/Blender 5\.2 .* Blender 3\.4\.1\.$/) },
    });
    expect(host.log.lines).toEqual([]);
  });

  test('that is newer is a warning, one that is much older a remark', async () => {
    using folder = new TemporaryFolder().write({ 'shot.blend': version(306), 'old.blend': version(279) });
    await plan(folder);
    await plan(folder, { project: 'old.blend' });
    expect(host.annotations).toEqual([
      {
        ...{ level: 'warning', title: 'Blender version', file: 'shot.blend' },
        message: expect.stringMatching(/^shot\.blend was saved by Blender 3\.6, and this machine has 3\.4\.1: /),
      },
      {
        ...{ level: 'notice', title: 'Blender version', file: 'old.blend' },
        message: expect.stringMatching(/^old\.blend was saved by Blender 2\.79; /),
      },
    ]);
  });

  test('that is a library is as good as missing', async () => {
    const library = {
      code: 'LI',
      struct: 'Library',
      address: 0x900,
      values: { 'id.name': 'LIlib', name: '//lib.blend' },
    };
    const link = { code: 'ID', struct: 'ID', values: { name: 'OBCamera' } };
    const project = buildBlend([...projectBlocks(), library, link]);
    using folder = new TemporaryFolder().write({ 'shot.blend': project, 'lib.blend': version(502) });
    expect(await failureOf(plan(folder))).toMatchObject({ kind: 'missing-file' });
    expect(host.annotations[0]).toMatchObject({
      ...{ level: 'error', title: 'Project file', file: 'lib.blend' },
      message: expect.stringMatching(/^lib\.blend was saved by Blender 5\.2 .*3\.4\.1\. Set blender-version: file, /),
    });
  });
});

test.each([
  [24, 'Movie:   each frame becomes a PNG of the same picture'],
  [17, undefined],
])('a movie is told to come as single frames: format %i', async (format, line) => {
  using folder = new TemporaryFolder().write({ 'shot.blend': blend([], { 'r.im_format.imtype': format }) });
  await plan(folder);
  expect(host.log.lines.find((one) => one.startsWith('Movie:'))).toBe(line);
});

describe('what will not be as saved', () => {
  const edited = {
    ...{ code: 'OB', struct: 'Object', address: 0x700 },
    values: { 'id.name': 'OBSoft', type: 1, mode: 1, 'modifiers.first': 0x800 },
  };
  const withMode = (scene: Scene): Buffer =>
    buildBlend([...projectBlocks([], scene), edited], modernLayout, {
      Object: [...baseStructs['Object']!, 'short type', 'int mode', 'ListBase modifiers'],
    });

  test('is said beside the .blend', async () => {
    using folder = new TemporaryFolder().write({ 'shot.blend': withMode({}) });
    await plan(folder);
    expect(host.annotations).toMatchObject([
      { level: 'warning', title: 'Edit mode', file: 'shot.blend', message: expect.stringContaining('"Soft"') },
    ]);
  });
});

test('files that cannot be told are a warning beside the .blend that may need them', async () => {
  using folder = new TemporaryFolder();
  cpSync(path.join(import.meta.dirname, '../fixtures/blend/imports'), folder.path, { recursive: true });
  await plan(folder, { missing: 'ignore' }, undefined, undefined, '5.2.2 LTS');
  expect(host.annotations).toMatchObject([
    { level: 'warning', title: 'Project file', file: 'shot.blend', message: expect.stringContaining('"Computed"') },
    { level: 'warning', title: 'Project file', file: 'library/library.blend' },
  ]);
});

describe('a file that is missing', () => {
  const hint = 'Correct what is said above, or set missing: warn to render all the same.';

  test('ends the run beside the .blend that names it', async () => {
    using folder = new TemporaryFolder().write({ 'shot.blend': blend(['//gone.png']) });
    expect(await failureOf(plan(folder))).toMatchObject({
      ...{ kind: 'missing-file', hint },
      message: 'A file of the project cannot be sent as the .blend needs them.',
    });
    expect(host.annotations).toEqual([
      {
        ...{ level: 'error', title: 'Project file', file: 'shot.blend' },
        message: expect.stringMatching(/ → \/\/gone\.png is not there\. Add the file to the repository, /),
      },
    ]);
  });

  test('is one of several', async () => {
    using folder = new TemporaryFolder().write({ 'shot.blend': blend(['//gone.png', '//lost.png']) });
    expect(await failureOf(plan(folder, { dependencies: 'auto\nnone/*.vdb' }))).toMatchObject({
      message: '3 files of the project cannot be sent as the .blend needs them.',
    });
    expect(host.annotations).toHaveLength(3);
  });

  test('is a warning where that is set', async () => {
    using folder = new TemporaryFolder().write({ 'shot.blend': blend(['//gone.png']) });
    await plan(folder, { missing: 'warn' });
    expect(host.annotations).toMatchObject([{ level: 'warning', title: 'Project file' }]);
  });

  test('and what is wrong with a library are sentences before their hints', async () => {
    const library = {
      code: 'LI',
      struct: 'Library',
      address: 0x900,
      values: { 'id.name': 'LIlib', name: '//lib.blend' },
    };
    const link = { code: 'ID', struct: 'ID', values: { name: 'OBThing' } };
    const blocks = [...projectBlocks(), library, link];
    using folder = new TemporaryFolder().write({ 'shot.blend': buildBlend(blocks), 'lib.blend': 'no .blend' });
    await plan(folder, { missing: 'warn' });
    expect(host.annotations.map(({ message }) => message)).toEqual([
      expect.stringContaining('it does not begin like one. Open it in Blender'),
    ]);
  });

  test('is nothing where that is set', async () => {
    using folder = new TemporaryFolder().write({ 'shot.blend': blend(['//gone.png']) });
    await plan(folder, { missing: 'ignore' });
    expect(host.annotations).toEqual([]);
  });

  test('is only counted beyond those that anybody reads', async () => {
    const images = Array.from({ length: 1003 }, (_, i) => `//gone-${i}.png`);
    using folder = new TemporaryFolder().write({ 'shot.blend': blend(images) });
    await plan(folder, { missing: 'warn' });
    expect(host.log.lines.at(-1)).toBe(
      'warning: Project file: 3 more references of the project lead to no file that can be sent. ' +
        'Correct what is said of the others first.',
    );
  });
});
