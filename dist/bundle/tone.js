import { halfToNumber } from './half.js';

/*
 * From light to what a screen shows. There are only 65,536 half floats: a table with the byte for each of them makes a
 * change of exposure cheap enough to follow the slider.
 */

/**
 * IEC 61966-2-1: what Blender calls Standard. Everything over 1 is white.
 * @param {number} light
 */
function standard(light) {
  return light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;
}

/**
 * Keeps highlights apart as film does: the Naka-Rushton curve, set so that middle grey (0.18) stays where it is.
 * @param {number} light
 */
function filmic(light) {
  const response = light ** 0.95;
  return response / (response + 0.23);
}

const curves = { standard, filmic };

/** @typedef {keyof typeof curves} CurveName */

/**
 * @param {number} exposure in stops: each doubles the light
 * @param {CurveName} curve
 */
export function createToneTable(exposure, curve) {
  const table = new Uint8ClampedArray(65536);
  for (let bits = 0; bits < table.length; bits++) {
    const light = Math.max(0, halfToNumber(bits)) * 2 ** exposure;
    // Infinity is as bright as it gets; what is not a number stays black.
    table[bits] = light === Infinity ? 255 : 255 * curves[curve](light);
  }
  return table;
}

/**
 * RGBA half floats → opaque RGBA bytes. Their alpha is premultiplied, so leaving it out puts the picture on black.
 * @param {Uint16Array} halves
 * @param {Uint8ClampedArray} table
 */
export function toneMap(halves, table) {
  const bytes = new Uint8ClampedArray(halves.length);
  for (let i = 0; i < halves.length; i += 4) {
    bytes[i] = table[halves[i] ?? 0] ?? 0;
    bytes[i + 1] = table[halves[i + 1] ?? 0] ?? 0;
    bytes[i + 2] = table[halves[i + 2] ?? 0] ?? 0;
    bytes[i + 3] = 255;
  }
  return bytes;
}
