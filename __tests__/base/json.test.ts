import { describe, expect, test } from '@jest/globals';
import { parseJson } from '../../src/base/json.ts';

const megabytes = 32 * 1024 * 1024;

test.each([
  'null',
  '-1.5e3',
  '"\\\\"',
  '"[\\"[{,"',
  '{"a\\\\":[{"b":"]},\\\\\\""},[]]}',
  JSON.stringify({ deep: [[[{ texts: ['', '\\', '"', '\\"', '[[[[', 'ä\u2028'] }]]] }),
])('parses %s', (text) => {
  expect(parseJson(text)).toEqual(JSON.parse(text));
});

test.each(['', '[', '"', '"\\', '[1', '{"a"', ']]', '[1] 2', '\\"'])('%j is no JSON', (text) => {
  expect(() => parseJson(text)).toThrow(SyntaxError);
});

test('64 levels are deep enough, wherever strings and backslashes stand', () => {
  const nest = (levels: number): string => `${'["\\\\",'.repeat(levels - 1)}[]${']'.repeat(levels - 1)}`;
  expect(parseJson(nest(64))).toEqual(JSON.parse(nest(64)));
  expect(() => parseJson(nest(65))).toThrow('it is nested more than 64 levels deep');
});

test('a reader says how many values are enough', () => {
  expect(parseJson('[1,{"a":",,,,"},[]]', 6)).toEqual([1, { a: ',,,,' }, []]);
  expect(() => parseJson('[1,{"a":",,,,"},[]]', 5)).toThrow('it has more than 5 values');
});

describe('of 32 MB nothing is made but an error:', () => {
  test.each([
    ['lists in lists', '['.repeat(megabytes)],
    ['objects in objects', '{"":'.repeat(megabytes / 4)],
    ['lists beside lists', `[${'[],'.repeat(megabytes / 3)}[]]`],
    ['numbers', `[${'1,'.repeat(megabytes / 2)}1]`],
  ])('%s', (_, text) => {
    const before = process.memoryUsage().heapUsed;
    expect(() => parseJson(text)).toThrow(RangeError);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(50e6);
  });
});
