import type { Picture } from '../picture/picture.ts';
import { boxesEqual, type Windows } from '../picture/window.ts';
import { nameWindows } from './mismatch.ts';

/**
 * What differs beside the pixels as they are compared, a sentence each: what is called the same to the bit has none of it.
 */
export function differencesBeside(baseline: Picture, candidate: Picture, [before, now]: [Windows, Windows]): string[] {
  return [
    ...(boxesEqual(before.data, now.data)
      ? []
      : [`The picture has ${nameWindows(now)}, the baseline ${nameWindows(before)}; what is outside counts as black.`]),
    ...(hideTheSame(baseline, candidate) ? [] : ['Colours that their alpha hides differ.']),
    ...describeProfiles(baseline.profile ?? new Map(), candidate.profile ?? new Map()),
  ];
}

/** Whether the samples behind alpha are the same. 8 bit are told from 16 by their numbers only. */
function hideTheSame({ stored: a }: Picture, { stored: b }: Picture): boolean {
  if (a === undefined || b === undefined || a.length !== b.length) return true;
  const [scaleA, scaleB] = [a, b].map((values) => (values instanceof Uint8Array ? 257 : 1)) as [number, number];
  for (let index = 0; index < a.length; index++) {
    if ((a[index] ?? 0) * scaleA !== (b[index] ?? 0) * scaleB) return false;
  }
  return true;
}

type Profile = NonNullable<Picture['profile']>;

function describeProfiles(before: Profile, now: Profile): string[] {
  const names = [...new Set([...before.keys(), ...now.keys()])];
  const differing = names.filter((name) => {
    const [a, b] = [before.get(name), now.get(name)];
    return a === undefined || b === undefined || Buffer.compare(a, b) !== 0;
  });
  if (differing.length === 0) return [];
  return [`What they say of their colours differs (${differing.join(', ')}): the same numbers may be shown as others.`];
}
