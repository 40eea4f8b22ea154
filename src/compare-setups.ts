import { join } from 'node:path';
import type { PicturePair } from './compare/baseline.ts';
import { compareManifests, parseManifest, setupOf, type RenderManifest, type RenderSetup } from './compare/manifest.ts';
import { formatFrames } from './frame-ranges.ts';
import { manifestFile, maxManifestBytes } from './report/manifest.ts';
import { readBounded } from './whole-files.ts';

/**
 * What was different when the baseline was rendered (Blender's version, samples, seed, Agents): one sentence each, with
 * the frames it is about when it is not about all that are compared.
 */
export function compareSetups(
  pairs: PicturePair[],
  baseline: RenderManifest,
  candidate: (frame: number, kind: string) => RenderSetup,
): string[] {
  const compared = new Set<number>();
  const framesBySentence = new Map<string, Set<number>>();
  for (const { frame, kind, ...files } of pairs) {
    if (files.baseline === undefined || files.candidate === undefined) continue;
    compared.add(frame);
    for (const sentence of compareManifests(setupOf(baseline, frame, kind), candidate(frame, kind))) {
      const frames = framesBySentence.get(sentence) ?? new Set();
      framesBySentence.set(sentence, frames.add(frame));
    }
  }
  return [...framesBySentence].map(([sentence, frames]) =>
    frames.size === compared.size
      ? sentence
      : `${frames.size === 1 ? 'Frame' : 'Frames'} ${formatFrames(frames)}: ${sentence}`,
  );
}

/** The manifest beside the pictures of a directory. @throws Error when there is none that can be read */
export async function readManifest(directory: string): Promise<RenderManifest> {
  return parseManifest(await readBounded(join(directory, manifestFile), maxManifestBytes));
}
