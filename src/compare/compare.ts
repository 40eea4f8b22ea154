import type { ComparedKind } from '../frames/kinds.ts';
import type { LayerComparison, Metrics, Perceived, PictureComparison } from './comparison.ts';
import { isRenderError } from '../base/errors.ts';
import { sentences } from '../base/sentences.ts';
import { decodePicture } from './picture/decode.ts';
import { compareEqual } from './equal.ts';
import { layTogether, mainLayer, type LaidPair } from './layers.ts';
import type { Layer, Picture } from './picture/picture.ts';
import { canvasOf } from './picture/window.ts';
import { judge, type Judgement } from './judge/judge.ts';
import { flipOf } from './measure/perceived.ts';
import { differencesBeside } from './judge/beside.ts';
import { findMismatch, windowsOf } from './judge/mismatch.ts';
import { channelErrorsOf, errorsOf, measureLayers, type Measurement } from './measure/measure.ts';
import { purposeOf, scaleOf } from './measure/passes.ts';
import { roughnessRatio } from './measure/roughness.ts';
import { signalsOf } from './exchange/signals.ts';
import { structuralSimilarity } from './measure/ssim.ts';
import { findLayer } from './pass-names.ts';
import { defaultTolerance, limitsFor, type Tolerance } from './judge/tolerance.ts';

export interface ComparisonOptions {
  kind: ComparedKind;
  frame: number;
  tolerance?: Tolerance;
  /** Always, when left out. */
  perceived?: Perceived;
}

/**
 * Compares a picture with its baseline. Never throws for what the bytes are: a picture that cannot be decoded is
 * `unreadable`, pictures that cannot be laid over each other are `mismatched`. Equal bytes are `same` undecoded.
 *
 * Each layer is measured and judged for itself (see judge.ts). The verdict is the worst of them; the reason, the spread
 * and the regions are those of the layer that decides. The picture's metrics are those of its main layer, `Combined`
 * where there is one.
 */
export async function comparePictures(
  baseline: Uint8Array,
  candidate: Uint8Array,
  { kind, frame, tolerance = defaultTolerance, perceived = 'always' }: ComparisonOptions,
): Promise<PictureComparison> {
  const base = { kind, frame, regions: [], layers: [] };
  if (Buffer.compare(baseline, candidate) === 0) return await compareEqual(baseline, { kind, frame });
  const [first, second] = await Promise.all([tryDecode(baseline), tryDecode(candidate)]);
  if (typeof first === 'string') return { ...base, verdict: 'unreadable', reason: `The baseline: ${first}` };
  if (typeof second === 'string') return { ...base, verdict: 'unreadable', reason: `The new picture: ${second}` };
  const windows = windowsOf(first, second);
  const { width, height } = canvasOf(windows[1]);
  const mismatch = findMismatch(first, second);
  if (mismatch !== undefined) return { ...base, width, height, verdict: 'mismatched', reason: mismatch };

  const pair = layTogether(first, second, windows);
  const main = mainLayer(first);
  // One that the Blender of the other picture did not have is no reason to differ.
  const shared = first.layers.filter((layer) => findLayer(second, layer.name) !== undefined);
  const judged = shared.map((layer) => judgeLayer(pair, layer, tolerance, layer === main));
  const decisive = judged.reduce((worst, next) => (severity(next) > severity(worst) ? next : worst), mainOf(judged));
  const isSeen = perceived === 'always' || (perceived === 'different' && decisive.judgement.verdict === 'different');
  const shown = judged.find((each) => each.main && purposeOf(each.layer) === 'colour');
  if (shown) Object.assign(shown.metrics, perceivedMetrics(pair, main, shown.judgement, isSeen));
  const several = judged.length > 1;
  const beside = differencesBeside(first, second, windows);
  return {
    ...{ kind, frame, width: pair.canvas.width, height: pair.canvas.height, metrics: mainOf(judged).metrics },
    ...conclude(several && decisive.judgement.verdict !== 'same' ? named(decisive) : decisive.judgement, beside),
    ...(decisive.judgement.spread === undefined ? {} : { spread: decisive.judgement.spread }),
    ...(several ? { decisiveLayer: decisive.layer.name } : {}),
    regions: decisive.judgement.regions,
    layers: several ? judged.map(toLayerComparison) : [],
  };
}

/** The verdict and its reason; what differs beside the pixels keeps a picture from being the same. */
function conclude(
  { verdict, reason }: Pick<Judgement, 'verdict' | 'reason'>,
  beside: string[],
): Pick<PictureComparison, 'verdict' | 'reason'> {
  if (verdict !== 'same' || beside.length === 0) return { verdict, reason: sentences(reason, ...beside) };
  return { verdict: 'within-tolerance', reason: sentences('The pixels are the same.', ...beside) };
}

async function tryDecode(bytes: Uint8Array): Promise<Picture | string> {
  try {
    return await decodePicture(bytes);
  } catch (error) {
    if (isRenderError(error, 'corrupt-result')) return sentences(error.message, error.hint);
    throw error;
  }
}

interface JudgedLayer {
  layer: Layer;
  main: boolean;
  judgement: Judgement;
  metrics: Metrics;
}

function judgeLayer(pair: LaidPair, original: Layer, tolerance: Tolerance, main: boolean): JudgedLayer {
  const { encoding } = pair;
  const { width, height } = pair.canvas;
  const [layer, other] = pair.layers(original);
  const purpose = purposeOf(layer);
  const limits = limitsFor(tolerance, purpose);
  const measurement = measureLayers(layer, other, purpose, encoding, limits.threshold);
  const judgement = judge(measurement, limits, {
    ...{ width, height, scale: scaleOf(purpose, encoding, layer.channels[0]?.name ?? '') },
    errors: () => errorsOf(layer, other, purpose, encoding),
    channelErrors: channelErrorsOf(layer, other, purpose, encoding),
    roughness: (errors) =>
      purpose === 'colour' ? roughnessRatio(layer, other, errors, limits.threshold, width, encoding) : 1,
    ...(main && purpose === 'colour' ? { signals: () => signalsOf(layer, other, { width, height, encoding }) } : {}),
  });
  return { layer, main, judgement, metrics: plainMetrics(measurement, judgement) };
}

function plainMetrics({ mean, rms, psnr, max, nonFinite }: Measurement, { failing }: Judgement): Metrics {
  return { mean, rms, psnr, max, failing, nonFinite };
}

/** What nobody will see is left out, and FLIP, which takes seconds, where nothing failed. */
function perceivedMetrics(
  { canvas: { width, height }, encoding, layers }: LaidPair,
  original: Layer,
  { verdict, suspicious }: Judgement,
  isSeen: boolean,
): Pick<Metrics, 'ssim' | 'flip'> {
  if (verdict === 'same') return { ssim: 1 };
  if (!isSeen) return {};
  const [layer, other] = layers(original);
  const ssim = structuralSimilarity(layer, other, width, height, encoding);
  if (!suspicious) return { ssim };
  return { ssim, flip: flipOf(layer, other, width, height, encoding) };
}

const order = ['same', 'within-tolerance', 'different'];

function severity({ judgement }: JudgedLayer): number {
  return order.indexOf(judgement.verdict);
}

function mainOf(judged: JudgedLayer[]): JudgedLayer {
  return judged.find(({ main }) => main) ?? (judged[0] as JudgedLayer);
}

function named({ layer, judgement: { verdict, reason } }: JudgedLayer): Pick<Judgement, 'verdict' | 'reason'> {
  return { verdict, reason: `${layer.name || 'The colours'}: ${reason}` };
}

function toLayerComparison({ layer, judgement, metrics }: JudgedLayer): LayerComparison {
  return { name: layer.name, purpose: purposeOf(layer), verdict: judgement.verdict, metrics };
}
