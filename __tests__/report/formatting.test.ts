import { describe, expect, test } from '@jest/globals';
import { fewRanges, formatFrames } from '../../src/base/ranges.ts';
import { countStates, formatOutcome, stateOf } from '../../src/report/frame-state.ts';
import { isForReview, isWrong } from '../../src/report/states.ts';
import { httpsUrl } from '../../src/report/https-url.ts';
import {
  formatBytes,
  formatCount,
  formatDate,
  formatDuration,
  formatError,
  formatPsnr,
  formatShare,
} from '../../src/base/quantities.ts';
import { makeFrame, makePicture } from './runs.ts';

describe('formatFrames', () => {
  test.each<[number[], string]>([
    [[], ''],
    [[5], '5'],
    [[3, 7, 8, 9], '3, 7-9'],
    [[9, 8, 3, 7, 8], '3, 7-9'],
    [[1, 2, 4, 5], '1-2, 4-5'],
    [[-3, -2, -1, 0, 2], '-3 to 0, 2'],
    [[0, 1], '0-1'],
  ])('%j reads %j', (frames, text) => {
    expect(formatFrames(frames)).toBe(text);
  });

  test('names every range unless told otherwise', () => {
    const odd = Array.from({ length: 100 }, (_, i) => 2 * i + 1);
    expect(formatFrames(odd)).toBe(odd.join(', '));
    expect(formatFrames(odd.slice(0, fewRanges), fewRanges)).toBe(odd.slice(0, fewRanges).join(', '));
    expect(formatFrames(odd.slice(0, fewRanges + 1), fewRanges)).toMatch(/, 23 and 1 more$/);
  });

  test('counts what is too much for a sentence', () => {
    expect(formatFrames([1, 3, 4, 5, 7, 9, 10], 2)).toBe('1, 3-5 and 3 more');
  });
});

describe('a frame has one state', () => {
  test('the worst verdict of its pictures', () => {
    expect(stateOf(makeFrame(1, { pictures: [makePicture('same'), makePicture('different')] }))).toBe('different');
    expect(stateOf(makeFrame(1, { pictures: [makePicture('within-tolerance'), makePicture('same')] }))).toBe(
      'within-tolerance',
    );
  });

  test('a failure outweighs every verdict, and without a baseline the outcome is the state', () => {
    expect(stateOf(makeFrame(1, { outcome: 'failed', pictures: [makePicture('different')] }))).toBe('failed');
    expect(stateOf(makeFrame(1, { outcome: 'reused', pictures: [makePicture()] }))).toBe('reused');
  });

  test('what has to be looked at', () => {
    expect((['failed', 'missing', 'unreadable', 'new'] as const).every(isForReview)).toBe(true);
    expect((['same', 'within-tolerance', 'rendered'] as const).some(isForReview)).toBe(false);
  });

  test('what is not as it should be', () => {
    expect((['failed', 'missing', 'unreadable'] as const).every(isWrong)).toBe(true);
    expect((['new', 'same', 'within-tolerance', 'rendered'] as const).some(isWrong)).toBe(false);
  });

  test('all of them in one line, worst first', () => {
    const frames = [makeFrame(1, { pictures: [makePicture('same')] }), makeFrame(2, { outcome: 'failed' })];
    expect(formatOutcome(frames)).toBe('2 frames: 1 failed, 1 same');
    expect(countStates([])).toEqual([]);
    expect(formatOutcome([])).toBe('0 frames');
  });
});

describe('quantities', () => {
  test.each([
    [0, '0 ms'],
    [999.4, '999 ms'],
    [999.6, '1.0 s'],
    [59_949, '59.9 s'],
    [59_950, '1 min 0 s'],
    [3_599_400, '59 min 59 s'],
    [3_599_600, '1 h 0 min'],
    [NaN, '–'],
    [-1, '–'],
  ])('%d ms is %s', (durationMs, text) => {
    expect(formatDuration(durationMs)).toBe(text);
  });

  test.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1000, '1 kB'],
    [34_200_000, '34.2 MB'],
    [999_600, '1 MB'],
    [123_400_000_000, '123 GB'],
    [Infinity, '–'],
  ])('%d bytes is %s', (sizeBytes, text) => {
    expect(formatBytes(sizeBytes)).toBe(text);
  });

  test('figures of a comparison', () => {
    expect([0, 0.001234, 2e-7, 1e10, NaN, undefined].map(formatError)).toEqual([
      '0',
      '0.00123',
      '2.00e-7',
      '1.00e+10',
      '–',
      '–',
    ]);
    expect([0, 0.000001, 0.00412, 0.0212, 0.9999, 1].map(formatShare)).toEqual([
      ...['0 %', '< 0.01 %', '0.41 %', '2.1 %', '> 99.9 %', '100 %'],
    ]);
    expect([Infinity, 32.68, NaN].map(formatPsnr)).toEqual(['∞', '32.7 dB', '–']);
    expect([formatCount(1, 'file'), formatCount(12_000, 'file')]).toEqual(['1 file', '12,000 files']);
    expect([formatDate('2026-11-17T03:12:44+01:00'), formatDate('<b>')]).toEqual(['2026-11-17 02:12 UTC', '–']);
  });
});

describe('httpsUrl', () => {
  test.each([
    'http://a.example',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    '//a.example',
    'https://user:word@a.example',
    `https://a.example/${'a'.repeat(3000)}`,
    '',
  ])('%s does not become a link', (text) => {
    expect(httpsUrl(text)).toBeUndefined();
  });

  test('an https address does', () => {
    expect(httpsUrl('https://a.example/b?c=d#e')).toBe('https://a.example/b?c=d#e');
  });
});
