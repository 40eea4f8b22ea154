import { describe, expect, test } from '@jest/globals';
import type { ChannelErrors } from '../../../src/compare/measure/coherence.ts';
import { comparePictures } from '../../../src/compare/compare.ts';
import type { PictureComparison } from '../../../src/compare/comparison.ts';
import { judge } from '../../../src/compare/judge/judge.ts';
import { channelErrorsOf, errorsOf, measureLayers } from '../../../src/compare/measure/measure.ts';
import { encodePng } from '../../../src/compare/picture/png-encode.ts';
import { findRegions } from '../../../src/compare/measure/regions.ts';
import { defaultTolerance, type Tolerance } from '../../../src/compare/judge/tolerance.ts';
import { randomNumbers } from '../raw-png.ts';

const width = 128;
const height = 96;

/** A grey picture; `value` gives a pixel's brightness, 0 … 255. */
function picture(value: (x: number, y: number) => number): Uint8Array {
  const pixels = new Uint8Array(width * height * 4).fill(255);
  for (let pixel = 0; pixel < width * height; pixel++) {
    pixels.fill(value(pixel % width, Math.floor(pixel / width)), pixel * 4, pixel * 4 + 3);
  }
  return encodePng({ width, height, pixels });
}

const gradient = (x: number, y: number): number => 60 + x * 0.5 + y * 0.5;

/** Independent noise, about normal, with the given deviation in steps of 1/255. */
function noisy(base: (x: number, y: number) => number, deviation: number, seed: number): Uint8Array {
  const random = randomNumbers(seed);
  const noise = (): number =>
    (Array.from({ length: 12 }, () => random(1e6)).reduce((a, b) => a + b, 0) / 1e6 - 6) * deviation;
  return picture((x, y) => Math.max(0, Math.min(255, Math.round(base(x, y) + noise()))));
}

function compare(a: Uint8Array, b: Uint8Array, tolerance: Partial<Tolerance> = {}): Promise<PictureComparison> {
  return comparePictures(a, b, { kind: 'compose', frame: 3, tolerance: { ...defaultTolerance, ...tolerance } });
}

const square = (left: number, top: number, size: number, by: number) => (x: number, y: number) =>
  gradient(x, y) + (x >= left && x < left + size && y >= top && y < top + size ? by : 0);

describe('verdicts', () => {
  test('the same bytes are the same', async () => {
    expect(await compare(picture(gradient), picture(gradient))).toEqual({
      ...{ kind: 'compose', frame: 3, width, height, verdict: 'same', reason: 'Every pixel is the same.' },
      metrics: { mean: 0, rms: 0, psnr: Infinity, max: 0, failing: 0, nonFinite: 0, ssim: 1 },
      ...{ regions: [], layers: [] },
    });
  });

  test('other bytes with the same pixels are the same', async () => {
    const png = picture(gradient);
    const end = Buffer.from([0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82]);
    expect(await compare(png, Buffer.concat([png, end]))).toMatchObject({ verdict: 'same' });
  });

  test('one step everywhere is within the tolerance', async () => {
    const brighter = picture((x, y) => gradient(x, y) + 1);
    const { verdict, reason, spread } = await compare(picture(gradient), brighter);
    expect({ verdict, reason, spread }).toEqual({
      verdict: 'within-tolerance',
      reason: 'No pixel differs by more than 0.016.',
      spread: undefined,
    });
  });

  test('a whole picture that is a little brighter is different', async () => {
    const { verdict, spread, regions } = await compare(
      picture(gradient),
      picture((x, y) => gradient(x, y) + 5),
    );
    expect({ verdict, spread }).toEqual({ verdict: 'different', spread: 'region' });
    expect(regions).toEqual([{ x: 0, y: 0, width, height, pixels: width * height }]);
  });

  test.each([1, 4, 12, 25])('noise of %i steps in both is within the tolerance', async (deviation) => {
    const comparison = await compare(noisy(gradient, deviation, 1), noisy(gradient, deviation, 2));
    expect(comparison).toMatchObject({ verdict: 'within-tolerance', regions: [] });
    if (deviation > 1)
      expect(comparison).toMatchObject({ spread: 'noise', reason: expect.stringMatching(/only as noise/) });
  });

  test.each([
    [3, 12, /as noise, which is [\d.]+ times stronger/],
    [12, 3, /as noise, which is [\d.]+ times weaker/],
    [0, 12, /as noise, which is \S+ times stronger/],
  ])('noise of %i steps that became %i is different', async (before, after, reason) => {
    const comparison = await compare(noisy(gradient, before, 1), noisy(gradient, after, 2));
    expect(comparison).toMatchObject({ verdict: 'different', spread: 'noise', reason: expect.stringMatching(reason) });
  });

  test('a square of 0.5 % of the picture is different, and is where it says', async () => {
    const { verdict, reason, metrics, regions, spread } = await compare(
      picture(gradient),
      picture(square(40, 50, 8, 60)),
    );
    expect({ verdict, spread, regions }).toEqual({
      verdict: 'different',
      spread: 'region',
      regions: [{ x: 40, y: 50, width: 8, height: 8, pixels: 64 }],
    });
    expect(metrics!.failing).toBeCloseTo(64 / (width * height), 9);
    expect(reason).toBe('0.52 % of the pixels differ by more than 0.016 (allowed: 1 %), in a region of 8×8 at 40,50.');
  });

  test('the same square is found in noise, and nothing else', async () => {
    const { verdict, regions } = await compare(noisy(gradient, 8, 1), noisy(square(40, 50, 8, 60), 8, 2));
    expect(verdict).toBe('different');
    expect(regions).toHaveLength(1);
    const [{ x, y, width: w, height: h }] = regions as [PictureComparison['regions'][0]];
    expect(x <= 40 && y <= 50 && x + w >= 48 && y + h >= 58).toBe(true);
    expect(w * h).toBeLessThan(32 * 32);
  });

  test('a few bright pixels here and there are within the tolerance', async () => {
    const specks = picture((x, y) => (x % 23 === 5 && y % 19 === 7 ? 255 : gradient(x, y)));
    expect(await compare(picture(gradient), specks)).toMatchObject({ verdict: 'within-tolerance', spread: 'noise' });
  });

  test('a change of colour without a change of brightness is different', async () => {
    const colours = (swap: boolean): Uint8Array => {
      const pixels = new Uint8Array(width * height * 4).fill(255);
      for (let pixel = 0; pixel < width * height; pixel++) {
        const inside = pixel % width < 16 && pixel < 16 * width;
        pixels.set(swap && inside ? [178, 60, 96] : [60, 96, 60], pixel * 4);
      }
      return encodePng({ width, height, pixels });
    };
    expect(await compare(colours(false), colours(true))).toMatchObject({ verdict: 'different', spread: 'region' });
  });
});

describe('changes that look like noise', () => {
  /** A colour picture; `value` gives a pixel's red, green and blue, 0 … 1. */
  function colourPicture(value: (x: number, y: number) => [number, number, number]): Uint8Array {
    const pixels = new Uint8Array(width * height * 4).fill(255);
    for (let pixel = 0; pixel < width * height; pixel++) {
      const colours = value(pixel % width, Math.floor(pixel / width));
      pixels.set(
        colours.map((colour) => Math.round(255 * Math.max(0, Math.min(1, colour)))),
        pixel * 4,
      );
    }
    return encodePng({ width, height, pixels });
  }

  test('red that became blue is different: both channels change by as much, with grain', async () => {
    const ball = (seed: number, swap: boolean): Uint8Array => {
      const random = randomNumbers(seed);
      const grain = (): number => (random(1000) / 1000 - 0.5) * 0.1;
      return colourPicture((x, y) => {
        const inside = (x - 60) ** 2 + (y - 50) ** 2 < 20 ** 2;
        const [high, low, rest] = [0.7 + grain(), 0.2 + grain(), 0.4 + grain()];
        if (!inside) return [rest, rest, rest];
        return swap ? [low, 0.2, high] : [high, 0.2, low];
      });
    };
    const { verdict, regions } = await compare(ball(1, false), ball(2, true));
    expect(verdict).toBe('different');
    expect(regions).toHaveLength(1);
    expect(regions[0]!.width).toBeLessThan(60);
    expect(await compare(ball(1, false), ball(2, false))).toMatchObject({ verdict: 'within-tolerance', regions: [] });
  });

  test.each([
    ['across', (_: number, y: number) => y === 41],
    ['down', (x: number) => x === 77],
    ['falling', (x: number, y: number) => x === y + 10],
    ['rising', (x: number, y: number) => x === 100 - y],
  ])('a line %s of one pixel is different', async (_, isOn) => {
    const line = picture((x, y) => gradient(x, y) + (isOn(x, y) ? 80 : 0));
    expect(await compare(picture(gradient), line)).toMatchObject({ verdict: 'different', spread: 'region' });
  });

  test('a square that moved by one pixel is different', async () => {
    const at = (left: number): Uint8Array =>
      picture((x, y) => (x >= left && x < left + 60 && y > 20 && y < 70 ? 250 : 5));
    const { verdict, regions } = await compare(at(30), at(31));
    expect(verdict).toBe('different');
    expect(regions.map(({ x, width: across }) => [x, across])).toEqual([
      [30, 1],
      [90, 1],
    ]);
  });

  test('strong noise beside weak noise is noise, also at the border', async () => {
    const halves = (seed: number): Uint8Array => {
      const random = randomNumbers(seed);
      return picture((x) => 128 + (random(1000) / 1000 - 0.5) * (x < 64 ? 250 : 16));
    };
    for (let seed = 1; seed < 12; seed += 2) {
      expect(await compare(halves(seed), halves(seed + 1))).toMatchObject({ spread: 'noise', regions: [] });
    }
  });
});

describe('limits', () => {
  const before = picture(gradient);
  const after = picture(square(40, 50, 8, 60));

  test('a region may be as strong as `region` says', async () => {
    expect(await compare(before, after, { region: 16, effect: 0 })).toMatchObject({
      verdict: 'within-tolerance',
      regions: [],
    });
    expect(await compare(before, after, { region: 15, effect: 0 })).toMatchObject({ verdict: 'different' });
  });

  test('as many pixels may fail as `failing` says', async () => {
    const strict = { region: 100, failing: 0.005, noise: 0, effect: 0 };
    expect(await compare(before, after, strict)).toMatchObject({ verdict: 'different' });
    expect(await compare(before, after, { ...strict, failing: 0.006 })).toMatchObject({ verdict: 'within-tolerance' });
  });

  test('pixels fail beyond `threshold`', async () => {
    const { verdict, metrics } = await compare(before, after, { threshold: 0.25, effect: 0 });
    expect({ verdict, failing: metrics!.failing }).toEqual({ verdict: 'within-tolerance', failing: 0 });
  });

  test('`maxError` holds for every value', async () => {
    const speck = picture((x, y) => (x === 9 && y === 9 ? 255 : gradient(x, y)));
    expect(await compare(before, speck)).toMatchObject({ verdict: 'within-tolerance' });
    expect(await compare(before, speck, { maxError: 0.5 })).toMatchObject({
      verdict: 'different',
      reason: expect.stringMatching(/^A value differs by 0\.\d+ \(allowed: 0\.5\)/),
    });
  });

  test('`maxError` allows no NaN', () => {
    const layer = (name: string, values: number[]) => ({
      name,
      channels: [{ name: 'R', values: Float32Array.from(values) }],
    });
    const [a, b] = [layer('', [0, 0, 0, 0]), layer('', [0, 0, 0, NaN])];
    const measurement = measureLayers(a, b, 'colour', 'linear', 0.016);
    const judged = judge(
      measurement,
      { ...defaultTolerance, failing: 1, maxError: 0.5 },
      {
        ...{ width: 2, height: 2, scale: 'light', roughness: () => 1 },
        errors: () => errorsOf(a, b, 'colour', 'linear'),
        channelErrors: channelErrorsOf(a, b, 'colour', 'linear'),
      },
    );
    expect(judged).toMatchObject({
      verdict: 'different',
      reason: expect.stringMatching(/no number \(allowed: 0\.5\)/),
    });
  });

  test('noise is no excuse where it is not allowed', async () => {
    const [a, b] = [noisy(gradient, 8, 1), noisy(gradient, 8, 2)];
    expect(await compare(a, b, { noise: 0 })).toMatchObject({ verdict: 'different', spread: 'noise' });
    expect(await compare(a, b, { noise: 0.01 })).toMatchObject({
      verdict: 'different',
      reason: expect.stringMatching(/strong noise \(strength 0\.0\d+, allowed: 0\.01\)/),
    });
  });

  test('what is ignored is measured and passes', async () => {
    const { verdict, metrics, reason } = await compare(before, after, { ignore: true });
    expect({ verdict, reason }).toEqual({ verdict: 'within-tolerance', reason: expect.stringMatching(/Ignored/) });
    expect(metrics!.failing).toBeGreaterThan(0);
  });
});

describe('pictures that cannot be compared', () => {
  test('of different sizes', async () => {
    const small = encodePng({ width: 2, height: 1, pixels: new Uint8Array(8) });
    expect(await compare(picture(gradient), small)).toMatchObject({
      verdict: 'mismatched',
      reason: 'The picture has 2×1 pixels, the baseline 128×96.',
    });
  });

  test('of which one is broken', async () => {
    const broken = picture(gradient).slice(0, 200);
    expect(await compare(picture(gradient), broken)).toMatchObject({
      verdict: 'unreadable',
      reason: expect.stringMatching(/^The new picture: The PNG picture is cut off/),
    });
    expect(await compare(broken, picture(gradient))).toMatchObject({
      verdict: 'unreadable',
      reason: expect.stringMatching(/^The baseline: /),
    });
    expect(await compare(broken, broken)).toMatchObject({ verdict: 'unreadable' });
  });

  test('with other channels', async () => {
    const grey = encodePng({ width, height, pixels: new Uint8Array(width * height), palette: new Uint8Array(3) });
    expect(await compare(picture(gradient), grey)).toMatchObject({
      verdict: 'mismatched',
      reason: "The picture is RGB instead of RGBA: see Color in the .blend's output settings.",
    });
  });
});

/** The errors of a picture of one channel. */
function channelsOf(errors: Float32Array): ChannelErrors {
  return {
    channels: 1,
    read: (_, pixel, length, target, at) => {
      target.set(errors.subarray(pixel, pixel + length), at);
      return true;
    },
  };
}

test('regions are kept apart, strongest first', () => {
  const errors = new Float32Array(width * height);
  const fill = (left: number, top: number, size: number, error: number): void => {
    for (let y = top; y < top + size; y++) errors.fill(error, y * width + left, y * width + left + size);
  };
  fill(4, 4, 6, 0.5);
  fill(60, 50, 12, 0.5);
  expect(findRegions({ width, height, largest: errors, byChannel: channelsOf(errors) }, 0.016)).toEqual([
    { x: 60, y: 50, width: 12, height: 12, pixels: 144, strength: 72 },
    { x: 4, y: 4, width: 6, height: 6, pixels: 36, strength: 18 },
  ]);
});
