import { describe, expect, test } from '@jest/globals';
import { testExchange, type Evidence } from '../../../src/compare/exchange/exchange.ts';
import { signalsOf } from '../../../src/compare/exchange/signals.ts';
import type { Layer } from '../../../src/compare/picture/picture.ts';
import { randomNumbers } from '../raw-png.ts';

/* Pictures with noise as renderers make it: independent from pixel to pixel, unlike in strength, now and then a firefly. */

const [width, height] = [160, 96];

type Values = (x: number, y: number, channel: number) => number;

/** Soft waves of light, which have something to shift. */
const scene: Values = (x, y) => 0.4 + 0.2 * Math.sin(x / 5) * Math.cos(y / 7);

function render(values: Values, seed: number, filter: (plane: Float32Array) => Float32Array = (plane) => plane): Layer {
  const random = randomNumbers(seed);
  const toss = (): number => random(1_000_001) / 1_000_000 - 0.5;
  const channels = ['R', 'G', 'B'].map((name, channel) => {
    const plane = Float32Array.from({ length: width * height }, (_, pixel) => {
      const [x, y] = [pixel % width, Math.floor(pixel / width)];
      const strength = 0.02 + 0.1 * (x / width) + (random(400) === 0 ? 1 : 0);
      return values(x, y, channel) + strength * (toss() + toss() + toss());
    });
    return { name, values: filter(plane) };
  });
  return { name: '', channels };
}

function evidenceOf(baseline: Layer, candidate: Layer): { evidence: Evidence[]; isFiltered: boolean } {
  return testExchange(signalsOf(baseline, candidate, { width, height, encoding: 'display' }));
}

/** The mean of 5×5 pixels: noise that hangs together. */
function blur(plane: Float32Array): Float32Array {
  return plane.map((_, pixel) => {
    let [sum, count] = [0, 0];
    for (let y = -2; y <= 2; y++) {
      for (let x = -2; x <= 2; x++) {
        const value = plane[pixel + y * width + x];
        if (value === undefined) continue;
        sum += value;
        count++;
      }
    }
    return sum / count;
  });
}

test('noise alone is no evidence', () => {
  for (let seed = 0; seed < 30; seed++) {
    expect(evidenceOf(render(scene, 2 * seed), render(scene, 2 * seed + 1))).toEqual({
      evidence: [],
      isFiltered: false,
    });
  }
});

test('noise that hangs together is told, and is no evidence', () => {
  for (let seed = 0; seed < 10; seed++) {
    const [before, after] = [render(scene, 2 * seed, blur), render(scene, 2 * seed + 1, blur)];
    expect(evidenceOf(before, after)).toEqual({ evidence: [], isFiltered: true });
  }
});

describe('a change that is weaker than the noise is found, with its kind, size and place', () => {
  const isInside = ({ x, y }: Pick<Evidence, 'x' | 'y'>): boolean => x >= 32 && x < 96 && y >= 32 && y < 80;
  const inPlace =
    (change: Values): Values =>
    (x, y, channel) =>
      isInside({ x, y }) ? change(x, y, channel) : scene(x, y, channel);

  test.each<[string, Values, Partial<Evidence>['aspect'][], number]>([
    ['light', inPlace((x, y) => scene(x, y, 0) * 1.03), ['shade', 'light'], 0.066],
    ['shift', (x, y) => scene(x - 0.3, y, 0), ['shift-x'], 0.3],
    ['shift down', (x, y) => scene(x, y - 0.5, 0), ['shift-y'], 0.5],
    ['colour', inPlace((x, y, channel) => scene(x, y, 0) + [0.01, -0.01, 0][channel]!), ['red-green'], 0.11],
  ])('%s', (_, changed, aspects, size) => {
    const [surest] = evidenceOf(render(scene, 1), render(changed, 2)).evidence;
    expect(aspects).toContain(surest?.aspect);
    expect(surest!.logP).toBeLessThan(Math.log(0.002));
    expect(surest!.size).toBeGreaterThan(0.4 * size);
    expect(surest!.size).toBeLessThan(1.6 * size);
    if (!surest!.aspect.startsWith('shift')) {
      const { x, y, width: wide, height: high } = surest!;
      expect(isInside({ x: x + wide / 2, y: y + high / 2 })).toBe(true);
    }
  });

  test('swapping the two turns the size over and leaves the rest', () => {
    const [before, after] = [render(scene, 1), render((x, y) => scene(x, y, 0) * 0.96, 2)];
    const [there, back] = [evidenceOf(before, after).evidence, evidenceOf(after, before).evidence];
    expect(there[0]!.size).toBeLessThan(0);
    expect(back).toEqual(there.map((each) => ({ ...each, size: -each.size })));
  });
});

test('pixels that are not finite say nothing', () => {
  const [before, after] = [render(scene, 1), render(scene, 2)];
  for (const { values } of after.channels) values.fill(NaN, 0, width * 10);
  expect(evidenceOf(before, after).evidence).toEqual([]);
});
