import { expect, test } from '@jest/globals';
import * as v from 'valibot';
import { parseJson, parseWith } from '../../src/base/json.ts';

test('JSON is parsed, and what is none is not quoted', () => {
  expect(parseJson('{"a":[1]}')).toEqual({ a: [1] });
  for (const text of ['s3cret', '{"s3cret', '{"a": s3cret}', '']) {
    expect(() => parseJson(text)).toThrow(/^it is not JSON$/);
  }
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
