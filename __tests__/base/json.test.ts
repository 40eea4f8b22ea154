import { describe, expect, test } from '@jest/globals';
import * as v from 'valibot';
import { parseJson, parseWith } from '../../src/base/json.ts';

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

test('what is no JSON is not quoted', () => {
  for (const text of ['s3cret', '{"s3cret', '{"a": s3cret}', '']) {
    expect(() => parseJson(text)).toThrow(/^it is not JSON$/);
  }
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

const schema = v.object({
  list: v.array(v.object({ word: v.picklist(['a', 'b']), figure: v.pipe(v.number(), v.finite()) })),
});

test.each<[unknown, string]>([
  ['s3cret', 'it: expected Object'],
  [{}, 'list: expected "list"'],
  [{ list: [{ word: 's3cret', figure: 1 }] }, 'list.0.word: expected ("a" | "b")'],
  [{ list: [{ word: 'a', figure: Infinity }] }, 'list.0.figure: no valid finite'],
])('what does not fit is said without quoting it: %j', (value, message) => {
  expect(() => parseWith(schema, value)).toThrow(new Error(message));
});

test('what fits is given as the schema makes it', () => {
  const list = [{ word: 'a', figure: 1 }];
  expect(parseWith(schema, { list, more: 1 })).toEqual({ list });
});
