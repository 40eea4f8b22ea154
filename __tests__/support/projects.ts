import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { ProjectRoot, type ProjectFile } from '../../src/project/files.ts';
import { frameKey } from '../../src/frames/key.ts';
import type { KeyedPlan, RenderProject } from '../../src/frames/plan.ts';
import { temporaryDirectory, writeFiles, type FileContent } from './builders.ts';

export interface TestProject extends AsyncDisposable {
  /** The working directory. */
  directory: string;
  /** Looked at once, in the order they were given in. */
  files: ProjectFile[];
  /** sha1 by path. */
  digests: Map<string, string>;
  project: RenderProject;
  /** Keyed for Blender 3.4.1. */
  plans(...frames: number[]): KeyedPlan[];
}

/** A project on disk; the first file stands for the .blend. */
export async function makeProject(
  contents: Record<string, FileContent> = { 'shot.blend': 'BLENDER', 'textures/wood.png': 'wood' },
): Promise<TestProject> {
  const directory = await temporaryDirectory();
  await writeFiles(directory.path, contents);
  const root = await ProjectRoot.open(directory.path);
  const files = await Promise.all(Object.keys(contents).map((path) => root.look(path)));
  const digests = await Promise.all(
    files.map(async ({ path, absolutePath }) => {
      const hash = createHash('sha1').update(await readFile(absolutePath));
      return [path, hash.digest('hex')] as const;
    }),
  );
  const inputs = new Map(digests);
  const project: RenderProject = {
    path: files[0]?.path ?? '',
    directory: directory.path,
    configuration: { like: 'farm' as const, seed: 0, compositing: true },
  };
  return {
    directory: directory.path,
    files,
    digests: inputs,
    project,
    plans: (...frames) =>
      frames.map((frame) => ({ frame, files, inputs, key: frameKey(project, { frame, files }, inputs, '3.4.1') })),
    [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose](),
  };
}
