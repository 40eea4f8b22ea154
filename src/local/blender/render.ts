import { lstat, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { resultKinds, type ResultKind } from '../../frames/kinds.ts';
import type { Blender } from './find.ts';
import { runBlender, type BlenderExit } from './process.ts';
import type { Access } from './sandbox/view.ts';
import { writeScripts } from './scripts.ts';

/** What `scripts/render.py` is told. */
export interface RenderJob {
  /** The .blend, absolute. */
  project: string;
  /** Null: as the .blend has it. */
  samples: number | null;
  seed: number;
  /** Null: the frame saved in the .blend. */
  frame: number | null;
  compositing: boolean;
}

/** How and where a job is done. */
export interface RenderRun {
  /** An empty folder for the process; results are in there afterwards. */
  directory: string;
  /** What it gets of the machine where it runs apart: the files of the project. */
  seen: Iterable<readonly [string, Access]>;
  /** Gets every line that Blender prints. */
  onLine: (line: string) => void;
  /** Its abort kills Blender and every process it started; nothing is thrown then. */
  signal: AbortSignal;
}

/** Files by kind, absolute; missing for what Blender did not save. */
export type RenderedFiles = Partial<Record<ResultKind, string>>;

/** Renders one frame with all its results. */
export async function renderInBlender(
  blender: Blender,
  job: RenderJob,
  run: RenderRun,
): Promise<{ exit: BlenderExit; files: RenderedFiles }> {
  const { directory } = run;
  const output = join(directory, 'output');
  await mkdir(output);
  const paths = await writeScripts(directory, 'render.py', { ...job, scripts: blender.scripts, output });
  const exit = await runBlender(blender, { ...run, ...paths, project: job.project });
  return { exit, files: await findResults(output) };
}

/** The results in a folder: `compose.png` as our script names it, `compose_0001.png` as Blender does. */
export async function findResults(output: string): Promise<RenderedFiles> {
  const names = (await readdir(output)).sort();
  const found: RenderedFiles = {};
  for (const kind of resultKinds) {
    const name = names.find((file) => file.startsWith(`${kind}.`) || file.startsWith(`${kind}_`));
    // A script of the project may have put anything there.
    if (name !== undefined && (await lstat(join(output, name))).isFile()) found[kind] = join(output, name);
  }
  return found;
}

/** What is missing of a frame, for an error; undefined when it is whole. */
export function describeMissing(files: RenderedFiles, kinds: readonly ResultKind[]): string | undefined {
  const missing = kinds.filter((kind) => files[kind] === undefined);
  return missing.length === 0 ? undefined : `Blender left no ${missing.join(' and no ')} result`;
}
