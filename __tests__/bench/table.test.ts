import { describe, expect, test } from '@jest/globals';
import { meetsGoal, type Row } from '../../bench/support/benchmark.ts';
import { median } from '../../bench/support/statistics.ts';
import { fillSection, formatMarkdown, formatTable, formatValue } from '../../bench/support/table.ts';

const rows: Row[] = [
  { name: 'a | b', value: 1234.5, unit: 'ms', goal: { atMost: 1000 } },
  { name: 'speed', value: 412.4, unit: 'files/s', goal: { atLeast: 300 } },
  { name: 'repeated', value: 0, unit: '' },
];

test.each([
  [0, '', '0'],
  [7, '', '7'],
  [107.2, '', '107'],
  [0.504, '%', '0.504 %'],
  [9.4449, 's', '9.44 s'],
  [48_612.2, 'ms', '48,612 ms'],
])('%d%s is written with three digits that matter', (value, unit, text) => {
  expect(formatValue(value, unit)).toBe(text);
});

test('what misses its goal is marked', () => {
  expect(rows.map(meetsGoal)).toEqual([false, true, true]);
  expect(formatTable(rows)).toBe(
    [
      '  a | b        1,235 ms  ≤ 1,000 ms  MISSED',
      '  speed     412 files/s  ≥ 300 files/s',
      '  repeated            0',
    ].join('\n'),
  );
});

test('a table in Markdown names the benchmark on every line', () => {
  expect(formatMarkdown({ staging: rows }).split('\n').slice(2)).toEqual([
    '| staging | a \\| b | 1,235 ms | ≤ 1,000 ms |',
    '| staging | speed | 412 files/s | ≥ 300 files/s |',
    '| staging | repeated | 0 |  |',
  ]);
});

describe('a section', () => {
  test('is written between its marks, again and again', () => {
    const once = fillSection('before\n<!-- bench -->\n<!-- /bench -->\nafter\n', '$1 first');
    expect(once).toBe('before\n<!-- bench -->\n\n$1 first\n\n<!-- /bench -->\nafter\n');
    expect(fillSection(once, 'second')).toBe('before\n<!-- bench -->\n\nsecond\n\n<!-- /bench -->\nafter\n');
  });

  test('is not written where there are no marks', () => {
    expect(() => fillSection('<!-- bench -->\n', 'text')).toThrow(/no lines/);
  });
});

test.each([
  [[3, 1, 2], 2],
  [[4, 1, 2, 3], 2.5],
  [[5], 5],
])('the median of %j is %d', (values, middle) => {
  expect(median(values)).toBe(middle);
});
