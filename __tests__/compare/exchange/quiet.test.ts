import { expect, test } from '@jest/globals';
import type { Region } from '../../../src/compare/comparison.ts';
import { findQuietChanges } from '../../../src/compare/exchange/quiet.ts';
import { randomNumbers } from '../raw-png.ts';

const [width, height] = [120, 80];
const threshold = 0.016;

function look(differences: Map<number, number>): { changes: Region[]; scattered: number[] } {
  const light = new Float32Array(width * height);
  for (const [pixel, value] of differences) light[pixel] = value;
  const signals = {
    width,
    height,
    mean: new Float32Array(width * height),
    differences: new Map([['light', light] as const]),
  };
  const { changes, clearScattered } = findQuietChanges(
    light.map((value) => Math.abs(value)),
    signals,
    threshold,
  );
  const before = light.slice();
  clearScattered(light);
  return { changes, scattered: [...before.keys()].filter((pixel) => before[pixel] !== light[pixel]) };
}

function square(left: number, top: number, side: number, value: (index: number) => number): [number, number][] {
  return Array.from({ length: side * side }, (_, index) => [
    (top + Math.floor(index / side)) * width + left + (index % side),
    value(index),
  ]);
}

/** Pixels that differ alone, as another processor leaves them. */
function scatter(count: number): [number, number][] {
  const random = randomNumbers(5);
  return Array.from({ length: count }, () => [random(width * height), random(2) === 0 ? 0.3 : -0.3]);
}

test('a few pixels that touch are a change where nothing else differs', () => {
  expect(look(new Map(square(40, 30, 2, () => 0.1)))).toEqual({
    changes: [{ x: 40, y: 30, width: 2, height: 2, pixels: 4 }],
    scattered: [],
  });
});

test('scattered pixels are none, and hide none that is larger than chance makes of them', () => {
  expect(look(new Map(scatter(200))).changes).toEqual([]);
  const { changes } = look(new Map([...scatter(60), ...square(40, 30, 5, () => 0.1)]));
  expect(changes).toHaveLength(1);
  expect(changes[0]!.pixels).toBeGreaterThanOrEqual(25);
});

test('a place that is noisy by itself is none', () => {
  const random = randomNumbers(9);
  expect(look(new Map(square(40, 30, 12, () => (random(2) === 0 ? 0.2 : -0.2)))).changes).toEqual([]);
});

test('what nobody sees is none', () => {
  expect(look(new Map(square(40, 30, 6, () => 0.015)))).toEqual({ changes: [], scattered: [] });
});

test('of a picture that differs everywhere nothing is said', () => {
  expect(look(new Map(square(0, 0, 80, () => 0.1)))).toEqual({ changes: [], scattered: [] });
});

test('single pixels are cleared, and what touches is left', () => {
  const alone = 5 * width + 7;
  const { changes, scattered } = look(new Map([[alone, 0.3], ...square(40, 30, 3, () => 0.1)]));
  expect(changes).toHaveLength(1);
  expect(scattered).toEqual([alone]);
});

test('the right edge does not touch the left one', () => {
  const edge = (row: number): [number, number][] => [
    [row * width + width - 1, 0.1],
    [(row + 1) * width, 0.1],
  ];
  expect(look(new Map([...edge(20), ...edge(50)])).changes).toEqual([]);
});
