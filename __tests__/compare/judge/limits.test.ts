import { describe, expect, test } from '@jest/globals';
import { judge, type JudgedPicture, type Judgement } from '../../../src/compare/judge/judge.ts';
import type { Measurement } from '../../../src/compare/measure/measure.ts';
import { defaultTolerance, type Limits } from '../../../src/compare/judge/tolerance.ts';

/* Each limit allows exactly as much as it says. The errors are powers of two, so that sums and roots are exact. */

const size = 64;

/** A square picture of one channel, and how often the costly parts were asked for. */
class Errors implements JudgedPicture {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
  readonly asked = { channels: 0, roughness: 0 };
  readonly scale = 'plain';
  ratio = 1;

  constructor(side = size) {
    this.width = side;
    this.height = side;
    this.values = new Float32Array(side * side);
  }

  square(left: number, top: number, side: number, error = 0.5): this {
    for (let y = top; y < top + side; y++) {
      this.values.fill(error, y * this.width + left, y * this.width + left + side);
    }
    return this;
  }

  readonly errors = (): Float32Array => this.values;

  readonly roughness = (): number => {
    this.asked.roughness++;
    return this.ratio;
  };

  readonly channelErrors: JudgedPicture['channelErrors'] = {
    channels: 1,
    read: (_, pixel, length, target, at) => {
      this.asked.channels++;
      target.set(this.values.subarray(pixel, pixel + length), at);
      return true;
    },
  };
}

const measured: Measurement = {
  ...{ mean: 0.1, rms: 0.1, psnr: 20, max: 0.5, nonFinite: 0 },
  ...{ identical: false, exceeds: true },
};

/** Nothing is allowed but what a test allows. */
const strict: Limits = { threshold: 0.25, failing: 0, region: Infinity, noise: 0, effect: 0 };

function judged(picture: JudgedPicture, limits: Partial<Limits>, measurement: Partial<Measurement> = {}): Judgement {
  return judge({ ...measured, ...measurement }, { ...strict, ...limits }, picture);
}

describe('`failing`', () => {
  const share = 16 / size ** 2;
  const picture = new Errors().square(0, 0, 4);

  test('allows that share of the pixels', () => {
    expect(judged(picture, { failing: share })).toMatchObject({
      ...{ verdict: 'within-tolerance', failing: share, suspicious: false, spread: 'noise' },
    });
  });

  test('allows no more', () => {
    expect(judged(picture, { failing: share - 1e-9 })).toMatchObject({ verdict: 'different', suspicious: true });
  });

  test('counts pixels over the threshold, not on it', () => {
    expect(judged(picture, { threshold: 0.5 })).toMatchObject({ verdict: 'within-tolerance', failing: 0 });
    expect(judged(picture, { threshold: 0.5 })).not.toHaveProperty('spread');
  });
});

describe('`region`', () => {
  const picture = new Errors().square(40, 40, 16).square(8, 8, 8);
  const large = { x: 40, y: 40, width: 16, height: 16, pixels: 256 };
  const small = { x: 8, y: 8, width: 8, height: 8, pixels: 64 };

  test.each([
    [128, []],
    [127.9, [large]],
    [32, [large]],
    [31.9, [large, small]],
  ])('%d allows regions up to that strength', (region, regions) => {
    const differs = regions.length > 0;
    expect(judged(picture, { region, failing: 1 })).toMatchObject({
      ...{ verdict: differs ? 'different' : 'within-tolerance', suspicious: differs },
      ...{ failing: 320 / size ** 2, spread: differs ? 'region' : 'noise', regions },
    });
  });

  test('the strongest is told, and how many there are', () => {
    expect(judged(picture, { region: 32 }).reason).toMatch(/, in a region of 16×16 at 40,40\.$/);
    expect(judged(picture, { region: 1 }).reason).toMatch(/, in 2 regions, the strongest of 16×16 at 40,40\.$/);
  });

  test.each([
    [49, '49'],
    [50, 'at least 50'],
    [51, 'at least 50'],
  ])('%d of them are %s, as not more are kept', (count, shown) => {
    const many = new Errors(256);
    for (let i = 0; i < count; i++) many.square((i % 8) * 32, Math.floor(i / 8) * 32, 8);
    expect(judged(many, { region: 1 }).reason).toContain(`, in ${shown} regions, the strongest of 8×8 at `);
  });

  test('none is looked for where all errors together are not stronger', () => {
    const alone = new Errors().square(8, 8, 8);
    judged(alone, { region: 32, failing: 1 });
    expect(alone.asked).toEqual({ channels: 0, roughness: 0 });
    judged(alone, { region: 31.9, failing: 1 });
    expect(alone.asked.channels).toBeGreaterThan(0);
  });
});

describe('`maxError`', () => {
  const none = new Errors();

  test('allows a difference of that size', () => {
    expect(judged(none, { maxError: 0.5 })).toMatchObject({ verdict: 'within-tolerance', suspicious: false });
  });

  test('allows none that is larger', () => {
    expect(judged(none, { maxError: 0.499 })).toEqual({
      ...{ verdict: 'different', suspicious: true, failing: 0, regions: [] },
      reason: 'A value differs by 0.5 (allowed: 0.499). No pixel differs by more than 0.25.',
    });
    expect(judged(none, { maxError: 0 }).verdict).toBe('different');
  });

  test('allows no value that is no number, and that is said where no other is too far', () => {
    const broken = { nonFinite: 2 };
    expect(judged(none, { maxError: 0.5 }, broken).reason).toBe(
      'A value differs by something that is no number (allowed: 0.5). ' +
        'No pixel differs by more than 0.25, 2 values are NaN or infinite in one of the two.',
    );
    expect(judged(none, { maxError: 0.4 }, broken).reason).toMatch(/^A value differs by 0\.5 \(allowed: 0\.4\)/);
  });

  test('left out, any difference is allowed', () => {
    expect(judged(none, {}, { max: 1e9, nonFinite: 1 })).toMatchObject({ verdict: 'within-tolerance' });
  });
});

describe('`noise`', () => {
  const grey = new Errors().square(0, 0, size, 0.5);

  test('allows an RMS of that size', () => {
    expect(judged(grey, { noise: 0.5 })).toMatchObject({
      ...{ verdict: 'within-tolerance', failing: 1, suspicious: true, spread: 'noise' },
      reason: expect.stringMatching(/ only as noise \(strength 0\.5, allowed: 0\.5\)/),
    });
  });

  test('allows no more, and then nobody asks how rough it is', () => {
    const picture = new Errors().square(0, 0, size, 0.5);
    expect(judged(picture, { noise: 0.499 })).toMatchObject({
      verdict: 'different',
      reason: expect.stringMatching(/as strong noise \(strength 0\.5, allowed: 0\.499\)/),
    });
    expect(picture.asked.roughness).toBe(0);
  });

  test('counts pixels that do not fail, too', () => {
    // The root of the mean of 0.5² and three times 0.25².
    const picture = new Errors().square(0, 0, size, 0.25).square(0, 0, size / 2, 0.5);
    expect(judged(picture, { noise: 0.331 }).verdict).toBe('within-tolerance');
    expect(judged(picture, { noise: 0.33 }).verdict).toBe('different');
  });

  test.each([0, size ** 2 - 1])('counts every pixel, %i too', (pixel) => {
    const picture = new Errors();
    picture.values[pixel] = 1;
    expect(judged(picture, { noise: 1 / size }).verdict).toBe('within-tolerance');
    expect(judged(picture, { noise: 0.0156 }).verdict).toBe('different');
  });

  test.each([
    [1.3, 'within-tolerance', / only as noise /],
    [1.31, 'different', / as noise, which is 1\.31 times stronger than in the baseline\.$/],
    [1 / 1.3, 'within-tolerance', / only as noise /],
    [1 / 1.31, 'different', / as noise, which is 1\.31 times weaker than in the baseline\.$/],
  ])('of %d times the strength in the baseline is %s', (ratio, verdict, reason) => {
    grey.ratio = ratio;
    expect(judged(grey, { noise: 1 })).toMatchObject({ verdict, reason: expect.stringMatching(reason) });
  });
});

test('what is the same is beyond suspicion, and no costly part is asked', () => {
  const picture = new Errors().square(0, 0, size);
  expect(judged(picture, {}, { identical: true })).toEqual({
    ...{ verdict: 'same', reason: 'Every pixel is the same.', failing: 0, suspicious: false, regions: [] },
  });
});

test('errors are not worked out where none is over the threshold', () => {
  const unasked = (): never => {
    throw new Error('not needed');
  };
  const picture = Object.assign(new Errors(), { errors: unasked, roughness: unasked });
  expect(judged(picture, {}, { exceeds: false })).toMatchObject({ verdict: 'within-tolerance', failing: 0 });
});

test('what is ignored is not suspicious either', () => {
  const picture = new Errors().square(0, 0, 4);
  expect(judged(picture, { ...defaultTolerance, maxError: 0, ignore: true })).toMatchObject({
    ...{ verdict: 'within-tolerance', suspicious: false, spread: 'region' },
    reason: expect.stringMatching(/^A value differs .*\. Ignored as the tolerance says\.$/),
  });
});
