import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { RenderError } from '../../src/base/errors.ts';
import type { FrameDone, FrameEnd, FrameFailed } from '../../src/frames/end.ts';
import type { EngineRun, FrameProgress } from '../../src/frames/engine.ts';
import { frameKey } from '../../src/frames/key.ts';
import type { ResultKind } from '../../src/frames/kinds.ts';
import type { KeyedPlan, RenderConfiguration, RenderProject } from '../../src/frames/plan.ts';
import { openLocal } from '../../src/local/engine.ts';
import { Digests } from '../../src/project/digests.ts';
import { ProjectRoot } from '../../src/project/files.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';
import { exampleFiles, exampleProject } from './farm/farm-support.ts';

/* Blender on this machine, behind the port: real Blender, and programs in its place where it would have to fail. */

const silent = (): undefined => undefined;
const log = { info: silent, detail: silent, warning: silent, progress: silent, group: () => silent };

interface Rendered {
  ends: FrameEnd[];
  progress: FrameProgress[];
  notices: string[];
  /** Names in the output directory. */
  files: string[];
}

interface Options extends Partial<EngineRun> {
  frames: number[];
  blender?: string;
  samples?: number;
  like?: RenderConfiguration['like'];
}

/** Renders frames of the example project in `folder`, into its `out`. */
async function render(
  folder: TemporaryFolder,
  { frames, blender = 'blender', samples = 2, like = 'saved', ...run }: Options,
): Promise<Rendered> {
  const root = await ProjectRoot.open(folder.path);
  const files = await Promise.all(exampleFiles.map((path) => root.look(path)));
  const digests = new Digests();
  const inputs = new Map(await Promise.all(files.map(async (file) => [file.path, await digests.of(file)] as const)));
  const configuration: RenderConfiguration = { like, samples, seed: 0, compositing: true };
  const project: RenderProject = { path: 'scenes/shot.blend', directory: root.directory, configuration, samples };
  const outputDirectory = join(folder.write({ 'out/other.txt': 'stays' }).path, 'out');
  const rendered: Rendered = { ends: [], progress: [], notices: [], files: [] };
  const options = { scripts: true, sandbox: 'auto' as const, environment: process.env, like, settings: {}, log };
  const engine = await openLocal({ blender, ...options });
  async function* plans(): AsyncGenerator<KeyedPlan> {
    for (const frame of frames) {
      const plan = { frame, files };
      yield await Promise.resolve({
        ...plan,
        inputs,
        key: frameKey(project, plan, inputs, engine.facts.blenderVersion),
      });
    }
  }
  await engine.render(plans(), {
    ...{ project, outputDirectory, kinds: ['preview', 'render', 'compose'], attempts: 1, stallMs: 600_000 },
    signal: new AbortController().signal,
    onProgress: (progress) => rendered.progress.push(progress),
    onEnd: (end) => Promise.resolve(void rendered.ends.push(end)),
    onNotice: (text) => rendered.notices.push(text),
    ...run,
  });
  await engine.close();
  rendered.files = readdirSync(outputDirectory).sort();
  return rendered;
}

function checkOut(): TemporaryFolder {
  const folder = new TemporaryFolder();
  cpSync(exampleProject, folder.path, { recursive: true });
  return folder;
}

/** How a session says that a frame is rendered. */
const done = (frame: number): string => `echo '{"frame":${frame},"cost":{"cpuSeconds":1,"memoryBytes":null}}' >&3`;

/** A program in Blender's place that says it is one; `script` is what it does to render. */
function standIn(folder: TemporaryFolder, script: string): string {
  const path = join(folder.path, 'stand-in');
  writeFileSync(path, `#!/bin/sh\nif [ "$1" = --version ]; then echo 'Blender 9.9.9'; exit; fi\n${script}\n`, {
    mode: 0o755,
  });
  return path;
}

function doneOf(end: FrameEnd | undefined): FrameDone {
  if (end === undefined || 'failed' in end) throw end?.failed.failure ?? new Error('no end');
  return end.done;
}

function failedOf(end: FrameEnd | undefined): FrameFailed {
  if (end === undefined || 'done' in end) throw new Error('the frame is done');
  return end.failed;
}

describe.each(['saved', 'farm'] as const)('with Blender, rendering as %s', (like) => {
  test('frames come with what was asked for, told as they are, and nothing else is left', async () => {
    using folder = checkOut();
    const { ends, progress, files } = await render(folder, { like, frames: [1, 2], kinds: ['compose'] });
    expect(files).toEqual(['frame-0001.compose.png', 'frame-0002.compose.png', 'other.txt']);
    const [first, second] = ends.map(doneOf);
    expect(first).toMatchObject({ outcome: 'rendered', samples: 2, key: expect.stringMatching(/^[0-9a-f]{16}$/) });
    expect(first?.inputs.size).toBe(3);
    expect(first?.key).not.toBe(second?.key);
    for (const { file, sha1, sizeBytes } of first?.results ?? []) {
      const bytes = readFileSync(join(folder.path, 'out', file));
      expect([createHash('sha1').update(bytes).digest('hex'), bytes.length]).toEqual([sha1, sizeBytes]);
    }
    expect(progress.at(-1)).toMatchObject({ frame: 2, samples: { of: 2 } });
  });

  test('a frame whose texture changes meanwhile is told of, and not for later runs', async () => {
    using folder = checkOut();
    const texture = join(folder.path, 'textures/terrazzo.png');
    const touch = (): void => {
      utimesSync(texture, 1, 1);
    };
    const { ends, notices } = await render(folder, { like, frames: [1], onProgress: touch });
    expect(doneOf(ends[0]).inputsChanged).toBe(true);
    expect(notices).toEqual([
      'frame 1: textures/terrazzo.png changed while it was rendered, so it is not kept for later runs.',
    ]);
  });

  test('what it cannot open fails as often as it is tried, in its words', async () => {
    using folder = checkOut();
    folder.write({ 'scenes/shot.blend': 'BLENDER-v304 and nothing else' });
    const { ends, notices, files } = await render(folder, { like, frames: [1], attempts: 2 });
    const { failure, messages, log: lines } = failedOf(ends[0]);
    expect(failure).toMatchObject({
      kind: 'task-failed',
      frame: 1,
      message: expect.stringMatching(/^Blender (ended with|did not open the project)/),
    });
    expect(messages.join('\n')).toMatch(/blend/i);
    expect(messages.join('\n')).not.toContain(folder.path);
    expect(lines[0]).toBe('== Blender');
    expect(notices).toEqual([expect.stringMatching(/^frame 1: Blender .* Rendering it again\.$/s)]);
    expect(files).toEqual(['other.txt']);
  });

  test('cancelling ends it with the reason, and no other frame is begun', async () => {
    using folder = checkOut();
    const cancel = new AbortController();
    const reason = new RenderError('cancelled', 'enough');
    const onProgress = (): void => {
      cancel.abort(reason);
    };
    const { ends, files } = await render(folder, {
      like,
      frames: [1, 2],
      samples: 100_000,
      signal: cancel.signal,
      onProgress,
    });
    expect(ends.map((end) => failedOf(end).failure)).toEqual([reason, reason]);
    expect(files).toEqual(['other.txt']);
  });
});

describe('with a program that fails, started for each frame', () => {
  // The shorter one is over before the program is started.
  test.each([50, 1])('one that says nothing for %d ms is given up', async (stallMs) => {
    using folder = checkOut();
    const blender = standIn(folder, 'sleep 600');
    const { ends, notices, files } = await render(folder, {
      like: 'farm',
      frames: [1],
      blender,
      stallMs,
      attempts: 2,
    });
    expect(failedOf(ends[0]).failure).toMatchObject({
      kind: 'stalled',
      frame: 1,
      message: `Blender said nothing for ${stallMs} ms.`,
    });
    expect(notices).toHaveLength(1);
    expect(files).toEqual(['other.txt']);
  });

  test('one that leaves no picture is no success, and what it left is kept where it is the preview', async () => {
    using folder = checkOut();
    const blender = standIn(folder, 'printf v/1 > output/preview.exr; echo "all is well"');
    const { ends, files } = await render(folder, { like: 'farm', frames: [1], blender });
    const { failure, preview } = failedOf(ends[0]);
    expect(failure.message).toBe('Blender left no render and no compose result');
    expect(preview).toMatchObject({ kind: 'preview', sizeBytes: 3 });
    expect(files).toEqual([preview?.file, 'other.txt']);
  });

  test('a result that is a link is none', async () => {
    using folder = checkOut();
    const blender = standIn(folder, 'for kind in preview render compose; do ln -s /etc/passwd output/$kind.exr; done');
    const { ends, files } = await render(folder, { like: 'farm', frames: [1], blender });
    expect(failedOf(ends[0]).failure.message).toMatch(/^Blender left no preview/);
    expect(files).toEqual(['other.txt']);
  });

  test('what it prints reaches nobody as a command or an escape sequence', async () => {
    using folder = checkOut();
    const blender = standIn(folder, 'printf "::error::x\\\\n\\\\033[31mred\\\\n"; exit 3');
    const { failure, messages } = failedOf((await render(folder, { like: 'farm', frames: [1], blender })).ends[0]);
    // eslint-disable-next-line no-control-regex
    expect([failure.message, ...messages].join('')).not.toMatch(/[\u0000-\u001f]/);
    expect(failure.message).toContain('Blender ended with exit code 3');
  });

  test('one that is not there says how to get Blender', async () => {
    using folder = checkOut();
    await expect(render(folder, { frames: [1], blender: 'no-such-blender' })).rejects.toMatchObject({
      kind: 'no-agents',
      hint: expect.stringContaining('Install Blender'),
    });
  });
});

/** A session in the place of `scripts/session.py`: `frame` is what it does for each line it is told. */
function sessionOf(folder: TemporaryFolder, frame: string): string {
  const lines = ['echo \'{"ready":true,"cycles":null}\' >&3', 'while read -r job; do', frame, 'done'];
  return standIn(folder, lines.join('\n'));
}

/** Where a job's results go, and its number, for the shell. */
const directory = 'directory=$(echo "$job" | sed \'s/.*"directory":"\\([^"]*\\)".*/\\1/\')';
const save = `${directory}; printf picture > "$directory/compose_0001.png"`;

describe('with a session that fails', () => {
  const kinds: ResultKind[] = ['compose'];

  test('one that ends is replaced, and the frame it had begun is rendered again', async () => {
    using folder = checkOut();
    const blender = sessionOf(
      folder,
      `case $job in *'"frame":2,'*) [ -e died ] || { touch died; kill -9 $$; };; esac
       ${save}; ${done(1)}; echo "session $$"`,
    );
    const { ends, notices, files } = await render(folder, { frames: [1, 2, 3], blender, kinds, attempts: 2 });
    expect(ends.map(({ frame }) => frame)).toEqual([1, 2, 3]);
    expect(notices).toEqual([
      expect.stringMatching(/^frame 2: Blender was killed by SIGKILL .* Rendering it again\.$/s),
    ]);
    expect(files).toEqual([...ends.map((end) => doneOf(end).results[0]?.file), 'other.txt']);
  });

  test('one that says nothing is given up, and the next frame has another', async () => {
    using folder = checkOut();
    const blender = sessionOf(folder, `case $job in *'"frame":1,'*) sleep 600;; esac; ${save}; ${done(2)}`);
    // Long enough for a session to start on a busy machine, since that counts as well.
    const { ends } = await render(folder, { frames: [1, 2], blender, kinds, stallMs: 3_000 });
    expect(failedOf(ends[0]).failure).toMatchObject({ kind: 'stalled', frame: 1 });
    expect(doneOf(ends[1]).results).toHaveLength(1);
  });

  test('a frame that it refuses fails in its words, and the session goes on', async () => {
    using folder = checkOut();
    const blender = sessionOf(
      folder,
      `case $job in *'"frame":1,'*) echo '{"failed":"Error: Cannot render, no camera"}' >&3; continue;; esac
       ${save}; ${done(2)}`,
    );
    const { ends } = await render(folder, { frames: [1, 2], blender, kinds });
    expect(failedOf(ends[0]).failure.message).toBe('Cannot render, no camera');
    expect(doneOf(ends[1]).results).toHaveLength(1);
  });

  test('one that cannot draw says what to install, once, as every frame would meet it', async () => {
    using folder = checkOut();
    const blender = sessionOf(folder, 'echo "Unable to open a display" >&2; exit 1');
    const { ends, notices } = await render(folder, { frames: [1], blender, kinds, attempts: 2 });
    expect(failedOf(ends[0]).failure).toMatchObject({
      ...{ kind: 'no-agents', frame: undefined },
      message: expect.stringContaining('Unable to open a display'),
      hint: expect.stringMatching(/ libegl1 libgl1 libgl1-mesa-dri"/),
    });
    expect(notices).toEqual([]);
  });

  test('answers that are none are passed over', async () => {
    using folder = checkOut();
    const blender = sessionOf(
      folder,
      `echo 'garbage' >&3; echo '{"frame":"one"}' >&3; echo '[]' >&3; head -c 100000 /dev/zero | tr '\\0' x >&3; echo >&3
       ${save}; ${done(1)}`,
    );
    const { ends } = await render(folder, { frames: [1], blender, kinds });
    expect(doneOf(ends[0]).results).toHaveLength(1);
  });

  test('a result that is a link is none', async () => {
    using folder = checkOut();
    const blender = sessionOf(folder, `${directory}; ln -s /etc/passwd "$directory/compose_0001.png"; ${done(1)}`);
    const { ends, files } = await render(folder, { frames: [1], blender, kinds });
    expect(failedOf(ends[0]).failure.message).toBe('Blender left no compose result');
    expect(files).toEqual(['other.txt']);
  });
});
