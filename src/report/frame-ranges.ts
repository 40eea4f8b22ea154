/**
 * Frame numbers for people: `[3, 9, 8, 7]` → `3, 7-9`. A range that touches negative frames is written `-5 to -3`.
 */
export function formatFrames(frames: Iterable<number>): string {
  const ranges: { first: number; last: number }[] = [];
  for (const frame of [...new Set(frames)].sort((a, b) => a - b)) {
    const range = ranges.at(-1);
    if (range?.last === frame - 1) range.last = frame;
    else ranges.push({ first: frame, last: frame });
  }
  return ranges
    .map(({ first, last }) => (first === last ? `${first}` : `${first}${first < 0 ? ' to ' : '-'}${last}`))
    .join(', ');
}
