import { describe, expect, test } from '@jest/globals';
import { meanFlip } from '../../src/compare/measure/flip.ts';
import type { Planes } from '../../src/compare/measure/flip-colours.ts';
import { lightOf } from '../../src/compare/measure/light.ts';
import { flipOf } from '../../src/compare/measure/perceived.ts';
import { structuralSimilarity } from '../../src/compare/measure/ssim.ts';
import type { Layer } from '../../src/compare/picture/picture.ts';
import { toLayer } from '../../src/compare/picture/samples.ts';
import { decodeFile, oiiotool, temporaryDirectory } from './pictures.ts';

const directory = await temporaryDirectory();
await oiiotool(
  directory,
  '--create 96x80 3 --fill:top=0.1,0.2,0.3:bottom=0.9,0.5,0.2 96x80 --fill:color=0.8,0.1,0.1 20x14+31+22 -d uint8 -o a.png',
  '--dup --noise:type=gaussian:stddev=0.05:seed=3 --clamp:min=0:max=1 -o b.png --pop',
  '--dup --fill:color=0.1,0.6,0.2 20x14+37+30 -o c.png --pop --addc 0.02 --clamp:max=1 -o d.png',
);
const names = ['a.png', 'b.png', 'c.png', 'd.png'] as const;
const pictures = await Promise.all(names.map((name) => decodeFile(directory, name)));

function flip(index: number): number {
  const [a, b] = [0, index].map((at) => lightOf(pictures[at]!.layers[0]!, 96, 80, 'display').planes);
  return meanFlip(a!, b!, 96, 80);
}

function ssim(index: number): number {
  return structuralSimilarity(pictures[0]!.layers[0]!, pictures[index]!.layers[0]!, 96, 80, 'display');
}

describe('FLIP', () => {
  // The means that the official implementation (NVlabs/flip 1.6, C++) prints for these pictures.
  test.each([
    [1, 0.101528],
    [2, 0.045318],
    [3, 0.116458],
  ])('of picture %i is the official mean', (index, mean) => {
    expect(flip(index)).toBeCloseTo(mean, 4);
  });

  test('is zero for equal pictures, and 1 for none but the farthest colours', () => {
    expect(flip(0)).toBe(0);
    const fill = (...colour: [number, number, number]): Planes =>
      colour.map((value) => new Float32Array(64 * 64).fill(value)) as Planes;
    const farthest = meanFlip(fill(0, 1, 0), fill(0, 0, 1), 64, 64);
    expect(farthest).toBeCloseTo(1, 5);
    expect(meanFlip(fill(0, 0, 0), fill(1, 1, 1), 64, 64)).toBeLessThan(farthest);
  });

  test('does not depend on where the strips are cut', () => {
    const shifted = pictures.slice(0, 2).map((picture) => {
      const { planes } = lightOf(picture.layers[0]!, 96, 80, 'display');
      // 37 rows of the first row on top: the same picture, cut elsewhere.
      return planes.map((plane) => {
        const out = new Float32Array(96 * 117);
        for (let row = 0; row < 117; row++) {
          out.set(plane.subarray(Math.max(0, row - 37) * 96, Math.max(0, row - 37) * 96 + 96), row * 96);
        }
        return out;
      }) as Planes;
    });
    const below = (planes: Planes): Planes => planes.map((plane) => plane.subarray(96 * 37)) as Planes;
    const whole = meanFlip(shifted[0]!, shifted[1]!, 96, 117) * 117;
    const top = whole - meanFlip(below(shifted[0]!), below(shifted[1]!), 96, 80) * 80;
    // What is left are the 37 added rows: rows equal to the first one, give or take the noise below them.
    expect(top).toBeGreaterThan(0);
    expect(whole - top).toBeCloseTo(flip(1) * 80, 4);
  });
});

describe('FLIP of layers, which is worked out around what differs,', () => {
  /** A soft pattern of 8 bit samples, with a square of another colour where there is one. */
  function paint(width: number, height: number, square?: { x: number; y: number; size: number }): Layer {
    const values = new Uint8Array(width * height * 3);
    for (let y = 0, index = 0; y < height; y++) {
      for (let x = 0; x < width * 3; x++) values[index++] = (x ^ (y * 3)) & 0xff;
    }
    for (let y = 0; square && y < square.size; y++) {
      const start = ((square.y + y) * width + square.x) * 3;
      values.fill(200, start, start + square.size * 3);
    }
    return toLayer({ values, channels: 3 });
  }
  const asFloats = ({ channels }: Layer): Layer => ({
    name: '',
    channels: channels.map(({ name, values }) => ({ name, values })),
  });

  test.each([
    ['in the middle', 300, 400, { x: 120, y: 190, size: 9 }],
    ['at a corner', 300, 400, { x: 292, y: 391, size: 9 }],
    ['in one pixel', 300, 400, { x: 0, y: 64, size: 1 }],
    ['of a picture that is seen reduced', 2101, 2101, { x: 1300, y: 1700, size: 30 }],
  ])('is that of the whole, bit for bit: %s', (_, width, height, square) => {
    const [a, b] = [paint(width, height), paint(width, height, square)];
    const [whole, other] = [a, b].map((layer) => lightOf(layer, width, height, 'display'));
    const expected = meanFlip(whole!.planes, other!.planes, whole!.width, whole!.height);
    expect(expected).toBeGreaterThan(0);
    expect(flipOf(a, b, width, height, 'display')).toBe(expected);
  });

  test('is the same by floats', () => {
    const [a, b] = [paint(300, 200), paint(300, 200, { x: 120, y: 90, size: 9 })];
    const expected = flipOf(a, b, 300, 200, 'display');
    expect(expected).toBeGreaterThan(0);
    expect(flipOf(asFloats(a), asFloats(b), 300, 200, 'display')).toBe(expected);
  });

  test('is that of the whole where layers are stored otherwise, or do not differ', () => {
    const [a, b] = [paint(90, 80), paint(90, 80, { x: 20, y: 20, size: 5 })];
    const expected = flipOf(a, b, 90, 80, 'display');
    expect(expected).toBeGreaterThan(0);
    expect(flipOf(a, asFloats(b), 90, 80, 'display')).toBe(expected);
    expect(flipOf(a, asFloats(a), 90, 80, 'display')).toBe(0);
    expect(flipOf(a, paint(90, 80), 90, 80, 'display')).toBe(0);
  });
});

describe('SSIM', () => {
  test('is 1 for equal pictures and falls with what is lost', () => {
    expect(ssim(0)).toBeCloseTo(1, 6);
    expect(ssim(3)).toBeGreaterThan(0.98);
    expect(ssim(2)).toBeLessThan(ssim(3));
    expect(ssim(1)).toBeLessThan(ssim(2));
  });

  test('is that of the definition', () => {
    // Worked out pixel by pixel from the published formula, windows at the edge reaching over the repeated edge.
    const luma = pictures.slice(0, 2).map(({ layers }) => {
      const [r, g, b] = layers[0]!.channels.map(({ values }) => values);
      return r!.map((value, index) => 0.2126 * value + 0.7152 * g![index]! + 0.0722 * b![index]!);
    });
    const weights = Array.from({ length: 11 }, (_, index) => Math.exp(-((index - 5) ** 2) / (2 * 1.5 ** 2)));
    const total = weights.reduce((sum, weight) => sum + weight, 0) ** 2;
    let sum = 0;
    for (let y = 0; y < 80; y++) {
      for (let x = 0; x < 96; x++) {
        const mean = [0, 0];
        const moment = [0, 0, 0];
        for (const [j, down] of weights.entries()) {
          for (const [i, across] of weights.entries()) {
            const at = Math.max(0, Math.min(79, y + j - 5)) * 96 + Math.max(0, Math.min(95, x + i - 5));
            const [a, b] = [luma[0]![at]!, luma[1]![at]!];
            const weight = (down * across) / total;
            mean[0]! += weight * a;
            mean[1]! += weight * b;
            moment[0]! += weight * a * a;
            moment[1]! += weight * b * b;
            moment[2]! += weight * a * b;
          }
        }
        const [a, b] = mean as [number, number];
        const variances = moment[0]! - a * a + moment[1]! - b * b;
        const structure = (2 * (moment[2]! - a * b) + 0.0009) / (variances + 0.0009);
        sum += (((2 * a * b + 0.0001) / (a * a + b * b + 0.0001)) * structure) / (96 * 80);
      }
    }
    expect(ssim(1)).toBeCloseTo(sum, 4);
  });
});
