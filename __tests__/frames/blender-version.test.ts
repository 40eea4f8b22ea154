import { expect, test } from '@jest/globals';
import { parseBlenderVersion } from '../../src/frames/blender-version.ts';

test.each([
  ['5.2.2', { series: '5.2', patch: 2 }],
  ['2.83.20', { series: '2.83', patch: 20 }],
  [' 4.5 ', { series: '4.5' }],
  ['lts', 'lts'],
  ['latest', 'latest'],
  ['file', 'file'],
])('%s', (text, wanted) => {
  expect(parseBlenderVersion(text)).toEqual(wanted);
});

test.each(['5', '5.', '5.2.', '5.2.2.1', 'v5.2', '5.2-alpha', 'LTS', '../5.2', '5.2/..', 'newest', '5.2.2222'])(
  '%s is refused',
  (text) => {
    expect(() => parseBlenderVersion(text)).toThrow('use a version such as 5.2.2 or 5.2, or lts, latest or file');
  },
);
