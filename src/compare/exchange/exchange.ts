import { blocksOf, double, windowsOf, type Blocks } from './blocks.ts';
import { chernoff, hoeffding } from './bounds.ts';
import { choose } from './choose.ts';
import { spreadsOf } from './correlation.ts';
import { gradientsOf } from './gradients.ts';
import type { Signal, Signals } from './signals.ts';

/*
 * The exchange test. Two renders of one scene with different seeds are two draws of the same: swap them in any pixel, and
 * nothing has become less likely. So given how large their difference is in each pixel, its signs are coin tosses, however
 * strong the noise is and however unlike from place to place. Whatever is added up over whichever pixels, weighted by
 * anything but those signs, has a bound that needs no estimate and no training. A change makes the signs agree: of a place
 * that became darker, or, weighted by how the picture rises from left to right, of one that has moved.
 *
 * It needs pixels whose noise is independent. Where a filter made it hang together, sums spread by more, which the
 * pictures themselves show (see correlation.ts); then the bound is only as good as that estimate.
 */

/** What a change does: it adds light to a place, takes a share of its light, moves it, or adds to another signal. */
export type Aspect = 'shade' | 'light' | 'shift-x' | 'shift-y' | Exclude<Signal, 'light'>;

/** A box in pixels, origin top left. */
interface Window {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Evidence extends Window {
  aspect: Aspect;
  /** Natural logarithm of a bound of the probability that noise alone shows as much anywhere in the picture. */
  logP: number;
  /**
   * How large the change is, from baseline to candidate. Shifts: in pixels, to the right and down. All others: as a share
   * of the light that is there, of which a share of a value on the scale of a display is less than half.
   */
  size: number;
}

export interface ExchangeResult {
  /** Surest first. What noise alone shows in more than one picture of 500 is left out. */
  evidence: Evidence[];
  /** Whether the noise hangs together, as a denoiser leaves it. */
  isFiltered: boolean;
}

/** The probability that noise alone is taken for a change, for all that is looked at together. */
const logRisk = Math.log(0.002);
/** Of windows up to this size only those are looked at whose difference is large for its surroundings. */
const largestChosen = 8;
/** From a share of a value on the scale of a display to that of its light. */
const exponent = 2.2;
/** Darker places count as if they were so light: a share of nearly nothing is seen by nobody. */
const leastValue = 0.4;
/** Up to this size the sharper bound is worth its time, for windows that are this near to the limit. */
const largestExact = 16;
const nearLimit = 8;

interface AspectSignal {
  aspect: Aspect;
  values: Float32Array;
  /** For each pixel, if they are not all alike. */
  weights?: Float32Array;
  /** The side of the smallest window that it shows in. */
  smallest: number;
}

/** With the sums over its smallest blocks, which more than one step starts from. */
interface SummedSignal extends AspectSignal {
  blocks: Blocks;
}

export function testExchange(signals: Signals): ExchangeResult {
  const { width, height } = signals;
  const aspects = aspectsOf(signals).map((each) => ({
    ...each,
    blocks: blocksOf(each.values, width, height, each.weights),
  }));
  const spreads = spreadsOf(
    aspects.map(({ blocks }) => blocks),
    { width, height },
  );
  const logShare = logRisk - Math.log(aspects.length * spreads.length);
  const evidence = aspects.flatMap((each) => look(each, signals, spreads, logShare));
  return { evidence: evidence.sort((a, b) => a.logP - b.logP), isFiltered: spreads.some((spread) => spread > 1) };
}

function aspectsOf({ width, height, mean, differences }: Signals): AspectSignal[] {
  const plain = [...differences].map(([signal, values]) => ({
    aspect: signal === 'light' ? ('shade' as const) : signal,
    ...{ values, smallest: 4 },
  }));
  const values = differences.get('light');
  if (values === undefined) return plain;
  const { x, y } = gradientsOf(mean, width, height);
  return [
    ...plain,
    { aspect: 'light', values, weights: mean, smallest: 32 },
    { aspect: 'shift-x', values, weights: x, smallest: 8 },
    { aspect: 'shift-y', values, weights: y, smallest: 8 },
  ];
}

type Size = Pick<Window, 'width' | 'height'>;

/** Looks at one aspect in windows of all sizes, up to the picture. */
function look(
  signal: SummedSignal,
  { mean, ...size }: Pick<Signals, 'width' | 'height' | 'mean'>,
  spreads: number[],
  logShare: number,
): Evidence[] {
  const evidence: Evidence[] = [];
  let { blocks } = signal;
  for (const [index, spread] of spreads.entries()) {
    const isWhole = index === spreads.length - 1;
    const windows = windowsOf(blocks, isWhole);
    if (windows.side >= signal.smallest || isWhole) {
      evidence.push(...lookAt(windows, signal, size, { spread, logShare, mean }));
    }
    blocks = double(blocks);
  }
  return evidence;
}

function lookAt(
  windows: Blocks,
  signal: AspectSignal,
  size: Size,
  { spread, logShare, mean }: { spread: number; logShare: number; mean: Float32Array },
): Evidence[] {
  const found: Evidence[] = [];
  const chosen = windows.side <= largestChosen ? choose(windows) : Uint32Array.from(windows.sums.keys());
  const logCount = Math.log(Math.max(1, chosen.length));
  for (const index of chosen) {
    const [sum, squares] = [windows.sums[index] ?? 0, windows.squares[index] ?? 0];
    if (squares === 0) continue;
    const box = boxOf(windows, index, size);
    let logP = hoeffding((sum * sum) / squares / spread);
    if (windows.side <= largestExact && logP + logCount < logShare + nearLimit) {
      logP = Math.min(logP, chernoff(valuesIn(box, signal, size.width), sum) / spread);
    }
    if (logP + logCount > logShare) continue;
    // `logShare` is what one aspect and size has of the risk.
    const logOfAll = logP + logCount - logShare + logRisk;
    found.push({ aspect: signal.aspect, ...box, logP: logOfAll, size: sizeIn(box, signal, mean, size.width) });
  }
  return found;
}

function boxOf({ side, step, columns }: Blocks, index: number, { width, height }: Size): Window {
  const x = (index % columns) * step;
  const y = Math.floor(index / columns) * step;
  return { x, y, width: Math.min(side, width - x), height: Math.min(side, height - y) };
}

function valuesIn({ x, y, width, height }: Window, { values, weights }: AspectSignal, stride: number): Float64Array {
  const all = new Float64Array(width * height);
  for (let row = 0, to = 0; row < height; row++) {
    for (let at = (y + row) * stride + x; at < (y + row) * stride + x + width; at++, to++) {
      all[to] = (values[at] ?? 0) * (weights === undefined ? 1 : (weights[at] ?? 0));
    }
  }
  return all;
}

/** The change that fits best, by least squares. */
function sizeIn(
  { x, y, width, height }: Window,
  { aspect, values, weights }: AspectSignal,
  mean: Float32Array,
  stride: number,
): number {
  let [sum, squares, light] = [0, 0, 0];
  for (let row = y; row < y + height; row++) {
    for (let at = row * stride + x; at < row * stride + x + width; at++) {
      const weight = weights === undefined ? 1 : (weights[at] ?? 0);
      sum += weight * (values[at] ?? 0);
      squares += weight * weight;
      light += mean[at] ?? 0;
    }
  }
  const size = -sum / Math.max(Number.MIN_VALUE, squares);
  if (aspect === 'shift-x' || aspect === 'shift-y') return -size;
  const value = aspect === 'light' ? 1 : Math.max(leastValue, light / (width * height));
  // A colour that turns by as much in one channel as against it in others is half of it in each.
  return (exponent * size * (aspect === 'red-green' || aspect === 'blue-yellow' ? 2 : 1)) / value;
}
