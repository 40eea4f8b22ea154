/** Separable filters over planes of floats, for the perceptual metrics. */

/** Values of `shape` at -radius … radius, scaled to sum up to 1. */
export function normalizedKernel(radius: number, shape: (x: number) => number): Float64Array {
  const kernel = Float64Array.from({ length: 2 * radius + 1 }, (_, index) => shape(index - radius));
  const sum = kernel.reduce((total, value) => total + value, 0);
  return kernel.map((value) => value / sum);
}

/** A Gaussian with the standard deviation `sigma`, in pixels. */
export function gaussianKernel(radius: number, sigma: number): Float64Array {
  return normalizedKernel(radius, (x) => Math.exp(-(x * x) / (2 * sigma * sigma)));
}

/** Filters each row; the picture's edge continues outwards. */
export function filterRows(plane: Float32Array, width: number, kernel: Float64Array): Float32Array {
  const out = new Float32Array(plane.length);
  const radius = kernel.length >> 1;
  // Each row is copied with its edges drawn out, so that the inner loop needs no test.
  const row = new Float32Array(width + 2 * radius);
  for (let start = 0; start < plane.length; start += width) {
    row.set(plane.subarray(start, start + width), radius);
    row.fill(plane[start] ?? 0, 0, radius);
    row.fill(plane[start + width - 1] ?? 0, radius + width);
    addWeighted(out.subarray(start, start + width), row, 1, kernel);
  }
  return out;
}

/** Filters each column. The result is lower by the kernel's length less one: rows without all neighbours are left out. */
export function filterColumns(plane: Float32Array, width: number, kernel: Float64Array): Float32Array {
  const rows = plane.length / width - kernel.length + 1;
  const out = new Float32Array(width * rows);
  for (let y = 0; y < rows; y++) {
    addWeighted(out.subarray(y * width, (y + 1) * width), plane.subarray(y * width), width, kernel);
  }
  return out;
}

/**
 * Adds to each value of `target` the values of `source` that are 0, 1, 2 … times `step` further on, weighted by the
 * kernel. Four weights at a time, which takes half as long as one by one.
 */
function addWeighted(target: Float32Array, source: Float32Array, step: number, kernel: Float64Array): void {
  const { length } = target;
  for (let tap = 0; tap < kernel.length; tap += 4) {
    const [k0 = 0, k1 = 0, k2 = 0, k3 = 0] = kernel.subarray(tap, tap + 4);
    const s0 = source.subarray(tap * step, tap * step + length);
    // Weights beyond the kernel are zero; any values do for them.
    const s1 = k1 === 0 ? s0 : source.subarray((tap + 1) * step, (tap + 1) * step + length);
    const s2 = k2 === 0 ? s0 : source.subarray((tap + 2) * step, (tap + 2) * step + length);
    const s3 = k3 === 0 ? s0 : source.subarray((tap + 3) * step, (tap + 3) * step + length);
    for (let index = 0; index < length; index++) {
      const sum = (s0[index] ?? 0) * k0 + (s1[index] ?? 0) * k1 + (s2[index] ?? 0) * k2 + (s3[index] ?? 0) * k3;
      target[index] = (target[index] ?? 0) + sum;
    }
  }
}
