import { expect, test } from '@jest/globals';
import { chernoff, hoeffding } from '../../../src/compare/exchange/bounds.ts';

/** The exact probability that coin tosses of such numbers add up to as much, either way. */
function exactly(values: number[], total: number): number {
  let hits = 0;
  for (let tosses = 0; tosses < 2 ** values.length; tosses++) {
    const sum = values.reduce((all, value, index) => all + ((tosses >> index) & 1 ? value : -value), 0);
    if (Math.abs(sum) >= total - 1e-9) hits++;
  }
  return hits / 2 ** values.length;
}

test.each([
  ['equal', new Array<number>(12).fill(1), 10],
  ['all of them', new Array<number>(12).fill(1), 12],
  ['a large one', [5, ...new Array<number>(11).fill(0.5)], 8],
  ['growing', Array.from({ length: 14 }, (_, index) => index), 70],
])('bounds hold, and the sharper one is: %s', (_, values, total) => {
  const exact = Math.log(exactly(values, total));
  const squares = values.reduce((all, value) => all + value ** 2, 0);
  const sharp = chernoff(Float64Array.from(values), total);
  expect(sharp).toBeGreaterThanOrEqual(exact);
  expect(sharp).toBeLessThanOrEqual(hoeffding(total ** 2 / squares) + 1e-6);
  expect(sharp).toBeLessThan(exact + 3);
});

test('of nothing nothing follows', () => {
  expect(chernoff(new Float64Array(5), 0)).toBe(0);
});
