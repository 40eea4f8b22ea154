import { describe, expect, test } from '@jest/globals';
import { printable } from '../../src/base/printable.ts';

const characters = (first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i));

describe('what is not shown as it is', () => {
  test.each([
    ['controls', 0x00, 0x1f],
    ['delete and the upper controls', 0x7f, 0x9f],
    ['separators of lines and paragraphs', 0x2028, 0x2029],
    ['soft hyphen', 0xad, 0xad],
    ['marks of width zero and of direction', 0x200b, 0x200f],
    ['bidirectional embeddings and overrides', 0x202a, 0x202e],
    ['joiners, invisible operators, isolates', 0x2060, 0x206f],
    ['fillers', 0x115f, 0x1160],
    ['variation selectors', 0xfe00, 0xfe0f],
    ['the byte order mark', 0xfeff, 0xfeff],
    ['tags', 0xe0000, 0xe007f],
  ])('%s', (_, first, last) => {
    const shown = characters(first, last).filter((character) => printable(`a${character}b`) !== 'a b');
    expect(shown).toEqual([]);
  });
});

test.each([
  ['20', '7e'],
  ['a0', 'ac'],
  ['ae', '34e'],
  ['2000', '200a'],
  ['2010', '2027'],
  ['202f', '205f'],
  ['2070', '3163'],
  ['4e00', 'd7ff'],
  ['1f300', '1f64f'],
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
