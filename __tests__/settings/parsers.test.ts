import { describe, expect, test } from '@jest/globals';
import {
  flag,
  lines,
  managerUrl,
  maybe,
  mirrorUrl,
  notifyUrl,
  name,
  number,
  oneOf,
  optionalText,
  severalOf,
} from '../../src/settings/parsers.ts';

describe('flag', () => {
  test.each([
    ['true', true],
    [' FALSE ', false],
  ])('%j', (text, value) => {
    expect(flag(text)).toBe(value);
  });

  test.each(['', 'yes', '1', 'on', 'True!', 'truefalse'])('%j is no answer', (text) => {
    expect(() => flag(text)).toThrow('use true or false');
  });
});

describe('number', () => {
  test.each([
    ['1', 1],
    [' 10 ', 10],
    ['5.0', 5],
    ['007', 7],
  ])('whole: %j', (text, value) => {
    expect(number(1, 10)(text)).toBe(value);
  });

  test.each(['0', '11', '1.5', '', 'x', '-1', '+1', '1e1', '0x5', '1,5', 'NaN', 'Infinity', '9'.repeat(400)])(
    'whole: %j is refused',
    (text) => {
      expect(() => number(1, 10)(text)).toThrow('use a whole number from 1 to 10');
    },
  );

  test('decimal', () => {
    expect(number(0.1, 2, 'decimal')('0.5')).toBe(0.5);
    expect(() => number(0.1, 2, 'decimal')('.5')).toThrow('use a number from 0.1 to 2');
  });

  test('maybe: nothing is nothing', () => {
    expect(maybe(number(1, 10))(' ')).toBeUndefined();
    expect(() => maybe(number(1, 10))('x')).toThrow(/whole number/);
  });
});

describe('words', () => {
  test('one of a few', () => {
    expect(oneOf('fail', 'skip')(' skip ')).toBe('skip');
    expect(() => oneOf('fail', 'skip')('Skip')).toThrow('use fail or skip');
  });

  test('several of a few, in their own order, once each', () => {
    const parse = severalOf('preview', 'render', 'compose');
    expect(parse('compose, preview\ncompose')).toEqual(['preview', 'compose']);
    expect(() => parse(' , ')).toThrow('use one or more of preview, render, compose');
    expect(() => parse('preview composite')).toThrow('use preview or render or compose');
  });

  test('optional text', () => {
    expect(optionalText(' \n')).toBeUndefined();
    expect(optionalText(' x\n')).toBe('x');
  });

  test('lines, without comments; a frame number is none', () => {
    expect(lines('auto\r\n\n  # all of them\n#\n textures/** \n####.vdb\n!#x')).toEqual([
      'auto',
      'textures/**',
      '####.vdb',
      '!#x',
    ]);
  });

  test.each(['blendnet', 'with space & ünïcode', 'a.b-c_d'])('name: %j', (text) => {
    expect(name(` ${text} `)).toBe(text);
  });

  test.each(['', ' ', '.', '..', 'a/b', 'a\\b', 'a:b', 'a"b', 'a*b', 'a?b', 'a<b', 'a|b', 'a\nb', 'x'.repeat(201)])(
    'name: %j is refused',
    (text) => {
      expect(() => name(text)).toThrow(/use a name without/);
    },
  );
});

describe('managerUrl', () => {
  test.each([
    ['https://farm.example.org:8443', 'https://farm.example.org:8443'],
    [' https://10.0.0.1/ ', 'https://10.0.0.1'],
    ['https://[::1]:8443', 'https://[::1]:8443'],
    ['http://localhost:8080', 'http://localhost:8080'],
    ['http://127.0.0.2:8080', 'http://127.0.0.2:8080'],
    ['http://[::1]', 'http://[::1]'],
    ['https://farm/render/a%20b/', 'https://farm/render/a%20b'],
  ])('%j', (text, address) => {
    expect((managerUrl(text) as URL).href.replace(/\/$/, '')).toBe(address);
  });

  test('local and empty', () => {
    expect(managerUrl(' local ')).toBe('local');
    expect(managerUrl(' ')).toBe('empty');
  });

  test.each([
    ['farm.example.org:8443', /use https:\/\/HOST:PORT/],
    ['farm', /use https/],
    ['ftp://farm', /use https/],
    ['https://', /use https/],
    ['https://ci:secret@farm:8443', /give the credentials as username and password/],
    ['https://farm:8443/api/v1', /use only https/],
    ['https://farm:8443/?x', /use only https/],
    ['https://farm:8443?x', /use only https/],
    ['https://farm:8443/#x', /use only https/],
    ['https://farm:8443#x', /use only https/],
    ['https://ci@farm:8443', /give the credentials as username and password/],
    ['https://:secret@farm:8443', /give the credentials as username and password/],
    ['http://farm:8443', /in the clear/],
    ['http://127.0.0.1.example.org', /in the clear/],
    ['http://localhost.example.org', /in the clear/],
  ])('%j is refused', (text, message) => {
    expect(() => managerUrl(text)).toThrow(message);
  });
});

describe('the address of releases', () => {
  test.each([
    ['https://download.blender.org/', 'https://download.blender.org/'],
    [' https://mirror.example/pub/blender ', 'https://mirror.example/pub/blender/'],
    ['http://localhost:8080/b/', 'http://localhost:8080/b/'],
  ])('%s', (text, url) => {
    expect(mirrorUrl(text).href).toBe(url);
  });

  test.each([
    ['mirror.example', /use https/],
    ['ftp://mirror.example/', /use https/],
    ['http://mirror.example/', /on the way/],
    ['https://me:secret@mirror.example/', /without credentials/],
    ['https://mirror.example/?a=b', /query/],
  ])('%s is refused', (text, message) => {
    expect(() => mirrorUrl(text)).toThrow(message);
  });
});

describe('the address of a webhook', () => {
  test.each(['https://hooks.slack.com/services/T0/B0/x', 'https://ci.example/?a=b', 'http://localhost:8080/'])(
    '%s',
    (text) => {
      expect(notifyUrl(` ${text}\n`).href).toBe(text);
    },
  );

  test.each([
    ['ci.example', /use https/],
    ['ftp://ci.example/', /use https/],
    ['http://ci.example/', /in the clear/],
    ['https://me:secret@ci.example/', /leave the credentials out/],
  ])('%s is refused', (text, message) => {
    expect(() => notifyUrl(text)).toThrow(message);
  });
});
