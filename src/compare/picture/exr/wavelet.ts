/**
 * Undoes the two-dimensional Haar wavelet of PIZ, in place: from the coarsest level to the finest, each 2×2 group of an
 * average and three differences becomes four values.
 *
 * @param word which of the `step` 16 bit words of a sample
 * @param maxValue the largest value that occurs: below 2 ** 14 no sum can overflow and plain arithmetic was used
 */
export function undoWavelet(
  plane: Uint16Array,
  word: number,
  width: number,
  height: number,
  step: number,
  maxValue: number,
): void {
  const undo = maxValue < 1 << 14 ? undoSmall : undoLarge;
  const rowStep = width * step;
  const shorter = Math.min(width, height);
  let size = 1;
  while (size * 2 <= shorter) size *= 2;
  for (let half = size >> 1; half >= 1; half >>= 1) {
    const whole = half * 2;
    const right = half * step;
    const down = half * rowStep;
    let y = 0;
    for (; y + whole <= height; y += whole) {
      let at = word + y * rowStep;
      let x = 0;
      for (; x + whole <= width; x += whole, at += right * 2) {
        undo(plane, at, at + down);
        undo(plane, at + right, at + right + down);
        undo(plane, at, at + right);
        undo(plane, at + down, at + down + right);
      }
      if (width & half) undo(plane, at, at + down);
    }
    if (height & half) {
      let at = word + y * rowStep;
      for (let x = 0; x + whole <= width; x += whole, at += right * 2) undo(plane, at, at + right);
    }
  }
}

/** An average and a difference, both signed, become the two values. */
function undoSmall(plane: Uint16Array, low: number, high: number): void {
  const average = ((plane[low] ?? 0) << 16) >> 16;
  const difference = ((plane[high] ?? 0) << 16) >> 16;
  const value = average + (difference & 1) + (difference >> 1);
  plane[low] = value;
  plane[high] = value - difference;
}

/** The same in arithmetic modulo 2 ** 16. */
function undoLarge(plane: Uint16Array, low: number, high: number): void {
  const average = plane[low] ?? 0;
  const difference = plane[high] ?? 0;
  const second = (average - (difference >> 1)) & 0xffff;
  plane[high] = second;
  plane[low] = difference + second - 0x8000;
}
