/*
 * How likely a sum of numbers is whose signs are coin tosses. Both bounds hold for every set of numbers, however few or
 * unlike they are. Logarithms are natural.
 */

/** Hoeffding's bound of P(|sum| ≥ t · √(sum of squares)). */
export function hoeffding(squared: number): number {
  return Math.LN2 - squared / 2;
}

/** Chernoff's bound of P(|sum| ≥ `total`), which is sharper where few of the numbers are large. */
export function chernoff(values: Float64Array, total: number): number {
  let squares = 0;
  let most = 0;
  for (const value of values) {
    squares += value * value;
    most += Math.abs(value);
  }
  if (squares === 0) return 0;
  const norm = Math.sqrt(squares);
  // At the most that they can add up to, only one of all ways of tossing is left, and the bound's minimum is at infinity.
  const aim = Math.min(Math.abs(total), most * 0.999999) / norm;
  let [low, high] = [0, 200];
  for (let round = 0; round < 40; round++) {
    const middle = (low + high) / 2;
    let sum = 0;
    for (const value of values) sum += (Math.abs(value) / norm) * Math.tanh((middle * Math.abs(value)) / norm);
    if (sum < aim) low = middle;
    else high = middle;
  }
  let exponent = -low * aim;
  for (const value of values) exponent += logCosh((low * Math.abs(value)) / norm);
  return Math.LN2 + exponent;
}

function logCosh(x: number): number {
  return x + Math.log1p(Math.exp(-2 * x)) - Math.LN2;
}
