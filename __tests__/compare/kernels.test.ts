import { describe, expect, test } from '@jest/globals';
import type { Band, Kernels } from '../../src/compare/kernels/kernels.ts';
import { plainKernels } from '../../src/compare/kernels/plain.ts';
import { openSimd } from '../../src/compare/kernels/simd.ts';
import { channelErrorsOf, errorsOf, measureLayers } from '../../src/compare/measure/measure.ts';
import { samplesOf } from '../../src/compare/measure/samples.ts';
import type { Layer, Samples } from '../../src/compare/picture/picture.ts';
import { toLayer } from '../../src/compare/picture/samples.ts';
import { randomNumbers } from './raw-png.ts';

/* Each kernel is there twice, for WebAssembly and in TypeScript: the same numbers, bit for bit. */

const simd = openSimd() as Kernels;

function randomBytes(length: number, seed: number, limit = 256): Uint8Array {
  const random = randomNumbers(seed);
  return Uint8Array.from({ length }, () => random(limit));
}

function randomSamples(pixels: number, channels: number, bits: 8 | 16, seed: number): Samples {
  const bytes = randomBytes((pixels * channels * bits) / 8, seed);
  return { values: bits === 8 ? bytes : new Uint16Array(bytes.buffer), channels };
}

test('this Node has WebAssembly with SIMD', () => {
  expect(simd).toBeDefined();
});

describe('PNG rows', () => {
  /** Random bytes in rows that take turns with the five filters. */
  function makeRows(rowBytes: number, rows: number, seed: number): Uint8Array {
    const raw = randomBytes((rowBytes + 1) * rows, seed);
    for (let row = 0; row < rows; row++) raw[row * (rowBytes + 1)] = (row * 7 + seed) % 5;
    return raw;
  }

  test.each([1, 2, 3, 4, 6, 8])('with %i bytes a pixel', (step) => {
    for (const [pixels, rows] of [
      [1, 1],
      [5, 23],
      [1000, 200],
      [40_000, 9],
    ] as const) {
      const raw = makeRows(pixels * step, rows, step + rows);
      const [plain, fast] = [plainKernels, simd].map((kernels) => kernels.undoFilters(raw, pixels * step, rows, step));
      expect(fast).toBeInstanceOf(Uint8Array);
      expect(Buffer.compare(fast as Uint8Array, plain as Uint8Array)).toBe(0);
    }
  });

  test('with an unknown filter are told by its number', () => {
    const raw = makeRows(4000, 100, 1);
    raw[71 * 4001] = 5;
    expect([plainKernels, simd].map((kernels) => kernels.undoFilters(raw, 4000, 100, 4))).toEqual([71, 71]);
  });
});

describe.each([
  [3, 8],
  [4, 8],
  [3, 16],
  [4, 16],
] as const)('pictures of %i channels with %i bits', (channels, bits) => {
  const [a, b] = [1, 2].map((seed) => randomSamples(10_007, channels, bits, seed)) as [Samples, Samples];

  test('are measured alike', () => {
    const [plain, fast] = [plainKernels, simd].map((kernels) => {
      const out = new Float64Array(12);
      kernels.measure(a, b, 5000, 4096, out);
      return [0, 4, 8].map((figure) => out.slice(figure, figure + channels));
    });
    expect(fast).toEqual(plain);
    expect(fast?.[0]?.[0]).toBeGreaterThan(1000);
  });

  test.each([1, 4])('have the same luma, reduced by %i', (factor) => {
    const view = (kernels: Kernels): Float32Array => {
      const size = { width: Math.floor(100 / factor), height: Math.floor(100 / factor) };
      return kernels.viewLuma(a, 100, factor, size, [0.3, 0.6, 0.1]);
    };
    expect(view(simd)).toEqual(view(plainKernels));
    expect(view(simd).some((value) => value > 0)).toBe(true);
  });

  test('have the same errors', () => {
    expect(simd.largestErrors(a, b)).toEqual(plainKernels.largestErrors(a, b));
  });

  test('are measured by their samples as by their floats', () => {
    const layers = [a, b].map(toLayer) as [Layer, Layer];
    const floats = layers.map(({ name, channels: all }) => ({
      name,
      channels: all.map((channel) => ({ name: channel.name, values: channel.values })),
    })) as [Layer, Layer];
    expect([samplesOf(...layers), samplesOf(...floats)]).toEqual([[a, b], undefined]);
    for (const threshold of [0.016, 0.9999, 1]) {
      const [bySamples, byFloats] = [layers, floats].map((pair) =>
        measureLayers(...pair, 'colour', 'display', threshold),
      );
      expect(bySamples).toEqual(byFloats);
    }
    expect(errorsOf(...layers, 'colour', 'display')).toEqual(errorsOf(...floats, 'colour', 'display'));
    const read = (pair: [Layer, Layer]): Float32Array => {
      const target = new Float32Array(2000);
      expect(channelErrorsOf(...pair, 'colour', 'display').read(1, 77, 1900, target, 50)).toBe(true);
      return target;
    };
    expect(read(layers)).toEqual(read(floats));
  });
});

test.each([32, 64, 96, 4096, 31, 30, 8, 1, 0, 100_000])(
  'the predictor of %i bytes of an EXR is undone alike',
  (length) => {
    const bytes = randomBytes(length, length);
    const [plain, fast] = [plainKernels, simd].map((kernels) => {
      const out = new Uint8Array(length);
      kernels.undoPredictor(bytes, out);
      return out;
    });
    expect(fast).toEqual(plain);
  },
);

describe('planes are filtered alike', () => {
  const random = randomNumbers(9);
  const plane = Float32Array.from({ length: 101 * 40 }, () => random(2 ** 24) / 2 ** 20 - 8);

  test.each([1, 3, 15, 19, 21])('with %i weights', (taps) => {
    const kernel = Float64Array.from({ length: taps }, () => random(2 ** 24) / 2 ** 23 - 1);
    expect(simd.filterRows(plane, 101, kernel)).toEqual(plainKernels.filterRows(plane, 101, kernel));
    expect(simd.filterColumns(plane, 101, kernel)).toEqual(plainKernels.filterColumns(plane, 101, kernel));
    expect(simd.filterColumns(plane, 101, kernel)).toHaveLength(101 * (40 - taps + 1));
  });
});

test('blocks of errors have the same energies', () => {
  const stride = 8 * 30 + 8;
  const random = randomNumbers(3);
  const errors = Float32Array.from({ length: stride * 16 }, () => (random(2 ** 24) / 2 ** 23 - 1) ** 3);
  const [plain, fast] = [plainKernels, simd].map((kernels) => {
    const band: Band = kernels.openBand(errors.length);
    band.values.set(errors);
    return Float64Array.from(band.addBlocks(4 * stride + 4 + 8, stride, 28));
  });
  expect(fast).toEqual(plain);
  expect(fast).toHaveLength(56);
  expect(fast?.every((energy) => energy > 0)).toBe(true);
});
