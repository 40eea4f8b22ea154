import type { Layer } from './image/picture.ts';

/** What the values of a layer mean, which decides how large a difference of two of them is. */
export type Purpose = 'colour' | 'depth' | 'normal' | 'data';

const colourChannels = ['R', 'G', 'B', 'A', 'Y'];

/**
 * Tells from the names what a layer holds. Blender's passes: `Combined`, `DiffDir`, `Emit` … have R, G, B and A;
 * `Depth` has Z (V since Blender 4); `Normal` X, Y and Z; all others (`Vector`, `UV`, `Position`, `IndexOB`, `Mist`,
 * Cryptomatte with its lower-case r, g, b, a) are data.
 */
export function purposeOf(layer: Layer): Purpose {
  const pass = layer.name.slice(layer.name.lastIndexOf('.') + 1);
  if (layer.channels.every(({ name }) => colourChannels.includes(name))) return 'colour';
  if (/normal/i.test(pass)) return 'normal';
  if (/depth/i.test(pass) || (layer.channels.length === 1 && (pass === 'Z' || pass === ''))) return 'depth';
  return 'data';
}

/** Whether a channel tells how much of the pixel is covered, which is not a colour. */
export function isAlpha(channelName: string): boolean {
  return channelName === 'A';
}

/** Gives the signed difference of two finite values on a scale on which 1 is as large as a colour can differ. */
export type Distance = (a: number, b: number) => number;

/**
 * The scale on which differences are judged.
 *
 * - Colours of a display-encoded picture and alpha: as they are, 0 … 1.
 * - Colours proportional to light: after {@link encodeLight}, so that a threshold means the same for the EXR of a frame
 *   as for its PNG.
 * - Depth: relative to the larger one. The background is at 10 ** 10 and must not drown the rest.
 * - Normals: half of the difference, since they reach from -1 to 1.
 * - Data: absolute up to 1, relative above.
 */
export function distanceFor(purpose: Purpose, encoding: 'linear' | 'display', channelName: string): Distance {
  switch (purpose) {
    case 'colour':
      return encoding === 'linear' && !isAlpha(channelName) ? (a, b) => encodeLight(a) - encodeLight(b) : subtract;
    case 'depth':
      return (a, b) => (a - b) / Math.max(Math.abs(a), Math.abs(b));
    case 'normal':
      return (a, b) => (a - b) / 2;
    case 'data':
      return (a, b) => (a - b) / Math.max(1, Math.abs(a), Math.abs(b));
  }
}

function subtract(a: number, b: number): number {
  return a - b;
}

// A square root lifted off zero: slope 11.7 there (sRGB's is 12.9), 1 at 1.
const lift = 0.002;
const liftRoot = Math.sqrt(lift);
const scale = 1 / (Math.sqrt(1 + lift) - liftRoot);
const slopeAtOne = scale / (2 * Math.sqrt(1 + lift));

/**
 * Brings a value proportional to light to about the scale of a display: close to the sRGB curve from 0 to 1, and the
 * logarithm above, where equal ratios look equally different. Cheap, since it runs for every value of a picture.
 */
export function encodeLight(value: number): number {
  if (value < 0) return -encodeLight(-value);
  return value <= 1 ? (Math.sqrt(value + lift) - liftRoot) * scale : 1 + slopeAtOne * Math.log(value);
}
