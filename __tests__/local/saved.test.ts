import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodePicture } from '../../src/compare/picture/decode.ts';
import type { FrameEnd } from '../../src/frames/end.ts';
import type { EngineFacts } from '../../src/frames/engine.ts';
import type { RenderSettings } from '../../src/frames/plan.ts';
import type { ResultKind } from '../../src/frames/kinds.ts';
import { openLocal, type LocalOptions } from '../../src/local/engine.ts';
import { ProjectRoot } from '../../src/project/files.ts';
import { blenders } from '../support/blenders.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

/* What the local engine renders is what Blender renders by itself, pixel for pixel, in every Blender there is. */

const makeScenes = fileURLToPath(new URL('scenes.py', import.meta.url));
const frame = 3;
const silent = (): undefined => undefined;
const log = { info: silent, detail: silent, warning: silent, progress: silent, group: () => silent };

interface Picture {
  width: number;
  height: number;
  channels: { name: string; values: Float32Array }[];
}

async function read(path: string): Promise<Picture> {
  const { width, height, layers } = await decodePicture(readFileSync(path));
  const channels = layers.flatMap((layer) =>
    layer.channels.map(({ name, values }) => ({ name: `${layer.name} ${name}`, values: Float32Array.from(values) })),
  );
  return { width, height, channels };
}

interface RenderOptions extends Pick<Partial<LocalOptions>, 'sessions' | 'room'> {
  frames?: number[];
  kinds?: ResultKind[];
  settings?: RenderSettings;
  onFacts?: (facts: EngineFacts) => void;
  onNotice?: (text: string) => void;
}

/** Renders frames of a .blend in `folder` into its `ours`. @returns how they ended, in their order */
async function render(
  folder: TemporaryFolder,
  blender: string,
  project: string,
  options: RenderOptions = {},
): Promise<FrameEnd[]> {
  const { frames = [frame], kinds = ['compose'], settings = {}, onFacts, onNotice = silent, ...where } = options;
  const root = await ProjectRoot.open(folder.path);
  const files = [await root.look(project)];
  const outputDirectory = join(folder.write({ [`ours-${project}/other.txt`]: '' }).path, `ours-${project}`);
  // What makes the others of a folder each needs more than it is given apart from the machine.
  const sandbox = blender === 'blender' ? 'auto' : 'off';
  const how = { scripts: true, sandbox, like: 'saved', ...where } as const;
  const engine = await openLocal({ blender, environment: process.env, ...how, settings, log });
  const ends: FrameEnd[] = [];
  const plans = frames.map((number) => ({ frame: number, files, inputs: new Map<string, string>(), key: '' }));
  await engine.render(
    (async function* () {
      yield* plans;
      await Promise.resolve();
    })(),
    {
      project: { path: project, directory: folder.path, configuration: { like: 'saved', ...settings } },
      ...{ outputDirectory, kinds, attempts: 1, stallMs: 600_000, signal: new AbortController().signal },
      onProgress: silent,
      onEnd: (end) => Promise.resolve(void ends.push(end)),
      onNotice,
    },
  );
  onFacts?.(engine.facts);
  await engine.close();
  return ends;
}

function fileOf(end: FrameEnd | undefined, kind: ResultKind = 'compose'): string {
  if (end === undefined || 'failed' in end) throw end?.failed.failure ?? new Error('no end');
  return end.done.results.find((result) => result.kind === kind)?.file ?? '';
}

describe.each(blenders)('Blender $version', ({ command }) => {
  const folder = new TemporaryFolder();
  let scenes: string[] = [];

  beforeAll(() => {
    const said = execFileSync(command, ['-b', '--factory-startup', '-P', makeScenes, '--', folder.path], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    scenes = [...said.matchAll(/^SCENE (\S+)/gm)].map(([, name = '']) => name);
  });
  afterAll(() => {
    folder[Symbol.dispose]();
  });

  /** What Blender itself saves, by the name that it has. */
  function renderPlainly(project: string): string {
    const target = join(folder.path, `plain-${project}`);
    execFileSync(command, ['-b', join(folder.path, project), '-y', '-o', join(target, 'p_####'), '-f', String(frame)], {
      stdio: 'ignore',
    });
    return join(target, readdirSync(target)[0] ?? '');
  }

  test('renders every scene as it does by itself', async () => {
    const different: string[] = [];
    for (const scene of scenes) {
      const project = `${scene}.blend`;
      const [end] = await render(folder, command, project);
      const ours = join(folder.path, `ours-${project}`, fileOf(end));
      const plain = renderPlainly(project);
      expect(basename(ours)).toBe(`frame-000${frame}.compose${/\.\w+$/.exec(plain)?.[0].replace('jpg', 'jpg') ?? ''}`);
      const [a, b] = await Promise.all([read(plain), read(ours)]);
      if (JSON.stringify(a) !== JSON.stringify(b)) different.push(scene);
    }
    expect(scenes.length).toBeGreaterThanOrEqual(13);
    expect(different).toEqual([]);
  });

  test('frames in any order are those that a Blender of their own renders, with the other results beside them', async () => {
    const project = 'multilayer.blend';
    const ends = await render(folder, command, project, {
      frames: [5, 1, frame],
      kinds: ['preview', 'render', 'compose'],
    });
    const last = join(folder.path, `ours-${project}`, fileOf(ends[2]));
    expect(await read(last)).toEqual(await read(renderPlainly(project)));
    const passes = await read(join(folder.path, `ours-${project}`, fileOf(ends[2], 'render')));
    expect(passes.channels.map(({ name }) => name).join()).toMatch(/Depth/);
    const preview = await read(join(folder.path, `ours-${project}`, fileOf(ends[2], 'preview')));
    expect([preview.width, preview.height]).toEqual([passes.width, passes.height]);
  });

  test('equal frames are equal files', async () => {
    const project = 'composed.blend';
    const kinds: ResultKind[] = ['preview', 'render', 'compose'];
    const sums: (string | undefined)[][] = [];
    for (let run = 0; run < 2; run++) {
      const [end] = await render(folder, command, project, { kinds });
      sums.push(end !== undefined && 'done' in end ? end.done.results.map(({ sha1 }) => sha1) : []);
    }
    expect(sums[0]).toHaveLength(3);
    expect(sums[1]).toEqual(sums[0]);
  });

  test('what is set, and only that, is another', async () => {
    const project = 'adaptive.blend';
    const of = async (settings: RenderSettings): Promise<Picture> => {
      const [end] = await render(folder, command, project, { settings });
      return await read(join(folder.path, `ours-${project}`, fileOf(end)));
    };
    const saved = await of({});
    expect(await of({ samples: 32, seed: 7, compositing: true, viewLayer: 'ViewLayer', camera: 'Camera' })).toEqual(
      saved,
    );
    expect(await of({ seed: 8 })).not.toEqual(saved);
    expect(await of({ resolution: { percentage: 50 } })).toMatchObject({ width: 24, height: 16 });
    expect(await of({ resolution: { width: 20, height: 10 } })).toMatchObject({ width: 20, height: 10 });
  });

  test('data is kept from frame to frame where pictures are the same with it, and as it is set', async () => {
    const kept = async (project: string, settings: RenderSettings = {}): Promise<boolean | undefined> => {
      let facts: EngineFacts | undefined;
      await render(folder, command, project, { settings, onFacts: (said) => (facts = said) });
      return facts?.persistentData;
    };
    expect(await kept('composed.blend')).toBe(true);
    expect(await kept('composed.blend', { persistentData: 'off' })).toBe(false);
    expect(await kept('handler.blend')).toBe(false);
    expect(await kept('handler.blend', { persistentData: 'on' })).toBe(true);
    expect(await kept('workbench.blend')).toBeUndefined();
  });

  test('two side by side render what one does', async () => {
    const project = 'composed.blend';
    const frames = [1, 2, frame, 5];
    const picturesOf = async (sessions: number): Promise<Picture[]> => {
      const ends = await render(folder, command, project, { frames, sessions });
      ends.sort((a, b) => a.frame - b.frame);
      return await Promise.all(ends.map((end) => read(join(folder.path, `ours-${project}`, fileOf(end)))));
    };
    expect(await picturesOf(2)).toEqual(await picturesOf(1));
  });

  test('one that grows too large is replaced, and no frame is lost', async () => {
    const room = { cores: 1, memoryBytes: 300_000_000, freeBytes: () => 0 };
    const notices: string[] = [];
    const frames = [1, 2, frame, 4];
    const ends = await render(folder, command, 'growing.blend', {
      frames,
      room,
      onNotice: (text) => notices.push(text),
    });
    expect(ends.map((end) => 'done' in end)).toEqual([true, true, true, true]);
    expect(notices.length).toBeGreaterThan(0);
    expect(notices.every((text) => /^Blender has grown to [\d.]+ [MG]B, and is started again\.$/.test(text))).toBe(
      true,
    );
  });

  test('what is not in the project is named, with what is', async () => {
    const failureOf = async (settings: RenderSettings): Promise<string> => {
      const [end] = await render(folder, command, 'composed.blend', { settings });
      return end !== undefined && 'failed' in end ? end.failed.failure.message : '';
    };
    expect(await failureOf({ scene: 'Nowhere' })).toContain('no scene "Nowhere"; it has "Scene"');
    expect(await failureOf({ camera: 'Cube' })).toContain('no camera "Cube"; it has "Camera"');
    expect(await failureOf({ viewLayer: 'Back' })).toContain('no view layer "Back"; it has "ViewLayer"');
    expect(await failureOf({ device: 'gpu' })).toContain('no GPU');
  });
});
