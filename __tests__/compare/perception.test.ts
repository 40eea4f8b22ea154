import { describe, expect, test } from '@jest/globals';
import { meanFlip } from '../../src/compare/measure/flip.ts';
import type { Planes } from '../../src/compare/measure/flip-colours.ts';
import { lightOf } from '../../src/compare/measure/light.ts';
import { structuralSimilarity } from '../../src/compare/measure/ssim.ts';
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
