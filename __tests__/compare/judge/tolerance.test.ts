import { describe, expect, test } from '@jest/globals';
import { defaultTolerance, limitsFor, parseTolerances, toleranceFor } from '../../../src/compare/judge/tolerance.ts';
import { RenderError } from '../../../src/base/errors.ts';

describe('tolerances', () => {
  const rules = parseTolerances(`
    # everything
    threshold=0.02 failing=2%
    frames 1-10,20-30x5 compose threshold=0.03   # these move
    render depth,normal failing=5%
    frames -3 render data ignore
    max-error=.5 noise=0 region=12.5
  `);

  test('without rules are the defaults', () => {
    expect(toleranceFor([], 1, 'compose')).toEqual(defaultTolerance);
    expect(defaultTolerance).toMatchObject({ threshold: 0.016, failing: 0.01, region: 4, noise: 0.2, effect: 0.01 });
  });

  test.each([
    [1, 'compose', 0.03],
    [10, 'compose', 0.03],
    [11, 'compose', 0.02],
    [25, 'compose', 0.03],
    [26, 'compose', 0.02],
    [1, 'render', 0.02],
  ] as const)('of frame %i, %s: threshold %d', (frame, kind, threshold) => {
    const tolerance = toleranceFor(rules, frame, kind);
    expect(tolerance).toMatchObject({ threshold, failing: 0.02, maxError: 0.5, noise: 0, region: 12.5 });
  });

  test('of passes are apart from those of colours', () => {
    const { passes, failing } = toleranceFor(rules, -3, 'render');
    expect(failing).toBe(0.02);
    expect(passes.depth).toEqual({ ...defaultTolerance.passes.depth, failing: 0.05, effect: 0 });
    expect(passes.normal.failing).toBe(0.05);
    expect(passes.data).toMatchObject({ ignore: true, failing: 0.01 });
    expect(toleranceFor(rules, -3, 'compose').passes).toEqual(defaultTolerance.passes);
  });

  test('may name the colours beside other passes', () => {
    const tolerance = toleranceFor(parseTolerances('colour,depth failing=5%'), 1, 'render');
    expect([tolerance.failing, tolerance.passes.depth.failing, tolerance.passes.data.failing]).toEqual([
      0.05, 0.05, 0.01,
    ]);
  });

  test('of later lines win', () => {
    const both = parseTolerances('frames 2 threshold=0.1\nthreshold=0.2');
    expect(toleranceFor(both, 2, 'render').threshold).toBe(0.2);
  });

  test.each([
    ['treshold=1', /line 1: word 1 is not NAME=NUMBER with one of the names threshold, failing/],
    ['\nfailing=', /line 2: word 1 is not/],
    ['failing=2', /failing is at most 1 \(100 %\)/],
    ['threshold=120%', /threshold is at most 1/],
    ['threshold=-0.1', /word 1 is not/],
    ['threshold=1e3', /word 1 is not/],
    ['frames 10-1 failing=1%', /no frame or range/],
    ['frames 1-9x0 failing=1%', /no frame or range/],
    ['frames failing=1%', /no frame or range/],
    ['compose render failing=1%', /word 2 is not NAME=NUMBER/],
    ['frames 3 depth failing=1% noise', /word 5 is not NAME=NUMBER/],
    ['frames 3', /line 1: the rule sets nothing/],
    ['constructor=1', /word 1 is not/],
    ['failing=100.1%', /failing is at most 1 \(100 %\)/],
    ['noise=1.5', /noise is at most 1 /],
  ])('%j cannot be read', (text, message) => {
    expect(() => parseTolerances(text)).toThrow(message);
    expect(() => parseTolerances(text)).toThrow(RenderError);
    expect(() => parseTolerances(text)).toThrow(
      expect.objectContaining({
        kind: 'settings',
        hint: 'Write one rule a line, such as "frames 1-10 compose threshold=0.03 failing=2%".',
      }),
    );
  });

  test('are for every so many frames, counted from the first', () => {
    const every = parseTolerances('frames -2-7x3 threshold=0.5');
    const frames = Array.from({ length: 14 }, (_, i) => i - 4);
    expect(frames.filter((frame) => toleranceFor(every, frame, 'render').threshold === 0.5)).toEqual([-2, 1, 4, 7]);
  });

  test('may allow everything', () => {
    const [rule] = parseTolerances('threshold=1 failing=100% noise=1 region=1000 max-error=20');
    expect(rule?.limits).toEqual({ threshold: 1, failing: 1, noise: 1, region: 1000, maxError: 20 });
  });

  test('have limits for each purpose of a layer', () => {
    const tolerance = { ...defaultTolerance, threshold: 0.5 };
    expect(limitsFor(tolerance, 'colour')).toBe(tolerance);
    expect(limitsFor(tolerance, 'depth')).toBe(tolerance.passes.depth);
  });

  test('tell of everything that is wrong at once', () => {
    expect(() => parseTolerances('a=1\nfailing=1%\nframes x failing=1%')).toThrow(/line 1: .*; line 3: /);
  });
});
