import { printable } from '../base/printable.ts';
import type { FramePlan, RenderProject } from '../frames/plan.ts';
import type { ContentRequest, Contents } from '../project/contents.ts';
import type { ProjectFile } from '../project/files.ts';

/** What finds out what of a project's files decides a picture. */
export interface Deciding {
  project: RenderProject;
  /** Missing where files are known by their bytes alone. */
  contents?: Contents | undefined;
  /** Told once of each .blend that its bytes stand for, and why. */
  onUncertain?: (text: string) => void;
  signal: AbortSignal;
}

/**
 * The digests that decide the picture of a frame, by path: what the .blend files say, or all bytes where not all of them
 * can be told from what they say. One can read what another leaves out.
 * @param inputs sha1 by path
 */
export async function decisiveDigests(
  { files }: FramePlan,
  inputs: ReadonlyMap<string, string>,
  deciding: Deciding,
): Promise<ReadonlyMap<string, string>> {
  const { project, contents, onUncertain, signal } = deciding;
  if (contents === undefined) return inputs;
  const { configuration } = project;
  if (configuration.addons !== undefined && configuration.addons.length > 0) return inputs;
  const decisive = new Map(inputs);
  for (const file of files.filter(isBlend)) {
    const content = await contents.of(file, requestFor(file, project), signal);
    if ('uncertain' in content) {
      onUncertain?.(`${printable(file.path)} is known by its bytes: ${printable(content.uncertain, 300)}`);
      return inputs;
    }
    decisive.set(file.path, `content ${content.digest}`);
  }
  return decisive;
}

export function isBlend({ path }: ProjectFile): boolean {
  return /\.blend$/i.test(path);
}

/** Of a library, and where a camera is named that need not be in the scene, all counts. */
export function requestFor({ path }: ProjectFile, { path: project, configuration }: RenderProject): ContentRequest {
  const { scene, camera } = configuration;
  const isProject = path === project && camera === undefined;
  return {
    scripts: configuration.scripts !== 'off',
    ...(isProject && { scene: scene === undefined ? 'active' : { name: scene } }),
  };
}
