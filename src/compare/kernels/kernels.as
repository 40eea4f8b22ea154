/*
 * The loops that run over every value of a picture, for WebAssembly with SIMD. AssemblyScript; `npm run generate` builds
 * module.ts from it. Each has its double in plain.ts, which gives the same numbers bit for bit.
 *
 * Addresses are in the module's memory, where simd.ts puts what is worked on. Vectors are read and written beyond the end
 * of a row or picture: simd.ts leaves room for it, and what is written there is overwritten or never read.
 */

@inline
function loadPixel(at: usize, step: i32): v128 {
  return step <= 4 ? v128.load32_zero(at) : v128.load64_zero(at);
}

@inline
function storePixel(at: usize, step: i32, pixel: v128): void {
  if (step <= 4) v128.store32_lane(at, pixel, 0);
  else v128.store64_lane(at, pixel, 0);
}

/** Half of the sum, rounded down. */
@inline
function average(a: v128, b: v128): v128 {
  const odd = v128.and(v128.xor(a, b), i8x16.splat(1));
  return i8x16.sub(i8x16.avgr_u(a, b), odd);
}

/**
 * Undoes the filters of PNG rows: `from` has rows with their filter byte, `to` gets them without. The row above the first
 * lies before `to`. Gives the number of rows that were done: fewer than `rows` where a filter is unknown.
 */
export function undoFilters(from: usize, to: usize, rowBytes: i32, rows: i32, step: i32): i32 {
  for (let row = 0; row < rows; row++) {
    const filter = load<u8>(from);
    from++;
    const above = to - rowBytes;
    if (filter == 0) memory.copy(to, from, rowBytes);
    else if (filter == 1) undoSub(from, to, rowBytes, step);
    else if (filter == 2) undoUp(from, to, above, rowBytes);
    else if (filter == 3) undoAverage(from, to, above, rowBytes, step);
    else if (filter == 4) undoPaeth(from, to, above, rowBytes, step);
    else return row;
    from += rowBytes;
    to += rowBytes;
  }
  return rows;
}

function undoSub(from: usize, to: usize, rowBytes: i32, step: i32): void {
  let left = i8x16.splat(0);
  for (let i = 0; i < rowBytes; i += step) {
    left = i8x16.add(loadPixel(from + i, step), left);
    storePixel(to + i, step, left);
  }
}

function undoUp(from: usize, to: usize, above: usize, rowBytes: i32): void {
  let i = 0;
  for (; i + 16 <= rowBytes; i += 16) v128.store(to + i, i8x16.add(v128.load(from + i), v128.load(above + i)));
  for (; i < rowBytes; i++) store<u8>(to + i, load<u8>(from + i) + load<u8>(above + i));
}

function undoAverage(from: usize, to: usize, above: usize, rowBytes: i32, step: i32): void {
  let left = i8x16.splat(0);
  for (let i = 0; i < rowBytes; i += step) {
    left = i8x16.add(loadPixel(from + i, step), average(left, loadPixel(above + i, step)));
    storePixel(to + i, step, left);
  }
}

function undoPaeth(from: usize, to: usize, above: usize, rowBytes: i32, step: i32): void {
  let left = i16x8.splat(0);
  let corner = i16x8.splat(0);
  const low = i16x8.splat(0xff);
  for (let i = 0; i < rowBytes; i += step) {
    const up = i16x8.extend_low_i8x16_u(loadPixel(above + i, step));
    const toUpward = i16x8.sub(up, corner);
    const toLeftward = i16x8.sub(left, corner);
    const toLeft = i16x8.abs(toUpward);
    const toUp = i16x8.abs(toLeftward);
    const toCorner = i16x8.abs(i16x8.add(toUpward, toLeftward));
    const least = i16x8.min_s(toLeft, i16x8.min_s(toUp, toCorner));
    const other = v128.bitselect(up, corner, i16x8.eq(least, toUp));
    const nearest = v128.bitselect(left, other, i16x8.eq(least, toLeft));
    left = v128.and(i16x8.add(i16x8.extend_low_i8x16_u(loadPixel(from + i, step)), nearest), low);
    storePixel(to + i, step, i8x16.narrow_i16x8_u(left, left));
    corner = up;
  }
}

/** Three or four samples of a pixel as floats, 0 … 1. */
@inline
function loadSamples(at: usize, wide: bool, scale: v128): v128 {
  const whole = wide
    ? i32x4.extend_low_i16x8_u(v128.load64_zero(at))
    : i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(at)));
  return f32x4.mul(f32x4.convert_i32x4_u(whole), scale);
}

/** The last two of four floats as doubles. */
@inline
function promoteHigh(floats: v128): v128 {
  return f64x2.promote_low_f32x4(i8x16.shuffle(floats, floats, 8, 9, 10, 11, 12, 13, 14, 15, 0, 0, 0, 0, 0, 0, 0, 0));
}

/** Of each of four channels the sum of the differences' sizes, that of their squares, and the largest one, as doubles. */
export function measure(a: usize, b: usize, pixels: i32, step: i32, wide: bool, full: f32, out: usize): void {
  const scale = f32x4.splat(full);
  let sum01 = f64x2.splat(0);
  let sum23 = f64x2.splat(0);
  let squares01 = f64x2.splat(0);
  let squares23 = f64x2.splat(0);
  let most = f32x4.splat(0);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const sizes = f32x4.abs(f32x4.sub(loadSamples(a, wide, scale), loadSamples(b, wide, scale)));
    const first = f64x2.promote_low_f32x4(sizes);
    const last = promoteHigh(sizes);
    sum01 = f64x2.add(sum01, first);
    sum23 = f64x2.add(sum23, last);
    squares01 = f64x2.add(squares01, f64x2.mul(first, first));
    squares23 = f64x2.add(squares23, f64x2.mul(last, last));
    most = f32x4.pmax(most, sizes);
    a += step;
    b += step;
  }
  v128.store(out, sum01);
  v128.store(out, sum23, 16);
  v128.store(out, squares01, 32);
  v128.store(out, squares23, 48);
  v128.store(out, f64x2.promote_low_f32x4(most), 64);
  v128.store(out, promoteHigh(most), 80);
}

/** Of each pixel the size of the largest difference of its channels: three of them, or four. */
export function largestErrors(a: usize, b: usize, pixels: i32, channels: i32, step: i32, wide: bool, full: f32, out: usize): void {
  const scale = f32x4.splat(full);
  const counted = channels == 4 ? i32x4.splat(-1) : i32x4.replace_lane(i32x4.splat(-1), 3, 0);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const difference = f32x4.sub(loadSamples(a, wide, scale), loadSamples(b, wide, scale));
    const sizes = v128.and(f32x4.abs(difference), counted);
    const two = f32x4.pmax(sizes, i8x16.shuffle(sizes, sizes, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
    const one = f32x4.pmax(two, i8x16.shuffle(two, two, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
    store<f32>(out, f32x4.extract_lane(one, 0));
    out += 4;
    a += step;
    b += step;
  }
}

@inline
function loadTwo(at: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(at));
}

/** The second of `a` and the first of `b`. */
@inline
function between(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23);
}

/**
 * Of a cell of 8×8 pixels, the energy that averaging leaves in the blocks of 3×3 around its pixels, times 9, and all that
 * is in them. Pixels of even columns are added up apart from those of odd ones.
 */
function addBlocks(cell: usize, stride: i32, out: usize): void {
  let left = f64x2.splat(0);
  let whole = f64x2.splat(0);
  for (let y = 0; y < 8; y++) {
    let at = cell - 4;
    let sums = f64x2.splat(0);
    let squares = f64x2.splat(0);
    for (let two = 0; two < 5; two++) {
      const above = loadTwo(at - stride);
      const here = loadTwo(at);
      const below = loadTwo(at + stride);
      const nextSums = f64x2.add(f64x2.add(above, here), below);
      const nextSquares = f64x2.add(
        f64x2.add(f64x2.mul(above, above), f64x2.mul(here, here)),
        f64x2.mul(below, below),
      );
      if (two > 0) {
        const sum = f64x2.add(f64x2.add(sums, between(sums, nextSums)), nextSums);
        left = f64x2.add(left, f64x2.mul(sum, sum));
        whole = f64x2.add(whole, f64x2.add(f64x2.add(squares, between(squares, nextSquares)), nextSquares));
      }
      sums = nextSums;
      squares = nextSquares;
      at += 8;
    }
    cell += stride;
  }
  store<f64>(out, f64x2.extract_lane(left, 0) + f64x2.extract_lane(left, 1));
  store<f64>(out, f64x2.extract_lane(whole, 0) + f64x2.extract_lane(whole, 1), 8);
}

/** The same of cells side by side, each with two doubles of `out`. */
export function addBlockRow(cell: usize, stride: i32, cells: i32, out: usize): void {
  for (let index = 0; index < cells; index++) addBlocks(cell + index * 32, stride, out + index * 16);
}

/**
 * Of each of `length` floats, the sum of those that are 0, 1, 2 … times `step` further on, weighted: four weights at a
 * time as doubles, and what they come to is added to a float.
 */
export function filter(from: usize, step: i32, weights: usize, taps: i32, length: i32, out: usize): void {
  for (let index = 0; index < length; index += 4) {
    let total = f32x4.splat(0);
    for (let tap = 0; tap < taps; tap += 4) {
      const end = min(tap + 4, taps);
      let first = f64x2.splat(0);
      let last = f64x2.splat(0);
      for (let each = tap; each < end; each++) {
        const values = v128.load(from + each * step);
        const weight = v128.load64_splat(weights + each * 8);
        first = f64x2.add(first, f64x2.mul(f64x2.promote_low_f32x4(values), weight));
        last = f64x2.add(last, f64x2.mul(promoteHigh(values), weight));
      }
      const low = f32x4.demote_f64x2_zero(f64x2.add(f64x2.promote_low_f32x4(total), first));
      const high = f32x4.demote_f64x2_zero(f64x2.add(promoteHigh(total), last));
      total = i8x16.shuffle(low, high, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23);
    }
    v128.store(out, total);
    out += 16;
    from += 16;
  }
}

/**
 * A row of luma: of `factor` × `factor` pixels each, row by row of them the sum of a colour, weighted, for one colour after
 * the other. `sums` is room for four doubles a row.
 */
export function viewLuma(
  rows: usize,
  rowBytes: i32,
  step: i32,
  wide: bool,
  full: f32,
  factor: i32,
  width: i32,
  weights: usize,
  sums: usize,
  out: usize,
): void {
  const scale = f32x4.splat(full);
  for (let to = 0; to < width; to++) {
    for (let row = 0; row < factor; row++) {
      let at = rows + row * rowBytes + to * factor * step;
      let first = f64x2.splat(0);
      let last = f64x2.splat(0);
      for (let pixel = 0; pixel < factor; pixel++) {
        const samples = loadSamples(at, wide, scale);
        first = f64x2.add(first, f64x2.promote_low_f32x4(samples));
        last = f64x2.add(last, promoteHigh(samples));
        at += step;
      }
      v128.store(sums + row * 32, first);
      v128.store(sums + row * 32, last, 16);
    }
    let luma: f32 = 0;
    for (let colour = 0; colour < 3; colour++) {
      const weight = load<f64>(weights + colour * 8);
      for (let row = 0; row < factor; row++) {
        luma = <f32>(<f64>luma + load<f64>(sums + row * 32 + colour * 8) * weight);
      }
    }
    store<f32>(out, luma);
    out += 4;
  }
}

/** The sums of all bytes up to each, with what came before; `before` has that in all its bytes. */
@inline
function sumUp(bytes: v128, before: v128): v128 {
  const none = i8x16.splat(0);
  let sums = i8x16.add(bytes, i8x16.shuffle(none, bytes, 0, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30));
  sums = i8x16.add(sums, i8x16.shuffle(none, sums, 0, 0, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29));
  sums = i8x16.add(sums, i8x16.shuffle(none, sums, 0, 0, 0, 0, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27));
  sums = i8x16.add(sums, i8x16.shuffle(none, sums, 0, 0, 0, 0, 0, 0, 0, 0, 16, 17, 18, 19, 20, 21, 22, 23));
  return i8x16.add(sums, before);
}

@inline
function lastEverywhere(bytes: v128): v128 {
  return i8x16.shuffle(bytes, bytes, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15);
}

/**
 * Undoes the predictor of an EXR's bytes, a multiple of 32 of them, see predictor.ts. Sums of the differences alone are
 * right at even positions and off by 128 at odd ones.
 */
export function undoPredictor(from: usize, length: i32, out: usize): void {
  const half = length >> 1;
  const off = i16x8.splat(-0x8000);
  let first = i8x16.splat(0);
  let second = i8x16.splat(0);
  for (let i = 0; i < half; i += 16) second = i8x16.add(second, v128.load(from + i));
  second = lastEverywhere(sumUp(second, first));
  for (let i = 0; i < half; i += 16) {
    const a = sumUp(v128.load(from + i), first);
    const b = sumUp(v128.load(from + half + i), second);
    first = lastEverywhere(a);
    second = lastEverywhere(b);
    const even = v128.xor(a, off);
    const odd = v128.xor(b, off);
    v128.store(out, i8x16.shuffle(even, odd, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23));
    v128.store(out, i8x16.shuffle(even, odd, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31), 16);
    out += 32;
  }
}
