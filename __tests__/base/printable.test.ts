import { describe, expect, test } from '@jest/globals';
import { printable } from '../../src/base/printable.ts';

const characters = (first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, i) => String.fromCharCode(first + i));

describe('what is not shown as it is', () => {
  test.each([
    ['controls', 0x00, 0x1f],
    ['delete and the upper controls', 0x7f, 0x9f],
    ['separators of lines and paragraphs', 0x2028, 0x2029],
    ['bidirectional embeddings and overrides', 0x202a, 0x202e],
    ['bidirectional isolates', 0x2066, 0x2069],
  ])('%s', (_, first, last) => {
    const shown = characters(first, last).filter((character) => printable(`a${character}b`) !== 'a b');
    expect(shown).toEqual([]);
  });
});

test.each([
  ['20', '7e'],
  ['a0', '2027'],
  ['202f', '2065'],
  ['206a', 'ffff'],
])('everything from U+%s to U+%s is', (first, last) => {
  const changed = characters(parseInt(first, 16), parseInt(last, 16)).filter(
    (character) => printable(`a${character}b`) !== `a${character}b`,
  );
  expect(changed).toEqual([]);
});

test('several in a row are one space, and none stands at the ends', () => {
  expect(printable('\r\n a\u001b\u0007\u2066b \u202e')).toBe('a b');
});

test('no text is longer than it may be', () => {
  expect(printable('x'.repeat(500))).toBe('x'.repeat(500));
  expect(printable('x'.repeat(501))).toBe(`${'x'.repeat(500)}…`);
  expect(printable('abc', 3)).toBe('abc');
  expect(printable('abcd', 3)).toBe('abc…');
});
