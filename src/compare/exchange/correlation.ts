import { double, windowsOf, type Blocks } from './blocks.ts';

/*
 * How much more the sums over windows spread than those of independent pixels would, as a ratio of variances: 1 for
 * noise as a renderer makes it, more where a denoiser or a filter makes it hang together.
 */

/** Fewer pairs of windows say too little. */
const leastPairs = 40;
/**
 * In the smallest windows, of 4×4 pixels, raw noise was within 1.0 to 1.7, also under changes all over the picture, and
 * denoised noise from 4 on.
 */
const leastOfFilter = 2;
/** The estimate is of all places together; noise that hangs together more in some has to stay below the limits, too. */
const safety = 1.5;
/** Quantiles of the square of a normal number: where a filter works only in places, the larger ones tell. */
const quantiles = [
  { share: 0.5, square: 0.4549 },
  { share: 0.75, square: 1.3233 },
  { share: 0.9, square: 2.7055 },
];

/**
 * For windows of 4 pixels, 8, and so on up to the picture: the largest of some signals', of which the first tells whether
 * noise is independent. All 1 where it is.
 * @param signals their blocks of 2×2 pixels
 */
export function spreadsOf(signals: Blocks[], { width, height }: { width: number; height: number }): number[] {
  const sizes = Math.max(1, Math.ceil(Math.log2(Math.max(4, width, height))) - 1);
  const spreads = new Array<number>(sizes).fill(1);
  const [plain] = signals;
  if (plain === undefined || isIndependent(plain)) return spreads;
  for (const smallest of signals) {
    let blocks = smallest;
    let [before, spread] = [1, 1];
    for (let size = 0; size < sizes; size++) {
      // Where windows are too few to tell, it goes on growing as it did.
      const measured = measure(windowsOf(blocks)) ?? spread * Math.min(2, spread / before);
      [before, spread] = [spread, Math.max(spread, measured)];
      spreads[size] = Math.max(spreads[size] ?? 1, spread);
      blocks = double(blocks);
    }
  }
  return spreads.map((spread) => safety * spread);
}

function isIndependent(blocks: Blocks): boolean {
  return (measure(windowsOf(blocks)) ?? 1) < leastOfFilter;
}

/**
 * Taken from how unlike windows are that lie near each other, which a change of light all over the picture leaves as it
 * is. Undefined where there are too few windows.
 */
function measure({ columns, rows, sums, squares }: Blocks): number | undefined {
  const unlike: number[] = [];
  // Two windows on is the one beside it, four the one after: neighbours would share what hangs together.
  for (let y = 0; y < rows; y += 2) {
    for (let x = 0; x < columns; x += 2) {
      const at = y * columns + x;
      if (x + 4 < columns) add(unlike, sums, squares, at, at + 4);
      if (y + 4 < rows) add(unlike, sums, squares, at, at + 4 * columns);
    }
  }
  if (unlike.length < leastPairs) return undefined;
  const sorted = Float64Array.from(unlike).sort();
  return Math.max(...quantiles.map(({ share, square }) => (sorted[Math.floor(share * sorted.length)] ?? 0) / square));
}

function add(unlike: number[], sums: Float32Array, squares: Float32Array, first: number, second: number): void {
  const [a, b] = [squares[first] ?? 0, squares[second] ?? 0];
  if (a === 0 || b === 0) return;
  unlike.push(((sums[first] ?? 0) / Math.sqrt(a) - (sums[second] ?? 0) / Math.sqrt(b)) ** 2 / 2);
}
