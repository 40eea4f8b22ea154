/** As many as a title or a sentence bears. */
export const fewRanges = 12;

/**
 * Frame numbers for people: `[3, 9, 8, 7]` → `3, 7-9`. A range that touches negative frames is written `-5 to -3`.
 * @param maxRanges what is behind these is only counted.
 */
export function formatFrames(frames: Iterable<number>, maxRanges = Infinity): string {
  const ranges: { first: number; last: number }[] = [];
  for (const frame of [...new Set(frames)].sort((a, b) => a - b)) {
    const range = ranges.at(-1);
    if (range?.last === frame - 1) range.last = frame;
    else ranges.push({ first: frame, last: frame });
  }
  const shown = ranges
    .slice(0, maxRanges)
    .map(({ first, last }) => (first === last ? `${first}` : `${first}${first < 0 ? ' to ' : '-'}${last}`));
  const left = ranges.slice(maxRanges).reduce((sum, { first, last }) => sum + last - first + 1, 0);
  return `${shown.join(', ')}${left === 0 ? '' : ` and ${left} more`}`;
}

/**
 * Those of `frames` (ascending) that a text of {@link formatFrames} names. Ranges that do not ascend name nothing more,
 * so that a text from outside costs no more than its length.
 */
export function selectFrames(text: string, frames: number[]): number[] {
  const selected: number[] = [];
  let next = 0;
  for (const [, first = '', last = first] of text.matchAll(/(-?\d{1,7})(?:(?:-| to )(-?\d{1,7}))?(?:, |$)/g)) {
    while (next < frames.length && Number(frames[next]) < Number(first)) next += 1;
    while (next < frames.length && Number(frames[next]) <= Number(last)) selected.push(Number(frames[next++]));
  }
  return selected;
}
