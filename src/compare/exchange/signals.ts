import type { Layer } from '../picture/picture.ts';
import { encodeLight, isAlpha } from '../measure/passes.ts';

/** What two pictures' differences are looked at in: each is one number a pixel. */
export type Signal = 'light' | 'red-green' | 'blue-yellow' | 'alpha';

/** Two pictures of the same size as an exchange test sees them, on the scale of a display. */
export interface Signals {
  width: number;
  height: number;
  /** The light of both together, half of the sum: what swapping the two leaves as it is. */
  mean: Float32Array;
  /** Baseline minus candidate: what swapping the two turns over. Those that are zero everywhere are left out. */
  differences: Map<Signal, Float32Array>;
}

/** @param layer with one, three or four channels: grey or colours, with or without alpha */
export function signalsOf(
  layer: Layer,
  other: Layer,
  { width, height, encoding }: { width: number; height: number; encoding: 'linear' | 'display' },
): Signals {
  const pairs = layer.channels.map(({ name, values }, index) => ({
    name,
    a: values,
    b: other.channels[index]?.values ?? values,
  }));
  const colours = pairs.filter(({ name }) => !isAlpha(name));
  const alpha = pairs.find(({ name }) => isAlpha(name));
  const [red, green = red, blue = red] = colours;
  const pixels = width * height;
  const mean = new Float32Array(pixels);
  const light = new Float32Array(pixels);
  const differences = new Map<Signal, Float32Array>();
  if (red === undefined || green === undefined || blue === undefined) return { width, height, mean, differences };

  const redGreen = new Float32Array(pixels);
  const blueYellow = new Float32Array(pixels);
  const r = onDisplay(red, encoding);
  // The one channel of a grey picture stands for all three.
  const [g, b] = [green, blue].map((pair) => (pair === red ? r : onDisplay(pair, encoding))) as [Encoded, Encoded];
  mix([r, g, b], mean, light, redGreen, blueYellow);
  addUnlessZero(differences, 'light', light);
  addUnlessZero(differences, 'red-green', redGreen);
  addUnlessZero(differences, 'blue-yellow', blueYellow);
  if (alpha !== undefined) addUnlessZero(differences, 'alpha', subtract(alpha));
  return { width, height, mean, differences };
}

interface Encoded {
  a: Float32Array;
  b: Float32Array;
}

function onDisplay({ a, b }: Encoded, encoding: 'linear' | 'display'): Encoded {
  return encoding === 'display' ? { a, b } : { a: encode(a), b: encode(b) };
}

function encode(values: Float32Array): Float32Array {
  const encoded = new Float32Array(values.length);
  for (let pixel = 0; pixel < values.length; pixel++) encoded[pixel] = encodeLight(values[pixel] ?? 0);
  return encoded;
}

/** A pixel that is not finite in one of them says nothing: it counts as equal. */
function mix(
  [{ a: ra, b: rb }, { a: ga, b: gb }, { a: ba, b: bb }]: [Encoded, Encoded, Encoded],
  mean: Float32Array,
  light: Float32Array,
  redGreen: Float32Array,
  blueYellow: Float32Array,
): void {
  for (let pixel = 0; pixel < mean.length; pixel++) {
    const redA = ra[pixel] ?? 0;
    const redB = rb[pixel] ?? 0;
    const greenA = ga[pixel] ?? 0;
    const greenB = gb[pixel] ?? 0;
    const blueA = ba[pixel] ?? 0;
    const blueB = bb[pixel] ?? 0;
    const both = (redA + redB + 2 * (greenA + greenB) + blueA + blueB) / 8;
    if (!(Math.abs(both) < Infinity)) continue;
    const red = redA - redB;
    const green = greenA - greenB;
    const blue = blueA - blueB;
    mean[pixel] = both;
    light[pixel] = (red + 2 * green + blue) / 4;
    redGreen[pixel] = (red - green) / 2;
    blueYellow[pixel] = (blue - (red + green) / 2) / 2;
  }
}

function subtract({ a, b }: Encoded): Float32Array {
  const difference = new Float32Array(a.length);
  for (let pixel = 0; pixel < a.length; pixel++) {
    const value = (a[pixel] ?? 0) - (b[pixel] ?? 0);
    if (Number.isFinite(value)) difference[pixel] = value;
  }
  return difference;
}

function addUnlessZero(differences: Map<Signal, Float32Array>, signal: Signal, values: Float32Array): void {
  for (let pixel = 0; pixel < values.length; pixel++) {
    if (values[pixel] !== 0) {
      differences.set(signal, values);
      return;
    }
  }
}
