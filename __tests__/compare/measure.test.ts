import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { encodePng } from '../../src/compare/picture/png-encode.ts';
import type { Layer } from '../../src/compare/picture/picture.ts';
import { sumFailing, errorsOf, measureLayers, type Measurement } from '../../src/compare/measure/measure.ts';
import { purposeOf } from '../../src/compare/measure/passes.ts';
import { decodeFile, idiff, oiiotool, temporaryDirectory, testPattern } from './pictures.ts';
import { randomNumbers } from './raw-png.ts';

const directory = await temporaryDirectory();
const extensions = ['8.png', '16.png', '16.tif', 'half.exr', 'float.exr'];
const write = (name: string, seed: number): string =>
  `${testPattern(97, 61, 4, seed)} --chnames R,G,B,A -d half -o ${name}-half.exr -d float -o ${name}-float.exr ` +
  `--clamp:min=0:max=1 -d uint8 -o ${name}-8.png -d uint16 -o ${name}-16.png -o ${name}-16.tif -d float`;
await oiiotool(directory, write('a', 1), write('b', 2));
await oiiotool(directory, 'a-float.exr --mulc 1.01 -o close-float.exr a-float.exr --mulc 70,1,1,1 -o bright-float.exr');

/** The number as C prints it with %g, which idiff uses. */
function printed(value = NaN): string {
  const exponent = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(Number(value.toPrecision(6)))));
  if (exponent >= -4 && exponent < 6) return String(Number(value.toPrecision(6)));
  return value
    .toExponential(5)
    .replace(/\.?0+e/, 'e')
    .replace(/e([+-])(\d)$/, 'e$10$2');
}

async function measure(a: string, b: string): Promise<Measurement & { errors: Float32Array }> {
  const [first, second] = [await decodeFile(directory, a), await decodeFile(directory, b)];
  const layers = [first.layers[0]!, second.layers[0]!, purposeOf(first.layers[0]!), first.encoding] as const;
  const errors = errorsOf(...layers);
  const largest = Math.max(...errors.map(Math.abs));
  expect(measureLayers(...layers, largest * 1.001).exceeds).toBe(false);
  const measurement = measureLayers(...layers, largest * 0.999);
  expect(measurement.exceeds).toBe(true);
  return { ...measurement, errors };
}

describe('the figures are those that idiff prints', () => {
  test.each([
    ...extensions.map((extension) => [`a-${extension}`, `b-${extension}`]),
    ['a-float.exr', 'close-float.exr'],
    ['a-float.exr', 'bright-float.exr'],
    ['b-half.exr', 'a-float.exr'],
  ])('%s and %s', async (a, b) => {
    const judge = await idiff(directory, a, b);
    const { mean, rms, psnr, max, errors } = await measure(a, b);
    expect([mean, rms, psnr, max].map((value) => printed(value))).toEqual([
      judge.mean,
      judge.rms,
      judge.psnr,
      judge.max,
    ]);
    // Colours of an EXR are judged on another scale.
    if (!a.endsWith('.exr')) expect(sumFailing(errors, 0.016).count).toBe(judge.failing);
  });

  test('a picture with colours under a transparent alpha', async () => {
    const random = randomNumbers(3);
    for (const name of ['clear-a.png', 'clear-b.png']) {
      const pixels = Uint8Array.from({ length: 16 * 16 * 4 }, () => random(256));
      await writeFile(join(directory, name), encodePng({ width: 16, height: 16, pixels }));
    }
    const judge = await idiff(directory, 'clear-a.png', 'clear-b.png');
    const { mean, rms, psnr, max } = await measure('clear-a.png', 'clear-b.png');
    expect([mean, rms, psnr, max].map((value) => printed(value))).toEqual([
      judge.mean,
      judge.rms,
      judge.psnr,
      judge.max,
    ]);
  });
});

function layer(name: string, ...channels: [string, number[]][]): Layer {
  return {
    name,
    channels: channels.map(([channel, values]) => ({ name: channel, values: Float32Array.from(values) })),
  };
}

describe('values that are not finite', () => {
  const a = layer('', ['R', [NaN, 1, Infinity, 0.5, Infinity]]);

  test('count where only one of the two has them, and do not spread', () => {
    const b = layer('', ['R', [0, NaN, -Infinity, 0.25, Infinity]]);
    const { nonFinite, mean, max, psnr, identical } = measureLayers(a, b, 'colour', 'display', 0.5);
    expect({ nonFinite, mean, max, identical }).toEqual({ nonFinite: 3, mean: 0.05, max: 0.25, identical: false });
    // No figure says of a picture full of NaN that it is equal.
    expect(psnr).toBeUndefined();
    expect(measureLayers(a, b, 'colour', 'display', 0.5).exceeds).toBe(true);
    expect(measureLayers(a, b, 'colour', 'display', 1).exceeds).toBe(false);
    expect([...errorsOf(a, b, 'colour', 'display')]).toEqual([1, 1, 1, 0.25, 0]);
  });

  test('are equal to themselves', () => {
    const copy = layer('', ['R', [NaN, 1, Infinity, 0.5, Infinity]]);
    expect(measureLayers(a, copy, 'colour', 'linear', 0)).toMatchObject({
      identical: true,
      nonFinite: 0,
      psnr: Infinity,
    });
  });

  test('leave the figures of the others as they are', () => {
    const finite = [layer('', ['R', [0.5, 4, 0.25]]), layer('', ['R', [0.25, 4, 0.75]])] as const;
    const mixed = [layer('', ['R', [0.5, 4, 0.25, NaN]]), layer('', ['R', [0.25, 4, 0.75, NaN]])] as const;
    const expected = measureLayers(...finite, 'colour', 'display', 0.4);
    const { mean, rms, psnr, max, exceeds } = measureLayers(...mixed, 'colour', 'display', 0.4);
    expect({ max, exceeds }).toEqual({ max: expected.max, exceeds: true });
    // The same sums over four values instead of three.
    expect(mean).toBeCloseTo((expected.mean * 3) / 4, 9);
    expect(rms).toBeCloseTo(expected.rms * Math.sqrt(3 / 4), 9);
    expect(psnr! - expected.psnr!).toBeCloseTo(10 * Math.log10(4 / 3), 6);
  });
});

describe('purposes', () => {
  test.each([
    ['', 'RGBA', 'colour'],
    ['', 'Y', 'colour'],
    ['ViewLayer.Combined', 'RGBA', 'colour'],
    ['ViewLayer.DiffDir', 'RGB', 'colour'],
    ['ViewLayer.Depth', 'Z', 'depth'],
    ['ViewLayer.Depth', 'V', 'depth'],
    ['Z', 'Z', 'depth'],
    ['ViewLayer.Normal', 'XYZ', 'normal'],
    ['ViewLayer.Denoising Normal', 'XYZ', 'normal'],
    ['ViewLayer.Vector', 'XYZW', 'data'],
    ['ViewLayer.UV', 'UVA', 'data'],
    ['ViewLayer.Mist', 'Z', 'data'],
    ['ViewLayer.IndexOB', 'X', 'data'],
    ['ViewLayer.CryptoObject00', 'rgba', 'data'],
  ])('%s with %s is %s', (name, channels, purpose) => {
    expect(purposeOf(layer(name, ...channels.split('').map((channel): [string, number[]] => [channel, []])))).toBe(
      purpose,
    );
  });
});

describe('the scale of differences', () => {
  const errorOf = (purpose: 'colour' | 'depth' | 'normal' | 'data', a: number, b: number, name = 'R'): number =>
    errorsOf(layer('', [name, [a]]), layer('', [name, [b]]), purpose, 'linear')[0]!;

  test('light is judged as a display shows it', () => {
    // sRGB for 0.2 and 0.25 is 0.4845 and 0.5371.
    expect(errorOf('colour', 0.25, 0.2)).toBeCloseTo(0.0526, 2);
    expect(errorOf('colour', 110, 100)).toBeCloseTo(errorOf('colour', 11, 10), 6);
    expect(errorOf('colour', -0.25, -0.2)).toBe(errorOf('colour', 0.25, 0.2));
    expect(errorOf('colour', 0.5, 0.25, 'A')).toBe(0.25);
  });

  test('depth relatively, so that the background does not drown the rest', () => {
    expect(errorOf('depth', 1e10, 5)).toBeCloseTo(1, 6);
    expect(errorOf('depth', 5.1, 5)).toBeCloseTo(0.0196, 4);
  });

  test('normals by half, data absolutely up to 1 and relatively above', () => {
    expect(errorOf('normal', 1, -1)).toBe(1);
    expect(errorOf('data', 0.25, 0)).toBe(0.25);
    expect(errorOf('data', 100, 50)).toBe(0.5);
  });
});
