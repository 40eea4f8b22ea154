import { expect, test } from '@jest/globals';
import { sentences } from '../../src/base/sentences.ts';

test.each([
  [['It is cut off', 'Render it again.'], 'It is cut off. Render it again.'],
  [['It is cut off.', undefined, ''], 'It is cut off.'],
  [['Is it there?', ' Look! ', 'Wait…'], 'Is it there? Look! Wait…'],
  [['He said "no."', 'So be it'], 'He said "no." So be it.'],
  [['He said "no"'], 'He said "no".'],
  [['2 settings are wrong:\n  a: use 1'], '2 settings are wrong:\n  a: use 1'],
  [[], ''],
])('%j', (texts, text) => {
  expect(sentences(...texts)).toBe(text);
});
