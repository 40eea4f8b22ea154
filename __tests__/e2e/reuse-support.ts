import { cp, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryDirectory, writeFiles } from '../support/builders.ts';
import { encodePng } from '../support/manager/images.ts';
import { generateResults, type Outcome } from '../support/manager/life.ts';
import type { ScriptedTask } from '../support/manager/task.ts';
import { runAction, type ActionOptions, type ActionRun } from '../support/runner.ts';
import { startScriptedManager, type ScriptedManager } from '../support/scripted-manager.ts';

/** The sources themselves, which Node runs as they are. */
const entry = fileURLToPath(new URL('../../src/action.ts', import.meta.url));
const blend = fileURLToPath(new URL('../fixtures/reuse/sequence.blend', import.meta.url));

/** What a frame is made from decides its pictures, as on a real farm. */
export function renderAsScripted(task: ScriptedTask): Outcome {
  const inputs = [...task.files].map((file) => file.join(' ')).sort();
  const generated = generateResults(JSON.stringify([inputs, task.config]));
  const results = { preview: generated.preview(), render: generated.render(), compose: generated.compose() };
  return { outcome: 'complete', results };
}

/** A picture that no other colour gives. */
export function picture(colour: number): Buffer {
  return encodePng(4, 4, () => [(colour % 16) / 15, Math.floor(colour / 16) / 15, 0.5]);
}

/** A checked-out repository: a scene that needs one picture of an image sequence for each frame, and one for all. */
export interface Workspace extends AsyncDisposable {
  path: string;
  /** RUNNER_TEMP. */
  temporary: string;
  write(files: Record<string, Buffer>): Promise<void>;
  /** The pictures that a run has brought home, by name. */
  results(): Promise<Map<string, Buffer>>;
}

const sequence = [1, 2, 3, 4];

export async function checkOut(): Promise<Workspace> {
  const home = await temporaryDirectory();
  const root = path.join(home.path, 'work');
  const plates = sequence.map((frame): [string, Buffer] => [`plates/plate_000${frame}.png`, picture(frame)]);
  await writeFiles(root, { ...Object.fromEntries(plates), 'textures/wood.png': picture(100) });
  await cp(blend, path.join(root, 'sequence.blend'));
  const read = async (frame: number, file: string): Promise<[string, Buffer]> => {
    const name = `frame-000${frame}.${file}`;
    return [name, await readFile(path.join(root, 'blendnet-results', name))];
  };
  return {
    path: root,
    temporary: path.join(home.path, 'temp'),
    write: (files) => writeFiles(root, files),
    results: async () => {
      const files = ['preview.exr', 'render.exr', 'compose.png'];
      return new Map(await Promise.all(sequence.flatMap((frame) => files.map((file) => read(frame, file)))));
    },
    [Symbol.asyncDispose]: () => home[Symbol.asyncDispose](),
  };
}

/** A Manager whose pictures depend on nothing but the inputs. */
export async function startFarm(): Promise<ScriptedManager> {
  return await startScriptedManager({ script: renderAsScripted });
}

/** Runs the action on a new runner; nothing is left of it but the workspace and what GitHub keeps. */
export async function runStep(
  workspace: Workspace,
  manager: ScriptedManager,
  env: Record<string, string>,
  options: Partial<ActionOptions> = {},
): Promise<ActionRun> {
  await mkdir(workspace.temporary, { recursive: true });
  return await runAction({
    main: entry,
    workspace: workspace.path,
    ...options,
    inputs: {
      'manager-url': manager.url,
      project: 'sequence.blend',
      frames: 'scene',
      'poll-interval': '0.1',
      ...options.inputs,
    },
    env: { RUNNER_TEMP: workspace.temporary, ...env },
  });
}
