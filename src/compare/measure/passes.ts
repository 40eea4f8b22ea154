import type { Layer } from '../picture/picture.ts';

/** What the values of a layer mean, which decides how large a difference of two of them is. */
export type Purpose = 'colour' | 'depth' | 'normal' | 'data';

const colourChannels = ['R', 'G', 'B', 'A', 'Y'];

// A square root lifted off zero: slope 11.7 there (sRGB's is 12.9), 1 at 1.
const lift = 0.002;
const liftRoot = Math.sqrt(lift);
const stretch = 1 / (Math.sqrt(1 + lift) - liftRoot);
const slopeAtOne = stretch / (2 * Math.sqrt(1 + lift));

/**
 * Tells from the names what a layer holds. Blender's passes: `Combined`, `DiffDir`, `Emit` … have R, G, B and A;
 * `Depth` has Z (V since Blender 4); `Normal` X, Y and Z; all others (`Vector`, `UV`, `Position`, `IndexOB`, `Mist`,
 * Cryptomatte with its lower-case r, g, b, a) are data.
 */
export function purposeOf(layer: Layer): Purpose {
  // The view layer's name says nothing; a stereo view's comes last.
  const pass = layer.name.slice(layer.name.indexOf('.') + 1);
  if (layer.channels.every(({ name }) => colourChannels.includes(name))) return 'colour';
  if (/normal/i.test(pass)) return 'normal';
  const isOnlyDepth = layer.channels.length === 1 && ['Z', 'V'].includes(layer.channels[0]?.name ?? '');
  if (/depth/i.test(pass) || (isOnlyDepth && /(^|\.)Z$|^$/.test(pass))) return 'depth';
  return 'data';
}

/** Whether a channel tells how much of the pixel is covered, which is not a colour. */
export function isAlpha(channelName: string): boolean {
  return channelName === 'A';
}

/**
 * The scale on which differences are judged; 1 is as large as a colour can differ.
 *
 * - `plain`: as they are. Colours of a display-encoded picture, and alpha.
 * - `light`: after {@link encodeLight}. Colours proportional to light, so that a threshold means the same for the EXR of
 *   a frame as for its PNG.
 * - `relative`: divided by the larger one. Depth: the background is at 10 ** 10 and must not drown the rest.
 * - `direction`: half of the difference. Normals, which reach from -1 to 1.
 * - `data`: absolute up to 1, relative above.
 */
export type Scale = 'plain' | 'light' | 'relative' | 'direction' | 'data';

export function scaleOf(purpose: Purpose, encoding: 'linear' | 'display', channelName: string): Scale {
  switch (purpose) {
    case 'colour':
      return encoding === 'linear' && !isAlpha(channelName) ? 'light' : 'plain';
    case 'depth':
      return 'relative';
    case 'normal':
      return 'direction';
    case 'data':
      return 'data';
  }
}

/** The signed difference of two finite values. A switch and no closures: it runs for every value of a picture. */
export function differenceOn(scale: Scale, a: number, b: number): number {
  switch (scale) {
    case 'plain':
      return a - b;
    case 'light':
      return encodeLight(a) - encodeLight(b);
    case 'relative':
      return (a - b) / Math.max(Math.abs(a), Math.abs(b));
    case 'direction':
      return (a - b) / 2;
    // `data`. Without a default the result might be undefined, and each number would be boxed for that.
    default:
      return (a - b) / Math.max(1, Math.abs(a), Math.abs(b));
  }
}

/**
 * Brings a value proportional to light to about the scale of a display: close to the sRGB curve from 0 to 1, and the
 * logarithm above, where equal ratios look equally different.
 */
export function encodeLight(value: number): number {
  const size = Math.abs(value);
  const encoded = size <= 1 ? (Math.sqrt(size + lift) - liftRoot) * stretch : 1 + slopeAtOne * Math.log(size);
  return value < 0 ? -encoded : encoded;
}

/** How many times larger than the plain difference one on the scale can be. */
export function steepness(scale: Scale): number {
  switch (scale) {
    case 'light':
      return stretch / (2 * liftRoot);
    case 'relative':
      return Infinity;
    case 'plain':
    case 'direction':
    case 'data':
      return 1;
  }
}
