import { loadKernels } from '../kernels/load.ts';
import { gaussianKernel, normalizedKernel } from './filters.ts';
import { hyab, labOfOpponent, luminanceOf, opponentOf, type Planes } from './flip-colours.ts';

/*
 * LDR-FLIP: how different two pictures look to someone who flips between them, from 0 to 1 (Andersson, Nilsson,
 * Akenine-Möller, Oskarsson, Åström, Fairchild: FLIP: A Difference Evaluator for Alternating Images, 2020).
 */

/** The paper's viewing conditions: a 4K screen 0.7 m wide, seen from 0.7 m. */
const pixelsPerDegree = (0.7 * (3840 / 0.7) * Math.PI) / 180;

/** Contrast sensitivity: luma, red-green, and the two Gaussians of blue-yellow with their weights. */
const spatialRadius = Math.ceil(3 * Math.sqrt(0.04 / (2 * Math.PI ** 2)) * pixelsPerDegree);
const lumaKernel = sensitivityKernel(0.0047);
const redGreenKernel = sensitivityKernel(0.0053);
const blueYellowKernels = [
  { kernel: sensitivityKernel(0.04), weight: sensitivityWeight(34.1, 0.04) },
  { kernel: sensitivityKernel(0.025), weight: sensitivityWeight(13.5, 0.025) },
];

/** Edges and points 0.082 degrees wide. */
const featureSigma = 0.5 * 0.082 * pixelsPerDegree;
const featureRadius = Math.ceil(3 * featureSigma);
const featureKernel = gaussianKernel(featureRadius, featureSigma);
const edgeKernel = balancedKernel((x) => -x);
const pointKernel = balancedKernel((x) => (x / featureSigma) ** 2 - 1);

const halo = Math.max(spatialRadius, featureRadius);
/** Rows that are worked on at a time, so that memory does not grow with the picture. */
const stripRows = 64;

function sensitivityKernel(b: number): Float64Array {
  // Beyond 6.5 standard deviations a Gaussian is below 10 ** -9.
  const radius = Math.min(spatialRadius, Math.ceil((6.5 * Math.sqrt(b / 2) * pixelsPerDegree) / Math.PI));
  return normalizedKernel(radius, (x) => Math.exp((-(Math.PI ** 2) * (x / pixelsPerDegree) ** 2) / b));
}

/** A Gaussian's share of a sum of them: its height times the sum of its values in two dimensions. */
function sensitivityWeight(a: number, b: number): number {
  let sum = 0;
  for (let x = -spatialRadius; x <= spatialRadius; x++) {
    sum += Math.exp((-(Math.PI ** 2) * (x / pixelsPerDegree) ** 2) / b);
  }
  return a * Math.sqrt(Math.PI / b) * sum ** 2;
}

/** Scaled so that the positive values sum up to 1 and the negative ones to -1. */
function balancedKernel(shape: (x: number) => number): Float64Array {
  const values = featureKernel.map((weight, index) => shape(index - featureRadius) * weight);
  const positive = values.reduce((sum, value) => sum + Math.max(0, value), 0);
  const negative = values.reduce((sum, value) => sum - Math.min(0, value), 0);
  return values.map((value) => value / (value > 0 ? positive : negative));
}

/**
 * Pixels that are equal for so far around have no error, and errors are added up by so many rows: whatever is left out
 * beyond that, at whole strips from the top, does not change {@link sumFlip}.
 */
export const flipReach = { pixels: 2 * halo, rows: stripRows };

/** The mean FLIP error of two pictures given as red, green and blue, proportional to light, 0 … 1. */
export function meanFlip(baseline: Planes, candidate: Planes, width: number, height: number): number {
  return sumFlip(baseline, candidate, width, height) / (width * height);
}

/** The sum of all pixels' errors. */
export function sumFlip(baseline: Planes, candidate: Planes, width: number, height: number): number {
  let sum = 0;
  for (let top = 0; top < height; top += stripRows) {
    const rows = Math.min(stripRows, height - top);
    const a = takeRows(baseline, width, height, top - halo, rows + 2 * halo);
    const b = takeRows(candidate, width, height, top - halo, rows + 2 * halo);
    if (!a.every((plane, index) => equalPlanes(plane, b[index]))) sum += stripError(a, b, width);
  }
  return sum;
}

/** Rows of each plane, with the first and last row repeated beyond the picture. */
function takeRows(planes: Planes, width: number, height: number, top: number, rows: number): Planes {
  const take = (plane: Float32Array): Float32Array => {
    const out = new Float32Array(width * rows);
    for (let row = 0; row < rows; row++) {
      const y = Math.max(0, Math.min(height - 1, top + row));
      out.set(plane.subarray(y * width, (y + 1) * width), row * width);
    }
    return out;
  };
  return [take(planes[0]), take(planes[1]), take(planes[2])];
}

function equalPlanes(a: Float32Array, b: Float32Array | undefined): boolean {
  return b !== undefined && Buffer.from(a.buffer).equals(Buffer.from(b.buffer));
}

/** The sum of the errors of the strip's inner rows. */
function stripError(baseline: Planes, candidate: Planes, width: number): number {
  const opponentA = opponentOf(baseline);
  const opponentB = opponentOf(candidate);
  const labA = labOfOpponent(asSeen(opponentA, width));
  const labB = labOfOpponent(asSeen(opponentB, width));
  const featuresA = findFeatures(luminanceOf(opponentA), width);
  const featuresB = findFeatures(luminanceOf(opponentB), width);
  let sum = 0;
  for (let pixel = 0; pixel < labA[0].length; pixel++) {
    const colour = colourError(hyab(labA, labB, pixel));
    const edges = Math.abs((featuresA.edges[pixel] ?? 0) - (featuresB.edges[pixel] ?? 0));
    const points = Math.abs((featuresA.points[pixel] ?? 0) - (featuresB.points[pixel] ?? 0));
    const feature = Math.sqrt(Math.max(edges, points) * Math.SQRT1_2);
    sum += colour ** (1 - feature);
  }
  return sum;
}

/** Blurs the channels as far as the eye cannot resolve them, and takes off the halo. */
function asSeen([luma, redGreen, blueYellow]: Planes, width: number): Planes {
  const total = blueYellowKernels.reduce((sum, { weight }) => sum + weight, 0);
  const blurred = new Float32Array(luma.length - 2 * halo * width);
  for (const { kernel, weight } of blueYellowKernels) {
    const part = filterBoth(blueYellow, width, kernel, kernel);
    for (let pixel = 0; pixel < blurred.length; pixel++) {
      blurred[pixel] = (blurred[pixel] ?? 0) + ((part[pixel] ?? 0) * weight) / total;
    }
  }
  return [
    filterBoth(luma, width, lumaKernel, lumaKernel),
    filterBoth(redGreen, width, redGreenKernel, redGreenKernel),
    blurred,
  ];
}

function filterBoth(plane: Float32Array, width: number, across: Float64Array, down: Float64Array): Float32Array {
  return loadKernels().filterColumns(filterAcross(plane, width, across, down.length >> 1), width, down);
}

/** Filters the rows that a filter of the columns with that radius needs. */
function filterAcross(plane: Float32Array, width: number, across: Float64Array, radius: number): Float32Array {
  const spare = (halo - radius) * width;
  return loadKernels().filterRows(plane.subarray(spare, plane.length - spare), width, across);
}

function findFeatures(luminance: Float32Array, width: number): { edges: Float32Array; points: Float32Array } {
  const blurred = filterAcross(luminance, width, featureKernel, featureRadius);
  const strength = (kernel: Float64Array): Float32Array => {
    const across = filterBoth(luminance, width, kernel, featureKernel);
    const down = loadKernels().filterColumns(blurred, width, kernel);
    return across.map((value, pixel) => Math.sqrt(value * value + (down[pixel] ?? 0) ** 2));
  };
  return { edges: strength(edgeKernel), points: strength(pointKernel) };
}

/** The largest distance of two colours, green and blue, after the compression below. */
const largest = hyab(labOfOpponent(opponentOf(colour(0, 1, 0))), labOfOpponent(opponentOf(colour(0, 0, 1))), 0) ** 0.7;
const knee = 0.4 * largest;

function colour(...values: [number, number, number]): Planes {
  return [Float32Array.of(values[0]), Float32Array.of(values[1]), Float32Array.of(values[2])];
}

/** Spreads distances so that most of 0 … 1 is for those that matter. */
function colourError(distance: number): number {
  const compressed = distance ** 0.7;
  return compressed < knee ? (0.95 / knee) * compressed : 0.95 + ((compressed - knee) / (largest - knee)) * 0.05;
}
