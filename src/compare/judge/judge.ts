import type { ChannelErrors } from '../measure/coherence.ts';
import type { Region } from '../comparison.ts';
import type { Verdict } from '../../frames/verdicts.ts';
import { formatShare } from '../../base/quantities.ts';
import { formatNumber } from '../numbers.ts';
import { sumFailing, type Measurement } from '../measure/measure.ts';
import { findRegions, maxRegions, type ChangedRegion } from '../measure/regions.ts';
import type { Signals } from '../exchange/signals.ts';
import type { Scale } from '../measure/passes.ts';
import type { Limits } from './tolerance.ts';
import { findWeakChange, nothingWeak, type WeakLook } from './weak.ts';

export interface Judgement {
  verdict: Extract<Verdict, 'same' | 'within-tolerance' | 'different'>;
  reason: string;
  /** Share (0 … 1) of the pixels over the threshold. */
  failing: number;
  /** Whether more pixels failed than may, or one did by too much: what only a look at the whole picture can excuse. */
  suspicious: boolean;
  spread?: 'noise' | 'region';
  regions: Region[];
}

export interface JudgedPicture {
  width: number;
  height: number;
  /** What errors are measured on. */
  scale: Scale;
  /** See measure.ts. */
  errors: () => Float32Array;
  channelErrors: ChannelErrors;
  /** The ratio of the two noises where errors are above the threshold, see roughness.ts. */
  roughness: (errors: Float32Array) => number;
  /** What weak changes are looked for in, of the layer that stands for the picture. */
  signals?: () => Signals;
}

/** Noise of another strength than the baseline's is a change: a third more or less is, and other seeds are within 6 %. */
const maxRoughnessRatio = 1.3;

/**
 * A denoiser leaves noise as blotches that look like regions. In filtered renders of 8 and 32 samples with other seeds the
 * strongest was at 17 with errors over the threshold, and at 1.7 with errors over twice as much.
 */
const filteredFactor = 2;

/**
 * Judges a measured difference by `limits`, in this order:
 *
 * 1. `same` if every value is.
 * 2. `different` if a value differs by more than `maxError`, as NaN does from any.
 * 3. `different` if a connected region of failing pixels that is not noise (see regions.ts) is stronger than `region`,
 *    however few pixels it has: an object that moved, appeared or changed its colour.
 * 4. `different` if there is a change that is surely no noise, though it is too small or too weak for the limits of
 *    single pixels (see weak.ts).
 * 5. `within-tolerance` if no more than `failing` of the pixels fail.
 * 6. `within-tolerance` if they are noise: nothing but independent errors with an RMS up to `noise`, as another seed
 *    makes them, and the candidate as noisy as the baseline.
 * 7. `different` otherwise.
 *
 * The errors and the noise are only worked out when a step needs them.
 */
export function judge(measurement: Measurement, limits: Limits, picture: JudgedPicture): Judgement {
  if (measurement.identical) {
    return { verdict: 'same', reason: 'Every pixel is the same.', failing: 0, suspicious: false, regions: [] };
  }
  const signals = limits.effect > 0 ? picture.signals?.() : undefined;
  const errors = measurement.exceeds || signals !== undefined ? picture.errors() : new Float32Array(0);
  const { count, strength: total } = sumFailing(errors, limits.threshold);
  const failing = count / Math.max(1, errors.length);
  const { change: weak, isFiltered } =
    signals === undefined ? nothingWeak : lookForWeak(errors, failing, signals, limits, picture.roughness);
  const regionThreshold = limits.threshold * (isFiltered ? filteredFactor : 1);
  // No region is stronger than all of them together.
  const found =
    total > limits.region
      ? findRegions({ ...picture, largest: errors, byChannel: picture.channelErrors }, regionThreshold)
      : [];
  const strong = found.filter(({ strength }) => strength > limits.region);
  const share = describeShare(failing, limits, measurement, picture.scale);
  const spread: Judgement['spread'] = strong.length > 0 || weak !== undefined ? 'region' : 'noise';
  const regions = strong.length > 0 ? strong.map(withoutStrength) : (weak?.regions ?? []);
  const common = { failing, ...(failing > 0 ? { spread } : {}), regions };
  const tooFar = limits.maxError !== undefined && (measurement.max > limits.maxError || measurement.nonFinite > 0);
  const suspicious = tooFar || strong.length > 0 || weak !== undefined || failing > limits.failing;
  const decide = (verdict: 'within-tolerance' | 'different', reason: string): Judgement =>
    limits.ignore === true
      ? {
          ...common,
          verdict: 'within-tolerance',
          suspicious: false,
          reason: `${reason} Ignored as the tolerance says.`,
        }
      : { ...common, verdict, suspicious, reason };

  if (tooFar) {
    const max =
      measurement.max > (limits.maxError ?? 0) ? formatNumber(measurement.max) : 'something that is no number';
    const allowed = formatNumber(limits.maxError ?? 0);
    return decide('different', `A value differs by ${max} (allowed: ${allowed}). ${share}.`);
  }
  if (strong.length > 0) return decide('different', `${share}, ${describeRegions(strong)}.`);
  if (weak !== undefined) return decide('different', `${share}. ${weak.words}`);
  if (failing <= limits.failing) return decide('within-tolerance', `${share}.`);
  return decide(...judgeNoise(errors, limits, share, picture.roughness));
}

/** Noise of unlike strength is no draw of the same, whatever else it shows: that is what is said of it then. */
function lookForWeak(
  errors: Float32Array,
  failing: number,
  signals: Signals,
  limits: Limits,
  roughness: JudgedPicture['roughness'],
): WeakLook {
  const look = findWeakChange(errors, signals, limits);
  const isNoise = look.change?.isQuiet === false && failing > limits.failing && !isAlike(roughness(errors));
  return isNoise ? { isFiltered: look.isFiltered } : look;
}

function isAlike(ratio: number): boolean {
  return ratio <= maxRoughnessRatio && ratio >= 1 / maxRoughnessRatio;
}

function judgeNoise(
  errors: Float32Array,
  limits: Limits,
  share: string,
  roughness: JudgedPicture['roughness'],
): ['within-tolerance' | 'different', string] {
  if (limits.noise === 0) return ['different', `${share}, spread over the picture.`];
  const rms = rootMeanSquare(errors);
  // Not "RMS", which the figures have of all values as they are stored.
  const noise = `strength ${formatNumber(rms)}, allowed: ${formatNumber(limits.noise)}`;
  if (rms > limits.noise) return ['different', `${share}, as strong noise (${noise}).`];
  const ratio = roughness(errors);
  if (!isAlike(ratio)) {
    const comparison = ratio > 1 ? `${formatNumber(ratio)} times stronger` : `${formatNumber(1 / ratio)} times weaker`;
    return ['different', `${share} as noise, which is ${comparison} than in the baseline.`];
  }
  return ['within-tolerance', `${share}, but only as noise (${noise}) and nowhere together.`];
}

function rootMeanSquare(errors: Float32Array): number {
  let sum = 0;
  for (let pixel = 0; pixel < errors.length; pixel++) sum += (errors[pixel] ?? 0) ** 2;
  return Math.sqrt(sum / errors.length);
}

/** What a difference of so much is of. The figures beside are those of the values as they are stored. */
const scaleWords: Record<Scale, string> = {
  plain: '',
  light: ' on the scale of a display',
  relative: ' of the larger value',
  direction: ' of the range from -1 to 1',
  data: ' of the larger value, or of 1',
};

function describeShare(failing: number, limits: Limits, { max, nonFinite }: Measurement, scale: Scale): string {
  const { threshold } = limits;
  const share = failing === 0 ? 'No pixel differs' : `${formatShare(failing)} of the pixels differ`;
  const asStored = scale === 'plain' ? '' : ` (as stored: ${formatNumber(max)} at most)`;
  const allowed = failing === 0 ? asStored : ` (allowed: ${formatShare(limits.failing)})`;
  const broken = nonFinite === 0 ? '' : `, ${nonFinite} values are NaN or infinite in one of the two`;
  return `${share} by more than ${formatNumber(threshold)}${scaleWords[scale]}${allowed}${broken}`;
}

function describeRegions(regions: ChangedRegion[]): string {
  const [{ x, y, width, height } = { x: 0, y: 0, width: 0, height: 0 }] = regions;
  const place = `${width}×${height} at ${x},${y}`;
  if (regions.length === 1) return `in a region of ${place}`;
  const count = regions.length < maxRegions ? regions.length : `at least ${maxRegions}`;
  return `in ${count} regions, the strongest of ${place}`;
}

function withoutStrength({ x, y, width, height, pixels }: ChangedRegion): Region {
  return { x, y, width, height, pixels };
}
