import { describe, expect, test } from '@jest/globals';
import { parseDirectory, parsePath, toAbsolute, toWorkspace } from '../../../src/local/farm/paths.ts';

describe('parsePath', () => {
  test.each(['tex/noise.png', '//rel/x.png', '/abs/x.png', 'C:/x.png', 'a..b/..c', 'dir with space/日本.png', 'a#b?c'])(
    'takes %s',
    (path) => {
      expect(parsePath(path)).toBe(path);
    },
  );

  test('turns backslashes into slashes', () => {
    expect(parsePath('tex\\noise.png')).toBe('tex/noise.png');
  });

  test.each([
    '../evil',
    'a/../../evil',
    '..',
    'a/..',
    'a\\..\\..\\evil',
    '//../evil',
    '/..',
    'nul\0',
    'new\nline',
    '',
    'a/',
    '/',
  ])('refuses %j', (path) => {
    expect(parsePath(path)).toBeUndefined();
  });

  test('refuses names and paths that no file system holds', () => {
    expect(parsePath('x'.repeat(256))).toBeUndefined();
    expect(parsePath('日'.repeat(86))).toBeUndefined();
    expect(parsePath('d/'.repeat(2048) + 'x')).toBeUndefined();
  });
});

test('directories of a configuration are absolute and end in one slash', () => {
  expect(parseDirectory('/ci/project')).toBe('/ci/project/');
  expect(parseDirectory('C:\\ci\\project\\')).toBe('C:/ci/project/');
  expect(['ci', '//ci', '/ci/../x', ''].map(parseDirectory)).toEqual([undefined, undefined, undefined, undefined]);
});

test('paths become absolute by their kind', () => {
  const place = (path: string) => toAbsolute(path, '/w/project/', '/w/cwd/');
  expect(['x.png', '//x.png', '/x.png', 'D:/x.png'].map(place)).toEqual([
    '/w/cwd/x.png',
    '/w/project/x.png',
    '/x.png',
    'D:/x.png',
  ]);
});

test('everything lands inside the workspace', () => {
  expect(toWorkspace('/w/tex/x.png', '/w/')).toBe('project/tex/x.png');
  expect(toWorkspace('/w//.//x.png', '/w/')).toBe('project/x.png');
  expect(toWorkspace('/elsewhere/x.png', '/w/')).toBe('ext_deps/elsewhere/x.png');
  expect(toWorkspace('C:/x.png', '/w/')).toBe('ext_deps/C_/x.png');
});
