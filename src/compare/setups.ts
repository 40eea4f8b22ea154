import type { Facts } from '../frames/record/pictures.ts';
import type { PicturePair } from './pair-files.ts';
import { formatFrames } from '../base/ranges.ts';
import { printable } from '../base/printable.ts';

/** How a picture was made, as far as it can make it differ. */
export type RenderSetup = Pick<Facts, 'blenderVersion' | 'like' | 'device' | 'samples' | 'seed' | 'agents'>;
/** What is known of how a picture was made. */
export type SetupOf = (picture: { frame: number; kind: string }) => RenderSetup;

const subjects: Record<keyof RenderSetup, string> = {
  blenderVersion: 'Blender',
  like: 'What is rendered (render-like)',
  device: 'The device',
  samples: 'The number of samples',
  seed: 'The seed',
  agents: 'The number of Agents',
};

/**
 * What was different when the baseline was rendered, the first place to look when everything differs: one sentence each,
 * with the frames it is about when it is not about all that are compared.
 */
export function compareSetups(pairs: PicturePair[], baseline: SetupOf, candidate: SetupOf): string[] {
  const compared = new Set<number>();
  const framesBySentence = new Map<string, Set<number>>();
  for (const pair of pairs) {
    if (pair.baseline === undefined || pair.candidate === undefined) continue;
    compared.add(pair.frame);
    for (const sentence of describeChanges(baseline(pair), candidate(pair))) {
      const frames = framesBySentence.get(sentence) ?? new Set();
      framesBySentence.set(sentence, frames.add(pair.frame));
    }
  }
  return [...framesBySentence].map(([sentence, frames]) =>
    frames.size === compared.size
      ? sentence
      : `${frames.size === 1 ? 'Frame' : 'Frames'} ${formatFrames(frames)}: ${sentence}`,
  );
}

/** Whether, as far as is known, the pictures of a frame were made alike. */
export function alikeIn(pairs: PicturePair[], baseline: SetupOf, candidate: SetupOf): (frame: number) => boolean {
  const byFrame = Map.groupBy(pairs, ({ frame }) => frame);
  return (frame) => compareSetups(byFrame.get(frame) ?? [], baseline, candidate).length === 0;
}

/** What one of the two does not say is passed over. */
function describeChanges(baseline: RenderSetup, candidate: RenderSetup): string[] {
  return (Object.keys(subjects) as (keyof RenderSetup)[]).flatMap((name) => {
    const [before, now] = [baseline[name], candidate[name]];
    if (before === undefined || now === undefined || before === now) return [];
    const [was, is] = [before, now].map((value) => printable(String(value), 60));
    return [`${subjects[name]} was ${was} for the baseline and is ${is} now.`];
  });
}
