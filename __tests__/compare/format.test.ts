import { expect, test } from '@jest/globals';
import type { PictureComparison } from '../../src/compare/comparison.ts';
import { formatComparison, toComparisonJson } from '../../src/compare/format.ts';
import { formatNumber } from '../../src/compare/numbers.ts';

const metrics = { mean: 0.012345, rms: 0.0456, psnr: 26.82, max: 0.5, failing: 0.0212, nonFinite: 0 };
const compose: PictureComparison = {
  ...{ kind: 'compose', frame: 1, verdict: 'different', reason: '2.1 % of the pixels differ.', width: 8, height: 6 },
  metrics: { ...metrics, ssim: 0.98765, flip: 0.1 },
  ...{ spread: 'region', regions: [{ x: 1, y: 2, width: 3, height: 4, pixels: 5 }], layers: [] },
};
const render: PictureComparison = {
  ...{ kind: 'render', frame: 1, verdict: 'different', reason: 'V.Depth: \u001b[31mred', regions: [] },
  metrics: { ...metrics, psnr: Infinity },
  decisiveLayer: 'V.Depth\nx',
  layers: [
    { name: 'V.Combined', purpose: 'colour', verdict: 'same', metrics: { ...metrics, psnr: Infinity, ssim: 1 } },
    { name: 'V.Depth\nx', purpose: 'depth', verdict: 'different', metrics },
  ],
};

test('JSON has every figure, and null for an infinite PSNR', () => {
  expect(toComparisonJson(compose)).toEqual({
    ...{ verdict: 'different', reason: '2.1 % of the pixels differ.', spread: 'region' },
    metrics: { ...metrics, ssim: 0.98765, flip: 0.1 },
    ...{ regions: [{ x: 1, y: 2, width: 3, height: 4, pixels: 5 }], layers: [] },
  });
  const { metrics: main, layers, decisiveLayer } = JSON.parse(JSON.stringify(toComparisonJson(render)));
  expect([main.psnr, layers[0].metrics.psnr, layers[1].metrics.psnr]).toEqual([null, null, 26.82]);
  expect(decisiveLayer).toBe('V.Depth\nx');
  expect(layers[1]).toMatchObject({ purpose: 'depth', verdict: 'different' });
});

test('a picture is one line of figures', () => {
  expect(formatComparison(compose)).toBe(
    [
      'different: 2.1 % of the pixels differ.',
      '',
      '  mean     rms     psnr  max  failing    ssim    flip',
      '0.0123  0.0456  26.8 dB  0.5    2.1 %  0.9877  0.1000',
      '',
    ].join('\n'),
  );
});

test('a multilayer picture is a line for each layer, and no name can forge another', () => {
  expect(formatComparison(render)).toBe(
    [
      'different: V.Depth:  [31mred',
      '',
      'layer       verdict      mean     rms     psnr  max  failing    ssim  flip',
      'V.Combined  same       0.0123  0.0456    equal  0.5    2.1 %  1.0000     -',
      'V.Depth x   different  0.0123  0.0456  26.8 dB  0.5    2.1 %       -     -',
      '',
    ].join('\n'),
  );
});

test('a picture with NaN has no PSNR, and says how many values are no numbers', () => {
  const broken: PictureComparison = { ...compose, metrics: { ...metrics, psnr: undefined, nonFinite: 7 } };
  expect(formatComparison(broken)).toMatch(/ {2}psnr .* {2}not finite\n.* {2}- .* {9}7\n/);
  expect(toComparisonJson(broken).metrics).toMatchObject({ psnr: null, nonFinite: 7 });
});

test('a comparison without figures is its reason', () => {
  const missing: PictureComparison = { ...compose, verdict: 'unreadable', reason: 'No.' };
  delete missing.metrics;
  expect(formatComparison(missing)).toBe('unreadable: No.\n');
});

test('numbers are short', () => {
  expect([0.016, 1.25, 3, 1e10, 1234.5].map(formatNumber)).toEqual(['0.016', '1.25', '3', '10000000000', '1230']);
});
