import { formatShare } from '../../base/quantities.ts';
import type { Region } from '../comparison.ts';
import { testExchange, type Evidence } from '../exchange/exchange.ts';
import { findQuietChanges } from '../exchange/quiet.ts';
import type { Signals } from '../exchange/signals.ts';
import { formatNumber } from '../numbers.ts';
import type { Limits } from './tolerance.ts';

/** A change that is too small or too weak for the limits of single pixels, and sure all the same. */
export interface WeakChange {
  /** A sentence. */
  words: string;
  /** Whether the rest of the picture is the same, so that there is no noise to speak of. */
  isQuiet: boolean;
  regions: Region[];
}

export interface WeakLook {
  change?: WeakChange;
  /** Whether the noise of the two hangs together, as a denoiser leaves it: what makes regions of it is no change yet. */
  isFiltered: boolean;
}

export const nothingWeak: WeakLook = { isFiltered: false };

/** Smaller shifts than this are felt by nobody, whatever the effect that counts. In pixels. */
const leastShift = 0.05;
const maxRegions = 50;

/**
 * Looks for changes in two ways (see quiet.ts and exchange.ts). Where no pixel differs by more than half of the threshold
 * there is nothing to see.
 */
export function findWeakChange(errors: Float32Array, signals: Signals, { threshold, effect }: Limits): WeakLook {
  if (!errors.some((error) => error > threshold / 2)) return nothingWeak;
  const { changes, clearScattered } = findQuietChanges(errors, signals, threshold);
  if (changes.length > 0) {
    return { isFiltered: false, change: { isQuiet: true, words: describeQuiet(changes), regions: changes } };
  }
  // Single pixels that took another way are allowed to have done so all in one direction.
  for (const values of signals.differences.values()) clearScattered(values);
  const { evidence, isFiltered } = testExchange(signals);
  const felt = evidence.filter((each) => isFelt(each, effect));
  const [surest] = felt;
  if (surest === undefined) return { isFiltered };
  const regions = apart(felt).map((box) => ({ ...box, pixels: countFailing(errors, box, threshold, signals.width) }));
  return { isFiltered, change: { isQuiet: false, words: describeEvidence(surest, signals), regions } };
}

function isFelt({ aspect, size }: Evidence, effect: number): boolean {
  return Math.abs(size) >= (isShift(aspect) ? leastShift : effect);
}

function isShift(aspect: Evidence['aspect']): boolean {
  return aspect === 'shift-x' || aspect === 'shift-y';
}

type Box = Omit<Region, 'pixels'>;

/** The surest windows, none over another. */
function apart(evidence: Evidence[]): Box[] {
  const boxes: Box[] = [];
  for (const { x, y, width, height } of evidence) {
    const isFree = boxes.every(
      (box) => x >= box.x + box.width || box.x >= x + width || y >= box.y + box.height || box.y >= y + height,
    );
    if (isFree) boxes.push({ x, y, width, height });
    if (boxes.length === maxRegions) break;
  }
  return boxes;
}

function countFailing(errors: Float32Array, { x, y, width, height }: Box, threshold: number, stride: number): number {
  let count = 0;
  for (let row = y; row < y + height; row++) {
    for (const error of errors.subarray(row * stride + x, row * stride + x + width)) if (error > threshold) count++;
  }
  return count;
}

function describeQuiet([first, ...others]: Region[]): string {
  const { x, y, width, height, pixels } = first ?? { x: 0, y: 0, width: 0, height: 0, pixels: 0 };
  const more =
    others.length === 0 ? '' : `, and ${others.length} more such ${others.length === 1 ? 'place' : 'places'}`;
  return `Nearly all are equal, but ${pixels} that touch are not: ${width}×${height} at ${x},${y}${more}.`;
}

const directions: Record<Evidence['aspect'], [more: string, less: string]> = {
  shade: ['lighter', 'darker'],
  light: ['lighter', 'darker'],
  'shift-x': ['to the right', 'to the left'],
  'shift-y': ['down', 'up'],
  'red-green': ['redder', 'greener'],
  'blue-yellow': ['bluer', 'yellower'],
  alpha: ['less transparent', 'more transparent'],
};

function describeEvidence({ aspect, size, logP, ...box }: Evidence, { width, height }: Signals): string {
  const direction = directions[aspect][size > 0 ? 0 : 1];
  const amount = Math.abs(size);
  const change = isShift(aspect)
    ? `shifted by ${formatNumber(amount)} px ${direction}`
    : `${formatShare(amount)} ${direction}`;
  const isWhole = box.width === width && box.height === height;
  const place = isWhole ? 'over the whole picture' : `in ${box.width}×${box.height} at ${box.x},${box.y}`;
  return `Together they are ${change} ${place}; noise does that in one of ${formatOdds(logP)} pictures.`;
}

/** `2,000`, or `10^12`. */
function formatOdds(logP: number): string {
  const digits = -logP / Math.LN10;
  return digits >= 6 ? `10^${Math.min(99, Math.floor(digits))}` : Math.round(10 ** digits).toLocaleString('en');
}
