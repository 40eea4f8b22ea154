import { createHash } from 'node:crypto';
import type { FramePlan, RenderProject } from './plan.ts';

/** Changes when the same inputs would give other results because of us. */
const keyVersion = 4;

/**
 * What decides a frame's pixels, as 16 hex digits: every file with its path, the configuration, and Blender's version.
 * @param inputs what stands for each file, by path: its sha1, or the digest of what it says
 */
export function frameKey(
  { path, configuration }: Pick<RenderProject, 'path' | 'configuration'>,
  plan: FramePlan,
  inputs: ReadonlyMap<string, string>,
  blenderVersion: string,
): string {
  const files = plan.files
    .map((file) => [file.path, inputs.get(file.path)])
    .sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  // Whatever is set, in an order of its own.
  const set = Object.entries(configuration)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const facts = [keyVersion, blenderVersion, path, plan.frame, set, files];
  return createHash('sha1').update(JSON.stringify(facts)).digest('hex').slice(0, 16);
}
