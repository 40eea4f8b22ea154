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
  const row = new Float64Array(width + 2 * radius);
  for (let start = 0; start < plane.length; start += width) {
    row.set(plane.subarray(start, start + width), radius);
    row.fill(plane[start] ?? 0, 0, radius);
    row.fill(plane[start + width - 1] ?? 0, radius + width);
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let tap = 0; tap < kernel.length; tap++) sum += (row[x + tap] ?? 0) * (kernel[tap] ?? 0);
      out[start + x] = sum;
    }
  }
  return out;
}

/** Filters each column. The result is lower by the kernel's length less one: rows without all neighbours are left out. */
export function filterColumns(plane: Float32Array, width: number, kernel: Float64Array): Float32Array {
  const rows = plane.length / width - kernel.length + 1;
  const out = new Float32Array(width * rows);
  for (let y = 0; y < rows; y++) {
    const target = out.subarray(y * width, (y + 1) * width);
    for (const [tap, weight] of kernel.entries()) {
      const source = plane.subarray((y + tap) * width, (y + tap + 1) * width);
      for (let x = 0; x < width; x++) target[x] = (target[x] ?? 0) + (source[x] ?? 0) * weight;
    }
  }
  return out;
}
